"""A month's workbook: taken, filled in, judged at its cells, filed whole or not at all."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.base.reader import Reader, reading
from keyworks.formats.sheets import writing
from keyworks.formats.sheets.reading import read
from keyworks.record.models import Entry
from keyworks.reports import actions
from keyworks.reports.forms import workbook as forms
from keyworks.reports.models import Filing, Report, Workbook
from keyworks.reports.queries import workbook as known
from keyworks.reports.tests.months import AT, filed, listed, wan
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on
from keyworks.reports.tests.workbooks import PAGE, SHEET, bytes_of, filled, rows_of, upload, written
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY = Month(2022, 1)
PLANT, VALVES = "新能源整车厂", "阀门生产线"


@pytest.fixture(params=["zh-hans", "en"])
def language(request, client):
    client.cookies["kw_language"] = request.param
    client.cookies["kw_money"] = "wan"
    return request.param


@pytest.fixture
def at_work(client, cast, plant, valves):
    """Somebody at their workbook on the 5th of February 2022."""
    plays_on(date(2022, 2, 5))

    class Hand:
        def sits(self, person):
            client.force_login(person, backend=BACKEND)
            return self

        def takes(self, address=SHEET):
            return bytes_of(client.get(address))

        def gives(self, content, page=PAGE):
            return client.post(page, {"file": upload(content)})

        def sees(self, answer):
            return client.get(answer["Location"]).content.decode()

        def files(self, answer):
            return client.post(answer["Location"])

        def refused(self, content, page=PAGE):
            """The page that says what is wrong, nothing being filed even when that is asked for."""
            there = self.gives(content, page)
            page = client.get(there["Location"]).content.decode()
            before = Filing.objects.count()
            assert (self.files(there).status_code, Filing.objects.count()) == (409, before)
            return page

    return Hand().sits(cast.district)


def test_a_workbook_holds_what_is_known_and_hides_its_keys(at_work, cast, plant, client):
    client.cookies["kw_language"] = "zh-hans"
    content = at_work.takes()
    rows, at = rows_of(content)
    assert [row[at["name"]] for row in rows[2:-1]] == [PLANT]
    assert (rows[2][at["plan"]], rows[2][at["due"]]) == (1200, 100)
    assert rows[1][at["done"]] == "当月完成（万元）"
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in xml
    assert "password" not in xml
    assert 'hidden="1"' in xml.partition("<sheetData>")[0]
    assert '<dataValidation type="list"' in xml
    assert '<dataValidation type="decimal"' in xml


def test_a_round_trip_files_what_was_filled_in(at_work, cast, plant, language, client):
    content = filled(at_work.takes(), {
        (_name(language, plant), "done"): 123.45, (_name(language, plant), "progress"): 12.5,
        (_name(language, plant), "words"): "主体施工", (_name(language, plant), "before"): 1000,
    })  # fmt: skip
    there = at_work.gives(content)
    assert Report.objects.count() == 0
    page = at_work.sees(there)
    assert ("新报1个" if language == "zh-hans" else "1 to be filed") in page
    assert at_work.files(there).status_code == 302
    report = Report.objects.get()
    assert (report.done, report.progress) == (Money(123_450_000), 1250)
    assert report.since_start == Money(1_123_450_000)
    given = Workbook.objects.get()
    assert (given.filed, given.month) == (1, JANUARY)
    assert Entry.objects.filter(verb="reports.file_workbook", subject_id=str(given.pk)).count() == 1
    at_work.files(there)
    assert Filing.objects.count() == 1


def _name(language, project):
    return project.name_zh if language == "zh-hans" else project.name_en or project.name_zh


def test_taken_and_given_unchanged_it_files_nothing(at_work, cast, plant, valves, language):
    filed(plant, cast, JANUARY, 100, words="主体施工", progress=1250, problems="资金", next_month=wan(5))
    filed(valves, cast, JANUARY, 0, unchanged=True, why="winter", by=cast.office)
    at_work.sits(cast.office)
    there = at_work.gives(at_work.takes())
    page = at_work.sees(there)
    assert ("未改动2个" if language == "zh-hans" else "2 as they were") in page
    assert at_work.files(there).status_code == 409
    assert Filing.objects.count() == 2


def test_what_one_language_wrote_the_other_reads(at_work, cast, plant, client):
    client.cookies["kw_language"] = "en"
    client.cookies["kw_money"] = "m"
    content = filled(at_work.takes(), {("Car plant", "why"): "stopped for the winter"})
    client.cookies["kw_language"] = "zh-hans"
    client.cookies["kw_money"] = "wan"
    at_work.files(at_work.gives(content))
    assert (Filing.objects.get().unchanged, Filing.objects.get().why) == (True, "winter")


def test_the_usual_reason_is_no_change_and_any_other_words_too(at_work, cast, plant):
    at_work.files(at_work.gives(filled(at_work.takes(), {(PLANT, "why"): "环保检查停工"})))
    assert (Filing.objects.get().unchanged, Filing.objects.get().why) == (True, "环保检查停工")


@pytest.mark.parametrize(
    ("typed", "cell", "words"),
    [
        ({"done": "很多"}, "I3", "不是一个明确的金额"),
        ({"done": "100-200"}, "I3", "请填写一个金额，不要填写区间"),
        ({"done": 12.3456789}, "I3", "精度小于最小货币单位"),
        ({"done": -5}, "I3", "负数属于更正"),
        ({"done": 5, "progress": 101}, "J3", "形象进度应在"),
        ({"done": 5, "progress": "一半"}, "J3", "不是数字"),
        ({"done": 100, "construction": 60, "equipment": "39.999999"}, "O3", "分项合计"),
        ({"words": "只写了进展"}, "I3", "未填写当月完成"),
        ({"done": 5, "why": "冬季停工"}, "I3", "无变化的月份不填金额"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_filed(at_work, cast, plant, typed, cell, words):
    page = at_work.refused(filled(at_work.takes(), {(PLANT, field): value for field, value in typed.items()}))
    assert f"月报 {cell}" in page
    assert words in page


def test_a_negative_month_with_a_reason_is_filed(at_work, cast, plant):
    at_work.files(at_work.gives(filled(at_work.takes(), {(PLANT, "done"): -5, (PLANT, "reason"): "冲减去年多报"})))
    assert Report.objects.get().done == wan(-5)


def test_a_correction_asks_why_and_keeps_the_first_figure(at_work, cast, plant):
    filed(plant, cast, JANUARY, 100)
    taken = at_work.takes()
    assert "请填写理由" in at_work.refused(filled(taken, {(PLANT, "done"): 80}))
    at_work.files(at_work.gives(filled(taken, {(PLANT, "done"): 80, (PLANT, "reason"): "重复计算"})))
    stood = list(Filing.objects.order_by("version").values_list("done", "reason"))
    assert stood == [(wan(100), ""), (wan(80), "重复计算")]


def test_what_was_filed_is_not_taken_away_by_an_empty_cell(at_work, cast, plant):
    filed(plant, cast, JANUARY, 100)
    assert "已报的数字不能删除" in at_work.refused(filled(at_work.takes(), {(PLANT, "done"): None}))


def test_a_row_filed_meanwhile_is_told_and_an_untouched_one_is_left_alone(at_work, cast, plant):
    other = listed(cast, "二期", cast.toyota, cast.binhai)
    taken = at_work.takes()
    filed(plant, cast, JANUARY, 70)
    page = at_work.refused(filled(taken, {(PLANT, "done"): 80}))
    assert "70.00 万元" in page
    assert "项目联络员" in page
    at_work.files(at_work.gives(filled(taken, {("二期", "done"): 3})))
    assert Report.objects.get(project=other).done == wan(3)
    assert Report.objects.get(project=plant).done == wan(70)


def test_only_sums_that_followed_an_earlier_month_hinder_nobody(at_work, cast, plant):
    filed(plant, cast, Month(2021, 12), 10, at=AT - timedelta(days=2))
    filed(plant, cast, JANUARY, 70)
    taken = at_work.takes()
    filed(plant, cast, Month(2021, 12), 20, over=1, reason="更正")
    at_work.files(at_work.gives(filled(taken, {(PLANT, "done"): 80, (PLANT, "reason"): "更正"})))
    assert Report.objects.get(month=JANUARY).done == wan(80)


def test_a_workbook_of_another_month_or_district_is_refused_row_by_row(at_work, cast, plant, valves):
    december = at_work.takes("/reports/workbook/202112/sheet/")
    assert rows_of(december)[0][2:] == []
    filled_in = filled(at_work.takes(), {(PLANT, "done"): 5})
    plays_on(date(2022, 3, 5))
    assert "该行是2022-01的" in at_work.refused(filled_in, "/reports/workbook/?month=2022-02")
    at_work.sits(cast.other_district)
    assert "您不负责填报该项目" in at_work.refused(filled_in)


def test_a_closed_month_files_nothing(at_work, cast, plant):
    content = filled(at_work.takes(), {(PLANT, "done"): 5})
    actions.close(month=JANUARY, by=cast.office, at=AT)
    assert "已关闭" in at_work.refused(content)


def test_a_month_not_open_yet_files_nothing(at_work, cast, plant):
    content = filled(at_work.takes("/reports/workbook/202202/sheet/"), {(PLANT, "done"): 5})
    assert "2022-03-01" in at_work.refused(content, "/reports/workbook/?month=2022-02")


def test_keys_lost_changed_or_copied_are_told(at_work, cast, plant):
    listed(cast, "二期", cast.toyota, cast.binhai)
    rows, at = rows_of(filled(at_work.takes(), {(PLANT, "done"): 5, ("二期", "done"): 6}))
    swapped = [list(row) for row in rows]
    swapped[2][at["key"]], swapped[3][at["key"]] = swapped[3][at["key"]], swapped[2][at["key"]]
    assert "隐藏标识与本行不符" in at_work.refused(written(swapped))
    lost = [list(row) for row in rows]
    lost[2][at["key"]] = None
    assert "该行缺少隐藏标识" in at_work.refused(written(lost))
    twice = [*rows[:3], list(rows[2]), *rows[3:]]
    assert "该项目出现在两行" in at_work.refused(written(twice))


def test_rows_removed_and_columns_moved_are_no_matter(at_work, cast, plant):
    listed(cast, "二期", cast.toyota, cast.binhai)
    rows, _at = rows_of(filled(at_work.takes(), {(PLANT, "done"): 5, ("二期", "done"): 6}))
    kept = [row + [None] * (len(rows[1]) - len(row)) for row in rows if "二期" not in row]
    at_work.files(at_work.gives(written([list(reversed(row)) for row in kept])))
    assert list(Report.objects.values_list("project", "done")) == [(plant.pk, wan(5))]


def test_the_columns_of_plan_and_last_month_are_never_read(at_work, cast, plant):
    taken = filled(at_work.takes(), {(PLANT, "plan"): 77, (PLANT, "due"): 7, (PLANT, "last"): 9})
    there = at_work.gives(taken)
    assert at_work.files(there).status_code == 409
    assert Report.objects.count() == 0


def test_a_plan_pasted_into_the_months_amounts_is_refused(at_work, cast, plant):
    for number in range(3):
        listed(cast, f"项目{number}", cast.toyota, cast.binhai)
    names = [PLANT, "项目0", "项目1", "项目2"]
    page = at_work.refused(filled(at_work.takes(), {(name, "done"): 1200 for name in names}))
    assert "与年度计划分毫不差" in page


def test_progress_that_falls_is_asked_about_and_filed_all_the_same(at_work, cast, plant):
    filed(plant, cast, Month(2021, 12), 10, at=AT - timedelta(days=2), progress=5000)
    there = at_work.gives(filled(at_work.takes(), {(PLANT, "done"): 5, (PLANT, "progress"): 40}))
    assert "形象进度低于上月" in at_work.sees(there)
    assert at_work.files(there).status_code == 302


@pytest.mark.parametrize("cut", [0, 10, 1000, -100])
def test_an_upload_cut_off_in_the_middle_is_refused_whole(at_work, cast, plant, cut):
    answer = at_work.gives(at_work.takes()[:cut])
    assert answer.status_code in (200, 409)
    assert Workbook.objects.count() == 0


def test_a_zip_bomb_harms_nobody(at_work, cast, plant):
    file = io.BytesIO(at_work.takes())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1024**2)
    answer = at_work.gives(file.getvalue())
    assert answer.status_code == 409
    assert "256 MB" in answer.content.decode()


def test_a_file_too_large_is_refused_before_it_is_read(at_work, cast, plant, client):
    answer = client.post(PAGE, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(500 * 1024**2))
    assert answer.status_code == 413
    assert "8 MB" in answer.content.decode()


def test_any_other_sheet_is_no_workbook(at_work, cast, plant):
    answer = at_work.gives("项目,金额\n新能源整车厂,5\n".encode())
    assert (answer.status_code, Workbook.objects.count()) == (409, 0)
    assert "不是月报工作簿" in answer.content.decode()


def test_the_copy_has_its_cells_marked_and_can_be_mended_and_given_again(at_work, cast, plant, client):
    there = at_work.gives(filled(at_work.takes(), {(PLANT, "done"): "很多"}))
    copy = bytes_of(client.get(f"{there['Location']}copy/"))
    archive = zipfile.ZipFile(io.BytesIO(copy))
    assert "不是一个明确的金额" in archive.read("xl/comments1.xml").decode()
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet
    assert '<dataValidation type="list"' in sheet
    book = read(io.BytesIO(copy), name="x.xlsx")
    assert [sheet.name for sheet in book.sheets if not sheet.hidden] == ["月报", "问题清单"]
    assert book.sheets[0].hidden_columns == {0}
    rows = [list(row) for row in book.sheets[0].rows]
    rows[2][8] = 5
    at_work.files(at_work.gives(written(rows)))
    assert Report.objects.get().done == wan(5)


def test_a_copy_of_moved_columns_is_marked_where_they_stand(at_work, cast, plant, client):
    rows, _at = rows_of(filled(at_work.takes(), {(PLANT, "done"): "很多"}))
    moved = [list(reversed(row + [None] * (len(rows[1]) - len(row)))) for row in rows]
    there = at_work.gives(written(moved))
    copy = bytes_of(client.get(f"{there['Location']}copy/"))
    comments = zipfile.ZipFile(io.BytesIO(copy)).read("xl/comments1.xml").decode()
    assert 'ref="M3"' in comments


def test_of_two_workbooks_with_the_same_row_the_second_files_nothing(at_work, cast, plant):
    other = listed(cast, "二期", cast.toyota, cast.binhai)
    one = actions.keep_workbook(name="a", content=b"", rows=2, month=JANUARY, by=cast.district, at=AT)
    said = actions.Said(done=wan(1))
    seen = [actions.Entry(other, said), actions.Entry(plant, said)]
    filed(plant, cast, JANUARY, 7)
    with pytest.raises(Stale):
        actions.file_workbook(workbook=one, entries=seen, by=cast.district, at=AT)
    one.refresh_from_db()
    assert (one.filed, Filing.objects.count()) == (None, 1)
    with pytest.raises(actions.ReportsRefused) as no:
        actions.file_workbook(workbook=one, entries=[], by=cast.district, at=AT)
    assert no.value.code == "reports.workbook_gone"


class Undone(Exception):
    pass


money = st.integers(-(10**14), 10**14).map(Money)
lines = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=40)
said_of_a_month = st.builds(
    actions.Said, done=money, progress=st.none() | st.integers(0, 10_000), words=lines, problems=lines,
    next_month=st.none() | st.integers(0, 10**14).map(Money), before=st.none() | st.integers(10**15, 10**16).map(Money),
) | st.builds(actions.Said, done=st.just(Money(0)), unchanged=st.just(True), why=lines.filter(str.strip))  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(said_of_a_month, min_size=1, max_size=3),
    st.sampled_from(["zh-hans", "en"]),
    st.sampled_from(["wan", "bn"]),
)
def test_whatever_stands_is_taken_and_given_without_filing_anything(cast, plant, valves, said, language, unit):
    with pytest.raises(Undone), transaction.atomic(), reading(Reader(language=language, money=unit)):
        for version, one in enumerate(said):
            with contextlib.suppress(actions.ReportsRefused):
                last = Report.objects.filter(project=plant).values_list("version", flat=True).first() or 0
                actions.file(
                    project=plant, month=JANUARY, said=one, over=last, by=None, at=AT + timedelta(hours=version),
                    reason="更正", on=date(2022, 2, 5),
                )  # fmt: skip
        file = io.BytesIO()
        writing.write(file, list(forms.made(known.of_workbook(cast.office, JANUARY), JANUARY)), created=AT)
        book = read(io.BytesIO(file.getvalue()), name="x.xlsx")
        judged = forms.judged(forms.told_by(book), JANUARY, cast.office, AT)
        assert (judged.entries, judged.findings, judged.same) == ([], [], 2)
        raise Undone


def test_a_given_workbook_is_its_givers_alone_and_can_be_removed(at_work, cast, plant, client):
    there = at_work.gives(at_work.takes())["Location"]
    at_work.sits(cast.office)
    assert client.get(there).status_code == 404
    at_work.sits(cast.district)
    client.post(f"{there}remove/")
    assert Workbook.objects.count() == 0


def test_an_amount_of_many_digits_comes_back_to_the_fen(at_work, cast, plant):
    filed(plant, cast, JANUARY, 0, next_month=Money(12_345_678_901_234_567))
    there = at_work.gives(at_work.takes())
    assert (at_work.files(there).status_code, Filing.objects.count()) == (409, 1)
