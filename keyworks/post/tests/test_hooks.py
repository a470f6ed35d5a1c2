from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from keyworks.jobs.models import Job
from keyworks.post import actions, rules
from keyworks.post.actions import PostRefused
from keyworks.post.jobs import hooks, send, sweep, wire
from keyworks.post.models import Delivery, Hook, Mail
from keyworks.post.tests.listeners import listening
from keyworks.post.tests.servers import off, serving, silent
from keyworks.post.tests.test_outbox import Round
from keyworks.record.models import Entry

AT = datetime(2022, 2, 10, 0, 0, tzinfo=UTC)


@pytest.fixture
def lead(settings, cast):
    """Makes a hook to a port of this machine, which the administrator listed."""

    def to(port, path="/in", events=("post.test",)):
        settings.HOOK_HOSTS = f"{settings.HOOK_HOSTS},http://127.0.0.1:{port}".strip(",")
        address = f"http://127.0.0.1:{port}{path}"
        return actions.make_hook(name="督查平台", address=address, events=events, by=cast.admin, at=AT)

    settings.HOOK_HOSTS = ""
    return to


def announce(key="", at=None, **payload):
    return actions.announce(event="post.test", payload=payload or {"x": "土地"}, at=at or timezone.now(), key=key)


def stand():
    return list(Delivery.objects.order_by("pk").values_list("state", "tries", "status"))


def due_again():
    Delivery.objects.filter(state="waiting").update(next_at=AT)
    Hook.objects.update(rests_until=None)


def test_a_hook_is_told_once_signed_as_standard_webhooks_says(lead):
    with listening(204) as listener:
        hook = lead(listener.port, "/in?key=7")
        (one,) = announce(at=AT)
        assert hooks(Round()) == {"tried": 1, "out": 0}
        assert hooks(Round()) == {"tried": 0, "out": 0}
    ((path, heads, body),) = listener.heard
    assert (path, heads["webhook-id"], heads["Host"]) == ("/in?key=7", one.message, f"127.0.0.1:{listener.port}")
    assert json.loads(body) == {"type": "post.test", "timestamp": "2022-02-10T00:00:00Z", "data": {"x": "土地"}}
    sent_s = int(heads["webhook-timestamp"])
    assert heads["webhook-signature"] == rules.signature(hook.secret, one.message, sent_s, body)
    assert abs(sent_s - timezone.now().timestamp()) < 60
    assert stand() == [("sent", 1, 204)]


def test_only_hooks_in_use_that_ask_for_the_event_are_told_and_never_twice(lead, cast):
    with listening() as listener:
        first, second = lead(listener.port), lead(listener.port)
        actions.switch(hook=second, active=False, by=cast.admin, at=AT)
        assert len(announce(key="step 1")) == 1
        assert len(announce(key="step 1")) == 1
        hooks(Round())
    assert list(Delivery.objects.values_list("hook", flat=True)) == [first.pk]
    assert len(listener.heard) == 1


def test_what_is_rolled_back_was_never_announced(lead):
    with listening() as listener:
        lead(listener.port)
        with pytest.raises(RuntimeError), transaction.atomic():
            announce()
            raise RuntimeError
        hooks(Round())
    assert (Delivery.objects.count(), listener.heard) == (0, [])


def test_an_event_no_room_has_is_a_fault():
    with pytest.raises(ValueError, match="no room has an event"):
        actions.announce(event="weather.rain", payload={}, at=AT)


def test_nothing_is_put_where_hooks_are_off(lead, settings, cast, django_assert_num_queries):
    hook = lead(off())
    settings.HOOK_HOSTS = ""
    with django_assert_num_queries(0):
        assert announce() == []
    for act, said in (
        (actions.try_hook, {"hook": hook}),
        (actions.make_hook, {"name": "x", "address": "https://x.example/", "events": ["post.test"]}),
    ):
        with pytest.raises(PostRefused) as no:
            act(**said, by=cast.admin, at=AT)
        assert no.value.code == "post.hooks_off"
    assert Delivery.objects.count() == 0


def test_a_hook_leads_only_where_the_administrator_listed(lead, cast):
    hook = lead(off())
    for address in ("https://127.0.0.1/", "http://127.0.0.1:1/", "http://localhost/"):
        with pytest.raises(PostRefused) as no:
            actions.change_hook(
                hook=hook, name="x", address=address, events=["post.test"], over=1, by=cast.admin, at=AT
            )
        assert (no.value.code, no.value.field) == ("post.hook_elsewhere", "address")
    for events in ([], ["weather.rain"]):
        with pytest.raises(PostRefused) as no:
            actions.change_hook(hook=hook, name="x", address=hook.address, events=events, over=1, by=cast.admin, at=AT)
        assert no.value.code == "post.hook_no_events"
    assert Hook.objects.get().edition == 1


