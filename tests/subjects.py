"""What an address is about, in the clerk's own district (`own`) or in another (`other`): its arguments."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.dossier import actions as dossier
from keyworks.dossier.models import Notice
from keyworks.projects import actions as projects
from keyworks.record.models import Entry
from tests.import_subjects import import_file, import_given, import_judged, import_waiting, mapping, mapping_name
from tests.matter_subjects import (
    cause,
    consultation_day,
    consultation_kept,
    letter,
    letter_draft,
    letter_file,
    letter_kind,
    letter_replied,
    matter,
    matter_in_work,
    matter_step,
    panel_matter,
)
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
from tests.post_subjects import calendar_key, delivery, hook, job, job_kind, job_with_file, mail
from tests.project_subjects import (
    component,
    draft,
    draft_step,
    guard,
    listed,
    merged,
    panel_project,
    programme,
    programme_story,
    project,
    project_figure,
    project_section,
    step,
    term,
    term_kind,
    transition,
    whose_person,
)
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
    pack_made,
    paper,
    paper_file,
    paper_kind,
    paper_look,
)
from tests.report_subjects import (
    a_bulletin,
    a_bulletin_file,
    a_ceiling,
    a_month,
    batch,
    exemption,
    month_filed,
    month_filed_text,
    month_open,
    month_open_text,
    month_text,
    question,
    report_kind,
    reported,
    rules,
    workbook,
    year_overrun,
    year_planned,
)
from tests.room_subjects import held, held_ballot, held_caught, held_minutes, held_minutes_file
from tests.statement_subjects import district, panel_district, statement, topic

__all__ = [
    "a_bulletin",
    "a_bulletin_file",
    "a_ceiling",
    "a_month",
    "archive",
    "batch",
    "calendar_key",
    "cause",
    "component",
    "consultation_day",
    "consultation_kept",
    "delivery",
    "district",
    "draft",
    "draft_step",
    "exemption",
    "guard",
    "held",
    "held_ballot",
    "held_caught",
    "held_minutes",
    "held_minutes_file",
    "hook",
    "import_file",
    "import_given",
    "import_judged",
    "import_waiting",
    "job",
    "job_kind",
    "job_with_file",
    "letter",
    "letter_draft",
    "letter_file",
    "letter_kind",
    "letter_replied",
    "listed",
    "mail",
    "mapping",
    "mapping_name",
    "matter",
    "matter_in_work",
    "matter_step",
    "meeting",
    "meeting_item",
    "meeting_participant",
    "meeting_project",
    "meeting_series",
    "meeting_site",
    "meeting_step",
    "merged",
    "month_filed",
    "month_filed_text",
    "month_open",
    "month_open_text",
    "month_text",
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
    "pack_made",
    "panel_district",
    "panel_matter",
    "panel_meeting",
    "panel_project",
    "paper",
    "paper_file",
    "paper_kind",
    "paper_look",
    "programme",
    "programme_story",
    "project",
    "project_figure",
    "project_section",
    "question",
    "report_kind",
    "reported",
    "rules",
    "statement",
    "step",
    "term",
    "term_kind",
    "topic",
    "transition",
    "whose_person",
    "workbook",
    "year_overrun",
    "year_planned",
]  # fmt: skip


def brief(cast, whose, at):
    """A project, as a document of Word."""
    return [*project(cast, whose, at), "docx"]


def project_pdf(cast, whose, at):
    return [*project(cast, whose, at), "pdf"]


def unit(cast, whose, at):
    return [cast.toyota.pk if whose == "own" else cast.valve.pk]


def upload(cast, whose, at):
    """A sheet the clerk has given, not registered yet."""
    content = "项目名称\n新能源汽车二期\n".encode()
    by = whose_person(cast, whose)
    return [projects.keep_upload(name="projects.csv", content=content, rows=1, by=by, at=at).pk]


def choose_kind(cast, whose, at):
    return ["unit" if whose == "own" else "project"]


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
        "api:issue_papers": {"kind": "project", "month": "2022-01", "project": "none"},
        "api:make_pack": {"meeting": 1},
        "api:open_programme": {"code": "ports", "name_zh": "港口"},
        "api:edit_programme": {"aim_zh": "一月一调度"},
        "api:withdraw_file": {"reason": "wrong file"},
        "api:take_in": {"projects": ["none"]},
        "api:let_go": {"projects": ["none"], "reason": "转出"},
        "api:tell_story": {"on": "2022-02-08", "text_zh": "开工。"},
        "api:correct_story": {"on": "2022-02-08", "text_zh": "封顶。", "version": 1, "reason": "更正"},
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
