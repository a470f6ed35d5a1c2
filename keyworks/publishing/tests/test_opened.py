from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from keyworks.projects.models import Project
from keyworks.publishing import actions
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import OpenEdition, OpenEntry, OpenFile, OpenProject, OpenRule
from keyworks.publishing.queries import opened as queries
from keyworks.publishing.rules.opening import Field, Mode, Standing
from keyworks.record.models import Entry
from keyworks.reports.tests.months import listed
from keyworks.values.refusals import Stale

AT = datetime(2022, 2, 8, 6, tzinfo=UTC)
LATER = datetime(2022, 3, 1, 6, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("day")


def let(cast, *fields, mode=Mode.ALWAYS):
    for field in fields:
        actions.set_rule(field=field, mode=mode, since=None, over=0, by=cast.office, at=AT)


def stand(cast, standing, *projects, reason=""):
    keys = [one.pk for one in projects]
    return actions.set_standing(keys=keys, standing=standing, reason=reason, by=cast.office, at=AT)


def sign(cast, by=None, at=AT, digest=None):
    seen = queries.preview(cast.office, at)
    return actions.sign(digest=digest or seen.digest, licence="cc-by-4.0", by=by or cast.office, at=at)


@pytest.fixture
def edition(cast, plant, valves):
    """The plant is public with its stage and total; of the valves nothing is said."""
    let(cast, Field.STAGE, Field.TOTAL, Field.ORIGINAL, Field.DISTRICT)
    stand(cast, Standing.OPEN, plant)
    return sign(cast)


def test_nothing_is_public_by_itself(cast, plant, valves):
    let(cast, *Field)
    assert queries.preview(cast.office, AT).rows == ()
    with pytest.raises(PublishingRefused) as no:
        sign(cast)
    assert no.value.code == "publishing.nothing_open" and not OpenEdition.objects.exists()


def test_an_edition_holds_what_rules_and_standing_let_out_and_nothing_else(edition, plant):
    [entry] = edition.entries.all()
    assert (entry.number, entry.name_zh, entry.change) == (plant.local_number, "新能源整车厂", "new")
    assert set(entry.told) == {
        "number", "name_zh", "name_en", "stage", "district", "total", "currency", "original", "original_on",
    }  # fmt: skip
    assert (entry.told["total"], edition.projects, edition.held_back) == (plant.total.amount, 1, 1)


def test_a_sum_over_one_project_is_not_told(edition):
    assert edition.sums == [{"key": "binhai", "count": None, "total": None}]


def test_a_phase_is_told_by_itself_and_summed_in_its_package(cast, plant):
    others = [listed(cast, name, cast.toyota, cast.binhai) for name in ("电池工厂", "氢能站")]
    phases = [listed(cast, name, cast.toyota, cast.binhai, parent=plant) for name in ("一期", "二期")]
    let(cast, Field.TOTAL, Field.DISTRICT)
    stand(cast, Standing.OPEN, plant, *others, *phases)
    edition = sign(cast)
    assert (edition.projects, edition.phases, edition.alone) == (5, 2, 3)
    whole = sum(one.total.amount for one in (plant, *others))
    assert edition.sums == [{"key": "binhai", "count": 3, "total": whole}]


def test_a_phase_whose_package_is_not_public_counts_by_itself(cast, plant):
    phases = [listed(cast, name, cast.toyota, cast.binhai, parent=plant) for name in ("一期", "二期", "三期")]
    let(cast, Field.TOTAL, Field.DISTRICT)
    stand(cast, Standing.OPEN, *phases)
    edition = sign(cast)
    assert (edition.phases, edition.sums[0]["count"]) == (0, 3)


def test_an_edition_stays_as_it_was_when_the_register_goes_on(cast, edition, plant):
    before = {one.ending: one.content for one in edition.files.all()}
    Project.objects.filter(pk=plant.pk).update(name_zh="另一个名字")
    second = sign(cast, at=LATER)
    assert {one.ending: one.content for one in OpenFile.objects.filter(edition=edition)} == before
    assert second.entries.get().name_zh == "另一个名字" and second.entries.get().keys == ["name_zh"]
    for kept in edition.files.all():
        assert (kept.sha256, kept.size) == (sha256(kept.content).hexdigest(), len(kept.content))


def test_the_database_itself_keeps_an_edition(edition):
    for rows, values in (
        (OpenEdition, {"licence": "cc0-1.0"}), (OpenEdition, {"sums": []}), (OpenEntry, {"name_zh": "x"}),
        (OpenFile, {"size": 1}),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.update(**values)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.all()._raw_delete("default")


def test_what_is_signed_is_what_was_looked_at(cast, edition, plant, valves):
    seen = queries.preview(cast.office, AT).digest
    stand(cast, Standing.OPEN, valves)
    with pytest.raises(PublishingRefused) as no:
        sign(cast, digest=seen)
    assert no.value.code == "publishing.seen_otherwise" and OpenEdition.objects.count() == 1


def test_a_text_that_names_a_number_of_a_person_hinders_the_signature(cast, plant):
    Project.objects.filter(pk=plant.pk).update(scope_zh="联系电话：13800138000")
    let(cast, Field.SCOPE)
    stand(cast, Standing.OPEN, plant)
    found = queries.preview(cast.office, AT).findings
    assert {one.why for one in found} == {"phone", "person"}
    with pytest.raises(PublishingRefused) as no:
        sign(cast)
    assert no.value.code == "publishing.findings" and not OpenEdition.objects.exists()


def test_what_a_field_does_not_let_out_hinders_nothing(cast, plant):
    Project.objects.filter(pk=plant.pk).update(scope_zh="联系电话：13800138000")
    stand(cast, Standing.OPEN, plant)
    edition = sign(cast)
    assert all(b"13800138000" not in one.content for one in edition.files.all())


def test_an_internal_project_is_never_opened_and_leaves_with_the_next_edition(cast, edition, plant, valves):
    Project.objects.filter(pk=valves.pk).update(secrecy="internal")
    with pytest.raises(PublishingRefused) as no:
        stand(cast, Standing.OPEN, valves)
    assert no.value.code == "publishing.not_open" and OpenProject.objects.count() == 1
    Project.objects.filter(pk=plant.pk).update(secrecy="internal")
    assert queries.preview(cast.office, LATER).rows == ()


def test_holding_back_asks_why_and_takes_it_out_of_the_next_edition(cast, edition, plant, valves):
    with pytest.raises(PublishingRefused) as no:
        stand(cast, Standing.HELD, plant)
    assert no.value.code == "publishing.reason_missing"
    stand(cast, Standing.HELD, plant, reason="正在核实")
    stand(cast, Standing.SIGNED, valves)
    second = sign(cast, at=LATER)
    assert [one.number for one in second.entries.all()] == [valves.local_number]
    assert [one["number"] for one in second.gone] == [plant.local_number]
    assert [one.number for one in edition.entries.all()] == [plant.local_number]


def test_said_again_nothing_changes_and_nothing_is_recorded(cast, plant):
    assert stand(cast, Standing.OPEN, plant) == 1
    assert stand(cast, Standing.OPEN, plant) == 0
    assert Entry.objects.filter(verb="publishing.open_project").count() == 1


@pytest.mark.parametrize("who", ["clerk", "district", "engineer", "mayor", "auditor", "admin"])
def test_only_the_city_office_lets_data_out(cast, plant, edition, who):
    by = getattr(cast, who)
    acts = (
        lambda: actions.set_rule(field="scope", mode="always", since=None, over=0, by=by, at=AT),
        lambda: actions.set_standing(keys=[plant.pk], standing="signed", by=by, at=AT),
        lambda: sign(cast, by=by), lambda: actions.withdraw(edition=edition, reason="x", by=by, at=AT),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(PublishingRefused) as no:
            act()
        assert no.value.code == "publishing.not_yours"
    assert (OpenEdition.objects.count(), OpenRule.objects.filter(field="scope").exists()) == (1, False)


def test_two_who_set_a_rule_do_not_overwrite_each_other(cast):
    let(cast, Field.SCOPE)
    with pytest.raises(Stale):
        let(cast, Field.SCOPE, mode=Mode.NEVER)
    assert OpenRule.objects.get().mode == Mode.ALWAYS


def test_a_withdrawn_edition_is_not_given_out_and_stays_so(cast, edition, client):
    with pytest.raises(PublishingRefused):
        actions.withdraw(edition=edition, reason=" ", by=cast.office, at=LATER)
    actions.withdraw(edition=edition, reason="有误", by=cast.office, at=LATER)
    number = edition.number
    assert client.get(f"/open/editions/{number}/").status_code == 410
    assert client.get(f"/open/editions/{number}/as/csv/").status_code == 404
    assert queries.newest() is None and client.get("/open/").status_code == 200
    with pytest.raises(DatabaseError), transaction.atomic():
        OpenEdition.objects.update(withdrawn_at=None)


def test_a_visitor_reads_the_edition_and_nothing_else(edition, plant, valves, client):
    client.cookies["kw_language"] = "en"
    said = client.get("/open/").content.decode()
    assert plant.local_number in said and valves.local_number not in said and "阀门" not in said
    page = client.get(f"/open/projects/{plant.local_number}/").content.decode()
    assert "Car plant" in page and "First stated investment" in page and "一汽丰田" not in page
    assert client.get(f"/open/projects/{valves.local_number}/").status_code == 404
    assert client.get(f"/projects/{plant.pk}/").status_code == 302


def test_the_files_are_given_out_as_they_were_signed(edition, client):
    for ending, kind in (
        ("jsonl", "application/x-ndjson"), ("csv", "text/csv"), ("geojson", "application/geo+json"),
        ("json", "application/json"),
    ):  # fmt: skip
        answer = client.get(f"/open/editions/{edition.number}/as/{ending}/")
        assert sha256(answer.content).hexdigest() == edition.files.get(ending=ending).sha256
        assert answer["Content-Type"].startswith(kind) and "creativecommons.org" in answer["Link"]
        again = client.get(f"/open/editions/{edition.number}/as/{ending}/", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    told = json.loads(client.get(f"/open/editions/{edition.number}/as/json/").content)
    assert told["projects"][0]["budget"]["amount"]["currency"] == "CNY"


def test_the_feed_tells_what_is_new_and_what_changed(cast, edition, plant, client):
    Project.objects.filter(pk=plant.pk).update(stage="completed")
    sign(cast, at=LATER)
    client.cookies["kw_language"] = "en"
    for of, mark in (("atom", "<entry>"), ("rss", "<item>")):
        said = client.get(f"/open/feed/{of}/").content.decode()
        assert said.count(mark) == 2 and "changed, Stage" in said and "/open/projects/" in said
    assert client.get("/open/feed/json/").status_code == 404


def test_the_list_is_searched_filtered_and_asks_no_more_for_more(
    cast, edition, valves, client, django_assert_max_num_queries
):
    stand(cast, Standing.OPEN, valves)
    sign(cast, at=LATER)
    client.cookies["kw_language"] = "en"
    assert "阀门" not in client.get("/open/?q=Car").content.decode()
    assert "阀门" in client.get("/open/?district=beichen").content.decode()
    assert "阀门" not in client.get("/open/?district=binhai").content.decode()
    with django_assert_max_num_queries(16):
        client.get("/open/")


def test_the_preview_asks_no_more_for_more(cast, plant, valves, django_assert_max_num_queries):
    let(cast, *Field)
    stand(cast, Standing.OPEN, plant, valves)
    with django_assert_max_num_queries(24):
        assert len(queries.preview(cast.office, AT).rows) == 2


def test_the_pages_set_open_preview_sign_and_withdraw(cast, plant, read):
    read(cast.office, "/publishing/open/rules/stage/", 302, mode="always", edition=0)
    read(cast.office, "/publishing/open/projects/some/", 302, id=plant.pk)
    said = read(cast.office, "/publishing/open/preview/").content.decode()
    assert "Nothing hinders it." in said and "Sign it off" in said
    digest = queries.preview(cast.office, AT).digest
    read(cast.office, "/publishing/open/preview/", 409, digest="0" * 64, licence="cc-by-4.0")
    read(cast.office, "/publishing/open/preview/", 302, digest=digest, licence="cc0-1.0")
    assert OpenEdition.objects.get().licence == "cc0-1.0"
    assert "Withdraw it" not in read(cast.mayor, "/publishing/open/").content.decode()
    read(cast.office, f"/publishing/open/projects/{plant.pk}/", 409, stands="held")
    read(cast.office, f"/publishing/open/projects/{plant.pk}/", 302, stands="held", reason="核实")
    assert "held back" in read(cast.mayor, "/publishing/open/projects/").content.decode()
    read(cast.office, "/publishing/open/editions/1/withdraw/", 302, reason="有误")
    assert OpenEdition.objects.get().why == "有误"


def test_a_rule_from_a_later_day_waits(cast, plant):
    actions.set_rule(field="stage", mode="always", since=date(2022, 3, 1), over=0, by=cast.office, at=AT)
    stand(cast, Standing.OPEN, plant)
    assert "stage" not in queries.preview(cast.office, AT).rows[0]
    assert "stage" in queries.preview(cast.office, LATER).rows[0]
