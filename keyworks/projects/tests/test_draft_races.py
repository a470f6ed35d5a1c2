"""The same draft registered twice at the same moment, on either database."""

from __future__ import annotations

import pytest

from keyworks.projects import actions
from keyworks.projects.actions import ProjectsRefused
from keyworks.projects.models import Draft, Project
from tests.cast import AT
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_at_once_register_one_project(cast, tmp_path):
    with hands(tmp_path) as several:
        for number in range(3):
            draft = actions.begin_draft(written={"name_zh": f"项目{number}"}, by=cast.clerk, at=AT)
            values = {"name_zh": f"项目{number}", "owner": cast.toyota}

            def click(draft=draft, values=values):
                return actions.register_draft(draft=draft, values=values, by=cast.clerk, at=AT)

            results = several.run(click, click)
            refused = [one.code for one in results if isinstance(one, ProjectsRefused)]
            assert refused == ["projects.draft_gone"], results
        assert (Project.objects.count(), Draft.objects.count()) == (3, 0)
