from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.accounts.models import Unit
from keyworks.base import keyset
from keyworks.base.tables import Bulk, Column, Table

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5)
DAYS = st.none() | st.dates(date(2021, 12, 30), date(2022, 1, 3))
ROWS = st.lists(st.tuples(st.integers(1, 3), WORDS, DAYS, st.booleans()), max_size=14)
ORDERS = ("edition", "name_en", "closed_on", "parent__code", "pk", "twice")


def units(rows=()):
    root = Unit.objects.create(code="root", kind="city", name_zh="市", path="/0/")
    Unit.objects.bulk_create(
        Unit(
            code=f"u{number}", kind="district", name_zh=f"第{number}", name_en=name, edition=edition,
            closed_on=closed, parent=root if child else None, path=f"/0/{number}/",
        )
        for number, (edition, name, closed, child) in enumerate(rows)
    )  # fmt: skip
    return Unit.objects.annotate(twice=F("edition") * 2).values("pk", "code", "name_zh", "edition", "closed_on")


def walk(rows, sort, size, back=False):
    seen, cursor = [], ""
    if back:
        last = list(keyset.ordered(rows, sort))[-1]
        seen, cursor = [last["pk"]], keyset.encode(sort, last)
    while True:
        page = keyset.page(rows, sort, size, **{"before" if back else "after": cursor})
        if back and not page.before:
            return [row["pk"] for row in page.rows if row["pk"] not in seen] + seen
        found = [row["pk"] for row in page.rows]
        seen = found + seen if back else seen + found
        cursor = page.before if back else page.after
        if not cursor:
            return seen


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.sampled_from(ORDERS), down=st.booleans(), size=st.integers(1, 5))
def test_paging_visits_every_row_once_and_in_order(rows, order, down, size):
    sort = f"-{order}" if down else order
    with transaction.atomic():
        found = units(rows)
        whole = [row["pk"] for row in keyset.ordered(found, sort)]
        assert walk(found, sort, size) == whole
        assert len(set(whole)) == len(rows) + 1
        assert walk(found, sort, size, back=True) == whole
        unknown = [row[keyset.ORDER] is None for row in keyset.ordered(found, sort)]
        assert unknown == sorted(unknown)
        transaction.set_rollback(True)


@given(rows=st.lists(st.none() | st.integers(0, 3), max_size=12), down=st.booleans(), size=st.integers(1, 5))
def test_a_short_list_pages_as_rows_do(rows, down, size):
    listed = [{"pk": number, "x": value} for number, value in enumerate(rows)]
    sort = "-x" if down else "x"
    seen, after = [], ""
    while True:
        page = keyset.page_of_list(listed, sort, size, after=after)
        seen += [row["pk"] for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == [row["pk"] for row in keyset.sorted_list(listed, sort)]
    assert sorted(seen) == list(range(len(rows)))


def asked(address="/", may=True, **headers):
    request = RequestFactory().get(address, headers=headers)
    request.user = SimpleNamespace(may=lambda right: may, is_authenticated=True, pk=1)
    return request


COLUMNS = [
    Column("name_zh", "Name", order="name_zh"),
    Column("code", "Code", fact=True),
    Column("edition", "Edition", "number", order="edition", total=True),
    Column("closed_on", "Closed", "date", order="closed_on", shown=False),
]


def table(address="/", rows=None, may=True, headers=None, **options):
    return Table(asked(address, may, **headers or {}), key="units", columns=COLUMNS, rows=rows, **options)


def shown(found):
    with translation.override("en"):
        return render_to_string("cotton/table.html", {"table": found}, request=found.request)


@pytest.mark.django_db
def test_a_page_costs_one_question_and_its_sums_one_more(django_assert_num_queries):
    rows = units([(1, "x", None, False)] * 250)
    found = table("/?size=200", rows)
    with django_assert_num_queries(2):
        page = shown(found)
    assert page.count("<tr") == 200 + 2
    assert "251" in page
    deep = table(found.older, rows)
    with django_assert_num_queries(2):
        assert len(deep.lines) == 51 and deep.totals["rows"] == 251


@pytest.mark.django_db
def test_nobody_counts_what_nobody_reads(django_assert_num_queries):
    rows = units([(1, "x", None, False)] * 60)
    plain = COLUMNS[:2]
    found = Table(asked("/"), key="units", columns=plain, rows=rows)
    with django_assert_num_queries(1):
        shown(found)
    assert found.total_count is None
    assert Table(asked("/?count=1"), key="units", columns=plain, rows=rows).total_count == 61


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "sort=;drop", "sort=--edition", "sort=password", "size=999999999999999999999", "size=-1", "size=٥٠", "size=",
        "after=%00", "after=x", "after=" + "A" * 9000, "before=bnVsbA", "after=W10", "columns=", "columns=nope,,",
        "count=yes", "after=eyJhIjoxfQ", "sort=edition&after=WyJlZGl0aW9uIiwgIm5hbiIsICIxIl0",
        "sort=edition&after=WyJlZGl0aW9uIiwgIjk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiLCAiMSJd",
        "sort=closed_on&after=WyJjbG9zZWRfb24iLCAiMjAyMi0wMi0zMCIsICIxIl0",
        "sort=closed_on&after=WyJjbG9zZWRfb24iLCBudWxsLCAiOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ",
    ],
)  # fmt: skip
def test_junk_in_the_address_gives_the_first_page(query):
    rows = units([(1, "x", None, False)] * 60)
    found = table(f"/?{query}", rows)
    assert len(found.lines) == 50
    assert found.size == 50
    assert found.sort in {"-pk", "edition", "closed_on"}
    assert [column.name for column in found.columns] == ["name_zh", "code", "edition"]
    shown(found)


