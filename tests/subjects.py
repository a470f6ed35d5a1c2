"""What an address is about, in the clerk's own district (`own`) or in another (`other`): its arguments."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.accounts.queries import day_of
from keyworks.dossier import actions as dossier
from keyworks.dossier.models import Notice
from keyworks.formats.sheets import writing
from keyworks.imports import actions as imports
from keyworks.imports.models import Import
from keyworks.jobs import actions as jobs
from keyworks.jobs.jobs import Running
from keyworks.matters import actions as matters
from keyworks.matters.actions import letters
from keyworks.matters.models import Consultation, Letter, Matter
from keyworks.matters.rules.ladder import Sort
from keyworks.post import actions as post
from keyworks.post.models import Delivery, Hook, Mail
from keyworks.projects import actions as projects
from keyworks.projects.models import Project, Term, Transition
from keyworks.record.models import Entry
from keyworks.reports import actions as reports
from keyworks.reports.models import Question, Report
from keyworks.reports.rules.ledgers import Cause
from keyworks.reports.rules.lights.specs import Dimension
from keyworks.values.money import Money
from keyworks.values.months import Month
from tests.meeting_subjects import (
    meeting,
    meeting_item,
    meeting_participant,
    meeting_project,
    meeting_series,
    meeting_site,
    meeting_step,
    panel_meeting,
)
from tests.open_subjects import open_edition, open_feed, open_field, open_file, open_project, open_standing
from tests.publishing_subjects import (
    archive,
    news_meeting,
    note,
    note_file,
    note_published,
    note_sentence,
    note_step,
    note_withdraw,
    pack,
    paper,
    paper_file,
    paper_kind,
    paper_look,
)
from tests.room_subjects import held, held_ballot, held_caught, held_minutes, held_minutes_file
from tests.statement_subjects import district, panel_district, statement, topic

__all__ = [
    "archive",
    "district",
    "held",
    "held_ballot",
    "held_caught",
    "held_minutes",
    "held_minutes_file",
    "meeting",
    "meeting_item",
    "meeting_participant",
    "meeting_project",
    "meeting_series",
    "meeting_site",
    "meeting_step",
    "news_meeting",
    "note",
    "note_file",
    "note_published",
    "note_sentence",
    "note_step",
    "note_withdraw",
    "open_edition",
    "open_feed",
    "open_field",
    "open_file",
    "open_project",
    "open_standing",
    "pack",
    "panel_district",
    "panel_meeting",
    "paper",
    "paper_file",
    "paper_kind",
    "paper_look",
    "statement",
    "topic",
]  # fmt: skip


def brief(cast, whose, at):
    """A project, as a document of Word."""
    return [*project(cast, whose, at), "docx"]


def whose_person(cast, whose):
    return cast.clerk if whose == "own" else cast.other_clerk


def unit(cast, whose, at):
    return [cast.toyota.pk if whose == "own" else cast.valve.pk]


def project(cast, whose, at):
    """A project of the clerk's unit, in the clerk's district."""
    owner, district = (cast.toyota, cast.binhai) if whose == "own" else (cast.valve, cast.beichen)
    values = {"name_zh": "新能源汽车项目", "owner": owner, "district": district}
    return [projects.register(values=values, by=None, at=at).pk]


def panel_project(cast, whose, at):
    """Such a project, as a panel asks about it."""
    return ["project", *project(cast, whose, at)]


def listed(cast, whose, at):
    """Such a project on this year's construction list."""
    pk = project(cast, whose, at)[0]
    Project.objects.filter(pk=pk).update(list_class="construction", list_year=(Month.of(day_of(at)) - 1).year)
    return pk


def month_open(cast, whose, at):
    """Such a project and the month whose report is open."""
    return [listed(cast, whose, at), int(Month.of(day_of(at)) - 1)]


def a_bulletin(cast, whose, at):
    """A month long past: its bulletin is drawn up."""
    return [202201]


def a_bulletin_file(cast, whose, at):
    return [202201, "json"]


