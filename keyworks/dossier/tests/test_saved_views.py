from __future__ import annotations

import pytest
from django.urls import reverse

from keyworks.base.scopes import scope
from keyworks.dossier import actions, queries
from keyworks.dossier.models import PreferredView, SavedView
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale
from tests.cast import AT

LIST = "/notices/"


def save(person, name="未报", address=LIST, query="q=1", shared="own"):
    return actions.save_view(name=name, address=address, query=query, shared=shared, by=person, at=AT)


def names(person, address=LIST) -> list[str]:
    return [view.name for view in queries.views_of(person, address)]


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_view_keeps_the_list_as_it_was_shown(cast):
    view = save(cast.clerk, query="?sort=-name&cursor=abc&q=丰田")
    assert view.get_absolute_url() == "/notices/?q=%E4%B8%B0%E7%94%B0&sort=-name"
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject) == ("dossier.save_view", "未报")


def test_a_view_is_seen_by_whom_it_is_shared_with(cast):
    save(cast.district, "own")
    save(cast.district, "unit", shared="unit")
    save(cast.office, "all", shared="everyone")
    assert names(cast.district) == ["all", "own", "unit"]
    assert names(cast.clerk) == ["all"]
    assert names(cast.other_district) == ["all"]
    assert not scope(cast.other_district, SavedView.objects.filter(name="unit")).exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"name": "  "}, "dossier.view_unnamed"),
        ({"name": "x" * 61}, "dossier.view_name_long"),
        ({"address": "https://evil.example/"}, "dossier.view_nowhere"),
        ({"address": "//evil.example/"}, "dossier.view_nowhere"),
        ({"address": "/\\evil.example/"}, "dossier.view_nowhere"),
        ({"address": "/nothing/there/"}, "dossier.view_nowhere"),
        ({"address": "javascript:alert(1)"}, "dossier.view_nowhere"),
        ({"query": "q=" + "x" * 3000}, "dossier.view_too_much"),
        ({"shared": "moon"}, "dossier.share_unknown"),
        ({"shared": "everyone"}, "dossier.share_not_yours"),
    ],
)
def test_a_view_that_leads_nowhere_or_to_too_many_is_refused(cast, words, code):
    before = Entry.objects.count()
    with pytest.raises(actions.DossierRefused) as no:
        save(cast.clerk, **words)
    assert no.value.code == code
    assert (SavedView.objects.count(), Entry.objects.count()) == (0, before)


def test_a_name_is_given_once_for_a_list(cast):
    save(cast.clerk)
    with pytest.raises(actions.DossierRefused, match="view_name_taken"):
        save(cast.clerk)
    assert save(cast.district).name == "未报"
    assert SavedView.objects.count() == 2


def test_only_its_owner_renames_and_removes_a_view(cast):
    view = save(cast.district, shared="unit")
    for act in (
        lambda: actions.rename_view(view=view, name="x", shared="own", over=1, by=cast.office, at=AT),
        lambda: actions.remove_view(view=view, over=1, by=cast.office, at=AT),
    ):
        with pytest.raises(actions.DossierRefused, match="not_yours"):
            act()
    view.refresh_from_db()
    assert (view.name, view.edition) == ("未报", 1)
    renamed = actions.rename_view(view=view, name="迟报", shared="own", over=1, by=cast.district, at=AT)
    assert (renamed.name, renamed.shared, renamed.unit, renamed.edition) == ("迟报", "own", None, 2)
    with pytest.raises(Stale):
        actions.remove_view(view=view, over=1, by=cast.district, at=AT)
    actions.remove_view(view=view, over=2, by=cast.district, at=AT)
    assert not SavedView.objects.exists()
    assert Entry.objects.first().verb == "dossier.remove_view"


def test_the_city_tidies_up_what_is_shared_with_everyone(cast):
    view = save(cast.office, shared="everyone")
    actions.remove_view(view=view, over=1, by=cast.admin, at=AT)
    assert not SavedView.objects.exists()


def test_a_list_begins_with_the_view_a_person_prefers(cast):
    mine, all_ = save(cast.clerk, "mine"), save(cast.office, "all", shared="everyone")
    actions.prefer_view(address=LIST, view=mine, by=cast.clerk, at=AT)
    actions.prefer_view(address=LIST, view=all_, by=cast.clerk, at=AT)
    assert queries.preferred(cast.clerk) == {LIST: all_}
    assert queries.preferred(cast.office) == {}
    actions.remove_view(view=all_, over=1, by=cast.office, at=AT)
    assert (queries.preferred(cast.clerk), PreferredView.objects.count()) == ({}, 0)


def test_the_bar_lists_saves_and_marks(cast, client):
    signed_in(client, cast.clerk)
    words = {"name": "滨海", "address": LIST, "query": "q=1&page=2", "shared": "own"}
    part = client.post(reverse("dossier:views"), words, headers={"HX-Request": "true"}).content.decode()
    assert 'href="/notices/?q=1" aria-current="page">滨海</a>' in part
    view = SavedView.objects.get()
    client.post(reverse("dossier:prefer_view", args=[view.pk]), {"on": "1"})
    page = client.get(reverse("dossier:views"), {"address": LIST, "query": "q=2"}).content.decode()
    assert 'aria-current="page">滨海' not in page
    assert '<input type="hidden" name="query" value="q=2">' in page
    client.post(reverse("dossier:rename_view", args=[view.pk]), {"name": "新", "shared": "own", "edition": "1"})
    client.post(reverse("dossier:remove_view", args=[view.pk]), {"edition": "2"})
    assert not SavedView.objects.exists()


def test_a_refused_name_stays_typed(cast, client):
    words = {"name": "长" * 61, "address": LIST, "query": "", "shared": "own"}
    page = signed_in(client, cast.clerk).post(reverse("dossier:views"), words)
    assert page.status_code == 422
    assert f'value="{"长" * 61}"' in page.content.decode()


def test_anothers_view_is_not_found(cast, client):
    view = save(cast.district)
    signed_in(client, cast.other_district)
    for name in ("rename_view", "remove_view", "prefer_view"):
        assert client.post(reverse(f"dossier:{name}", args=[view.pk]), {"edition": "1", "on": "1"}).status_code == 404
    assert SavedView.objects.get().name == "未报"


@pytest.mark.parametrize("address", ["//evil.example/", "/%00", "x" * 5000, "/jobs/\x00"])
def test_a_hostile_address_lists_nothing_of_it(cast, client, address):
    page = signed_in(client, cast.clerk).get(reverse("dossier:views"), {"address": address})
    assert page.status_code == 200
    assert "evil" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_the_bar_asks_the_database_no_more_for_more_views(cast, client, django_assert_max_num_queries):
    for number in range(30):
        save(cast.clerk, f"view {number}")
    signed_in(client, cast.clerk)
    with django_assert_max_num_queries(7):
        client.get(reverse("dossier:views"), {"address": LIST}, headers={"HX-Request": "true"})
