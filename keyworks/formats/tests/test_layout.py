import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.layout.finding import candidates, find
from keyworks.formats.layout.table import Layout, table
from keyworks.formats.layout.units import unit_told
from keyworks.formats.sheets.book import Book, Sheet
from keyworks.formats.sheets.reading import read as read_book
from keyworks.values.problems import Problem


def sheet(*rows, name="清单", **more):
    return Sheet("清单.xlsx", name, tuple(tuple(row) for row in rows), **more)


def found(*sheets):
    book = Book("清单.xlsx", tuple(sheets))
    layout = find(book)
    read = table(book.sheets[layout.sheet], layout)
    return layout, read, list(read.records())


def skipped(read):
    return [(one.record.number, one.why) for one in read.skipped]


def names(records, at=1):
    return [record.cells[at] for record in records]


LIST = sheet(
    ("天津市2022年重点项目清单",),
    (None, None, None, None, None, None, None, "单位：万元"),
    ("序号", "项目名称", "建设单位", "总投资", "年度投资", None, None, "备注"),
    (None, None, None, None, "小计", "其中：自筹", "其中：贷款", None),
    ("一", "滨海新区", None, 30, 9, 5, 4, None),
    (1, "轨道交通Z2线", "轨道集团", 10, 4, 2, 2, "续建"),
    (2, "临港码头", "港口集团", 20, 5, 3, 2, None),
    ("二", "和平区", None, 12, 2, 1, 1, None),
    (3, "合计大厦改造", "城投集团", 12, 2, 1, 1, None),
    (None, "合计", None, 42, 11, 6, 5, None),
    (),
    ("注：总投资以批复为准。",),
    merged=(((0, 0), (0, 7)), ((2, 0), (3, 0)), ((2, 1), (3, 1)), ((2, 2), (3, 2)), ((2, 3), (3, 3)),
            ((2, 4), (2, 6)), ((2, 7), (3, 7))),
)  # fmt: skip


def test_a_city_list_with_title_unit_two_head_rows_subtotals_and_a_note():
    layout, read, records = found(LIST)
    assert layout == Layout(head=(2, 3), first=4)
    assert read.heads == (
        "序号", "项目名称", "建设单位", "总投资",
        "年度投资 · 小计", "年度投资 · 其中：自筹", "年度投资 · 其中：贷款", "备注",
    )  # fmt: skip
    assert names(records) == ["轨道交通Z2线", "临港码头", "合计大厦改造"]
    assert skipped(read) == [(4, "subtotal"), (7, "subtotal"), (9, "subtotal"), (10, "blank"), (11, "prose")]
    assert records[0].place(3).cell == "D6"
    assert unit_told(LIST, layout) == ("CNY", "wan", "单位：万元")


def test_the_same_list_as_a_workbook_is_read_alike():
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    cover, made = workbook.add_worksheet("封面"), workbook.add_worksheet("清单")
    cover.write_column(0, 0, ["2022年重点项目", "编制单位：市发展改革委", "2022年3月"])
    for number, row in enumerate(LIST.rows):
        made.write_row(number, 0, row)
    for first, last in LIST.merged:
        made.merge_range(*first, *last, LIST.rows[first[0]][first[1]])
    made.set_row(5, None, None, {"hidden": True})
    workbook.close()
    book = read_book(io.BytesIO(file.getvalue()), name="清单.xlsx")
    layout = find(book)
    assert layout == Layout(sheet=1, head=(2, 3), first=4)
    read = table(book.sheets[1], layout)
    assert read.heads == found(LIST)[1].heads
    assert names(read.records()) == ["临港码头", "合计大厦改造"]
    assert skipped(read)[:2] == [(4, "subtotal"), (5, "hidden")]


def test_the_same_list_as_text_has_no_merged_cells_and_the_same_heads():
    plain = sheet(*([None if cell is None else str(cell) for cell in row] for row in LIST.rows))
    layout, read, records = found(plain)
    assert layout == Layout(head=(2, 3), first=4)
    assert read.heads == found(LIST)[1].heads
    assert names(records) == names(found(LIST)[2])


def test_group_names_above_the_heads_belong_to_them():
    groups = sheet(
        ("填报单位：发改委", None, None, "填报日期：2022年3月"),
        ("基本情况", None, None, "投资（亿元）", None, None, "进度", None),
        ("编码", "名称", "区", "总投资", "已完成", "本年计划", "开工", "竣工"),
        *((f"T{n}", f"项目{n}", "河西区", n * 3, n, n, date(2021, n, 1), date(2023, n, 1)) for n in range(1, 6)),
        merged=(((1, 0), (1, 2)), ((1, 3), (1, 5)), ((1, 6), (1, 7))),
    )
    layout, read, records = found(groups)
    assert (layout.head, layout.first, len(records)) == ((1, 2), 3, 5)
    assert read.heads[:4] == ("基本情况 · 编码", "基本情况 · 名称", "基本情况 · 区", "投资（亿元） · 总投资")
    assert read.heads[-1] == "进度 · 竣工"
    assert unit_told(groups, layout) == ("CNY", "yi", "投资（亿元） · 总投资")


