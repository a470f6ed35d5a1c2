from __future__ import annotations

import pytest
from django.utils import timezone

from keyworks.demonstration import actions
from keyworks.demonstration.actions import Extent
from tests.kept import Kept


@pytest.fixture(scope="session")
def kept():
    """A city of each extent, built for the first test that asks."""
    return {extent: Kept(lambda extent=extent: actions.build(at=timezone.now(), extent=extent)) for extent in Extent}


@pytest.fixture
def city(db, kept):
    """The city on the day of the list, with the projects of press."""
    return kept[Extent.PRESS].get()


@pytest.fixture
def tianjin(db, kept):
    """The city with its people alone."""
    return kept[Extent.PEOPLE].get()
