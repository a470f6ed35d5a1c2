import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.test import RequestFactory
from python_calamine import load_workbook

from keyworks.accounts.models import Unit
from keyworks.base import exports, reader
from keyworks.base.cells import Column, harmless
from keyworks.base.tables import Table
from keyworks.values.money import Money
from keyworks.values.months import Month

ENGLISH, CHINESE = reader.Reader("en", money="m"), reader.Reader("zh-hans", money="wan")
COLUMNS = [
    Column("name", "Project", order="name"),
    Column("done", "Done", "money", order="done", total=True),
    Column("share", "Share", "share"),
    Column("count", "Reports", "number", total=True),
    Column("on", "Begun on", "date"),
    Column("at", "Known at", "moment"),
    Column("month", "Month", "month"),
    Column("light", "Light", "light"),
    Column("state", "State", "badge"),
    Column("owner", "Owner", "link"),
    Column("hidden", "Hidden", shown=False),
]
ROWS = [
    {
        "pk": 1, "name": "=轨道交通Z2线", "done": 123_456_789, "share": Decimal("0.4567"), "count": 1234,
        "on": date(2022, 2, 8), "at": datetime(2022, 2, 8, 1, 30, 15, 7, tzinfo=UTC), "month": "2022-02",
        "light": "red", "state": ("bad", "overdue"), "owner": ("滨海建投", "/units/3/"), "hidden": "x",
    },
    {
        "pk": 2, "name": "津城", "done": None, "share": None, "count": 0, "on": None, "at": None, "month": None,
        "light": None, "state": None, "owner": None, "hidden": None,
    },
]  # fmt: skip


class Filter(forms.Form):
    kind = forms.ChoiceField(required=False, label="Kind", choices=[("", "-"), ("a", "Apple")])


def table(address, rows=ROWS, columns=COLUMNS, **options):
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(may=lambda right: True)
    return Table(request, key="projects", label="Projects", columns=columns, rows=rows, export=True, **options)


def book(found, who=ENGLISH):
    with reader.reading(who):
        answer = found.sheet()
    assert answer["Content-Disposition"] == 'attachment; filename="projects.xlsx"'
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def lines(found, who=ENGLISH):
    with reader.reading(who):
        answer = found.sheet()
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


def test_a_workbook_has_numbers_as_numbers_and_days_as_days():
    found = book(table("/?export=xlsx&sort=name"))
    assert found.sheet_names == ["Projects", "Notes"]
    head, first, second, foot = found.get_sheet_by_name("Projects").to_python()
    assert head[:4] == ["Project", "Done (m yuan)", "Share", "Reports"]
    assert first == [
        "=轨道交通Z2线", 1.23456789, 0.4567, 1234.0,
        date(2022, 2, 8), datetime(2022, 2, 8, 9, 30, 15), date(2022, 2, 1), "far behind", "overdue", "滨海建投",
    ]  # fmt: skip
    assert second == ["津城", "", "", 0.0, "", "", "", "", "", ""]
    assert foot[:4] == ["Sum of 2 rows", 1.23456789, "", 1234.0]


def test_the_reader_chooses_language_unit_columns_and_order():
    found = book(table("/?export=xlsx&columns=done,name&sort=-name"), CHINESE).get_sheet_by_index(0).to_python()
    assert found == [["Project", "Done（万元）"], ["津城", ""], ["=轨道交通Z2线", 123.456789], ["2行合计", 123.456789]]


def test_the_notes_say_what_the_reader_filtered():
    filters = Filter(RequestFactory().get("/?kind=a").GET)
    notes = book(table("/?export=xlsx&kind=a", filters=filters)).get_sheet_by_name("Notes").to_python()
    assert [notes[0], notes[1][0], notes[2]] == [["Table", "Projects"], "Made at", ["Filter", "Kind: Apple"]]
    assert len(notes) == 3


@pytest.mark.parametrize(("rows", "complete"), [(3, True), (4, False)])
def test_a_longer_table_is_cut_and_the_notes_say_so(monkeypatch, rows, complete):
    monkeypatch.setattr(exports, "LONGEST", 3)
    many = [{"pk": number, "name": f"n{number}"} for number in range(rows)]
    found = book(table("/?export=xlsx", many, COLUMNS[:1]))
    assert len(found.get_sheet_by_index(0).to_python()) == 1 + 3
    said = ["Not complete", "Only the first 3 rows are here."] in found.get_sheet_by_index(1).to_python()
    assert said is not complete
    assert len(lines(table("/?export=csv", many, COLUMNS[:1]))) == 1 + 3


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "asked"), [("csv", 1), ("xlsx", 2)])
def test_all_pages_come_with_one_question_and_one_for_the_sums(django_assert_num_queries, kind, asked):
    Unit.objects.bulk_create(
        Unit(code=f"u{number}", kind="district", name_zh=f"第{number}", edition=2, path=f"/{number}/")
        for number in range(120)
    )
    columns = [Column("name_zh", "Name"), Column("edition", "Edition", "number", total=True)]
    found = table(f"/?export={kind}", Unit.objects.values("pk", "name_zh", "edition"), columns)
    with django_assert_num_queries(asked):
        rows = lines(found) if kind == "csv" else book(found).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 120 + (kind == "xlsx")
    assert kind == "csv" or rows[-1] == ["Sum of 120 rows", 240.0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_sheet_takes_no_text_for_a_formula(text):
    rows = [{"pk": 1, "name": f"{text}，“引号”", "owner": text, "count": 7, "on": None}]
    chosen = "columns=name,owner,count,on"
    assert lines(table(f"/?export=csv&{chosen}", rows))[1] == [f"'{text}，“引号”", "7", "", f"'{text}"]
    found = book(table(f"/?export=xlsx&{chosen}", rows)).get_sheet_by_index(0).to_python()[1]
    assert [found[0].replace("\n", "\r"), found[3].replace("\n", "\r")] == [f"{text}，“引号”", text]


def test_numbers_go_into_a_sheet_as_numbers():
    column = Column("x", "X", "number")
    assert [harmless(column, value) for value in (1234567.5, -3, 0, None)] == ["1234567.5", "-3", "0", ""]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("month", Month(2022, 2), date(2022, 2, 1)),
        ("month", date(2022, 2, 8), date(2022, 2, 1)),
        ("month", "spring", "—"),
        ("date", datetime(2022, 2, 7, 17, 0, tzinfo=UTC), date(2022, 2, 8)),
        ("money", 150, Decimal("0.00015")),
        ("money", Money(150), Decimal("0.00015")),
        ("money", "x", None),
        ("number", "", None),
        ("text", 7, "7"),
    ],
)
def test_a_cell_is_what_a_sheet_can_reckon_with(kind, given, kept):
    with reader.reading(CHINESE):
        assert exports.value(Column("x", "X", kind), given) == (None if kept == "—" else kept)


def test_only_a_table_that_may_be_taken_along_answers():
    assert table("/?export=csv").exporting and table("/?export=xlsx").exporting
    assert not table("/?export=exe").exporting and not table("/").exporting
    kept = table("/?export=xlsx")
    kept.export = False
    assert not kept.exporting


def test_both_kinds_are_offered_with_what_the_reader_chose():
    found = table("/?sort=name&after=x").export_addresses
    assert found == {"xlsx": "/?sort=name&export=xlsx", "csv": "/?sort=name&export=csv"}
