"""Projects from a sheet: looked at first, registered whole or not at all, by the rights of whoever gives it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from keyworks.formats.sheets import reading
from keyworks.jobs.jobs import Worker
from keyworks.jobs.models import Job
from keyworks.projects import actions
from keyworks.projects.forms import sheets as forms
from keyworks.projects.models import Edition, PlannedAmount, Project, Upload
from keyworks.projects.views import sheets as views
from keyworks.record.models import Entry
from keyworks.values.money import Money

BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADS = ("项目名称", "项目单位", "区", "总投资（亿元）", "2022年企业自有资金（万元）", "计划开工")
GOOD = ("新能源汽车二期", "toyota", "binhai", "8.5", "1200", "2022-03-01")
BAD = ("北辰阀门", "toyota", "北辰区", "many", "", "spring")


def lines(*rows, heads=HEADS):
    made = io.StringIO()
    csv.writer(made).writerows([heads, *rows])
    return made.getvalue().encode()


class Hands:
    """Somebody at the pages of sheets."""

    def __init__(self, client, person):
        client.cookies["kw_language"] = "en"
        client.force_login(person, backend=BACKEND)
        self.client = client

    def give(self, content, name="projects.csv"):
        return self.client.post("/projects/upload/", {"file": SimpleUploadedFile(name, content)})

    def given(self, content, name="projects.csv"):
        """The address of the page that shows what the sheet would become."""
        answer = self.give(content, name)
        assert answer.status_code == 302, answer.content.decode()
        return answer.url

    def look(self, *rows, heads=HEADS):
        return self.client.get(self.given(lines(*rows, heads=heads)))


@pytest.fixture
def hands(cast, client):
    return lambda who: Hands(client, getattr(cast, who))


def told(page, kind="errors"):
    return [(one.problem.place.cell, one.problem.code) for one, _others in page.context[kind]]


def test_the_template_reads_back_empty_and_knows_what_its_reader_decides(hands):
    for who, decides in (("office", True), ("clerk", False)):
        content = b"".join(hands(who).client.get("/projects/template/").streaming_content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        heads, example = book.get_sheet_by_name("Projects").to_python()
        assert ("Programmes" in heads) is decides
        assert example[0] == "Example (not registered)"
        assert "Notes" in book.sheet_names
        page = hands(who).client.get(hands(who).given(content, "template.xlsx"))
        assert told(page) == [("", "projects.sheet_rowless")]


def test_the_template_as_text_speaks_the_readers_language(hands):
    office = hands("office")
    office.client.cookies["kw_language"] = "zh-hans"
    text = office.client.get("/projects/template/?format=csv").content.decode("utf-8-sig")
    heads, example = csv.reader(io.StringIO(text))
    assert (heads[0], example[0]) == ("序号", "示例（不登记）")
    assert "总投资（万元）" in heads


def test_a_sheet_is_looked_at_and_nothing_is_registered(hands):
    page = hands("clerk").look(GOOD)
    assert (page.context["count"], page.context["good"], page.context["errors"]) == (1, 1, [])
    assert "Register 1 project" in page.content.decode()
    assert not Project.objects.exists()


def test_every_problem_stands_at_its_cell_with_what_was_expected(hands):
    page = hands("clerk").look(GOOD, BAD)
    assert told(page) == [("D3", "money.not_money"), ("F3", "projects.cell_not_a_day")]
    day, _others = page.context["errors"][-1]
    assert (day.expected, day.got) == ("a date like 2022-02-08", "spring")
    assert (page.context["good"], page.context["bad"]) == (1, 1)
    assert "Register 2 projects" not in page.content.decode()


def test_one_mistake_in_many_cells_is_told_once(hands):
    page = hands("clerk").look(GOOD, *[(f"第{number}个", *BAD[1:]) for number in range(5)])
    assert [(*one, others) for one, (_, others) in zip(told(page), page.context["errors"], strict=True)] == [
        ("D3", "money.not_money", 4), ("F3", "projects.cell_not_a_day", 4),
    ]  # fmt: skip


def test_another_districts_codes_are_refused_in_their_cells(hands):
    page = hands("district").look(("甲", "", "beichen", "1", "", ""), ("乙", "valve", "binhai", "1", "", ""))
    assert told(page) == [("C2", "projects.register_elsewhere"), ("B3", "projects.unit_unnamed")]


def test_what_the_city_decides_is_refused_in_its_cell(hands):
    heads = (*HEADS, "清单类别", "编号")
    assert told(hands("clerk").look((*GOOD, "reserve", "A-1"), heads=heads)) == [("G2", "projects.decided_by_city")]
    assert told(hands("office").look((*GOOD, "reserve", "A-1"), heads=heads)) == []


def test_a_blank_cell_is_ones_own_unit(hands, cast):
    clerk = hands("clerk")
    clerk.client.post(clerk.given(lines(("甲",), heads=("项目名称",))))
    assert Project.objects.values_list("owner", "district").get() == (cast.toyota.pk, cast.binhai.pk)


def test_all_are_registered_together_with_money_editions_and_the_file(hands, cast):
    clerk = hands("clerk")
    content = lines(GOOD, ("又一项目", *GOOD[1:]))
    url = clerk.given(content)
    page = clerk.client.post(url, follow=True)
    assert [line[2] for line in page.context["lines"]] == ["新能源汽车二期", "又一项目"]
    assert list(Project.objects.values_list("total", flat=True)) == [Money.of(850, "m")] * 2
    assert set(PlannedAmount.objects.values_list("year", "amount")) == {(2022, Money.of(1200, "wan"))}
    assert Edition.objects.count() == 2
    kept = Upload.objects.get()
    assert (bytes(kept.content), kept.registered) == (content, 2)
    entry = Entry.objects.get(verb="projects.register_upload")
    after = json.loads(entry.after)
    assert (after["count"], after["sha256"], after["name"]) == (2, kept.sha256, "projects.csv")
    assert Entry.objects.filter(verb="projects.register", reason="projects.csv").count() == 2


def test_asked_twice_it_is_registered_once(hands):
    clerk = hands("clerk")
    url = clerk.given(lines(GOOD))
    clerk.client.post(url)
    assert clerk.client.post(url).status_code == 200
    assert Project.objects.count() == 1


def test_one_wrong_row_registers_nothing(hands):
    clerk = hands("clerk")
    answer = clerk.client.post(clerk.given(lines(GOOD, BAD)))
    assert (answer.status_code, Project.objects.count(), Upload.objects.get().registered) == (409, 0, None)


def test_what_changed_in_the_meantime_is_judged_again(hands, cast):
    office = hands("office")
    url = office.given(lines(("甲", "A-1"), ("乙", "A-2"), heads=("项目名称", "编号")))
    assert told(office.client.get(url)) == []
    values = {"name_zh": "丙", "local_number": "A-2", "owner": cast.toyota, "district": cast.binhai}
    actions.register(values=values, by=None, at=timezone.now())
    answer = office.client.post(url)
    assert (answer.status_code, told(answer)) == (409, [("B3", "projects.local_number_taken")])
    assert Project.objects.count() == 1


def test_names_registered_already_are_asked_about_and_hinder_nothing(hands, cast):
    values = {"name_zh": "新能源汽车二期项目", "owner": cast.toyota, "district": cast.binhai}
    actions.register(values=values, by=None, at=timezone.now())
    clerk = hands("clerk")
    url = clerk.given(lines(GOOD, GOOD))
    page = clerk.client.get(url)
    assert told(page, "warnings") == [("A2", "projects.maybe_registered"), ("A3", "projects.maybe_twice")]
    assert page.context["all_warnings"] == 3
    clerk.client.post(url)
    assert Project.objects.count() == 3


def test_the_copy_has_a_sheet_of_problems_and_the_cells_as_they_were(hands):
    clerk = hands("clerk")
    url = clerk.given(lines(GOOD, BAD))
    content = b"".join(clerk.client.get(f"{url}copy.xlsx").streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    problems = book.get_sheet_by_name("Problems").to_python()
    assert problems[0] == ["Sheet", "Cell", "Weight", "What is wrong", "Expected", "Found"]
    assert {row[1] for row in problems[1:]} >= {"D3", "F3"}
    assert book.get_sheet_by_index(1).to_python()[2][5] == "spring"
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    assert "F8C9C4" in styles


def test_many_are_registered_in_the_background_all_or_none(hands, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    clerk = hands("clerk")
    url = clerk.given(lines(GOOD, ("又一项目", *GOOD[1:])))
    assert "progress" in clerk.client.post(url, follow=True).content.decode()
    assert Project.objects.count() == 0
    Worker().once()
    job = Job.objects.get()
    assert (job.state, job.result["registered"]) == ("done", 2)
    assert clerk.client.get(url).context["upload"].registered == 2
    Job.objects.update(state="queued", ended_at=None)
    Worker().once()
    assert (Project.objects.count(), Job.objects.get().result["registered"]) == (2, 2)


def test_in_the_background_too_one_wrong_row_registers_nothing(hands, cast, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    office = hands("office")
    url = office.given(lines(("甲", "A-1"), ("乙", "A-2"), heads=("项目名称", "编号")))
    office.client.post(url)
    values = {"name_zh": "丙", "local_number": "A-2", "owner": cast.toyota, "district": cast.binhai}
    actions.register(values=values, by=None, at=timezone.now())
    Worker().once()
    assert (Job.objects.get().error, Project.objects.count()) == ("projects.rows_refused", 1)
    assert "error" in office.client.get(url).context["failed"]


def test_nothing_is_left_of_a_registration_that_breaks_off(hands, cast):
    clerk = hands("clerk")
    clerk.given(lines(GOOD))
    rows = [{"name_zh": f"第{number}个", "owner": cast.toyota, "district": cast.binhai} for number in range(501)]

    class Killed(Exception):
        pass

    def step(done, of):
        if done:
            raise Killed

    with pytest.raises(Killed):
        actions.register_upload(upload=Upload.objects.get(), rows=rows, by=cast.clerk, at=timezone.now(), step=step)
    assert (Project.objects.count(), Upload.objects.get().registered) == (0, None)


def test_the_work_is_done_with_the_right_of_whoever_asked(hands, cast, monkeypatch):
    from keyworks.accounts import actions as accounts

    monkeypatch.setattr(views, "AT_ONCE", 0)
    clerk = hands("clerk")
    clerk.client.post(clerk.given(lines(GOOD)))
    accounts.deactivate(person=cast.clerk, by=None, at=timezone.now())
    Worker().once()
    assert (Job.objects.get().error, Project.objects.count()) == ("projects.out_of_reach", 0)


def test_a_secret_project_leaves_nothing_behind(hands):
    clerk = hands("clerk")
    for row, heads in ((("某绝密工程",), ("项目名称",)), (("甲", "涉密"), ("项目名称", "密级"))):
        answer = clerk.give(lines(row, heads=heads))
        assert answer.status_code == 409
        assert "Secret projects may not be kept online" in answer.content.decode()
    assert not Upload.objects.exists()


def test_sheets_are_seen_by_their_giver_alone_and_go_after_a_week(hands, cast):
    url = hands("clerk").given(lines(GOOD))
    assert hands("office").client.get(url).status_code == 404
    later = timezone.now() + timedelta(days=8)
    actions.keep_upload(name="b.csv", content=b"x", rows=1, by=cast.office, at=later)
    assert list(Upload.objects.values_list("name", flat=True)) == ["b.csv"]
    actions.remove_upload(upload=Upload.objects.get(), by=cast.office, at=later)
    assert not Upload.objects.exists()


def test_a_registered_sheet_is_kept_by_the_database_itself(hands):
    clerk = hands("clerk")
    clerk.client.post(clerk.given(lines(GOOD)))
    for wrong in (lambda: Upload.objects.all().delete(), lambda: Upload.objects.update(name="other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()
    assert Upload.objects.get().name == "projects.csv"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "no sheet"), (b"<html><table>", "web page"),
        (b"PK\x03\x04 broken", "damaged"), (b"a" * (forms.LARGEST + 100), "larger than 8 MB"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_in_a_sentence(hands, content, words):
    answer = hands("clerk").give(content, "x.xlsx")
    assert answer.status_code in (200, 409, 413)
    assert words in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_bomb_harms_nobody(hands):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b" " * 1024**2)
    answer = hands("clerk").give(made.getvalue(), "bomb.xlsx")
    assert answer.status_code == 409
    assert not Upload.objects.exists()


def test_a_formula_in_a_name_stays_text(hands):
    clerk = hands("clerk")
    clerk.client.post(clerk.given(lines(("=1+1|甲", *GOOD[1:]))))
    assert Project.objects.get().name_zh == "=1+1|甲"


def test_ten_thousand_rows_are_looked_at(cast):
    rows = [(f"第{number}号新能源工程", *GOOD[1:]) for number in range(10_000)]
    book = reading.read(io.BytesIO(lines(*rows)), name="a.csv")
    found = forms.judged(forms.told_by(book, cast.clerk), cast.clerk, timezone.now())
    assert (len(found.values), found.errors) == (10_000, [])


def test_more_rows_than_are_registered_at_once_are_refused(cast, monkeypatch):
    monkeypatch.setattr(forms, "MOST", 1)
    told_by = forms.told_by(reading.read(io.BytesIO(lines(GOOD, GOOD)), name="a.csv"), cast.clerk)
    assert [one.code for one in told_by.problems][-1:] == ["projects.sheet_long"]
