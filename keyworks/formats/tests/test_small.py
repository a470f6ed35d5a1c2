from __future__ import annotations

from io import BytesIO

from PIL import Image

from keyworks.formats.photographs.small import Limits, small


def written(path, size=(4000, 3000), kind="JPEG", **how):
    Image.effect_noise(size, 60).convert("RGB").save(path, kind, **how)
    return path


def sizes(found):
    return [Image.open(BytesIO(one)).size for one in found if one]


def test_photographs_fit_their_box_and_keep_their_shape(tmp_path):
    found = small([written(tmp_path / "a"), written(tmp_path / "b", (300, 400), "PNG")])
    assert sizes(found) == [(900, 675), (300, 400)]
    assert all(one.startswith(b"\xff\xd8") for one in found)


def test_what_the_camera_wrote_is_left_behind_and_the_picture_stands_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Some Camera"  # turned by 90 degrees
    (found,) = small([written(tmp_path / "a", (1200, 900), exif=exif)])
    assert Image.open(BytesIO(found)).size == (506, 675)
    assert b"Some Camera" not in found


def test_what_is_no_photograph_is_left_out_and_harms_no_other(tmp_path):
    (tmp_path / "text").write_text("no photograph")
    found = small([tmp_path / "text", written(tmp_path / "a"), tmp_path / "missing"])
    assert [bool(one) for one in found] == [False, True, False]


def test_what_is_too_large_or_claims_too_much_is_left_out(tmp_path):
    path = written(tmp_path / "a", (1200, 900))
    assert small([path], limits=Limits(bytes=10)) == [b""]
    assert small([path], limits=Limits(pixels=1000)) == [b""]


def test_what_is_too_much_for_one_child_gets_children_of_its_own(tmp_path):
    paths = [written(tmp_path / str(number), (1200, 900)) for number in range(3)]
    one = len(small(paths[:1])[0])
    assert [bool(found) for found in small(paths, limits=Limits(written=one + one // 2))] == [True, True, True]


def test_nothing_asks_for_nothing():
    assert small([]) == []
