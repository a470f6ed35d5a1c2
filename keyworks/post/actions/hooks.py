"""Hooks: where other programs are told of events, what they are told, and what came of each try.

The record holds what people do, and that a hook was switched off by itself. Tries leave no entry, secrets no trace.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from keyworks.accounts.models import Person
from keyworks.jobs.actions import enqueue
from keyworks.post import rules
from keyworks.post.actions.refused import PostRefused, PostStale
from keyworks.post.models import Delivery, Hook
from keyworks.post.queries import deliveries_due, events, hook_hosts, house, next_delivery, told_of
from keyworks.record.actions import write

State = Delivery.State
TEST = "post.test"
"""The event by which an administrator tries a hook."""


def announce(*, event: str, payload: Mapping[str, Any], at: datetime, key: str = "") -> list[Delivery]:
    """Have the hooks told of an event when the caller's transaction commits.

    What is announced again with the same key is told once. Without hooks it costs next to nothing.
    """
    if event not in events():
        raise ValueError(f"no room has an event {event!r}")
    hooks = told_of(event) if hook_hosts() else []
    return _tell(hooks, event, payload, at, key) if hooks else []


@transaction.atomic
def _tell(hooks: Sequence[Hook], event: str, payload: Mapping[str, Any], at: datetime, key: str) -> list[Delivery]:
    known = hashlib.sha256(f"{house()}:{event}:{key}".encode()).hexdigest()[:32] if key else secrets.token_hex(16)
    message, body = f"msg_{known}", _body(event, payload, at)
    rows = [Delivery(hook=one, message=message, event=event, body=body, next_at=at, created_at=at) for one in hooks]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue("post.hooks", {}, by=None, at=at, key=f"post.hooks:{message}")
    return list(Delivery.objects.filter(message=message, hook__in=hooks).order_by("pk"))


def _body(event: str, payload: Mapping[str, Any], at: datetime) -> str:
    """What is sent, to the byte: it is signed anew at each try and never made anew."""
    told = {"type": event, "timestamp": at.astimezone(UTC), "data": payload}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)


@transaction.atomic
def make_hook(*, name: str, address: str, events: Sequence[str], by: Person, at: datetime) -> Hook:
    """A hook, in use from now on; its secret is shown by whoever calls, once."""
    _check(address, events)
    hook = Hook.objects.create(
        name=name, address=address, events=sorted(events), secret=_secret(), created_by=by, created_at=at
    )
    write("post.make_hook", hook, by=by, at=at, after=_told(hook))
    return hook


@transaction.atomic
def change_hook(
    *, hook: Hook, name: str, address: str, events: Sequence[str], over: int, by: Person, at: datetime
) -> Hook:
    """Name it otherwise, lead it elsewhere, tell it of other events; what waits goes to the new address."""
    hook = _locked(hook)
    if hook.edition != over:
        raise PostStale("post.stale", edition=hook.edition)
    _check(address, events)
    before = _told(hook)
    hook.name, hook.address, hook.events, hook.fails, hook.rests_until = name, address, sorted(events), 0, None
    hook.edition += 1
    hook.save(update_fields=["name", "address", "events", "fails", "rests_until", "edition"])
    write("post.change_hook", hook, by=by, at=at, before=before, after=_told(hook))
    return hook


@transaction.atomic
def renew_secret(*, hook: Hook, by: Person, at: datetime) -> Hook:
    """Sign by a new secret from now on; the old one is void at once."""
    hook = _locked(hook)
    hook.secret = _secret()
    hook.save(update_fields=["secret"])
    write("post.renew_secret", hook, by=by, at=at)
    return hook


@transaction.atomic
def switch(*, hook: Hook, active: bool, by: Person, at: datetime) -> Hook:
    """Put a hook out of use or back into it; what waits, waits until then."""
    hook = _locked(hook)
    if hook.active == active:
        raise PostRefused("post.hook_stands_so")
    hook.active, hook.fails, hook.rests_until = active, 0, None
    hook.save(update_fields=["active", "fails", "rests_until"])
    write("post.switch_hook", hook, by=by, at=at, before={"active": not active}, after={"active": active})
    if active:
        Delivery.objects.filter(hook=hook, state=State.WAITING, next_at__gt=at).update(next_at=at)
        look_again(at=at)
    return hook


@transaction.atomic
def try_hook(*, hook: Hook, by: Person, at: datetime) -> Delivery:
    """Tell a hook that it is tried."""
    if not hook.active:
        raise PostRefused("post.hook_off")
    if not hook_hosts():
        raise PostRefused("post.hooks_off")
    write("post.try_hook", hook, by=by, at=at)
    return _tell([hook], TEST, {"hook": hook.name}, at, "")[0]


@transaction.atomic
def retry_delivery(*, delivery: Delivery, by: Person, at: datetime) -> Delivery:
    """Tell now what waits or was given up."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state not in (State.WAITING, State.FAILED):
        raise PostRefused("post.delivery_not_to_retry")
    if not Hook.objects.filter(pk=delivery.hook_id, active=True).update(rests_until=None):
        raise PostRefused("post.hook_off")
    before, delivery.state, delivery.next_at, delivery.ended_at = delivery.state, State.WAITING, at, None
    delivery.tries = 0
    delivery.save(update_fields=["state", "next_at", "ended_at", "tries"])
    write("post.retry_delivery", delivery, by=by, at=at, before={"state": before}, after={"state": delivery.state})
    enqueue("post.hooks", {}, by=None, at=at, key=f"post.hooks:again:{delivery.pk}")
    return delivery


