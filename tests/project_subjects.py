"""Projects that addresses are about: `own` is the clerk's, `other` one of another district."""

from __future__ import annotations

from keyworks.accounts.queries import day_of
from keyworks.projects import actions as projects
from keyworks.projects.models import Project, Term, Transition
from keyworks.values.months import Month


def whose_person(cast, whose):
    return cast.clerk if whose == "own" else cast.other_clerk


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


def component(cast, whose, at):
    """The first production line of such a project."""
    one = Project.objects.get(pk=project(cast, whose, at)[0])
    rows = [{"kind": Term.objects.get(kind="component", code="line"), "name_zh": "总装生产线"}]
    return [projects.add_components(project=one, rows=rows, by=None, at=at)[0].pk]


def draft(cast, whose, at):
    """What the clerk has begun to write."""
    written = {"name_zh": "新能源汽车二期"}
    return [projects.begin_draft(written=written, by=whose_person(cast, whose), at=at).pk]


def draft_step(cast, whose, at):
    return [*draft(cast, whose, at), "place"]


def project_section(cast, whose, at):
    return [*project(cast, whose, at), "basics"]


def project_figure(cast, whose, at):
    return [*project(cast, whose, at), "parts.total"]


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


def term_kind(cast, whose, at):
    return ["sector"]


def step(cast, whose, at):
    return [Transition.objects.first().pk]


def guard(cast, whose, at):
    return [Transition.objects.first().asks.first().pk]


def merged(cast, whose, at):
    """A project that was registered twice, and is merged into the other."""
    first, second = (Project.objects.get(pk=project(cast, whose, at)[0]) for _twice in (1, 2))
    return [projects.merge(project=second, into=first, by=None, at=at, reason="重复").pk]
