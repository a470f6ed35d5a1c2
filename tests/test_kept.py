"""What is laid as rows is what building leaves, and nothing is laid over what somebody did."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from keyworks.accounts.models import Installation, Person, Unit
from keyworks.record.models import Entry
from keyworks.record.queries import verify
from tests import cast as building
from tests.kept import Kept, standing

pytestmark = pytest.mark.django_db


def laid_again(kept):
    """The rows after the first building, and after laying them in the same empty database."""
    begun = transaction.savepoint()
    kept.get()
    built = standing()
    transaction.savepoint_rollback(begun)
    assert not Entry.objects.exists()
    kept.build = None
    cast = kept.get()
    return built, standing(), cast


def test_laid_rows_are_those_that_were_built():
    built, laid, cast = laid_again(Kept(building.build))
    assert laid == built
    assert len(built[Person]) == 10 and len(built[Unit]) == 6
    assert verify().sound
    assert Person.objects.get(username="clerk") == cast.clerk


def test_one_test_changes_nothing_of_the_next():
    kept = Kept(building.build)
    begun = transaction.savepoint()
    kept.get().clerk.name = "changed"
    transaction.savepoint_rollback(begun)
    assert kept.get().clerk.name == "项目联络员"


def test_keys_given_later_are_free():
    _built, _laid, cast = laid_again(Kept(building.build))
    later = Person.objects.create(username="later", name="后来者")
    assert later.pk > cast.stranger.pk


def test_over_what_somebody_did_it_is_built_anew():
    kept = Kept(building.build)
    begun = transaction.savepoint()
    kept.get()
    transaction.savepoint_rollback(begun)
    other = building.build
    kept.build = lambda: "anew"
    other()
    assert kept.get() == "anew"


def test_the_walls_stand_before_laid_rows():
    laid_again(Kept(building.build))
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all()._raw_delete("default")
