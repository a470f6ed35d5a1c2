"""Projects registered twice become one and part again; every history is kept, nothing is counted twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from keyworks.projects import actions
from keyworks.projects.models import Edition, Investment, Link, Project, Verdict
from keyworks.projects.queries import drift, pairs
from keyworks.projects.queries.register import planned_by, selected
from keyworks.projects.rules.parts import Part
from keyworks.record.models import Entry
from keyworks.values.money import Money
from tests.cast import AT

LATER = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def two(cast):
    """One car plant, registered by the district and again, a year later, with another district."""
    common = {"owner": cast.toyota, "parts": {Part.TOTAL: Money.of(85, "yi")}}
    rows = [
        {"name_zh": "一汽丰田新能源汽车", "local_number": "A-1", "district": cast.binhai, **common},
        {"name_zh": "一汽丰田新能源汽车项目", "local_number": "B-7", "district": cast.beichen, **common},
        {"name_zh": "北辰阀门搬迁", "local_number": "C-3", "district": cast.beichen, "owner": cast.valve},
    ]
    return actions.register_many(rows=rows, by=None, at=AT)


def merge(two, cast, by=None):
    return actions.merge(project=two[1], into=two[0], by=by or cast.office, at=LATER, reason="同一项目重复入库")


def test_two_of_one_name_and_unit_are_asked_about(two, cast):
    [found] = pairs.asked(cast.office)
    assert (found.kind, found.before, found.after) == ("same", (two[0].pk,), (two[1].pk,))


def test_what_is_merged_is_counted_once_and_both_histories_stay(two, cast):
    figures = Investment.objects.count()
    merge(two, cast)
    kept, gone = Project.objects.get(pk=two[0].pk), Project.objects.get(pk=two[1].pk)
    assert (gone.parent_id, gone.cut) == (kept.pk, "merged")
    assert list(selected(cast.office).filter(parent=None).values_list("local_number", flat=True)) == ["A-1", "C-3"]
    assert Investment.objects.count() == figures
    assert gone.total == kept.total == Money.of(85, "yi")
    facts = Edition.objects.filter(project=kept).order_by("-edition").first().facts
    assert facts["merged"] == ["B-7"]
    assert pairs.asked(cast.office) == []
    assert not Verdict.objects.exists()
    assert not any(drift().values())
    assert planned_by("district", None) == {}


def test_a_merged_project_stands_again_where_it_stood(two, cast):
    package = actions.register(values={"name_zh": "产业园"}, by=None, at=AT)
    actions.edit(project=two[1], values={"parent": package, "cut": "sub", "cut_number": 2}, over=None, by=None, at=AT)
    merge(two, cast)
    parted = actions.part(project=two[1], by=cast.office, at=LATER, reason="核实为两个项目")
    assert (parted.parent_id, parted.cut, parted.cut_number) == (package.pk, "sub", 2)
    facts = Edition.objects.filter(project=two[0]).order_by("-edition").first().facts
    assert facts["merged"] == []
    assert len(pairs.asked(cast.office)) == 1


def test_kept_apart_is_not_asked_again(two, cast):
    [found] = pairs.asked(cast.office)
    actions.keep_apart(key=found.key, by=cast.office, at=LATER, reason="两期工程")
    assert pairs.asked(cast.office) == []
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.verb, entry.reason) == ("projects.keep_apart", "两期工程")


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [("district", "重复", "projects.decided_by_city"), ("office", "  ", "projects.reason_missing")],
)
def test_only_the_city_merges_and_says_why(two, cast, who, reason, code):
    entries = Entry.objects.count()
    with pytest.raises(actions.ProjectsRefused) as no:
        actions.merge(project=two[1], into=two[0], by=getattr(cast, who), at=LATER, reason=reason)
    assert no.value.code == code
    assert Project.objects.get(pk=two[1].pk).cut == ""
    assert Entry.objects.count() == entries


def test_what_is_merged_is_not_merged_on_and_nothing_into_its_own_part(two, cast):
    merge(two, cast)
    for project, into, code in (
        (two[1], two[2], "projects.merged_already"),
        (two[2], two[1], "projects.merged_already"),
        (two[0], two[1], "projects.package_in_itself"),
        (two[2], two[2], "projects.package_in_itself"),
    ):
        with pytest.raises(actions.ProjectsRefused) as no:
            actions.merge(project=project, into=into, by=cast.office, at=LATER, reason="试")
        assert no.value.code == code


def test_nobody_writes_merged_into_the_form(two, cast):
    with pytest.raises(actions.ProjectsRefused):
        actions.register(values={"name_zh": "某项目", "parent": two[0], "cut": "merged"}, by=None, at=AT)


def test_a_merged_project_is_no_package_or_part_in_passing(two, cast):
    merge(two, cast)
    for values in ({"parent": two[0], "cut": ""}, {"parent": None}, {"cut_number": 2}):
        with pytest.raises(actions.ProjectsRefused) as no:
            actions.edit(project=two[1], values=values, over=None, by=cast.office, at=LATER)
        assert no.value.code == "projects.merged_already"
    gone = Project.objects.get(pk=two[1].pk)
    assert (gone.parent_id, gone.cut, gone.edition) == (two[0].pk, "merged", 2)
    named = actions.edit(project=two[1], values={"name_zh": "丰田二号"}, over=None, by=cast.office, at=LATER)
    assert (named.cut, named.edition) == ("merged", 3)


def test_parts_are_tied_to_what_they_were_split_off_from(two, cast):
    whole = two[2]
    Project.objects.filter(pk=whole.pk).update(unreported_since=date(2022, 2, 1), total=Money(300))
    parts = [
        actions.register(
            values={"name_zh": name, "owner": cast.valve, "parts": {Part.TOTAL: Money(amount)}}, by=None, at=LATER
        )
        for name, amount in (("北辰阀门搬迁厂房部分", 200), ("北辰阀门搬迁设备部分", 100))
    ]
    found = next(one for one in pairs.asked(cast.office) if one.kind == "split")
    actions.tie_parts(key=found.key, by=cast.office, at=LATER, reason="拆分申报")
    ties = Link.objects.filter(other=whole).values_list("project_id", "kind__code")
    assert sorted(ties) == sorted((part.pk, "split_from") for part in parts)
    assert "split" not in {one.kind for one in pairs.asked(cast.office)}


def test_the_page_asks_and_carries_out(two, cast, client):
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("projects:pairs"))
    assert page.status_code == 200
    [found] = pairs.asked(cast.office)
    there = reverse("projects:pair_decide")
    refused = client.post(there, {"key": found.key, "keep": two[0].pk, "reason": ""})
    assert refused.status_code == 400
    assert Project.objects.get(pk=two[1].pk).cut == ""
    done = client.post(there, {"key": found.key, "keep": two[0].pk, "reason": "重复"})
    assert done.status_code == 302
    assert Project.objects.get(pk=two[1].pk).cut == "merged"
    shown = client.get(two[1].get_absolute_url()).content.decode()
    assert reverse("projects:part", args=[two[1].pk]) in shown
    assert f'<p>重复登记，已并入：<a href="{two[0].get_absolute_url()}">' in shown
    assert "所属打包项目" not in shown
    assert "B-7" in client.get(two[0].get_absolute_url()).content.decode()
    gone = client.post(there, {"key": found.key, "keep": two[0].pk, "reason": "重复"})
    assert gone.status_code == 409
    back = client.post(reverse("projects:part", args=[two[1].pk]), {"reason": "两个"})
    assert back.status_code == 302
    assert Project.objects.get(pk=two[1].pk).cut == ""


def test_many_pairs_cost_the_page_no_more_queries(cast, client, django_assert_max_num_queries):
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    words = ["滨海", "北辰", "武清", "宝坻", "静海", "蓟州", "宁河", "东丽", "西青", "津南"]
    names = [f"{one}{other}产业园" for one in words for other in words]
    actions.register_many(
        rows=[{"name_zh": name, "owner": cast.toyota} for name in names for _twice in (1, 2)], by=None, at=AT
    )
    with django_assert_max_num_queries(30):
        assert client.get(reverse("projects:pairs")).status_code == 200