@transaction.atomic
def drop_delivery(*, delivery: Delivery, by: Person, at: datetime) -> Delivery:
    """Take back what was not told yet."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state != State.WAITING:
        raise PostRefused("post.delivery_ended_already")
    delivery.state, delivery.ended_at = State.DROPPED, at
    delivery.save(update_fields=["state", "ended_at"])
    write("post.drop_delivery", delivery, by=by, at=at, before={"state": State.WAITING}, after={"state": State.DROPPED})
    return delivery


def take_delivery(*, at: datetime, but: Iterable[int] = ()) -> Delivery | None:
    """Take the longest waiting for one try; nobody else takes it meanwhile. `but` are hooks that are left alone."""
    while (found := deliveries_due(at, but).select_related("hook").first()) is not None:
        held = Delivery.objects.filter(pk=found.pk, state=State.WAITING, next_at=found.next_at)
        if held.update(next_at=at + rules.HOLD, tries=F("tries") + 1):
            found.tries += 1
            return found
    return None


@transaction.atomic
def answered(*, delivery: Delivery, status: int | None, words: str, at: datetime) -> bool:
    """Note what came of a try; False where its hook's server is out of order, so that telling it more is no use."""
    held = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING)
    told: dict[str, Any] = {"status": status, "answer": words[: rules.ANSWER]}
    if status is not None and 200 <= status < 300:
        held.update(state=State.SENT, ended_at=at, **told)
        Hook.objects.filter(pk=delivery.hook_id, fails__gt=0).update(fails=0, rests_until=None)
        return True
    hook, alone = _locked(delivery.hook), status in rules.ALONE
    if delivery.tries >= rules.MOST_TRIES:
        held.update(state=State.FAILED, ended_at=at, **told)
    else:
        held.update(next_at=rules.again(delivery.tries, at), **told)
    if not alone:
        _failed(hook, gone=status == rules.GONE, at=at)
    return alone


def _failed(hook: Hook, *, gone: bool, at: datetime) -> None:
    """The hook rests, with all that waits for it; after too many rounds it is switched off."""
    was, hook.fails = hook.active, hook.fails + 1
    hook.active = was and not gone and hook.fails < rules.OFF_AFTER
    hook.rests_until = rules.again(hook.fails, at)
    hook.save(update_fields=["fails", "active", "rests_until"])
    if was and not hook.active:
        after = {"active": False, "fails": hook.fails}
        write("post.hook_off", hook, by=None, at=at, before={"active": True}, after=after)


@transaction.atomic
def look_again(*, at: datetime) -> datetime | None:
    """Ask for another round where something still waits; when."""
    moment = next_delivery() if hook_hosts() else None
    if moment is not None:
        moment = max(moment, at)
        enqueue("post.hooks", {}, by=None, at=at, key=f"post.hooks:{moment.isoformat()}", run_at=moment)
    return moment


@transaction.atomic
def sweep_deliveries(*, at: datetime) -> int:
    """Remove what ended long ago; how many. What waits for a hook that is out of use is given up after a while."""
    removed, _kinds = Delivery.objects.filter(ended_at__lt=at - rules.KEPT).delete()
    old = Delivery.objects.filter(state=State.WAITING, hook__active=False, created_at__lt=at - rules.GIVEN_UP)
    old.update(state=State.FAILED, ended_at=at)
    look_again(at=at)
    return removed


def _check(address: str, chosen: Sequence[str]) -> None:
    listed = hook_hosts()
    if not listed:
        raise PostRefused("post.hooks_off")
    if rules.host_of(address, listed) is None:
        raise PostRefused("post.hook_elsewhere", field="address", hosts=", ".join(str(one) for one in listed))
    if not chosen or set(chosen) - set(events()):
        raise PostRefused("post.hook_no_events", field="events")


def _secret() -> str:
    return rules.BEGINS + base64.b64encode(secrets.token_bytes(32)).decode()


def _locked(hook: Hook) -> Hook:
    return Hook.objects.select_for_update().get(pk=hook.pk)


def _told(hook: Hook) -> dict[str, Any]:
    """What the record keeps: not what stands behind the question mark, which often is a secret."""
    return {"name": hook.name, "address": hook.address.partition("?")[0], "events": hook.events}
