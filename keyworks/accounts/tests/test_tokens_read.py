import hashlib
from datetime import timedelta

import pytest

from keyworks.accounts.models import Token
from keyworks.accounts.queries import person_by_token
from tests.cast import AT

TEXT = "kw_a-token-only-for-tests"


@pytest.fixture
def token(cast):
    return Token.objects.create(
        person=cast.clerk, name="reports", prefix=TEXT[:8], digest=hashlib.sha256(TEXT.encode()).hexdigest(),
        created_at=AT, expires_at=AT + timedelta(days=30),
    )  # fmt: skip


def test_a_token_names_its_person_and_its_scope(cast, token):
    assert person_by_token(TEXT, AT) == (cast.clerk, "read")


def test_a_token_ends_with_its_time(token):
    assert person_by_token(TEXT, AT + timedelta(days=30)) is None
    assert person_by_token(TEXT, AT - timedelta(seconds=1)) is None


def test_a_revoked_token_names_nobody(token):
    token.revoked_at = AT
    token.save()
    assert person_by_token(TEXT, AT) is None


def test_the_token_of_somebody_who_left_names_nobody(cast, token):
    cast.clerk.is_active = False
    cast.clerk.save()
    assert person_by_token(TEXT, AT) is None


def test_another_text_names_nobody(token):
    assert person_by_token(TEXT + "x", AT) is None
    assert person_by_token("\ud800", AT) is None