def test_three_rows_of_heads_and_a_row_that_counts_the_columns():
    deep = sheet(
        ("项目名称", "投资", None, None, "备注"),
        (None, "总额", "本年", None, None),
        (None, None, "计划", "完成", None),
        ("甲", "1", "2", "3", "4"),
        ("快速路", 9, 3, 1, "续建"),
        ("水厂", 8, 2, 1, "新建"),
        ("学校", 7, 4, 4, "新建"),
    )
    layout, read, records = found(deep)
    assert (layout.head, layout.first) == ((0, 3), 4)
    assert read.heads == ("项目名称", "投资 · 总额", "投资 · 本年 · 计划", "投资 · 本年 · 完成", "备注")
    assert names(records, 0) == ["快速路", "水厂", "学校"]


def test_units_in_a_row_of_their_own_belong_to_the_heads():
    rows = [(f"桥{n}", n * 10, date(2022, n, 1)) for n in range(1, 6)]
    layout, read, records = found(sheet(("名称", "总投资", "开工"), (None, "（万元）", "（年月日）"), *rows))
    assert (layout.head, read.heads) == ((0, 1), ("名称", "总投资 · （万元）", "开工 · （年月日）"))
    assert len(records) == 5


def test_years_are_heads_too():
    layout, read, _records = found(sheet(("name", 2022, "2023", 2024), ("road", 1, 2, 3), ("school", 4, 5, 6)))
    assert layout.head == (0, 0)
    assert read.heads == ("name", "2022", "2023", "2024")


def test_years_below_a_group_are_its_parts():
    given = sheet(
        ("项目名称", "所属区", "分年度投资", None, None, "责任单位"),
        (None, None, "2021年", "2022年", "2023/24", None),
        ("甲", "和平", 1, 2, 3, "住建委"),
        ("乙", "河东", 4, 5, 6, "水务局"),
    )
    layout, read, records = found(given)
    assert (layout.head, names(records, 0)) == ((0, 1), ["甲", "乙"])
    assert read.heads[2:5] == ("分年度投资 · 2021年", "分年度投资 · 2022年", "分年度投资 · 2023/24")


def test_heads_are_cleaned_and_told_apart():
    given = sheet(
        (" Project\xa0 Name", "cost\n(£m)", "cost (£m)", "cost (£m) 2", None), ("a", 1, 2, 3, 4), ("b", 1, 2, 3, 4)
    )
    assert table(given, Layout()).heads == ("Project Name", "cost (£m)", "cost (£m) 3", "cost (£m) 2")


def test_a_cell_without_a_head_is_not_lost():
    [record] = table(sheet(("a", "b"), (1, 2, 3)), Layout()).records()
    assert record.cells == (1, 2, 3)
    [record] = table(sheet(("a", "b"), (1,)), Layout()).records()
    assert record.cells == (1, None)


def test_a_table_need_not_begin_in_the_corner():
    rows = [(None, None, f"P{n}", f"Bridge {n}", n * 100) for n in range(1, 9)]
    given = sheet((), (None, "List of projects 2022"), (), (None, None, "Code", "Name", "Budget"), *rows)
    layout, read, records = found(given)
    assert layout == Layout(head=(3, 3), first=4, left=2)
    assert read.heads == ("Code", "Name", "Budget")
    assert records[0].cells == ("P1", "Bridge 1", 100)
    assert records[0].place(1).cell == "D5"


def test_a_column_of_serial_numbers_without_a_head_belongs_to_the_table():
    rows = [(n, f"Bridge {n}", "Roads", n * 100) for n in range(1, 9)]
    layout, read, _records = found(sheet((None, "Name", "Department", "Budget"), *rows))
    assert (layout.left, read.heads) == (0, ("", "Name", "Department", "Budget"))


def test_a_column_for_each_project():
    fields = ("Project name", "Department", "Start date", "End date", "Budget (£m)", "Comment")
    projects = [
        (f"Tunnel {n}", "DfT", f"0{n}/04/2014", f"0{n}/04/2019", str(n * 100), f"This is late by {n} months. " * 9)
        for n in range(1, 8)
    ]
    given = sheet(*zip(fields, *projects, strict=True), (), ("The report tells whole life costs. " * 5,))
    layout, read, records = found(given)
    assert layout == Layout(across=True)
    assert read.heads == fields
    assert names(records, 0) == [f"Tunnel {n}" for n in range(1, 8)]
    assert records[2].place(4).cell == "D5"
    assert records[2].number == 3