@pytest.mark.django_db
def test_the_address_keeps_every_choice_and_turns_back_to_the_first_page():
    rows = units([(1, "x", None, False)] * 60)
    found = table("/?words=a&sort=edition&columns=code,edition&size=50", rows)
    assert "words=a" in found.older and "sort=edition" in found.older and "after=" in found.older
    turned = {column.name: address for column, address, _ in found.heads}["edition"]
    assert "sort=-edition" in turned and "after=" not in turned
    assert [sorted_ for _, _, sorted_ in found.heads] == ["", "ascending"]


@pytest.mark.django_db
def test_the_sum_is_that_of_all_rows_the_filters_leave_and_not_of_the_page():
    rows = units([(3, "x", None, False)] * 60)
    found = table("/", rows)
    assert found.totals == {"rows": 61, "total_edition": 181}
    assert "Sum of 61 rows" in shown(found)


class Filter(forms.Form):
    words = forms.CharField(required=False, label="Words")
    kind = forms.ChoiceField(required=False, label="Kind", choices=[("", "-"), ("a", "Apple")])


@pytest.mark.django_db
def test_each_filter_in_force_is_a_chip_that_can_be_taken_away():
    request_filters = Filter(asked("/?words=x&kind=a&sort=code").GET)
    found = table("/?words=x&kind=a&sort=edition", units(), filters=request_filters)
    assert [(chip.label, chip.value, chip.without) for chip in found.chips] == [
        ("Words", "x", "/?kind=a&sort=edition"),
        ("Kind", "Apple", "/?words=x&sort=edition"),
    ]
    assert found.unfiltered == "/?sort=edition"
    assert found.kept == [("sort", "edition")]


@pytest.mark.django_db
def test_what_comes_from_people_is_escaped_everywhere():
    Unit.objects.create(code='"><script>', kind="city", name_zh="<b>x</b>", path="/1/")
    rows = Unit.objects.values("pk", "code", "name_zh", "edition", "closed_on")
    page = shown(table("/", rows, row_url=lambda row: f"/u/{row['code']}"))
    assert "<script>" not in page and "<b>x</b>" not in page
    assert 'data-href="/u/&quot;&gt;&lt;script&gt;"' in page


@pytest.mark.django_db
def test_bulk_is_offered_to_whoever_holds_the_right():
    bulk = [Bulk("do", "Do it", "desk:specimen_act", right="x", danger=True)]
    rows = units()
    assert "Do it" in shown(table("/", rows, bulk=bulk))
    assert "Do it" not in shown(table("/", rows, bulk=bulk, may=False))


@pytest.mark.django_db
def test_in_a_panel_the_links_stay_in_the_panel():
    rows = units()
    assert 'hx-target="closest [data-panel]"' in shown(table("/", rows, headers={"HX-Request": "true"}))
    assert "hx-target" not in shown(table("/", rows))


def test_an_empty_table_says_what_to_do_and_an_empty_filter_how_to_undo_it():
    assert "Nothing yet" in shown(table("/", [], empty=("Nothing yet", "Do this.")))
    filtered = table("/?words=x", [], filters=Filter(asked("/?words=x").GET), empty=("Nothing yet", ""))
    assert "Nothing matches these filters" in shown(filtered)
