from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.base.guards import missing
from keyworks.dossier import actions, queries
from keyworks.dossier.models import Comment, CommentVersion, Follow, Mention, Notice
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale
from tests.cast import AT

LATER = AT + timedelta(minutes=5)


def say(cast, text="请说明进度", by=None, about=None, at=AT):
    return actions.comment(subject=about or cast.toyota, text=text, by=by or cast.clerk, at=at)


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit) -> str:
    return reverse("dossier:comments", args=["unit", unit.pk])


def test_a_comment_stands_in_the_record_of_what_it_is_about(cast):
    said, unseen = say(cast, "第一行\r\n第二行")
    assert (said.text, said.author, unseen) == ("第一行\n第二行", cast.clerk, [])
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject_kind, entry.subject_id) == ("dossier.comment", "unit", str(cast.toyota.pk))
    assert entry.after == f'{{"comment":{said.pk},"text":"第一行\\n第二行"}}'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n ", "dossier.nothing_said"),
        ("\u202e\0", "dossier.nothing_said"),
        ("x" * 4001, "dossier.too_long"),
        (" ".join(f"@p{n}" for n in range(21)), "dossier.too_many_mentions"),
    ],
)
def test_a_comment_out_of_bounds_is_refused_and_nothing_is_kept(cast, text, code):
    before = Entry.objects.count()
    with pytest.raises(actions.DossierRefused) as no:
        say(cast, text)
    assert (no.value.code, no.value.status) == (code, 422)
    assert (Comment.objects.count(), Follow.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_those_mentioned_who_may_see_it_are_told_and_the_others_named(cast):
    said, unseen = say(cast, "@District @other-district @nobody @clerk 请看")
    assert unseen == ["other-district", "nobody"]
    assert set(Mention.objects.values_list("person__username", flat=True)) == {"district", "clerk"}
    assert [(notice.person, notice.cause) for notice in Notice.objects.all()] == [(cast.district, "mention")]
    assert said.mentions.count() == 2


def test_followers_are_told_once_each_and_the_author_never(cast):
    actions.follow(subject=cast.toyota, by=cast.district, at=AT)
    actions.follow(subject=cast.toyota, by=cast.district, at=AT)
    actions.follow(subject=cast.toyota, by=cast.engineer, at=AT)
    say(cast, "@district")
    assert set(Notice.objects.values_list("person__username", "cause")) == {
        ("district", "mention"),
        ("engineer", "comment"),
    }
    say(cast, "again", by=cast.district)
    assert set(Notice.objects.filter(comment__text="again").values_list("person__username", flat=True)) == {
        "clerk",
        "engineer",
    }


def test_who_may_see_it_no_more_is_told_no_more(cast):
    actions.follow(subject=cast.toyota, by=cast.district, at=AT)
    seat = cast.district.memberships.get()
    accounts.unseat(seat=seat, by=None, at=timezone.now())
    cast.district.refresh_from_db()
    say(cast)
    assert not Notice.objects.exists()


def test_who_unfollowed_hears_only_of_mentions(cast):
    say(cast)
    actions.unfollow(subject=cast.toyota, by=cast.clerk, at=LATER)
    say(cast, "one", by=cast.district)
    say(cast, "@clerk two", by=cast.district)
    assert [notice.comment.text for notice in Notice.objects.filter(person=cast.clerk)] == ["@clerk two"]


def test_a_fresh_comment_is_mended_and_what_stood_is_kept(cast):
    said, _ = say(cast, "first")
    mended, _ = actions.edit_comment(
        comment=said, subject=cast.toyota, text="second @district", over=1, by=cast.clerk, at=LATER
    )
    assert (mended.text, mended.edition, mended.edited_at) == ("second @district", 2, LATER)
    assert list(CommentVersion.objects.values_list("edition", "text", "until")) == [(1, "first", LATER)]
    assert Notice.objects.get().person == cast.district
    assert Entry.objects.first().verb == "dossier.edit_comment"


def test_a_notice_is_not_told_twice_when_a_comment_is_mended(cast):
    said, _ = say(cast, "@district")
    actions.edit_comment(comment=said, subject=cast.toyota, text="@district!", over=1, by=cast.clerk, at=LATER)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "minutes", "over", "kind"),
    [
        ("district", 5, 1, "dossier.not_yours"),
        ("clerk", 16, 1, "dossier.too_late"),
        ("clerk", 5, 2, "dossier.stale"),
    ],
)
def test_others_late_and_stale_changes_are_refused(cast, who, minutes, over, kind):
    said, _ = say(cast, "first")
    with pytest.raises((actions.DossierRefused, Stale)) as no:
        actions.edit_comment(
            comment=said, subject=cast.toyota, text="x", over=over, by=getattr(cast, who),
            at=AT + timedelta(minutes=minutes),
        )  # fmt: skip
    assert no.value.code == kind
    said.refresh_from_db()
    assert (said.text, said.edition, CommentVersion.objects.count()) == ("first", 1, 0)


