"""Telling hooks what waits for them; a server that fails is left alone for the rest of the round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from keyworks import __version__
from keyworks.jobs.jobs import Running
from keyworks.post import actions, rules
from keyworks.post.jobs import wire
from keyworks.post.models import Delivery
from keyworks.post.queries import hook_hosts

ROUND = timedelta(seconds=30)
"""After so long other work has its turn, and the rest is told in another round."""


def hooks(job: Running) -> dict[str, Any]:
    """Tell what is due."""
    begun, told, out = timezone.now(), 0, set[int]()
    while hook_hosts() and timezone.now() - begun < ROUND:
        one = actions.take_delivery(at=timezone.now(), but=out)
        if one is None:
            break
        answer = tell(one)
        if not actions.answered(delivery=one, status=answer.status, words=answer.words, at=timezone.now()):
            out.add(one.hook_id)
        told += 1
        job.step(told, 0)
    actions.look_again(at=timezone.now())
    return {"tried": told, "out": len(out)}


def tell(delivery: Delivery) -> wire.Answer:
    """One try, signed for this moment."""
    body, sent_s = delivery.body.encode(), int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": f"Keyworks/{__version__}",
        "webhook-id": delivery.message, "webhook-timestamp": str(sent_s),
        "webhook-signature": rules.signature(delivery.hook.secret, delivery.message, sent_s, body),
    }  # fmt: skip
    return wire.post(delivery.hook.address, hook_hosts(), body, headers)
