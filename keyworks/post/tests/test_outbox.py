from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from keyworks.jobs.models import Job
from keyworks.post import actions
from keyworks.post.actions import Letter, Part, PostRefused
from keyworks.post.jobs import send
from keyworks.post.models import Mail
from keyworks.post.tests.servers import off, serving, silent
from keyworks.record.models import Entry

AT = datetime(2022, 2, 10, 0, 0, tzinfo=UTC)


class Round:
    """What a round of sending is given."""

    def step(self, done, of, words=""):
        """Nobody watches."""


@pytest.fixture
def post(settings, cast):
    """A mail server on a port, and people with addresses."""
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", 0.2
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.ADDRESS = "127.0.0.1", False, "https://keyworks.example"
    for person in (cast.clerk, cast.admin):
        person.email = f"{person.username}@example.org"
        person.save()

    def at(port):
        settings.EMAIL_PORT = port

    return at


def letter(person, subject="今日提醒：1 个项目未报", text="<新能源汽车项目>"):
    return Letter(person, subject, [Part("月报", [(text, "/reports/202201/1/")])])


def put(*people, at=None, **said):
    return actions.put(letters=[letter(one, **said) for one in people], at=at or timezone.now())


def stand():
    return list(Mail.objects.order_by("pk").values_list("to", "state", "tries"))


def test_a_letter_arrives_as_text_and_page_with_whole_links_and_a_chinese_subject(post, cast):
    with serving() as server, translation.override("zh-hans"):
        post(server.port)
        mail = put(cast.clerk)[0]
        assert send(Round()) == {"sent": 1, "waiting": 0}
    arrived = server.letters[0]
    assert (arrived["Subject"], arrived["To"]) == ("今日提醒：1 个项目未报", "clerk@example.org")
    assert arrived["Message-ID"] == mail.message_id
    assert arrived.get_content_type() == "multipart/alternative"
    text, page = (arrived.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    assert "<新能源汽车项目>\n  https://keyworks.example/reports/202201/1/" in text
    assert '<a href="https://keyworks.example/reports/202201/1/">&lt;新能源汽车项目&gt;</a>' in page
    assert "<img" not in page
    assert stand() == [("clerk@example.org", "sent", 1)]


def test_a_name_adds_no_line_to_the_head(post, cast):
    with serving() as server:
        post(server.port)
        put(cast.clerk, subject="Steel\r\nBcc: all@example.org\u2028X: y")
        send(Round())
    assert server.letters[0]["Bcc"] is None
    assert server.letters[0]["Subject"] == "Steel Bcc: all@example.org X: y"


def test_a_server_that_is_off_loses_nothing_and_is_tried_again_later(post, cast):
    post(off())
    put(cast.clerk, cast.admin)
    assert send(Round()) == {"sent": 0, "waiting": 2}
    assert [tries for _to, _state, tries in stand()] == [1, 1]
    mail = Mail.objects.first()
    assert (mail.next_at > timezone.now(), "Connection" in mail.error) == (True, True)
    assert Job.objects.filter(kind="post.send", run_at__gt=timezone.now()).count() == 1
    Mail.objects.update(next_at=AT)
    with serving() as server:
        post(server.port)
        assert send(Round()) == {"sent": 2, "waiting": 0}
    assert len(server.letters) == 2


def test_a_server_that_hangs_holds_up_one_round_and_only_for_a_while(post, cast):
    with silent() as port:
        post(port)
        put(cast.clerk, cast.admin)
        assert send(Round()) == {"sent": 0, "waiting": 2}
    assert set(Mail.objects.values_list("state", "tries")) == {("waiting", 1)}


def test_an_address_that_is_refused_is_given_up_and_the_others_go(post, cast):
    with serving({"clerk@": "550 no such user", "admin@": "450 busy"}) as server:
        post(server.port)
        cast.office.email = "office@example.org"
        cast.office.save()
        put(cast.clerk, cast.admin, cast.office)
        send(Round())
    assert sorted(stand()) == [
        ("admin@example.org", "waiting", 1), ("clerk@example.org", "failed", 1), ("office@example.org", "sent", 1),
    ]  # fmt: skip
    assert Mail.objects.get(to="clerk@example.org").error == "550 no such user"
    assert [one["To"] for one in server.letters] == ["office@example.org"]


def test_what_a_killed_worker_held_is_sent_by_the_next_with_the_same_message_id(post, cast):
    with serving() as server:
        post(server.port)
        mail = put(cast.clerk)[0]
        now = timezone.now()
        assert actions.take(at=now).pk == mail.pk  # and then the worker is killed
        assert actions.take(at=now) is None
        assert send(Round())["sent"] == 0
        Mail.objects.update(next_at=now)
        assert send(Round())["sent"] == 1
        assert send(Round())["sent"] == 0
    assert [one["Message-ID"] for one in server.letters] == [mail.message_id]


def test_waits_grow_and_end_after_three_days(post, cast):
    post(off())
    put(cast.clerk, at=timezone.now() - timedelta(days=4))
    send(Round())
    assert stand() == [("clerk@example.org", "failed", 1)]


def test_nothing_is_put_without_a_server_or_an_address(post, cast, settings):
    assert put(cast.stranger) == []
    settings.EMAIL_HOST = ""
    assert put(cast.clerk) == []
    with pytest.raises(PostRefused) as no:
        actions.test(by=cast.admin, at=AT)
    assert no.value.code == "post.no_server"
    assert (Mail.objects.count(), Entry.objects.filter(verb="post.test").count()) == (0, 0)


def test_an_administrator_drops_and_sends_again(post, cast):
    post(off())
    dropped, failed = put(cast.clerk, cast.admin)
    actions.drop(mail=dropped, by=cast.admin, at=AT)
    with pytest.raises(PostRefused) as no:
        actions.retry(mail=dropped, by=cast.admin, at=AT)
    assert no.value.code == "post.not_to_retry"
    actions.refused(mail=failed, error="550 no", final=True, at=AT)
    actions.retry(mail=failed, by=cast.admin, at=AT)
    assert [state for _to, state, _tries in stand()] == ["dropped", "waiting"]
    with pytest.raises(PostRefused) as no:
        actions.drop(mail=dropped, by=cast.admin, at=AT)
    assert no.value.code == "post.ended_already"


def test_the_page_says_what_waits_and_that_the_server_is_silent(post, cast, client):
    post(off())
    client.force_login(cast.admin)
    client.cookies["kw_language"] = "en"
    client.post("/post/test/")
    send(Round())
    page = client.get("/post/").content.decode()
    assert "The mail server did not take what was sent last" in page
    assert "Connection" in page
    assert client.get(f"/post/{Mail.objects.get().pk}/").status_code == 200
