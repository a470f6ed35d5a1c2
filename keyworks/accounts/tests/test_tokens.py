import hashlib
from datetime import timedelta

import pytest

from keyworks.accounts import actions
from keyworks.accounts.actions import AccountsRefused
from keyworks.accounts.models import Token
from keyworks.accounts.queries import person_by_token
from keyworks.base.scopes import scope
from keyworks.record.models import Entry
from tests.cast import AT


def making(person, **change):
    return {"person": person, "name": "月报", "scope": "read", "expires_at": AT + timedelta(30), "by": person, **change}


def test_a_token_is_shown_once_and_only_its_digest_is_kept(cast):
    token, text = actions.make_token(**making(cast.clerk), at=AT)
    assert text.startswith("kw_")
    assert len(text) == 46
    assert token.digest == hashlib.sha256(text.encode()).hexdigest()
    assert person_by_token(text, AT) == (cast.clerk, "read")
    assert text not in str(list(Token.objects.values())) + str(list(Entry.objects.values()))


def test_a_revoked_token_opens_nothing(cast):
    token, text = actions.make_token(**making(cast.clerk), at=AT)
    actions.revoke_token(token=token, by=cast.clerk, at=AT)
    assert person_by_token(text, AT) is None
    with pytest.raises(AccountsRefused, match="token_revoked_already"):
        actions.revoke_token(token=token, by=cast.clerk, at=AT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"expires_at": AT}, "accounts.token_past"),
        ({"expires_at": AT + timedelta(367)}, "accounts.token_long"),
    ],
)
def test_a_token_always_ends(cast, change, code):
    entries = Entry.objects.count()
    with pytest.raises(AccountsRefused, match=code):
        actions.make_token(**making(cast.clerk, **change), at=AT)
    assert (Token.objects.count(), Entry.objects.count()) == (0, entries)


def test_nobody_makes_revokes_or_sees_anothers_token(cast):
    with pytest.raises(AccountsRefused, match="out_of_reach"):
        actions.make_token(**making(cast.clerk, by=cast.admin), at=AT)
    token, text = actions.make_token(**making(cast.clerk), at=AT)
    with pytest.raises(AccountsRefused, match="out_of_reach"):
        actions.revoke_token(token=token, by=cast.admin, at=AT)
    assert person_by_token(text, AT) is not None
    assert list(scope(cast.admin, Token.objects.all())) == []
