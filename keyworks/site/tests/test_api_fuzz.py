"""The schema against the API itself: whatever is sent, no 5xx, and every answer as the schema says."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from keyworks.accounts import actions as accounts
from keyworks.accounts.models import Token
from keyworks.accounts.rules import Role
from keyworks.base.api import Rate
from tests.cast import SINCE

pytestmark = pytest.mark.once

EXAMPLES = int(os.environ.get("KEYWORKS_FUZZ", "30"))
"""Examples for each operation."""
TEXT = "kw_fuzz_token"

config = schemathesis.Config()
config.projects.default.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)


@pytest.fixture
def token(cast):
    now = timezone.now()
    # The administrator of this test holds a seat in the city office too, so that writes of every room get through.
    accounts.seat(person=cast.admin, unit=cast.city, role=Role.CITY, from_on=SINCE, by=None, at=now)
    return Token.objects.create(
        person=cast.admin, name="fuzz", prefix=TEXT[:8], digest=hashlib.sha256(TEXT.encode()).hexdigest(),
        scope="write", created_at=now, expires_at=now + timedelta(days=1),
    )  # fmt: skip


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_as_the_schema_says(case, token, monkeypatch):
    monkeypatch.setattr(Rate, "allow_request", lambda self, request: True)
    cache.clear()
    with transaction.atomic():
        # A cursor or an edition that fits the schema may still be none that was ever given out.
        headers = {"Authorization": f"Bearer {TEXT}"}
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        transaction.set_rollback(True)
