"""What a list brought is taken back whole, as if it had never been; or not at all, while something stands on it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from keyworks.dossier import actions as dossier
from keyworks.projects import actions, queries
from keyworks.projects.actions import IntakeDepended, Lot, taking_back
from keyworks.projects.models import Edition, Intake, Investment, Project, Term
from keyworks.projects.queries import intakes
from keyworks.projects.rules.parts import Part
from keyworks.projects.rules.taking import merged
from keyworks.projects.tests.taking import NOW, REASON, begin, bridge, day, fen, history, known, take, whole
from keyworks.record.models import Entry
from keyworks.record.queries import verify
from keyworks.values.money import Money
from keyworks.values.refusals import Refused

LATER = NOW + timedelta(days=1)
NONE = {"missing": 0, "beyond": 0, "districts": 0, "totals": 0, "plans": 0}


def back(intake, at=LATER):
    return actions.take_back(intake=intake, by=None, at=at, reason="导错了文件")


@pytest.fixture
def standing(cast):
    """A project people registered and wrote much of, before any list came."""
    own = Term.objects.get(kind="fund", code="own")
    actions.open_terms(kind="programme", rows=[{"code": "bridges", "name_zh": "桥梁"}], by=None, at=day(2019))
    actions.open_terms(kind="component", rows=[{"code": "phase", "name_zh": "阶段"}], by=None, at=day(2019))
    measure = Term.objects.filter(kind="measure").first()
    role = Term.objects.filter(kind="party_role").first()
    values = {
        "name_zh": "北岸隧道", "local_number": "T-1", "district": cast.binhai, "owner": cast.toyota, "list_year": 2021,
        "list_class": "construction", "leader": cast.mayor, "planned_finish": day(2024).date(),
        "programmes": list(Term.objects.filter(kind="programme")),
        "parts": {Part.TOTAL: Money(900), Part.LAND: Money(100), Part.OTHER: Money(800)},
        "amounts": {(2021, own): Money(500), (2022, own): Money(300)},
        "capacities": [{"what_zh": "车流", "quantity": 9, "measure": measure}],
        "parties": [{"role": role, "unit": cast.toyota}],
        "geometry": {"type": "Point", "coordinates": [117.7, 39.0]},
    }  # fmt: skip
    project = actions.register(values=values, by=None, at=day(2020))
    kind = Term.objects.get(kind="component", code="phase")
    rows = [{"kind": kind, "name_zh": "设计", "note_zh": "备注"}, {"kind": kind, "name_zh": "施工"}]
    actions.add_components(project=project, rows=rows, by=None, at=day(2020, 6))
    return Project.objects.get(pk=project.pk)


def changed(project, at=None, **more):
    """Almost all of the standing project said anew."""
    said = {
        "name_zh": "北岸隧道（二期）", "district": "beichen", "stage": "planned", "list_year": 2022, "leader": None,
        "planned_finish": "2026-06-30", "parts": {"total": fen(1000), "land": None},
        "amounts": {"2021.own": None, "2022.own": fen(450), "2023.own": fen(9)}, "programmes": [], "parties": [],
        "capacities": [], "geometry": None, "extras": {"Phase": "Works"}, "unreported_since": "2021-05-01",
        "components": [
            {"kind": "phase", "name_zh": "施工", "state": "under_way"},
            {"kind": "phase", "name_zh": "验收", "state": "not_begun"},
        ],
        **more,
    }  # fmt: skip
    facts = merged(intakes.standing_editions([project.pk])[project.pk][2], said)
    return Lot(project.pk, [known(at or day(2021), facts, parts__total="B2")])


def test_new_projects_go_without_a_trace(cast):
    before = whole()
    intake, _ = take([history(), Lot(None, [known(day(2015), bridge(local_number="N-2", parent="N-1", cut="phase"))])])
    assert whole() != before
    assert back(intake) == {"editions": 4, "moves": 3, "figures": 9, "components": 0, "projects": 2, "changed": 0}
    assert whole() == before
    assert Intake.objects.get().state == "taken_back"


def test_a_project_that_stood_is_again_what_it_was(cast, standing):
    before = whole()
    intake, _ = take([changed(standing), history()])
    assert Project.objects.get(pk=standing.pk).plan == Money(450)
    assert queries.drift() == NONE
    assert back(intake) == {"editions": 4, "moves": 3, "figures": 11, "components": 1, "projects": 1, "changed": 1}
    assert whole() == before
    assert queries.drift() == NONE


def test_the_later_of_two_lists_is_taken_back_before_the_earlier(cast, standing):
    before = whole()
    first, [_, pk] = take([changed(standing), history()], at=NOW - timedelta(days=3))
    between = whole()
    more = [Lot(pk, [known(day(2018), bridge(stage="completed"))]), changed(standing, day(2021, 9), leader="office")]
    second, _ = take(more)
    with pytest.raises(IntakeDepended) as no:
        back(first)
    assert [(one.kind, one.count) for one in no.value.dependents] == [("intake", 2)]
    back(second)
    assert whole() == between
    back(first)
    assert whole() == before


def test_the_record_keeps_what_was_brought_and_that_it_was_taken_back(cast):
    intake, _ = take([history()])
    count = Entry.objects.count()
    back(intake)
    assert Entry.objects.count() == count + 1
    entry = Entry.objects.order_by("seq").last()
    assert (entry.verb, entry.subject_kind, entry.reason) == ("projects.take_back", "intake", "导错了文件")
    assert "capital.xlsx · sha256 aaaa" in entry.before
    assert '"projects":1' in entry.after
    assert verify().sound


def test_the_same_list_is_brought_again_after_it_was_taken_back(cast):
    intake, _ = take([history()])
    facts = dict(Edition.objects.values_list("edition", "facts"))
    back(intake)
    take([history()], at=LATER)
    assert dict(Edition.objects.values_list("edition", "facts")) == facts


def edited(cast, pk):
    actions.edit(project=Project.objects.get(pk=pk), values={"name_en": "By hand"}, over=None, by=None, at=NOW)


def tied(cast, pk):
    other = actions.register(values={"name_zh": "他项"}, by=None, at=NOW)
    kind = Term.objects.filter(kind="link").first()
    actions.tie(project=other, links=[{"kind": kind, "other": Project.objects.get(pk=pk)}], over=None, by=None, at=NOW)


def packed(cast, pk):
    actions.register(values={"name_zh": "一期", "parent": Project.objects.get(pk=pk)}, by=None, at=NOW)


def commented(cast, pk):
    dossier.comment(subject=Project.objects.get(pk=pk), text="请核实", by=cast.office, at=NOW)


def followed(cast, pk):
    dossier.follow(subject=Project.objects.get(pk=pk), by=cast.office, at=NOW)


def attached(cast, pk):
    path = Path(settings.DATA) / "plan.part"
    path.write_bytes(b"a plan")
    part = dossier.Part(path, "plan.txt", hashlib.sha256(b"a plan").hexdigest(), 6)
    dossier.attach(subject=Project.objects.get(pk=pk), part=part, by=cast.office, at=NOW)


def carried_on(cast, pk):
    take([Lot(pk, [known(day(2018), bridge(stage="completed"))])])


@pytest.mark.parametrize(
    ("build", "kinds"),
    [
        (edited, {"edition": 1}),
        (tied, {"link": 1}),
        (packed, {"part": 1}),
        (commented, {"comment": 1, "follow": 1}),
        (followed, {"follow": 1}),
        (attached, {"file": 1}),
        (carried_on, {"intake": 1}),
    ],
)
def test_what_stands_on_a_list_is_listed_and_holds_it(cast, build, kinds):
    intake, [pk] = take([history()])
    build(cast, pk)
    before = whole()
    found = intakes.depending(intake)
    assert {one.kind: one.count for one in found} == kinds
    assert all(address.startswith("/projects/") for one in found for _, address in one.projects)
    with pytest.raises(Refused) as no:
        back(intake)
    assert (no.value.code, no.value.params["count"]) == ("projects.intake_depended", sum(kinds.values()))
    assert whole() == before
    assert Intake.objects.get(pk=intake.pk).state == "standing"


def test_a_list_that_nothing_stands_on_may_lie_below_hand_made_editions_of_others(cast, standing):
    intake, [pk] = take([history()])
    edited(cast, standing.pk)
    assert intakes.depending(intake) == []
    back(intake)
    assert not Project.objects.filter(pk=pk).exists()


def test_a_version_is_not_taken_from_below_anothers(cast):
    first, [pk] = take([history()])
    take([Lot(pk, [known(day(2018), bridge(parts={"total": fen(1300)}))])])
    with pytest.raises(DatabaseError, match="another's version"), transaction.atomic():
        Intake.objects.filter(pk=first.pk).update(state="leaving", door=-first.pk)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM projects_investment WHERE intake_id = %s", [first.pk])
    assert Investment.objects.filter(project=pk).count() == 3


def test_it_is_said_why(cast):
    intake, _ = take([history()])
    with pytest.raises(Refused, match="reason_missing"):
        actions.take_back(intake=intake, by=None, at=LATER, reason=" ")


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_has_not_begun(cast, standing, monkeypatch):
    intake, _ = take([changed(standing), history()])
    before = whole()

    def killed(*_, **__):
        raise SystemExit

    monkeypatch.setattr(taking_back, "write", killed)
    with pytest.raises(SystemExit):
        back(intake)
    assert whole() == before
    assert Intake.objects.get(pk=intake.pk).state == "standing"


@pytest.mark.django_db(transaction=True)
def test_a_taking_in_that_is_killed_brings_nothing(cast):
    before = whole()

    def lots():
        yield history()
        raise SystemExit

    with pytest.raises(SystemExit):
        take(lots())
    assert whole() == before


def test_to_take_back_costs_the_same_whatever_it_brought(cast, django_assert_max_num_queries):
    lots = [Lot(None, [known(day(2015), bridge(local_number=f"N-{number}"))]) for number in range(300)]
    intake, keys = take(lots)
    more = [Lot(pk, [known(day(2016), bridge(local_number=f"N-{n}", name_zh="改名"))]) for n, pk in enumerate(keys)]
    later, _ = take(more, begin(), reason=REASON)
    with django_assert_max_num_queries(60):
        back(later)
    with django_assert_max_num_queries(60):
        back(intake)
    assert not Project.objects.exists()
