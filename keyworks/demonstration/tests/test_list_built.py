"""The list of 2022 in the register: built by the actions of everybody, with the sums that were published."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.utils import timezone

from keyworks.accounts.models import Person, Unit
from keyworks.demonstration import actions
from keyworks.projects.models import CurrentAmount, Link, Move, PlannedAmount, Project, SourcedValue, Story, Term
from keyworks.record.models import Entry
from keyworks.record.queries import verify
from keyworks.values.money import Money


def bn(number):
    return Money.of(number, "m") if isinstance(number, int) else number


def summed(projects):
    return projects.aggregate(n=Count("pk"), total=Sum("total"), plan=Sum("plan"))


def test_the_register_has_the_published_list(db):
    built = actions.build(at=timezone.now())
    assert built == {"units": 213, "people": Person.objects.count(), "projects": 676}
    listed = Project.objects.exclude(list_class="")
    construction = listed.filter(list_class="construction")
    new, others = construction.filter(year_tag="new"), construction.exclude(year_tag="new")
    assert summed(listed)["n"] == 676
    assert summed(construction) == {"n": 452, "total": bn(1_171_300), "plan": bn(215_800)}
    assert (summed(new)["n"], summed(new)["plan"]) == (129, bn(82_420))
    assert (summed(others)["n"], summed(others)["plan"]) == (323, bn(133_380))
    assert summed(listed.filter(list_class="reserve")) == {"n": 224, "total": bn(628_670), "plan": None}
    binhai = summed(listed.filter(district__code="binhai"))
    assert (binhai["n"], binhai["total"]) == (240, bn(489_686))
    assert CurrentAmount.objects.filter(year=2022).aggregate(sum=Sum("amount"))["sum"] == bn(215_800)
    assert PlannedAmount.objects.aggregate(sum=Sum("amount"))["sum"] == bn(1_799_970)
    assert Project.objects.filter(list_class="", parent=None).count() == 0
    for programme in Term.objects.filter(kind="programme"):
        assert Project.objects.filter(programmes=programme).exists(), programme.code
    assert Term.objects.filter(kind="programme").count() == 12
    assert Project.objects.filter(programmes__code="ten_major").count() == 10
    assert Story.objects.count() == 3
    assert Term.objects.filter(kind="chain", leader=None).count() == 0
    assert Project.objects.filter(liaison=None).count() == 0
    assert Entry.objects.filter(verb="projects.register").count() == Project.objects.count()
    assert Unit.objects.filter(kind="owner").count() == 171
    assert Project.objects.filter(stage="suspended", review_on__isnull=False).count() == 9
    assert Link.objects.count() > 20
    assert verify().sound


def test_a_small_city_has_only_the_projects_of_press(city):
    assert city["projects"] == Project.objects.count() == 23
    assert Unit.objects.count() == 84
    assert Project.objects.get(name_en__startswith="FAW-Toyota").plan < Money.of(8_500, "m")


def test_every_project_says_what_of_it_is_invented(city):
    toyota = Project.objects.get(name_en__startswith="FAW-Toyota")
    assert "演示虚构的内容：投资构成" in toyota.scope_zh
    assert "Invented for the demonstration: its parts" in toyota.scope_en
    assert not Project.objects.exclude(scope_en__contains="Invented for the demonstration").exists()


def test_toyota_and_z2_have_their_history_components_and_sources(city):
    toyota, z2 = (Project.objects.get(name_en__startswith=name) for name in ("FAW-Toyota", "Rail Transit Line Z2"))
    assert [move.target for move in Move.objects.filter(project=toyota)] == [
        "idea", "planned", "reserve", "ready", "building", "completed", "commissioning",
    ]  # fmt: skip
    assert (toyota.stage, toyota.stage_since.isoformat()) == ("commissioning", "2022-02-08")
    assert set(toyota.components.values_list("state", flat=True)) == {"debugging"}
    assert (z2.stage, z2.stage_since.isoformat(), z2.components.count()) == ("building", "2021-12-09", 14)
    assert z2.components.get(name_zh="东六道").order == 3
    lengths = SourcedValue.objects.filter(project=z2, fact__code="length").order_by("value")
    assert [f"{said.value.normalize()}" for said in lengths] == ["39.16", "39.2", "39.268"]
    assert len({said.teller for said in lengths}) == 3
    assert Project.objects.filter(located_in=None).count() == 0


def test_the_city_office_registered_it(city):
    assert set(Entry.objects.filter(verb="projects.register").values_list("actor", flat=True)) == {"市重点项目办主任"}
