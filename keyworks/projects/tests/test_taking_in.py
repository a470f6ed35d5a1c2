"""A list brings projects with their history: what differs is appended, what is gone is reported no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from keyworks.projects import actions, queries
from keyworks.projects.actions import Lot
from keyworks.projects.models import (
    Component,
    CurrentAmount,
    Edition,
    Intake,
    Investment,
    Move,
    PlannedAmount,
    Project,
    Term,
)
from keyworks.projects.queries import intakes
from keyworks.projects.rules.parts import Part
from keyworks.projects.tests.taking import FILES, NOW, REASON, begin, bridge, day, fen, history, known, take, whole
from keyworks.record.models import Entry
from keyworks.record.queries import verify
from keyworks.values.money import Money
from keyworks.values.refusals import Refused

NONE = {"missing": 0, "beyond": 0, "districts": 0, "totals": 0, "plans": 0}


def versions(model, **fact):
    rows = model.objects.filter(**fact).order_by("version")
    return [(row.version, row.amount.amount, row.reported, row.cell, row.known_at.year) for row in rows]


def phase(**more):
    return {"kind": "phase", "name_zh": "设计", "state": "under_way", **more}


@pytest.fixture
def phases(cast):
    return actions.open_terms(kind="component", rows=[{"code": "phase", "name_zh": "阶段"}], by=None, at=NOW)


def test_a_history_becomes_editions_figures_and_steps(cast):
    intake, [pk] = take([history()], by=cast.office)
    project = Project.objects.get(pk=pk)
    assert (project.local_number, project.stage, project.total, project.plan) == (
        "N-1",
        "building",
        Money(1200),
        Money(300),
    )
    assert (project.created_at, project.changed_at, project.edition) == (day(2015), NOW, 3)
    assert (project.stage_since, project.planned_finish, project.extras) == (
        date(2016, 5, 1), date(2019, 6, 30), {"Phase": "Works"},
    )  # fmt: skip
    assert (project.district, project.sector.code, project.intake) == (cast.binhai, "automobile", intake)
    editions = Edition.objects.filter(project=pk, intake=intake).order_by("edition")
    assert [(one.edition, one.at.year) for one in editions] == [(1, 2015), (2, 2016), (3, 2017)]
    assert versions(Investment, project=pk) == [(1, 900, True, "Sheet1!K2", 2015), (2, 1200, True, "Sheet1!K9", 2016)]
    assert versions(PlannedAmount, project=pk, year=2017) == [
        (1, 400, True, "Sheet1!M2", 2015), (2, 400, False, "", 2016), (3, 400, True, "Sheet1!M17", 2017),
    ]  # fmt: skip
    assert versions(PlannedAmount, project=pk, year=2016) == [(1, 300, True, "", 2015)]
    assert list(Move.objects.filter(project=pk).values_list("source", "target", "way", "on")) == [
        ("", "planned", "onward", date(2015, 5, 1)), ("planned", "building", "onward", date(2016, 5, 1)),
    ]  # fmt: skip
    assert {one.source for one in Investment.objects.filter(project=pk)} == {"capital.xlsx"}
    assert [one.reason for one in Investment.objects.filter(project=pk).order_by("version")] == ["", REASON]
    assert queries.drift() == NONE
    assert Intake.objects.get().counts == {"projects": 1, "editions": 3, "figures": 6, "moves": 2}


def test_the_record_has_one_entry_for_the_project_and_one_for_the_list(cast):
    take([history()], by=cast.office)
    found = Entry.objects.filter(verb="projects.take_in").order_by("seq")
    assert [(one.subject_kind, one.subject, one.actor) for one in found] == [
        ("project", "跨河大桥", "市项目办"), ("intake", "capital", "市项目办"),
    ]  # fmt: skip
    assert found[0].before == ""
    assert '"planned_finish":"2019-06-30"' in found[0].after
    assert "capital.xlsx · sha256 aaaa" in Entry.objects.get(verb="projects.begin_intake").after
    assert verify().sound


def test_what_was_known_on_a_day_is_what_the_list_said_then(cast):
    _, [pk] = take([history()])
    project = Project.objects.get(pk=pk)
    assert queries.facts(project, day(2014)) == {}
    assert queries.facts(project, day(2015, 12))["parts"] == {"total": fen(900)}
    assert queries.facts(project, day(2016, 6))["amounts"] == {"2016.own": fen(300)}
    assert Investment.objects.asof(day(2015, 12)).get(project=pk).amount == Money(900)
    assert intakes.origins(project, day(2016, 6))["planned_finish"].cell == "F2"
    now = intakes.origins(project)
    assert (now["planned_finish"].words, now["parts.total"].cell) == ("capital.xlsx · Sheet1 · F17", "K9")


def test_a_moment_that_brings_nothing_leaves_nothing(cast):
    same = known(day(2016), bridge(), parts__total="K9")
    _, [pk] = take([Lot(None, [known(day(2015), bridge()), same])])
    assert Edition.objects.filter(project=pk).count() == 1
    before = whole()
    _, [again] = take([Lot(pk, [known(day(2017), bridge())])])
    assert (again, whole()) == (pk, before)


def test_a_project_that_stands_is_carried_on_from_its_last_edition(cast):
    own = Term.objects.get(kind="fund", code="own")
    values = {
        "name_zh": "跨河大桥", "local_number": "N-1", "district": cast.binhai, "list_year": 2022,
        "parts": {Part.TOTAL: Money(900), Part.LAND: Money(100), Part.OTHER: Money(800)},
        "amounts": {(2022, own): Money(500)},
    }  # fmt: skip
    project = actions.register(values=values, by=None, at=day(2020))
    said = {
        "parts": {"total": fen(1000), "land": None}, "amounts": {"2022.own": fen(600)}, "district": "beichen",
        "stage": "planned", "extras": {"Phase": "Works"}, "unreported_since": "2021-05-01",
    }  # fmt: skip
    from keyworks.projects.rules.taking import merged

    facts = merged(intakes.standing_editions([project.pk])[project.pk][2], said)
    take([Lot(project.pk, [known(day(2021), facts, parts__total="B2")])])
    project.refresh_from_db()
    assert (project.edition, project.total, project.plan, project.district) == (
        2,
        Money(1000),
        Money(600),
        cast.beichen,
    )
    assert (project.stage, project.stage_since, project.intake) == ("planned", date(2021, 5, 1), None)
    assert (project.extras, project.unreported_since) == ({"Phase": "Works"}, date(2021, 5, 1))
    assert versions(Investment, project=project, part="land") == [(1, 100, True, "", 2020), (2, 100, False, "", 2021)]
    current = CurrentAmount.objects.get(project=project)
    assert (current.amount, current.version, current.district) == (Money(600), 2, cast.beichen)
    assert queries.drift() == NONE
    entry = Entry.objects.get(verb="projects.take_in", subject_kind="project")
    assert '"unreported_since":null' in entry.before
    assert "name_zh" not in entry.after


def test_an_amount_reported_no_more_is_stated_again_by_hand(cast):
    lot = Lot(None, [known(day(2015), bridge()), known(day(2016), bridge(amounts={}, parts={}))])
    _, [pk] = take([lot])
    project = Project.objects.get(pk=pk)
    assert (project.total, project.plan) == (None, None)
    assert [name for name, _ in queries.unreported(project)] == ["parts.total", "amounts.2016.own", "amounts.2017.own"]
    own = Term.objects.get(kind="fund", code="own")
    actions.state_money(
        project=project, parts={Part.TOTAL: Money(950)}, amounts={(2016, own): Money(310)}, over=2, by=None, at=NOW,
        reason="核实",
    )  # fmt: skip
    assert versions(Investment, project=pk)[-1] == (3, 950, True, "", 2022)
    assert Investment.objects.filter(project=pk).latest("version").intake is None
    assert [name for name, _ in queries.unreported(project)] == ["amounts.2017.own"]
    assert queries.drift() == NONE


def test_what_became_known_earlier_than_the_register_knows_is_refused(cast):
    _, [pk] = take([history()])
    before = whole()
    with pytest.raises(Refused) as no:
        take([Lot(pk, [known(day(2016), bridge(stage="exited"))])])
    assert (no.value.code, no.value.params) == (
        "projects.known_later", {"number": "N-1", "day": "2016-05-01", "last": "2017-05-01"},
    )  # fmt: skip
    with pytest.raises(Refused, match="known_ahead"):
        take([Lot(None, [known(NOW + timedelta(days=1), bridge(local_number="N-2"))])])
    assert whole() == before
    assert intakes.standing_editions([pk])[pk][1] == day(2017)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"district": "atlantis"}, "projects.code_unknown", "lots.1.district"),
        ({"sector": "alchemy"}, "projects.code_unknown", "lots.1.sector"),
        ({"amounts": {"2022.gold": {"fen": 1}}}, "projects.code_unknown", "lots.1.fund"),
        ({"parent": "N-9"}, "projects.code_unknown", "lots.1.parent"),
        ({"leader": "nobody"}, "projects.code_unknown", "lots.1.leader"),
        ({"name_zh": "桥" * 201}, "projects.cell_long", "lots.1.name_zh"),
        ({"name_zh": " "}, "projects.name_missing", "lots.1.name_zh"),
        ({"secrecy": "secret"}, "projects.secret", "lots.1.secrecy"),
        ({"stage": "dreaming"}, "projects.not_a_choice", "lots.1.stage"),
        ({"local_number": "N-1"}, "projects.local_number_taken", "lots.1.local_number"),
        ({"parts": {"total": {"fen": "9"}}}, "projects.not_an_amount", "lots.1.parts.total"),
        (
            {"components": [{"kind": "line", "name_zh": "线", "state": "under_way"}]},
            "projects.state_of_another_kind",
            "lots.1.components",
        ),
    ],
)
def test_a_refusal_names_the_lot_and_nothing_is_taken_in(cast, said, code, field):
    intake, before = begin(), whole()
    lots = [
        Lot(None, [known(day(2015), bridge())]),
        Lot(None, [known(day(2015), bridge(**{"local_number": "N-2", **said}))]),
    ]
    with pytest.raises(Refused) as no, transaction.atomic():
        take(lots, intake)
    assert (no.value.code, no.value.field) == (code, field)
    assert whole() == before


def test_a_package_comes_before_its_parts_and_numbers_are_given(cast):
    lots = [
        Lot(None, [known(day(2015), bridge(local_number="P-1"))]),
        Lot(None, [known(day(2015), bridge(local_number=None, parent="P-1", cut="phase", cut_number=1))]),
    ]
    _, [whole_pk, part] = take(lots)
    project = Project.objects.get(pk=part)
    assert (project.parent_id, project.local_number[:7]) == (whole_pk, "KP2022-")
    assert queries.facts(project)["local_number"] == project.local_number


def test_parties_capacities_programmes_and_places_come_along(cast):
    programme = "bridges"
    actions.open_terms(kind="programme", rows=[{"code": programme, "name_zh": "桥梁"}], by=None, at=NOW)
    measure = Term.objects.filter(kind="measure").first().code
    facts = bridge(
        programmes=[programme], geometry={"type": "Point", "coordinates": [117.7, 39.0]}, leader="office",
        capacities=[{"what_zh": "车流", "quantity": "40000.5", "measure": measure}],
        parties=[{"role": Term.objects.filter(kind="party_role").first().code, "unit": "toyota"}],
    )  # fmt: skip
    _, [pk] = take([Lot(None, [known(day(2015), facts)])])
    project = Project.objects.get(pk=pk)
    assert [one.code for one in project.programmes.all()] == [programme]
    assert (project.lon, project.lat, project.leader) == (117.7, 39.0, cast.office)
    assert [str(one.quantity.normalize()) for one in project.capacities.all()] == ["40000.5"]
    assert [one.unit for one in project.parties.all()] == [cast.toyota]
    assert list(Project.objects.filter(queries.found_by("khdq"))) == [project]


def test_components_are_known_by_kind_and_name(cast, phases):
    works = phase(name_zh="施工", state="not_begun", extras={"Budget": "9"})
    lots = [Lot(None, [known(day(2015), bridge(components=[phase(), works]))])]
    _, [pk] = take(lots)
    gone = bridge(components=[phase(name_zh="施工", state="done", finished_on="2016-03-01")])
    take([Lot(pk, [known(day(2016), gone)])])
    found = list(Component.objects.filter(project=pk))
    assert [(one.name_zh, one.state, one.unreported_since, one.edition) for one in found] == [
        ("设计", "under_way", date(2016, 5, 1), 2), ("施工", "done", None, 2),
    ]  # fmt: skip
    assert found[0].get_state_display() in ("under way", "进行中")
    assert found[1].finished_on == date(2016, 3, 1)


def test_the_days_are_asked_of_the_database_in_few_queries(cast, django_assert_max_num_queries):
    def lots(begin):
        return [Lot(None, [known(day(2015), bridge(local_number=f"N-{begin + number}"))]) for number in range(200)]

    intake = begin()
    with django_assert_max_num_queries(45):
        _, keys = take(lots(0), intake)
    again = [
        Lot(pk, [known(day(2016), bridge(local_number=f"N-{number}", stage="building"))])
        for number, pk in enumerate(keys)
    ]
    with django_assert_max_num_queries(45):
        take(again, intake)


def test_what_an_intake_brought_cannot_be_removed_while_it_stands(cast):
    intake, _ = take([history()])
    for table in ("edition", "investment", "plannedamount", "move"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM projects_{table} WHERE intake_id = %s", [intake.pk])


def test_an_intake_never_stands_again_and_stays_as_it_was_written(cast):
    intake, _ = take([history()])
    rows = Intake.objects.filter(pk=intake.pk)
    for change in ({"name": "another"}, {"files": []}, {"reason": "x"}, {"state": "taken_back"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(state="leaving")
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM projects_intake")
    actions.take_back(intake=intake, by=None, at=NOW, reason="错")
    for state in ("standing", "leaving"):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(state=state, door=-intake.pk if state == "leaving" else None)
    with pytest.raises(Refused, match="intake_gone"):
        take([history()], intake)
    assert Intake.objects.get().files == FILES


@pytest.mark.django_db(transaction=True)
def test_no_database_keeps_an_intake_half_taken_back(cast):
    intake = begin()
    with pytest.raises(DatabaseError), transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(state="leaving", door=-intake.pk)
    assert Intake.objects.get().state == "standing"
