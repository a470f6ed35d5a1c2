from __future__ import annotations

import pytest

from keyworks.desk.queries.remembered import forget


@pytest.fixture(autouse=True)
def remembers_nothing():
    """Tests exchange the record under the page's feet."""
    forget()
    yield
    forget()
