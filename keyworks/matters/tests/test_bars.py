from hypothesis import given
from hypothesis import strategies as st

from keyworks.matters.files.bars import AFTER, NARROW, WIDE, cut, draw, letters


def test_bars_begin_at_one_line_and_are_drawn_to_one_scale():
    drawing = draw([("用地", [4, 0, 2]), ("资金", [3, 0, 0])])
    long, short = drawing.bars
    assert long.pieces[0].x == short.pieces[0].x == drawing.left
    assert [piece.place for piece in long.pieces] == [0, 2], "a piece of nothing is not drawn"
    assert round(long.pieces[0].width / short.pieces[0].width, 2) == 1.33
    assert (long.whole, short.whole) == (6, 3)
    assert long.end == round(WIDE - AFTER, 1)


def test_on_a_phone_the_words_stand_above_the_bar():
    [bar] = draw([("市规划和自然资源局", [5])], NARROW).bars
    assert bar.words < bar.y and bar.pieces[0].x == 0 and bar.shown == bar.label


def test_a_long_name_is_cut_visibly_and_kept_whole_beside():
    name = "Municipal Commission of Housing and Urban-Rural Development, Inspection"
    [bar] = draw([(name, [1])]).bars
    assert bar.label == name and bar.shown.endswith("…") and letters(bar.shown) <= WIDE / 2


def test_nothing_is_drawn_of_nothing():
    assert draw([]).bars == () and draw([("x", [0, 0])]).bars[0].pieces == ()


@given(st.text(max_size=80), st.floats(20, 400))
def test_what_is_cut_fits(text, room):
    assert letters(cut(text, room)) <= max(room, letters("…"))


@given(st.lists(st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=1, max_size=20))
def test_every_bar_stays_in_its_field(parts):
    for width in (WIDE, NARROW):
        drawing = draw([("名称", one) for one in parts], width)
        assert all(bar.end <= width - AFTER + 0.2 and bar.base < drawing.height for bar in drawing.bars)