def test_a_withdrawn_comment_leaves_the_page_and_stays_in_the_record(cast, client):
    said, _ = say(cast, "to be forgotten")
    actions.withdraw_comment(comment=said, subject=cast.toyota, over=1, by=cast.clerk, at=LATER)
    page = signed_in(client, cast.district).get(address(cast.toyota)).content.decode()
    assert "to be forgotten" not in page
    assert "撤回" in page
    assert "to be forgotten" in Entry.objects.first().before
    with pytest.raises(actions.DossierRefused, match="withdrawn_already"):
        actions.withdraw_comment(comment=said, subject=cast.toyota, over=2, by=cast.clerk, at=LATER)


def test_only_the_author_and_the_city_withdraw(cast):
    said, _ = say(cast)
    with pytest.raises(actions.DossierRefused, match="not_yours"):
        actions.withdraw_comment(comment=said, subject=cast.toyota, over=1, by=cast.district, at=LATER)
    said.refresh_from_db()
    assert said.withdrawn_at is None
    assert actions.withdraw_comment(
        comment=said, subject=cast.toyota, over=1, by=cast.office, at=LATER
    ).withdrawn_by == (cast.office)


def test_the_database_removes_no_comment_and_changes_no_version(cast):
    said, _ = say(cast)
    actions.edit_comment(comment=said, subject=cast.toyota, text="x", over=1, by=cast.clerk, at=LATER)
    for harm in (
        lambda: Comment.objects.filter(pk=said.pk)._raw_delete("default"),
        lambda: CommentVersion.objects.update(text="y"),
        lambda: CommentVersion.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(Error), transaction.atomic():
            harm()
    assert missing() == []


def test_another_district_finds_nothing(cast, client):
    said, _ = say(cast)
    other = signed_in(client, cast.other_district)
    for found in (
        other.get(address(cast.toyota)),
        other.post(address(cast.toyota), {"text": "x"}),
        other.get(reverse("dossier:edit_comment", args=[said.pk])),
        other.post(reverse("dossier:edit_comment", args=[said.pk]), {"text": "x", "edition": "1"}),
        other.post(reverse("dossier:withdraw_comment", args=[said.pk]), {"edition": "1"}),
        other.post(reverse("dossier:follow", args=["unit", cast.toyota.pk]), {"on": "1"}),
        other.get(reverse("dossier:people", args=["unit", cast.toyota.pk])),
    ):
        assert found.status_code == 404
    assert (Comment.objects.count(), Follow.objects.filter(person=cast.other_district).count()) == (1, 0)


@pytest.mark.parametrize("pk", ["0", "x", "9" * 40, "-1", "%00"])
def test_a_key_of_nothing_is_not_found(cast, client, pk):
    assert signed_in(client, cast.office).get(f"/dossier/unit/{pk}/comments/").status_code == 404
    assert client.get("/dossier/moon/1/comments/").status_code == 404


def test_an_auditor_reads_and_says_nothing(cast, client):
    auditor = signed_in(client, cast.auditor)
    assert auditor.get(address(cast.toyota)).status_code == 200
    assert auditor.post(address(cast.toyota), {"text": "x"}).status_code == 403
    assert Comment.objects.count() == 0


def test_the_page_shows_text_as_text(cast, client):
    say(cast, "<script>alert(1)</script>\n@district 请看")
    page = signed_in(client, cast.office).get(address(cast.toyota)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>" in page
    assert 'title="滨海项目办">@district</b>' in page


def test_without_script_the_page_alone_does_it_all(cast, client):
    signed_in(client, cast.clerk)
    told = client.post(address(cast.toyota), {"text": "one"})
    said = Comment.objects.get()
    assert (told.status_code, told["Location"]) == (302, f"{address(cast.toyota)}#comment-{said.pk}")
    client.post(reverse("dossier:edit_comment", args=[said.pk]), {"text": "two", "edition": "1"})
    client.post(reverse("dossier:withdraw_comment", args=[said.pk]), {"edition": "2"})
    said.refresh_from_db()
    assert (said.text, said.withdrawn_by) == ("two", cast.clerk)


def test_a_refusal_keeps_what_was_typed(cast, client):
    page = signed_in(client, cast.clerk).post(address(cast.toyota), {"text": "词" * 4001})
    assert page.status_code == 422
    assert "词" * 4001 in page.content.decode()
    part = client.post(address(cast.toyota), {"text": "词" * 4001}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "词" * 4001 in part.content.decode()
    assert "<html" not in part.content.decode()


def test_two_who_change_one_comment_do_not_overwrite_each_other(cast, client):
    said, _ = say(cast, at=timezone.now())
    edit = reverse("dossier:edit_comment", args=[said.pk])
    signed_in(client, cast.clerk).post(edit, {"text": "mine", "edition": "1"})
    stale = client.post(edit, {"text": "later", "edition": "1"})
    assert stale.status_code == 412
    assert "later" in stale.content.decode()
    said.refresh_from_db()
    assert said.text == "mine"


def test_a_part_asks_the_database_no_more_for_more_comments(cast, client, django_assert_max_num_queries):
    for number in range(30):
        say(cast, f"@district {number}")
    signed_in(client, cast.office)
    with django_assert_max_num_queries(8):
        client.get(address(cast.toyota), headers={"HX-Request": "true"})


def test_people_are_suggested_who_may_see_it_and_whom_one_may_see(cast, client):
    def names(person, start=""):
        found = signed_in(client, person).get(reverse("dossier:people", args=["unit", cast.toyota.pk]), {"q": start})
        return [one["username"] for one in found.json()["people"]]

    assert names(cast.clerk) == []
    assert names(cast.district) == ["clerk"]
    assert names(cast.office, "d") == ["district"]
    assert names(cast.office, "other") == []
    assert names(cast.office, "滨海") == ["district"]
    type(cast.district).objects.filter(pk=cast.district.pk).update(name_en="Director of Binhai")
    assert names(cast.office, "director of") == ["district"]
    client.cookies["kw_language"] = "en"
    found = client.get(reverse("dossier:people", args=["unit", cast.toyota.pk]), {"q": "滨海"}).json()["people"]
    assert found == [{"username": "district", "name": "Director of Binhai", "unit": "Binhai New Area"}]


def test_the_inbox_leads_to_the_comment_and_counts_what_is_unread(cast, client):
    say(cast, "@district the first")
    say(cast, "@district the second")
    assert queries.unread(cast.district) == 2
    page = signed_in(client, cast.district).get(reverse("dossier:notices")).content.decode()
    assert page.index("the second") < page.index("the first")
    first = Notice.objects.get(comment__text="@district the first")
    gone = client.get(reverse("dossier:notice", args=[first.pk]))
    assert gone["Location"] == f"{address(cast.toyota)}#comment-{first.comment_id}"
    assert queries.unread(cast.district) == 1
    client.post(reverse("dossier:read_notices"))
    assert queries.unread(cast.district) == 0


def test_another_persons_notice_is_not_found(cast, client):
    say(cast, "@district one")
    notice = Notice.objects.get()
    assert signed_in(client, cast.engineer).get(reverse("dossier:notice", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_inbox_leaves_out_what_one_may_see_no_more(cast, client):
    say(cast, "@district one")
    accounts.unseat(seat=cast.district.memberships.get(), by=None, at=timezone.now())
    accounts.seat(
        person=cast.district, unit=cast.beichen, role="district", from_on=timezone.localdate(), by=None,
        at=timezone.now(),
    )  # fmt: skip
    page = signed_in(client, cast.district).get(reverse("dossier:notices"))
    assert (page.status_code, "one" in page.content.decode().split("<main")[1].split("</main")[0]) == (200, False)


def test_the_inbox_asks_the_database_no_more_for_more_notices(cast, client, django_assert_max_num_queries):
    for number in range(20):
        say(cast, f"@district {number}")
        say(cast, f"@district {number}", about=cast.binhai, by=cast.office)
    signed_in(client, cast.district)
    with django_assert_max_num_queries(21):
        client.get(reverse("dossier:notices"), headers={"HX-Request": "true"})
