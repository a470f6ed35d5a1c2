"""What whoever leads a matter does, and how it ends: proposed, looked at by another, confirmed, closed, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person
from keyworks.accounts.queries import workdays
from keyworks.dossier.actions.notices import begin_following
from keyworks.matters import queries
from keyworks.matters.actions.refused import MattersRefused
from keyworks.matters.actions.stepping import begin, done, remember
from keyworks.matters.actions.together import confirmed, unconfirmed
from keyworks.matters.models import Matter, Snapshot
from keyworks.matters.rules.ladder import State, Step


@transaction.atomic
def accept(*, matter: Matter, over: int, by: Person, at: datetime, text: str = "") -> Matter:
    """Take it on; whoever does leads it."""
    doing = begin(Step.ACCEPT, matter=matter, by=by, at=at, text=text, over=over)
    begin_following(doing.matter, by, at)
    return done(doing, lead_person=doing.matter.lead_person or by)


@transaction.atomic
def decline(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Say that it is another's, and why."""
    return done(begin(Step.DECLINE, matter=matter, by=by, at=at, text=text, over=over), lead=None, lead_person=None)


@transaction.atomic
def feedback(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Say how far it is; where there is a rhythm, the next time is set."""
    doing = begin(Step.FEEDBACK, matter=matter, by=by, at=at, text=text, over=over)
    rhythm = doing.matter.rhythm_days
    return done(doing, feedback_on=workdays().after(doing.day, rhythm) if rhythm else None)


@transaction.atomic
def propose(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Say that it is done, with evidence on the matter; somebody else looks at it."""
    doing = begin(Step.PROPOSE, matter=matter, by=by, at=at, text=text, over=over)
    found = doing.matter
    facts = {"evidence": [{"file": one.pk, "name": one.name, "sha256": one.sha256} for one in queries.evidence(found)]}
    changes: dict[str, Any] = {"proposed_by": by}
    if found.lead_id == found.desk_id:
        changes["desk"] = queries.city_office()
    return done(doing, facts, **changes)


@transaction.atomic
def reject(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """It is not done: back to work, with the reason."""
    return done(begin(Step.REJECT, matter=matter, by=by, at=at, text=text, over=over))


@transaction.atomic
def verify(*, matter: Matter, over: int, by: Person, at: datetime, text: str = "") -> Matter:
    """It is done: seen by somebody who did not do it."""
    return done(begin(Step.VERIFY, matter=matter, by=by, at=at, text=text, over=over))


@transaction.atomic
def confirm(*, matter: Matter, rating: int, over: int, by: Person, at: datetime, text: str = "") -> Matter:
    """Whoever asked agrees that it is solved, and says how well, 1 to 5; of several it waits for the last."""
    doing = begin(Step.CONFIRM, matter=matter, by=by, at=at, text=text, over=over)
    if not 1 <= rating <= 5:
        raise MattersRefused("matters.no_rating", field="rating")
    everybody, lowest = confirmed(doing.matter, by, rating, at)
    if not everybody:
        return done(doing, {"rating": rating}, to=State.VERIFIED)
    return _closed(doing, {"rating": rating}, rating=lowest)


@transaction.atomic
def dispute(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Whoever asked does not agree: back to work, and of several everybody is asked anew."""
    doing = begin(Step.DISPUTE, matter=matter, by=by, at=at, text=text, over=over)
    unconfirmed(doing.matter)
    return done(doing)


@transaction.atomic
def close(*, matter: Matter, over: int, by: Person, at: datetime, text: str = "") -> Matter:
    """Close what is verified; a request only where nobody is left who could confirm it, and that is said."""
    doing = begin(Step.CLOSE, matter=matter, by=by, at=at, text=text, over=over)
    gone = doing.matter.sort == "request"
    return _closed(doing, {"without_consent": True} if gone else {})


def _closed(doing: Any, facts: dict[str, Any], **changes: Any) -> Matter:
    found = done(doing, facts, **changes)
    remember(found, Snapshot.Moment.CLOSED, doing.day)
    return found


@transaction.atomic
def reopen(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """It was not done after all; how often that happened is counted."""
    doing = begin(Step.REOPEN, matter=matter, by=by, at=at, text=text, over=over)
    found = doing.matter
    unconfirmed(found)
    return done(doing, reopened=found.reopened + 1, closed_on=None, rating=None, proposed_by=None)


@transaction.atomic
def withdraw(*, matter: Matter, text: str, over: int, by: Person, at: datetime) -> Matter:
    """Take back what nobody has begun to work on."""
    return done(begin(Step.WITHDRAW, matter=matter, by=by, at=at, text=text, over=over))
