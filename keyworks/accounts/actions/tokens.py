from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from keyworks.accounts.actions.refused import AccountsRefused, must_have_own_password
from keyworks.accounts.models import Person, Token
from keyworks.accounts.rules import TOKEN_LONGEST_DAYS
from keyworks.record.actions import write


@transaction.atomic
def make_token(
    *, person: Person, name: str, scope: str, expires_at: datetime, by: Person | None, at: datetime
) -> tuple[Token, str]:
    """Make a key to the API and return it with its text, which is kept nowhere."""
    if by is not None and by.pk != person.pk:
        raise AccountsRefused("accounts.out_of_reach")
    must_have_own_password(by)
    if expires_at <= at:
        raise AccountsRefused("accounts.token_past", field="expires_on")
    if expires_at - at > timedelta(days=TOKEN_LONGEST_DAYS + 1):
        raise AccountsRefused("accounts.token_long", field="expires_on", days=TOKEN_LONGEST_DAYS)
    text = f"kw_{secrets.token_urlsafe(32)}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    token = Token.objects.create(
        person=person, name=name, prefix=text[:9], digest=digest, scope=scope, created_at=at, expires_at=expires_at
    )
    after = {"name": name, "prefix": token.prefix, "scope": scope, "expires_at": expires_at}
    write("accounts.make_token", person, by=by, at=at, after=after)
    return token, text


def revoke_tokens(person: Person, at: datetime) -> int:
    """Make all keys of a person useless, inside the caller's action; how many held until now."""
    return Token.objects.filter(person=person, revoked_at=None, expires_at__gt=at).update(revoked_at=at)


@transaction.atomic
def revoke_token(*, token: Token, by: Person | None, at: datetime) -> Token:
    """Make a key useless, for good."""
    if by is not None and by.pk != token.person_id:
        raise AccountsRefused("accounts.out_of_reach")
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise AccountsRefused("accounts.token_revoked_already")
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    write("accounts.revoke_token", token.person, by=by, at=at, before={"name": token.name, "prefix": token.prefix})
    return token
