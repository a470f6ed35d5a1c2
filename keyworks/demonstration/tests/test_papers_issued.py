from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from keyworks.publishing.models import Paper, PaperAdoption, PaperTemplate
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db


def test_after_january_was_closed_four_papers_were_issued(city):
    papers = list(Paper.objects.order_by("pk"))
    assert [(one.kind, one.district and one.district.code) for one in papers] == [
        ("bulletin", None), ("brief", "binhai"), ("brief", "beichen"), ("project", None),
    ]  # fmt: skip
    assert {(one.month, one.known_at.date(), one.version) for one in papers} == {
        (Month(2022, 1), datetime(2022, 2, 18, tzinfo=UTC).date(), 1)
    }
    assert Counter(one.files.count() for one in papers) == {6: 4}


def test_a_template_is_kept_that_nobody_adopted_yet(city):
    found = PaperTemplate.objects.get()
    assert (found.kind, found.version) == ("brief", 2)
    assert "表格：黄灯项目，8\n## 五、" in found.zh and "table: yellow, 8\n## Matters overdue" in found.en
    assert not PaperAdoption.objects.exists()
