"""What every test may ask for: the cast, and tables that only grow emptied between tests all the same."""

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings

from keyworks.base import guards
from keyworks.site.build import compile_catalogues
from keyworks.values import money

# A law holds however busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ["tests.cast", "tests.yards"]


def pytest_configure(config):
    """Translations are read from compiled catalogues; a stale one is compiled before the first test.

    Modules of tests may count in yuan while they are loaded, without a database to ask.
    """
    compile_catalogues()
    money.settle("CNY")


ON_A_DATABASE = {"db", "transactional_db", "yard"}
"""Whoever asks for one of these touches the database."""


def pytest_collection_modifyitems(config, items):
    """What touches no database, or is marked so, says the same on PostgreSQL as on SQLite, and is asked there once."""
    if connection.vendor == "sqlite":
        return
    known = [item for item in items if not asked_again(item)]
    items[:] = [item for item in items if asked_again(item)]
    config.hook.pytest_deselected(items=known)


def asked_again(item):
    if item.get_closest_marker("once") is not None:
        return False
    asked = getattr(item, "fixturenames", ())
    return bool(ON_A_DATABASE.intersection(asked)) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def nobody_elses_language():
    """A command speaks its own language for the rest of its process; the next test begins without it."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def remembers_nothing():
    """Tests exchange the record under the feet of what follows it."""
    from keyworks.reports.queries import following

    following.forget()
    yield
    following.forget()


@pytest.fixture(autouse=True)
def yuan():
    """A city counts in yuan unless a test founds one that does not; the next test begins without that."""
    money.settle("CNY")
    yield
    money.settle("CNY")


_teardown = TransactionTestCase._fixture_teardown


def _teardown_past_guards(self):
    """Django flushes tables after a transactional test; the guards rightly refuse, so they step aside for it."""
    guards.remove()
    try:
        _teardown(self)
    finally:
        guards.install()


TransactionTestCase._fixture_teardown = _teardown_past_guards
