from __future__ import annotations

from datetime import UTC, datetime

import pytest

from keyworks.projects import actions
from keyworks.projects.models import Term
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
RAIL = {"code": "rail", "name_zh": "轨道交通", "name_en": "Rail transit"}


def test_the_city_adds_to_a_code_list_after_what_is_there(cast):
    last = Term.objects.filter(kind="measure").order_by("order").last()
    added = actions.open_terms(
        kind="measure", rows=[{"code": "mva", "name_zh": "兆伏安", "name_en": "MVA"}], by=cast.office, at=AT
    )
    assert (added[0].order, Term.objects.get(kind="measure", code="mva").name_en) == (last.order + 1, "MVA")
    assert Entry.objects.get(verb="projects.open_term").subject == "兆伏安"


def test_a_code_stands_once_in_a_list(cast):
    actions.open_terms(kind="programme", rows=[RAIL], by=cast.office, at=AT)
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.term_there"):
        actions.open_terms(kind="programme", rows=[{**RAIL, "code": "port"}, RAIL], by=cast.office, at=AT)
    assert [term.code for term in Term.objects.filter(kind="programme")] == ["rail"]


def test_a_chain_is_given_its_leader(cast):
    chain = Term.objects.get(kind="chain", code="automobile")
    actions.edit_term(term=chain, values={"leader": cast.mayor}, over=1, by=cast.office, at=AT)
    chain.refresh_from_db()
    assert (chain.leader, chain.edition) == (cast.mayor, 2)
    assert actions.edit_term(term=chain, values={"leader": cast.mayor}, over=2, by=cast.office, at=AT).edition == 2
    with pytest.raises(Stale):
        actions.edit_term(term=chain, values={"leader": None}, over=1, by=cast.office, at=AT)


@pytest.mark.parametrize("person", ["clerk", "engineer", "mayor"])
def test_others_do_not_touch_the_code_lists(cast, person):
    chain = Term.objects.get(kind="chain", code="automobile")
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.lists_of_the_city"):
        actions.edit_term(term=chain, values={"name_en": "x"}, over=1, by=getattr(cast, person), at=AT)
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.lists_of_the_city"):
        actions.open_terms(kind="programme", rows=[RAIL], by=getattr(cast, person), at=AT)
    assert Term.objects.get(pk=chain.pk).name_en == chain.name_en