def test_a_name_that_leads_into_the_house_is_refused_at_each_delivery(lead, settings, cast):
    with listening() as listener:
        settings.HOOK_HOSTS = f"http://localhost:{listener.port}"
        address = f"http://localhost:{listener.port}/"
        actions.make_hook(name="x", address=address, events=["post.test"], by=cast.admin, at=AT)
        announce()
        assert hooks(Round()) == {"tried": 1, "out": 1}
        assert listener.heard == []
        assert "not a public address" in Delivery.objects.get().answer
        settings.HOOK_HOSTS = f"http://localhost:{listener.port}=127.0.0.0/8,http://localhost:{listener.port}=::1"
        due_again()
        hooks(Round())
    assert [one[0] for one in listener.heard] in (["/"], [])


def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_says_next(settings, monkeypatch):
    with listening() as listener:
        asked = []

        def resolve(name, port, *how, **more):
            asked.append(name)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        real = socket.create_connection
        went = []
        monkeypatch.setattr(wire.socket, "getaddrinfo", resolve)
        monkeypatch.setattr(wire.socket, "create_connection", lambda to, *how: went.append(to) or real(to, *how))
        listed = rules.hosts(f"http://rebound.example:{listener.port}=127.0.0.1")
        answer = wire.post(f"http://rebound.example:{listener.port}/", listed, b"{}", {})
    assert (answer.status, went, asked[0]) == (200, [("127.0.0.1", listener.port)], "rebound.example")
    assert listener.heard[0][1]["Host"] == f"rebound.example:{listener.port}"


def test_a_redirection_is_not_followed(lead):
    with listening(302) as listener:
        lead(listener.port)
        announce()
        hooks(Round())
    assert [path for path, _heads, _body in listener.heard] == ["/in"]
    assert stand() == [("waiting", 1, 302)]


def test_of_an_answer_only_the_beginning_is_kept(lead):
    with listening(500, words="错" * 5000) as listener:
        lead(listener.port)
        announce()
        hooks(Round())
    assert Delivery.objects.get().answer == "错" * 400


@pytest.mark.parametrize("kind", ["hangs", "drips", "off"])
def test_a_server_out_of_order_is_tried_once_a_round_and_holds_up_no_mail(kind, lead, cast, settings, monkeypatch):
    monkeypatch.setattr(wire, "PATIENCE_S", 0.3)
    cast.clerk.email = "clerk@example.org"
    cast.clerk.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with serving() as mails, silent() as port, listening(drips=True) as drips, listening() as well:
        settings.EMAIL_PORT = mails.port
        lead({"hangs": port, "drips": drips.port, "off": off()}[kind])
        lead(well.port)
        announce(), announce()
        letter = actions.Letter(cast.clerk, "今日提醒", [actions.Part("月报", [("未报", "/")])])
        actions.put(letters=[letter], at=timezone.now())
        assert hooks(Round()) == {"tried": 3, "out": 1}
        assert send(Round()) == {"sent": 1, "waiting": 0}
    assert (len(mails.letters), len(well.heard)) == (1, 2)
    assert sorted(stand()) == [("sent", 1, 200), ("sent", 1, 200), ("waiting", 0, None), ("waiting", 1, None)]
    resting = Hook.objects.get(fails=1).rests_until
    assert Job.objects.filter(kind="post.hooks", run_at__gte=resting - timedelta(seconds=1)).count() == 1
    announce()
    assert hooks(Round())["tried"] <= 1  # what is new for a resting hook waits with the rest


def test_an_answer_about_one_delivery_holds_up_no_other(lead):
    with listening(422, 200) as listener:
        lead(listener.port)
        announce(), announce()
        hooks(Round())
    assert stand() == [("waiting", 1, 422), ("sent", 1, 200)]
    assert Hook.objects.get().fails == 0


def test_what_is_refused_for_three_days_is_given_up_alone(lead):
    with listening(422) as listener:
        lead(listener.port)
        announce()
        Delivery.objects.update(tries=rules.MOST_TRIES - 1)
        hooks(Round())
    assert stand() == [("failed", rules.MOST_TRIES, 422)]
    assert Hook.objects.get().active