def test_a_hidden_column_is_no_record_where_projects_are_columns():
    given = sheet(("name", "a", "b"), ("cost", 1, 2), ("year", 3, 4), hidden_columns=frozenset({1}))
    read = table(given, Layout(across=True))
    assert names(read.records(), 0) == ["b"]
    assert skipped(read) == [(1, "hidden")]


def test_hidden_rows_are_passed_over_unless_wanted():
    given = sheet(("name", "cost"), ("a", 1), ("b", 2), hidden_rows=frozenset({1}))
    read = table(given, Layout())
    assert (names(read.records(), 0), skipped(read)) == (["b"], [(1, "hidden")])
    assert names(table(given, Layout(hidden=True)).records(), 0) == ["a", "b"]


def test_heads_that_come_again_on_every_page_are_no_records():
    head = ("序号", "项目名称", "总投资", "区")
    pages = [(n, f"项目{n}", n * 10, "河东区") for n in range(1, 7)]
    given = sheet(("重点项目",), head, *pages[:3], ("重点项目",), head, *pages[3:])
    _layout, read, records = found(given)
    assert names(records) == [f"项目{n}" for n in range(1, 7)]
    assert skipped(read) == [(5, "prose"), (6, "repeated_head")]


ROWS = [("Water Plan", "DEP", 10, 1), ("Total Water Plan", "DEP", 25, 2), ("Bridges", "DOT", 30, 5)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Total", None, 65, 8), "subtotal"),
        (("Grand Total:", None, 65, 8), "subtotal"),
        (("合计（3个）", None, 70, 8), "subtotal"),
        (("滨海新区小计", None, 70, 8), "subtotal"),
        (("Total for Brooklyn", None, 65, 8), "subtotal"),
        (("Brooklyn", None, 65, 8), "subtotal"),
        (("Total for Brooklyn", None, 66, 8), ""),
        (("Total Station Renewal", "DOT", 66, 9), ""),
        (("Brooklyn", None, 66, 8), ""),
        (("Sumner Houses", "DOT", 65, 9), ""),
        ((None, None, 65, None), "subtotal"),
        (("Brooklyn", None, None, None), "prose"),
        (("Total", None, None, None), "subtotal"),
    ],
)
def test_a_row_is_a_subtotal_by_its_label_or_by_its_sums_and_a_project_called_total_stays(row, why):
    read = table(sheet(("name", "agency", "cost", "years"), *ROWS, row), Layout())
    assert len(list(read.records())) == (3 if why else 4)
    assert [one.why for one in read.skipped] == ([why] if why else [])


def test_sums_are_told_from_text_and_begin_anew_after_each_subtotal():
    read = table(
        sheet(
            ("name", "agency", "cost", "spent"),
            ("a", "x", "£1,000.50", "1"), ("b", "x", "2,000", "(2)"), ("Queens", None, "3,000.5", "-1"),
            ("c", "y", "5", "1"), ("d", "y", "6", "7"), ("Bronx", None, "11", "8"),
            ("All", None, "3011.5", "7"),
        ),
        Layout(),
    )  # fmt: skip
    assert names(read.records(), 0) == ["a", "b", "c", "d"]
    assert skipped(read) == [(3, "subtotal"), (6, "subtotal"), (7, "subtotal")]


def test_records_can_be_read_twice():
    read = table(LIST, Layout(head=(2, 3), first=4))
    assert [len(list(read.records())) for _ in range(2)] == [3, 3]
    assert len(read.skipped) == 5


COVER = sheet(("2022年重点项目",), (), ("编制单位", "市发展改革委"), ("日期", "2022年3月"), name="封面")
NOTES = sheet(
    ("填写说明",),
    *((f"第{n}条", "总投资按批复的初步设计概算填写，单位为万元，保留两位小数。" * 4) for n in range(1, 20)),
    name="说明",
)  # fmt: skip


def test_covers_and_notes_are_not_the_table_wherever_they_stand():
    assert found(COVER, NOTES, LIST)[0].sheet == 2
    assert found(LIST, NOTES, COVER)[0].sheet == 0
    assert found(NOTES, LIST)[0] == Layout(sheet=1, head=(2, 3), first=4)


def test_a_hidden_sheet_is_the_table_only_where_no_other_is():
    hidden = Sheet("清单.xlsx", "旧", (*LIST.rows, *LIST.rows[4:9]), hidden=True, merged=LIST.merged)
    assert found(hidden, LIST)[0].sheet == 1
    assert found(hidden)[0].sheet == 0


