"""The schema against the API itself: whatever is sent, no 5xx, and every answer as the schema says.

Half of what is sent is about rows that are there. KEYWORKS_FUZZ_LOG names a file that is told what was really sent;
what stands in it as passed with as many examples is not asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from keyworks.accounts import actions as accounts
from keyworks.accounts.models import Token
from keyworks.accounts.rules import Role
from keyworks.base.api import Rate
from keyworks.reports.queries import following
from tests import subjects
from tests.cast import SINCE
from tests.test_permissions import rows

pytestmark = pytest.mark.once

EXAMPLES = int(os.environ.get("KEYWORKS_FUZZ", "30"))
"""Examples for each operation."""
LOG = os.environ.get("KEYWORKS_FUZZ_LOG", "")
TEXT = "kw_fuzz_token"
LISTS = {
    "city": "month_filed_text", "components": "component", "imports": "import_judged", "jobs": "job",
    "letters": "letter", "map": "component", "matters": "matter", "meetings": "meeting", "news": "note_published",
    "packs": "pack_made", "papers": "paper", "programmes": "programme", "projects": "component", "record": "entry",
    "reports": "month_filed_text", "sums": "project",
}  # fmt: skip
"""The first word of an address → what is laid down where it is about no subject of its own."""

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


class Sent:
    """What one operation was really sent, and what is there for it to be about."""

    def __init__(self, cast):
        self.cast, self.operation, self.known, self.body = cast, "", {}, None
        self.cases, self.different, self.statuses, self.since = 0, set(), Counter(), time.monotonic()

    def lay_down(self, operation):
        """The subject of the operation, as its row in the table of doors has it."""
        self.operation = f"{operation.method.upper()} {operation.path}"
        if self.operation in passed():
            pytest.skip("it passed")
        names = re.findall(r"{(\w+)}", operation.path)
        address = "api:" + operation.definition.raw["operationId"].partition("_")[2]
        self.body = subjects.body(self.cast, address) or None
        asked = {row[2] for row in rows() if row[:2] == (address, operation.method.upper())}
        for subject in asked - {"-"} if names else {LISTS.get(operation.path.split("/")[3], "-")} - {"-"}:
            keys = getattr(subjects, subject)(self.cast, "own", timezone.now())
            if len(keys) == len(names):
                self.known = dict(zip(names, keys, strict=True))
                return

    def about_what_is_there(self, case):
        """Every second case that fits the schema names rows that are there, some send what is known to be good."""
        told = repr((case.path_parameters, case.query, case.body))
        chosen = hashlib.sha256(told.encode(errors="surrogatepass")).digest()[0]
        fits = {place: not case.meta.is_negative_at(place) for place in ParameterLocation}
        if self.known and fits[ParameterLocation.PATH] and chosen % 2:
            case.path_parameters = dict(self.known)
        if "If-Match" in case.headers and fits[ParameterLocation.HEADER] and chosen % 4 > 1:
            case.headers["If-Match"] = "*"
        if self.body and case.media_type == "application/json" and fits[ParameterLocation.BODY] and chosen % 16 > 13:
            case.body = self.body

    def count(self, case):
        self.cases += 1
        told = repr((case.path_parameters, case.query, case.body, dict(case.headers)))
        self.different.add(hashlib.sha256(told.encode(errors="surrogatepass")).digest())

    def tell(self, good):
        """A line of the log."""
        if LOG and self.cases:
            line = {
                "operation": self.operation, "asked": EXAMPLES, "passed": good, "cases": self.cases,
                "different": len(self.different), "seconds": round(time.monotonic() - self.since, 1),
                "statuses": dict(sorted(self.statuses.items())),
            }  # fmt: skip
            with Path(LOG).open("a") as log:
                log.write(json.dumps(line) + "\n")


def passed():
    """The operations that passed before, with as many examples."""
    lines = Path(LOG).read_text().splitlines() if LOG and Path(LOG).exists() else []
    return {one["operation"] for one in map(json.loads, lines) if one["passed"] and one["asked"] >= EXAMPLES}


@pytest.fixture
def sent(cast, request):
    found = Sent(cast)
    failed = request.session.testsfailed
    yield found
    found.tell(request.session.testsfailed == failed)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_as_the_schema_says(case, token, sent, monkeypatch):
    monkeypatch.setattr(Rate, "allow_request", lambda self, request: True)
    if not sent.operation:
        sent.lay_down(case.operation)
    cache.clear()
    following.forget()
    sent.about_what_is_there(case)
    with transaction.atomic():
        # A cursor or an edition that fits the schema may still be none that was ever given out.
        headers = {"Authorization": f"Bearer {TEXT}"}
        sent.count(case)
        answer = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        sent.statuses[answer.status_code] += 1
        transaction.set_rollback(True)
