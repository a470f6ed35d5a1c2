"""The list of matters: what a reader asks of it, its sums, and giving many to another unit."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.matters import actions
from keyworks.matters.actions.bulk import MOST, reassign_many
from keyworks.matters.models import Cause, Matter, MatterStep
from keyworks.matters.queries import listing
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, step
from keyworks.record.models import Entry
from keyworks.values.money import Money
from keyworks.values.refusals import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2022, 2, 22)


def text(answer) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def listed(read, person, query="") -> set[str]:
    table = read(person, f"/matters/{query}").context["table"]
    return {Matter.objects.get(pk=line.pk).number for line in table.lines}


def test_the_list_shows_what_is_open_unless_more_is_asked_for(cast, four, read):
    fresh, late, paused, gone = (one.number for one in four)
    assert listed(read, cast.office) == {fresh, late, paused}
    assert listed(read, cast.office, "?state=all") == {fresh, late, paused, gone}
    assert listed(read, cast.office, "?state=ended") == {gone}
    assert listed(read, cast.office, "?state=working") == {late}


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("?when=overdue", [1]), ("?when=paused", [2]), ("?when=undated", [0]), ("?when=week", []), ("?when=later", []),
        ("?what=issue", [2]), ("?kind=utility", [0, 1]), ("?level=2", [2]), ("?lead=industry", [1]),
        ("?district=beichen", [1, 2]), ("?district=binhai", [0, 1]), ("?unit=valve", [1, 2]), ("?unit=industry", [1]),
        ("?q=供电", [1]), ("?q=阀门", [1, 2]), ("?q=2022-0001", [0]), ("?q=nothing", []), ("?unit=nobody", []),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(cast, four, read, query, which):
    numbers = {four[place].number for place in which}
    # A choice that the filter does not offer asks for nothing.
    wanted = {one.number for one in four[:3]} if query == "?unit=nobody" else numbers
    assert listed(read, cast.office, query) == wanted


def test_the_list_finds_what_waits_for_me_and_what_concerns_a_project(cast, four, plant, read):
    fresh, late, _paused, _gone = (one.number for one in four)
    assert listed(read, cast.engineer, "?mine=on") == {late}
    assert listed(read, cast.district, "?mine=on") == {fresh}
    assert listed(read, cast.office, f"?project={plant.local_number}") == {fresh, late}


def test_due_this_week_and_later_part_what_is_in_work(cast, plant, read):
    soon, far = asked(cast, plant), asked(cast, plant)
    in_work(cast, soon, due_on=date(2022, 2, 28))
    in_work(cast, far, due_on=date(2022, 3, 31))
    assert listed(read, cast.office, "?when=week") == {soon.number}
    assert listed(read, cast.office, "?when=later") == {far.number}
    assert listed(read, cast.office, "?when=near") == set()
    in_work(cast, near := asked(cast, plant), due_on=date(2022, 2, 23))
    assert listed(read, cast.office, "?when=near") == {near.number}
    assert listed(read, cast.office, "?when=week") == {soon.number, near.number}


def test_a_unit_sees_its_own_and_a_district_its_part(cast, four, read):
    fresh, late, paused, _gone = (one.number for one in four)
    assert listed(read, cast.clerk) == {fresh, late}
    assert listed(read, cast.other_clerk) == {paused}, "a request of another is none of its business"
    assert listed(read, cast.other_district) == {late, paused}
    page = text(read(cast.other_district, "/matters/"))
    assert "Car plant" not in page, "the name of a project out of reach is not told"


def test_the_most_pressing_stands_first(cast, four, read):
    fresh, late, paused, _gone = four
    table = read(cast.office, "/matters/").context["table"]
    assert [line.pk for line in table.lines] == [late.pk, fresh.pk, paused.pk]


def test_the_foot_counts_each_project_that_waits_once(cast, four, read):
    foot = listing.foot(cast.office, listing.seen(cast.office).filter(listing.states_of("")), TODAY)
    assert (foot.matters, foot.overdue, foot.near, foot.paused, foot.projects) == (3, 1, 0, 1, 2)
    assert foot.blocked == Money.of(2400, "wan")
    page = text(read(cast.office, "/matters/?columns=title&columns=blocked"))
    assert "3 matters; 2 projects wait, each once: 24.00 m yuan of the plan of 2022" in page
    assert "3 matters are open: 1 overdue, 1 paused." in page


def test_a_late_matter_says_so_in_shape_and_words(cast, four, read):
    assert "■ 8 working days late" in text(read(cast.office, "/matters/"))
    assert "Ⅱ paused until 1 Mar 2022" in text(read(cast.office, "/matters/"))


def test_the_list_as_a_sheet_has_all_projects_and_pages(cast, four, read):
    sheet = text(read(cast.office, "/matters/?export=csv&columns=title,projects,blocked"))
    assert "双回路供电,Car plant and 1 more,24.00" in sheet
    assert "用地指标,Car plant,12.00" in sheet


def queries_of(read, person, path) -> int:
    read(person, path)
    with CaptureQueriesContext(connection) as found:
        read(person, path)
    return len(found)


@pytest.mark.parametrize("path", ["/matters/?columns=title,when,projects,blocked,lead", "/matters/?q=供电"])
def test_the_list_asks_the_same_of_three_and_of_thirty(cast, four, plant, read, path):
    few = queries_of(read, cast.office, path)
    for number in range(27):
        asked(cast, plant, at=on(2, 21), title=f"供电 {number}")
    assert queries_of(read, cast.office, path) == few


def seen(*matters):
    return {one.pk: now(one).edition for one in matters}


def test_many_are_given_to_another_unit_with_one_reason(cast, plant):
    first, second = asked(cast, plant), asked(cast, plant)
    in_work(cast, first)
    step(actions.triage, second, cast.district, MONDAY)
    promised = now(first).due_on
    outcome = reassign_many(seen=seen(first, second), lead=cast.binhai, text="职责调整", by=cast.district, at=on(2, 8))
    assert (len(outcome.given), outcome.refused) == (2, [])
    assert {now(one).lead for one in (first, second)} == {cast.binhai}
    assert now(first).due_on == promised, "what was promised stays"
    texts = MatterStep.objects.filter(step="assign", text="职责调整").values_list("matter", flat=True)
    assert set(texts) == {first.pk, second.pk}


def test_one_refusal_and_nothing_is_done(cast, plant):
    first, raised = asked(cast, plant), asked(cast, plant)
    in_work(cast, first)
    before, entries = now(first).edition, Entry.objects.count()
    outcome = reassign_many(seen=seen(first, raised), lead=cast.binhai, text="职责调整", by=cast.district, at=on(2, 8))
    assert [(matter.pk, no.code) for matter, no in outcome.refused] == [(raised.pk, "matters.not_so_now")]
    assert (now(first).lead, now(first).edition, Entry.objects.count()) == (cast.industry, before, entries)


def test_what_changed_meanwhile_or_is_led_already_is_refused(cast, plant):
    first, second = asked(cast, plant), asked(cast, plant)
    in_work(cast, first)
    in_work(cast, second)
    said = {"text": "职责调整", "by": cast.district, "at": on(2, 8)}
    stale = {first.pk: now(first).edition - 1, second.pk: now(second).edition}
    assert [no.code for _m, no in reassign_many(seen=stale, lead=cast.binhai, **said).refused] == ["matters.stale"]
    codes = [no.code for _m, no in reassign_many(seen=seen(first, second), lead=cast.industry, **said).refused]
    assert codes == ["matters.leads_already"] * 2


def test_trying_keeps_nothing(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    entries = Entry.objects.count()
    said = {"lead": cast.binhai, "text": "试", "by": cast.district, "at": on(2, 8)}
    outcome = reassign_many(seen=seen(matter), trying=True, **said)
    assert (len(outcome.given), now(matter).lead, Entry.objects.count()) == (1, cast.industry, entries)


def test_giving_over_asks_for_a_reason_and_has_a_limit(cast, plant):
    matter = asked(cast, plant)
    said = {"lead": cast.binhai, "by": cast.district, "at": on(2, 8)}
    for code, more in (
        ("matters.reason_missing", {"seen": seen(matter), "text": "  "}),
        ("matters.too_many", {"seen": dict.fromkeys(range(MOST + 1), 1), "text": "x"}),
    ):
        with pytest.raises(Refused) as no:
            reassign_many(**said, **more)
        assert no.value.code == code


def test_the_pages_of_giving_over_show_it_before_it_is_done(cast, plant, read):
    first, raised = asked(cast, plant, title="甲"), asked(cast, plant, title="乙")
    in_work(cast, first)
    assert "2 matters" in text(read(cast.district, "/matters/reassign/", id=[first.pk, raised.pk]))
    told = ",".join(f"{pk}.{edition}" for pk, edition in seen(first, raised).items())
    said = {"seen": told, "lead": cast.binhai.pk, "text": "职责调整"}
    preview = text(read(cast.district, "/matters/reassign/", step="preview", **said))
    assert "Bureau of Industry" in preview and "<strong>Binhai New Area</strong>" in preview
    assert "1 would be given over, 1 refused" in preview and "Leave the others out" in preview
    assert f'value="{first.pk}.{now(first).edition}"' in preview, "only those that can be are carried on"
    failed = text(read(cast.district, "/matters/reassign/", status=409, step="carry", **said))
    assert "Nothing was given over" in failed and now(first).lead == cast.industry
    alone = {**said, "seen": f"{first.pk}.{now(first).edition}"}
    assert "1 matter given over" in text(read(cast.district, "/matters/reassign/", step="carry", **alone))
    assert now(first).lead == cast.binhai


def test_nothing_chosen_and_what_is_out_of_reach_is_not_given_over(cast, plant, read):
    assert "No matter is chosen" in text(read(cast.other_district, "/matters/reassign/"))
    matter = asked(cast, plant)
    assert "No matter is chosen" in text(read(cast.other_district, "/matters/reassign/", id=[matter.pk]))
    assert "No matter is chosen" in text(read(cast.district, "/matters/reassign/", seen="x.1,1.x,,²"))


def test_a_common_cause_is_a_filter_of_those_who_see_them(cast, plant, read):
    cause = Cause.objects.create(kind="utility", name="变电站间隔不足", created_at=MONDAY)
    matter, other = asked(cast, plant), asked(cast, plant)
    Matter.objects.filter(pk=matter.pk).update(cause=cause)
    assert listed(read, cast.office, f"?cause={cause.pk}") == {matter.number}
    assert listed(read, cast.district, f"?cause={cause.pk}") == {matter.number, other.number}