def test_a_hook_that_fails_too_often_is_switched_off_and_the_record_says_so(lead, cast):
    with listening(500) as listener:
        hook = lead(listener.port)
        announce()
        for _round in range(rules.OFF_AFTER + 2):
            hooks(Round())
            due_again()
    assert len(listener.heard) == rules.OFF_AFTER
    entry = Entry.objects.get(verb="post.hook_off")
    assert (json.loads(entry.before), json.loads(entry.after)) == (
        {"active": True}, {"active": False, "fails": rules.OFF_AFTER},
    )  # fmt: skip
    assert announce() == []
    assert stand() == [("waiting", rules.OFF_AFTER, 500)]
    with listening() as listener:
        Hook.objects.update(address=f"http://127.0.0.1:{off()}/")
        actions.switch(hook=hook, active=True, by=cast.admin, at=timezone.now())
    assert Hook.objects.get().fails == 0
    assert Job.objects.filter(kind="post.hooks", state="queued").exists()


def test_a_receiver_that_says_gone_is_left_alone_at_once(lead):
    with listening(410) as listener:
        lead(listener.port)
        announce()
        hooks(Round())
    assert not Hook.objects.get().active
    assert Entry.objects.filter(verb="post.hook_off").count() == 1


def test_an_answer_of_yes_forgets_the_failures(lead):
    with listening(500, 200) as listener:
        lead(listener.port)
        announce()
        hooks(Round())
        assert Hook.objects.get().fails == 1
        due_again()
        hooks(Round())
    assert (Hook.objects.get().fails, stand()) == (0, [("sent", 2, 200)])


def test_no_secret_stands_in_the_record_nor_what_an_address_carries_behind_its_path(lead, cast):
    with listening() as listener:
        hook = lead(listener.port, "/in?key=geheim")
        first = hook.secret
        second = actions.renew_secret(hook=hook, by=cast.admin, at=AT).secret
    kept = repr(list(Entry.objects.values_list("before", "after")))
    assert first != second
    assert all(secret not in kept for secret in (first, second, "geheim"))


def test_an_administrator_drops_and_tries_again(lead, cast):
    lead(off())
    dropped, failed = announce()[0], announce()[0]
    actions.drop_delivery(delivery=dropped, by=cast.admin, at=AT)
    with pytest.raises(PostRefused) as no:
        actions.retry_delivery(delivery=dropped, by=cast.admin, at=AT)
    assert no.value.code == "post.delivery_not_to_retry"
    with pytest.raises(PostRefused) as no:
        actions.drop_delivery(delivery=dropped, by=cast.admin, at=AT)
    assert no.value.code == "post.delivery_ended_already"
    Delivery.objects.filter(pk=failed.pk).update(state="failed", ended_at=AT)
    actions.retry_delivery(delivery=failed, by=cast.admin, at=AT)
    assert [state for state, _tries, _status in stand()] == ["dropped", "waiting"]


def test_what_waits_for_a_hook_out_of_use_is_given_up_and_what_ended_long_ago_removed(lead, cast):
    hook = lead(off())
    announce(at=timezone.now() - timedelta(days=4))
    old = announce()[0]
    Delivery.objects.filter(pk=old.pk).update(state="sent", ended_at=timezone.now() - rules.KEPT * 2)
    actions.switch(hook=hook, active=False, by=cast.admin, at=AT)
    assert sweep(Round()) == {"removed": 1}
    assert [state for state, _tries, _status in stand()] == ["failed"]
    assert Mail.objects.count() == 0


def test_the_pages_make_change_try_and_switch_a_hook(lead, cast, client, settings):
    with listening() as listener:
        settings.HOOK_HOSTS = f"http://127.0.0.1:{listener.port}"
        client.force_login(cast.admin)
        client.cookies["kw_language"] = "en"
        said = {"name": "督查平台", "address": f"http://127.0.0.1:{listener.port}/in", "events": ["post.test"]}
        assert (
            "Hooks lead only to hosts"
            in client.post("/hooks/new/", said | {"address": "https://x.example/"}).content.decode()
        )
        page = client.post("/hooks/new/", said).content.decode()
        hook = Hook.objects.get()
        assert hook.secret in page
        place = f"/hooks/{hook.pk}/"
        assert hook.secret not in client.get(place).content.decode()
        assert client.post(f"{place}edit/", said | {"name": "新名", "edition": 1}).status_code == 302
        assert client.post(f"{place}edit/", said | {"edition": 1}).status_code == 412
        tried = client.post(f"{place}try/")
        hooks(Round())
        shown = client.get(tried.headers["Location"]).content.decode()
        assert "a hook is tried" in shown and "webhook-id" in shown
        assert client.post(f"{place}off/").status_code == 302
        assert client.post(f"{place}try/").status_code == 409
        assert client.get("/hooks/?state=sent").status_code == 200
    assert len(listener.heard) == 1
