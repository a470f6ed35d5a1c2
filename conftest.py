"""What every test may ask for: the cast, and tables that only grow emptied between tests all the same."""

from django.test import TransactionTestCase

from keyworks.base import guards

pytest_plugins = ["tests.cast"]

_teardown = TransactionTestCase._fixture_teardown


def _teardown_past_guards(self):
    """Django flushes tables after a transactional test; the guards rightly refuse, so they step aside for it."""
    guards.remove()
    try:
        _teardown(self)
    finally:
        guards.install()


TransactionTestCase._fixture_teardown = _teardown_past_guards