def test_candidates_are_told_best_first():
    book = Book("清单.xlsx", (COVER, LIST))
    told = candidates(book)
    assert told[0][0] == find(book)
    assert [worth for _layout, worth in told] == sorted((worth for _layout, worth in told), reverse=True)
    assert all(0 <= worth <= 1 for _layout, worth in told)


def test_a_merged_cell_says_its_words_of_all_its_rows_and_its_amount_once():
    given = sheet(
        ("区", "项目", "类别", "投资"),
        ("和平", "甲", "路", 5), (None, "乙", "桥"), (None, "丙", "桥", 7),
        ("河东", "丁", "校", 4), (None, "合计", None, 16), (None, "戊"),
        merged=(((1, 0), (3, 0)), ((1, 3), (2, 3)), ((0, 0), (0, 0))),
    )  # fmt: skip
    read = table(given, Layout())
    assert [tuple(record.cells) for record in read.records()] == [
        ("和平", "甲", "路", 5), ("和平", "乙", "桥", None), ("和平", "丙", "桥", 7), ("河东", "丁", "校", 4),
    ]  # fmt: skip
    assert skipped(read) == [(5, "subtotal"), (6, "prose")]


def test_numbers_beyond_all_sums_are_left_out_of_them():
    absurd = [
        ("a", "x", "9e999999", 1),
        ("b", "x", Decimal("9e999999"), 2),
        ("c", None, "-9e999999", 3),
        ("d", "y", 10**99, 4),
    ]
    assert len(list(table(sheet(("name", "agency", "cost", "n"), *absurd), Layout()).records())) == 4


@pytest.mark.parametrize("rows", [(), ((),), ((None,),), (("x",),), (("x", 1),), ((1, 2), (3, 4))])
def test_a_sheet_without_a_table_is_found_empty_or_small(rows):
    layout, _read, records = found(sheet(*rows))
    assert len(records) == max(len(rows) - layout.first, 0)
    assert find(Book("x", ())) == Layout()


cells = st.none() | st.text(max_size=6) | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | (
    st.dates() | st.booleans() | st.just(Problem("sheet.error_value"))
    | st.sampled_from(["合计", "Total", "单位：", "年"])
)  # fmt: skip
corner = st.tuples(st.integers(0, 9), st.integers(0, 9))


@given(
    st.lists(st.lists(cells, max_size=5), max_size=9),
    st.builds(
        Layout, across=st.booleans(), head=st.tuples(st.integers(0, 3), st.integers(0, 5)), first=st.integers(0, 12),
        last=st.none() | st.integers(0, 12), left=st.integers(0, 7), hidden=st.booleans(),
    ),
    st.lists(st.tuples(corner, corner)),
)  # fmt: skip
def test_every_row_of_any_sheet_is_a_record_or_skipped_once(rows, told, merged):
    given = sheet(*rows, merged=tuple(merged))
    book = Book("x", (given,))
    for layout in (told, find(book)):
        read = table(given, layout)
        numbers = [record.number for record in read.records()] + [one.record.number for one in read.skipped]
        height = max(map(len, rows), default=0) if layout.across else len(rows)
        assert sorted(numbers) == list(range(layout.first, min(height, layout.last if layout.last is not None else 99)))
        assert len({head for head in read.heads if head}) == len([head for head in read.heads if head])
        unit_told(given, layout)


@pytest.mark.parametrize(
    ("text", "currency", "unit"),
    [
        ("单位：万元", "CNY", "wan"), ("金额单位：亿元", "CNY", "yi"), ("（单位：千元）", "CNY", "k"),
        ("单位：元", "CNY", "yuan"), ("单位：百万元", "CNY", "m"), ("(£m)", "GBP", "m"), ("($000s)", "", "k"),
        ("in thousands of dollars", "", "k"), ("All amounts in US$ millions", "USD", "m"),
        ("Unit: NZ$ bn", "NZD", "bn"), ("R'000 (rands)", "ZAR", "k"),
    ],
)  # fmt: skip
def test_a_unit_is_told_near_the_head(text, currency, unit):
    given = sheet((text,), ("名称", "投资"), ("甲", Decimal("1.5")))
    assert unit_told(given, Layout(head=(1, 1), first=2)) == (currency, unit, text)


def test_units_that_differ_between_columns_are_not_one_unit():
    assert unit_told(sheet(("名称", "总投资（亿元）", "年度投资（万元）"), ("甲", 1, 2)), Layout()) is None
    assert unit_told(sheet(("重点项目单位一览",), ("名称", "投资"), ("甲", 1)), Layout(head=(1, 1), first=2)) is None