def year_planned(cast, whose, at):
    """Such a project and the year of the month whose report is open."""
    pk, month = month_open(cast, whose, at)
    return [pk, month // 100]


def year_overrun(cast, whose, at):
    """Such a project and year, and what may be overrun."""
    return [*year_planned(cast, whose, at), "year"]


def a_ceiling(cast, whose, at):
    """The ceiling of the clerk's own district or of another one."""
    listed(cast, whose, at)
    return ["district", "binhai" if whose == "own" else "beichen", (Month.of(day_of(at)) - 1).year]


def month_filed(cast, whose, at):
    """The same with its report filed."""
    pk, month = month_open(cast, whose, at)
    one = Project.objects.get(pk=pk)
    said = reports.Said(done=Money.of(100, "wan"))
    reports.file(project=one, month=Month.from_int(month), said=said, over=0, by=None, at=at)
    return [pk, month]


def month_text(cast, whose, at):
    """The month whose reports are open, as the API writes it."""
    return [str(Month.of(day_of(at)) - 1)]


def month_open_text(cast, whose, at):
    pk, month = month_open(cast, whose, at)
    return [pk, str(Month.from_int(month))]


def month_filed_text(cast, whose, at):
    pk, month = month_filed(cast, whose, at)
    return [pk, str(Month.from_int(month))]


def reported(cast, whose, at):
    """A project with a filed report, as a panel asks about it."""
    return ["project", month_filed(cast, whose, at)[0]]


def report_kind(cast, whose, at):
    """The filed report, as a panel asks about it."""
    return ["report", Report.objects.get(project=month_filed(cast, whose, at)[0]).pk]


def workbook(cast, whose, at):
    """A month's workbook that the clerk gave, not filed yet."""
    file = BytesIO()
    writing.write(file, [writing.Sheet("月报", [writing.Column("标识（勿改）")], [])], created=at)
    month = Month.of(day_of(at)) - 1
    by = whose_person(cast, whose)
    kept = reports.keep_workbook(name="month.xlsx", content=file.getvalue(), rows=0, month=month, by=by, at=at)
    return [kept.pk]


def batch(cast, whose, at):
    """A batch of bonds of such a project."""
    one = Project.objects.get(pk=project(cast, whose, at)[0])
    made = reports.issue(
        project=one, district=None, name="第一批", issued_on=day_of(at), amount=Money.of(100, "wan"), by=None, at=at
    )
    return [made.pk]


def exemption(cast, whose, at):
    """A month of such a project in which its start is not judged."""
    one, month = Project.objects.get(pk=project(cast, whose, at)[0]), Month.of(day_of(at))
    made = reports.exempt(
        project=one,
        dimension=Dimension.START,
        first=month,
        last=month,
        cause=Cause.SEASON,
        reason="冬季",
        by=None,
        at=at,
    )
    return [made.pk]


def rules(cast, whose, at):
    return ["default"]


def question(cast, whose, at):
    """What is asked of such a report."""
    pk, month = month_filed(cast, whose, at)
    one = Project.objects.get(pk=pk)
    said = {"rule": "jump", "question": "reports.ask_what_was_done", "asked_at": at, "changed_at": at}
    params = {"got": 1, "usual": 1}
    return [Question.objects.create(project=one, district=one.district, month=Month.from_int(month), params=params,
                                    **said).pk]  # fmt: skip


def a_month(cast, whose, at):
    return [int(Month.of(day_of(at)) - 1)]


def component(cast, whose, at):
    """The first production line of such a project."""
    one = Project.objects.get(pk=project(cast, whose, at)[0])
    rows = [{"kind": Term.objects.get(kind="component", code="line"), "name_zh": "总装生产线"}]
    return [projects.add_components(project=one, rows=rows, by=None, at=at)[0].pk]


def draft(cast, whose, at):
    """What the clerk has begun to write."""
    written = {"name_zh": "新能源汽车二期"}
    return [projects.begin_draft(written=written, by=whose_person(cast, whose), at=at).pk]


def upload(cast, whose, at):
    """A sheet the clerk has given, not registered yet."""
    content = "项目名称\n新能源汽车二期\n".encode()
    by = whose_person(cast, whose)
    return [projects.keep_upload(name="projects.csv", content=content, rows=1, by=by, at=at).pk]


def draft_step(cast, whose, at):
    return [*draft(cast, whose, at), "place"]


def project_section(cast, whose, at):
    return [*project(cast, whose, at), "basics"]


def project_figure(cast, whose, at):
    return [*project(cast, whose, at), "parts.total"]


def choose_kind(cast, whose, at):
    return ["unit" if whose == "own" else "project"]


def term(cast, whose, at):
    return [Term.objects.filter(kind="sector").first().pk]


def programme(cast, whose, at):
    """A programme with such a project and a story."""
    values = {"name_zh": "十大工程", "name_en": "Ten projects"}
    made = projects.open_programme(code="ten_major", values=values, by=cast.office, at=at)
    inside = Project.objects.get(pk=project(cast, whose, at)[0])
    projects.take_into(programme=made, projects=[inside.pk], by=cast.office, at=at)
    projects.tell(programme=made, on=day_of(at), text_zh="开工。", by=cast.office, at=at)
    return [made.pk]


def programme_story(cast, whose, at):
    return [*programme(cast, whose, at), 1]


def transition(cast, whose, at):
    return [Transition.objects.filter(source="idea").first().pk]


def person(cast, whose, at):
    return [whose_person(cast, whose).pk]


def seat(cast, whose, at):
    return [whose_person(cast, whose).memberships.get().pk]


def standin(cast, whose, at):
    """The clerk is away; the district office of the same district stands in."""
    deputy = cast.district if whose == "own" else cast.other_district
    today = timezone.localdate(at)
    standing = accounts.name_standin(
        absent=whose_person(cast, whose),
        deputy=deputy,
        from_on=today + timedelta(days=1),
        until_on=today + timedelta(days=3),
        reason="leave",
        by=cast.admin,
        at=at,
    )
    return [standing.pk]


def token(cast, whose, at):
    person = whose_person(cast, whose)
    made, _ = accounts.make_token(
        person=person, name="sheet", scope="read", expires_at=at + timedelta(days=1), by=person, at=at
    )
    return [made.pk]


def job(cast, whose, at):
    return [jobs.enqueue("jobs.count", {}, by=whose_person(cast, whose), at=at).pk]


def job_with_file(cast, whose, at):
    """A finished job whose result is a file."""
    [pk] = job(cast, whose, at)
    taken = jobs.claim(worker="test", at=at, lease_s=60)
    path = Running(taken).place("result.txt")
    path.write_text("1")
    jobs.finish(job=taken, result={"file": str(path)}, of=1, at=at)
    return [pk]


def mail(cast, whose, at):
    return [
        Mail.objects.create(
            person=whose_person(cast, whose), to="a@city.example", subject="x", text="x", html="x",
            message_id="<x@city.example>", next_at=at, created_at=at,
        ).pk
    ]  # fmt: skip


def hook(cast, whose, at):
    return [
        Hook.objects.create(
            name="督查平台", address="https://x.example/", events=["post.test"], secret="whsec_", created_by=cast.admin,
            created_at=at,
        ).pk
    ]  # fmt: skip


def delivery(cast, whose, at):
    (pk,) = hook(cast, whose, at)
    made = Delivery.objects.create(hook_id=pk, message="msg_1", event="post.test", body="{}", next_at=at, created_at=at)
    return [made.pk]


def calendar_key(cast, whose, at):
    """The key of a calendar's address: whoever has it reads, whoever they are."""
    return [post.make_feed(by=whose_person(cast, whose), at=at)[1]]


def job_kind(cast, whose, at):
    """One kind that everybody may start, one that only readers of the record may."""
    return ["jobs.count" if whose == "own" else "record.verify"]


def entry(cast, whose, at):
    return [Entry.objects.filter(subject_kind="person", subject_id=str(whose_person(cast, whose).pk)).first().pk]


def record_kind(cast, whose, at):
    return ["unit", cast.toyota.pk if whose == "own" else cast.valve.pk]


def help_page(cast, whose, at):
    return ["start"]


def specimen_part(cast, whose, at):
    return ["slow" if whose == "own" else "broken"]


def specimen_places(cast, whose, at):
    return ["places" if whose == "own" else "outlines"]


def specimen_progress(cast, whose, at):
    return [3]


def about(cast, whose):
    return cast.toyota if whose == "own" else cast.valve


def comment(cast, whose, at):
    """What the clerk said about their own unit."""
    said, _ = dossier.comment(subject=about(cast, whose), text="桩基开工", by=whose_person(cast, whose), at=at)
    return [said.pk]


def notice(cast, whose, at):
    """The district office mentioned the clerk."""
    office = cast.district if whose == "own" else cast.other_district
    told = whose_person(cast, whose)
    dossier.comment(subject=about(cast, whose), text=f"请核实 @{told.username}", by=office, at=at)
    return [Notice.objects.get(person=told).pk]


def file(cast, whose, at):
    """A file the clerk hung on their own unit."""
    content = b"minutes of the meeting"
    path = Path(settings.DATA) / f"{whose}.part"
    path.write_bytes(content)
    part = dossier.Part(path, "minutes.txt", hashlib.sha256(content).hexdigest(), len(content))
    return [dossier.attach(subject=about(cast, whose), part=part, by=whose_person(cast, whose), at=at).pk]


def view(cast, whose, at):
    """A view of the people's list the clerk keeps for themself."""
    saved = dossier.save_view(
        name="mine", address="/people/", query="sort=name", shared="own", by=whose_person(cast, whose), at=at
    )
    return [saved.pk]


def demonstration_role(cast, whose, at):
    return ["leader"]


def import_given(cast, whose, at):
    """A list that the city office gave and that is read; lists are nobody's own."""
    content = "项目编号,项目名称,所属区\nA-1,新能源汽车二期,滨海新区\nA-2,阀门二厂,无此区\n".encode()
    path = Path(settings.DATA) / f"{whose}-list.part"
    path.write_bytes(content)
    part = dossier.Part(path, "list.csv", hashlib.sha256(content).hexdigest(), len(content))
    found = imports.begin(parts=[part], by=cast.office, at=at)
    imports.do("imports.read", found, by=cast.office, at=at)
    return [found.pk]


def import_file(cast, whose, at):
    return [*import_given(cast, whose, at), 0]


def import_judged(cast, whose, at):
    [pk] = import_given(cast, whose, at)
    imports.do("imports.judge", Import.objects.get(pk=pk), by=cast.office, at=at)
    return [pk]


def import_waiting(cast, whose, at):
    """A list whose check was begun and never ended."""
    [pk] = import_given(cast, whose, at)
    Import.objects.filter(pk=pk).update(state=Import.State.JUDGING)
    return [pk]


def mapping(cast, whose, at):
    """A mapping that the city office saved."""
    document = Import.objects.get(pk=import_given(cast, whose, at)[0]).document
    kept = imports.save_mapping(name="list", document=document, by=cast.office, at=at)
    return [kept.name, kept.version]


def mapping_name(cast, whose, at):
    return mapping(cast, whose, at)[:1]


def body(cast, address):
    """What an API write sends to come as far as the question whose row it is."""
    return {
        "api:add_comment": {"text": "已开工"},
        "api:edit_comment": {"text": "已开工"},
        "api:register_project": {"name_zh": "新项目", "owner": "toyota", "district": "binhai"},
        "api:register_rows": {"rows": [{"name_zh": "新项目", "owner": "toyota", "district": "binhai"}]},
        "api:add_components": {"rows": [{"kind": "line", "name_zh": "焊装生产线"}]},
        "api:arrange_components": {"order": []},
        "api:look_again": {"review_on": "2099-01-01", "reason": "仍未落实"},
        "api:move_project": {"target": "planned", "on": "2022-01-01"},
        "api:open_terms": {"kind": "sector", "rows": [{"code": "hydrogen", "name_zh": "氢能"}]},
        "api:tie_project": {"links": []},
        "api:outline_districts": {"source": "示意", "outlines": [{"district": "binhai", "geometry": {}}]},
        "api:progress_component": {"state": "installing", "on": "2022-01-01"},
        "api:edit_unit": {"name_zh": "新名称"},
        "api:save_mapping": {"document": {}},
        "api:understand": {"mapping": "none"},
        "api:bring_in": {"reason": "年度清单"},
        "api:take_back": {"reason": "错列"},
        "api:pass_reports": {"projects": [1]},
        "api:file_report": {"done": "1"},
        "api:file_no_change": {"why": "春节停工"},
        "api:correct_report": {"done": "1", "reason": "更正"},
        "api:raise_matter": {
            "sort": "issue",
            "kind": "land",
            "title": "征地",
            "text": "未交地",
            "unit": cast.toyota.code,
        },
        "api:take_step": {"step": "triage"},
        "api:give_back": {"reason": "依据不清", "version": 1},
        "api:open_unit": {"code": "new", "kind": "owner", "name_zh": "新单位", "parent": cast.binhai.pk},
    }.get(address, {})


def form(cast, address):
    """What a page's form sends to come as far as the question whose row it is."""
    return {
        "dossier:withdraw_file": {"reason": "wrong file"},
        "dossier:edit_comment": {"text": "桩基完成", "edition": 1},
        "dossier:comments": {"text": "桩基完成"},
        "accounts:unit_edit": {"code": "renamed", "name_zh": "新名称", "edition": 1},
        "accounts:unit_new": {"code": "new", "kind": "owner", "name_zh": "新单位", "parent": cast.binhai.pk},
        "accounts:seat_new": {"unit": cast.binhai.pk, "role": "unit", "from_on": "2026-01-01"},
        "accounts:person_edit": {"username": "renamed", "name": "新名", "edition": 1},
    }.get(address, {})


def move(cast, whose, at):
    """A step of a project that is an idea yet."""
    return [*project(cast, whose, at), "planned"]


def term_kind(cast, whose, at):
    return ["sector"]


def step(cast, whose, at):
    return [Transition.objects.first().pk]


def guard(cast, whose, at):
    return [Transition.objects.first().asks.first().pk]


def matter(cast, whose, at):
    """What the plant in this district asks."""
    owner, by = (cast.toyota, cast.clerk) if whose == "own" else (cast.valve, cast.other_clerk)
    about = [Project.objects.get(pk=project(cast, whose, at)[0])]
    said = {"kind": "utility", "title": "供电未落实", "text": "需要第二路电源。", "projects": about, "unit": owner}
    return [matters.raise_matter(sort=Sort.REQUEST, by=by, at=at, **said).pk]


def matter_in_work(cast, whose, at):
    """An issue of this district that its plant leads."""
    lead, by, unit = _district_of(cast, whose)
    told = {"kind": "utility", "title": "供电未落实", "text": "需要第二路电源。", "projects": []}
    found = matters.raise_matter(sort=Sort.ISSUE, by=by, unit=unit, at=at, **told)
    Matter.objects.filter(pk=found.pk).update(desk=unit)
    found = matters.triage(matter=found, over=found.edition, by=by, at=at)
    return [matters.assign(matter=found, lead=lead, over=found.edition, by=by, at=at).pk]


def _district_of(cast, whose):
    if whose == "own":
        return cast.toyota, cast.district, cast.binhai
    return cast.valve, cast.other_district, cast.beichen


def _letter(cast, whose, at):
    by = _district_of(cast, whose)[1]
    found = Matter.objects.get(pk=matter_in_work(cast, whose, at)[0])
    return letters.draft(matter=found, kind="supervision", language="zh", by=by, at=at), by


def letter_draft(cast, whose, at):
    """A draft to the plant of this district."""
    return [_letter(cast, whose, at)[0].pk]


def letter(cast, whose, at):
    """Such a letter, issued."""
    draft, by = _letter(cast, whose, at)
    return [letters.issue(letter=draft, over=draft.edition, by=by, at=at).pk]


def letter_file(cast, whose, at):
    return [*letter(cast, whose, at), "docx"]


def letter_replied(cast, whose, at):
    """Such a letter with a reply."""
    found = Letter.objects.get(pk=letter(cast, whose, at)[0])
    said = {"cause": "方案未批复。", "plan": "抓紧批复。", "done_by": day_of(at)}
    by = whose_person(cast, whose)
    return [letters.reply(letter=found, over=found.edition, by=by, at=at, **said).pk]


def letter_kind(cast, whose, at):
    return ["matter", *matter_in_work(cast, whose, at)]


def panel_matter(cast, whose, at):
    return ["matter", *matter(cast, whose, at)]


def cause(cast, whose, at):
    """A common cause: across projects, so of nobody's own district."""
    return [matters.make_cause(name="变电站延期", kind="utility", by=cast.office, at=at).pk]


def consultation_kept(cast, whose, at):
    """The consultation with which a city begins."""
    return [Consultation.objects.get().pk]


def consultation_day(cast, whose, at):
    return [*consultation_kept(cast, whose, at), "2022-02-09"]


def matter_step(cast, whose, at):
    return [*matter(cast, whose, at), "triage"]


def merged(cast, whose, at):
    """A project that was registered twice, and is merged into the other."""
    first, second = (Project.objects.get(pk=project(cast, whose, at)[0]) for _twice in (1, 2))
    return [projects.merge(project=second, into=first, by=None, at=at, reason="重复").pk]
