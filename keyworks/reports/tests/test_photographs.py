from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from keyworks.dossier import actions as dossier
from keyworks.formats.geojson import kilometres
from keyworks.formats.tests.photographs import bomb, photograph
from keyworks.projects.models import Project
from keyworks.reports import actions
from keyworks.reports.models import Photograph, Question, Report
from keyworks.reports.rules.checks.photographs import Shown, doubts
from keyworks.reports.tests.months import AT, filed, later
from keyworks.reports.tests.test_month_pages import february, sees, sends  # noqa: F401
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
TANGGU = {"type": "Point", "coordinates": [117.65, 39.02]}


@pytest.fixture
def placed(plant):
    Project.objects.filter(pk=plant.pk).update(geometry=TANGGU)
    plant.refresh_from_db()
    return plant


def hung(report, cast, content, name="site.jpg"):
    """The photograph hung on the report and looked at."""
    path = Path(settings.DATA) / "one.part"
    path.write_bytes(content)
    part = dossier.Part(path, name, hashlib.sha256(content).hexdigest(), len(content))
    dossier.attach(subject=report, part=part, by=cast.clerk, at=AT)
    return actions.look(report=report, by=cast.clerk, at=AT)


def test_a_photograph_is_read_once_for_when_and_where_it_was_taken(cast, placed):
    report = filed(placed, cast, JANUARY, 100)
    content = photograph(taken="2022:01:25 09:30:00", at=(39.03, 117.66))
    [one] = hung(report, cast, content)
    assert (one.sha256, one.width, one.height) == (hashlib.sha256(content).hexdigest(), 32, 24)
    assert (one.taken, one.latitude, one.longitude) == ("2022-01-25T09:30:00", 39.03, 117.66)
    assert actions.look(report=report, by=cast.clerk, at=AT) == []
    assert not Question.objects.filter(rule__startswith="photograph").exists()


def test_the_same_photograph_in_another_project_or_month_is_asked_about(cast, placed, valves):
    content = photograph(taken="2022:01:25 09:30:00")
    hung(filed(placed, cast, JANUARY, 100), cast, content)
    again = filed(valves, cast, JANUARY, 100, by=cast.office)
    hung(again, cast, content, name="other.jpg")
    one = Question.objects.get(rule="photograph_reused")
    assert (one.project, one.part) == (valves, hashlib.sha256(content).hexdigest())
    assert (one.params["project"], one.params["month"]) == (placed.pk, "2022-01")


def test_a_photograph_taken_back_is_asked_about_no_more(cast, placed, valves):
    content = photograph()
    hung(filed(placed, cast, JANUARY, 100), cast, content)
    report = filed(valves, cast, JANUARY, 100, by=cast.office)
    [one] = hung(report, cast, content)
    dossier.withdraw_file(attachment=one.attachment, subject=report, reason="错放", by=cast.clerk, at=AT)
    actions.ask(reports=[report], at=later(3))
    assert Question.objects.get(rule="photograph_reused").state == "gone"


@pytest.mark.parametrize(
    ("day", "km", "asked"),
    [
        (date(2022, 1, 1), 5.0, set()),
        (date(2022, 2, 10), None, set()),
        (None, None, set()),
        (date(2021, 12, 31), 0.0, {"photograph_outside"}),
        (date(2022, 2, 11), 5.1, {"photograph_outside", "photograph_elsewhere"}),
    ],
)
def test_a_photograph_of_another_time_or_from_elsewhere_is_asked_about(day, km, asked):
    assert {one.rule for one in doubts(Shown("a", JANUARY, day, km))} == asked


def test_how_far_it_was_taken_from_a_place_or_a_line():
    assert kilometres(TANGGU, 117.65, 39.02) == 0
    assert kilometres(TANGGU, 117.65, 39.12) == 11.1
    assert kilometres({"type": "LineString", "coordinates": [[117.0, 39.0], [118.0, 39.0]]}, 117.5, 39.01) == 1.1


def test_what_cannot_be_read_is_kept_and_says_why(cast, placed):
    report = filed(placed, cast, JANUARY, 100)
    hung(report, cast, bomb(), name="bomb.png")
    hung(report, cast, b"\0\0\0\x18ftypheic" + b"\0" * 100, name="phone.heic")
    hung(report, cast, b"\xff\xd8\xff" + b"\0" * 100, name="broken.jpg")
    assert list(Photograph.objects.values_list("unread", "width")) == [
        ("photograph.too_many_pixels", 60_000), ("photograph.heic", 0), ("photograph.damaged", 0),
    ]  # fmt: skip


def test_what_was_read_of_a_photograph_stays(cast, placed):
    [one] = hung(filed(placed, cast, JANUARY, 100), cast, photograph())
    one.taken = "2022-01-01T00:00:00"
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save()


def upload(content, name="site.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_photographs_come_with_the_report(sends, sees, cast, placed):  # noqa: F811
    images = [upload(photograph(taken="2021:10:01 08:00:00", at=(39.5, 117.66))), upload(bomb(), "big.png")]
    answer = sends(cast.clerk, f"/reports/{placed.pk}/202201/file/", done="100", edition="0", photographs=images)
    assert answer.status_code == 302
    assert Photograph.objects.filter(report=Report.objects.get()).count() == 2
    asked = set(Question.objects.filter(rule__startswith="photograph").values_list("rule", flat=True))
    assert asked == {"photograph_outside", "photograph_elsewhere"}
    page = sees(cast.office, f"/reports/{placed.pk}/202201/").content.decode()
    assert "2021-10-01 08:00" in page
    assert "距项目 53.4 公里" in page
    assert page.count('loading="lazy"') == 1


def test_a_photograph_that_is_too_large_files_nothing(sends, cast, placed, settings):  # noqa: F811
    settings.ATTACHMENT_MAX_BYTES = 1024**2
    large = photograph() + b"\0" * 1024**2
    answer = sends(cast.clerk, f"/reports/{placed.pk}/202201/file/", done="77", edition="0", photographs=upload(large))
    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count()) == (413, 0)
    assert "site.jpg 超过 1 MB" in page
    assert 'value="77"' in page


def test_a_request_that_announces_too_much_is_answered_unread(client, cast, placed, february):  # noqa: F811
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    there = f"/reports/{placed.pk}/202201/file/"
    answer = client.post(there, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(20 * 1024**3))
    assert (answer.status_code, Report.objects.count()) == (413, 0)
    assert "一次最多 20 张照片" in answer.content.decode()


def test_more_photographs_come_later(sends, cast, placed):  # noqa: F811
    filed(placed, cast, JANUARY, 100)
    there = f"/reports/{placed.pk}/202201/"
    answer = sends(cast.clerk, f"{there}photographs/", photographs=[upload(photograph())])
    assert (answer.status_code, answer["Location"]) == (302, f"{there}#photographs")
    assert Photograph.objects.count() == 1
    assert sends(cast.office, f"{there}photographs/").status_code == 302
    assert Photograph.objects.count() == 1
