import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from keyworks.base import scopes
from keyworks.base.twotime import first
from tests.cast import AT
from tests.twotime.models import Reading

pytestmark = pytest.mark.django_db

Unit = apps.get_model("accounts", "Unit")


def test_a_model_without_a_rule_shows_nothing(cast):
    first(Reading, {"project": 1, "month": 202201}, by=None, at=AT, valid_from=AT.date())
    assert not scopes.has_rule(Reading)
    assert Reading.objects.count() == 1
    assert list(scopes.scope(cast.admin, Reading.objects.all())) == []


def test_a_visitor_without_a_name_sees_nothing(cast):
    assert list(scopes.scope(AnonymousUser(), Unit.objects.all())) == []


def test_a_rule_narrows_what_was_asked_for(cast):
    asked = Unit.objects.filter(code__in=["binhai", "toyota", "valve"])
    assert {unit.code for unit in scopes.scope(cast.district, asked)} == {"binhai", "toyota"}
    assert {unit.code for unit in scopes.scope(cast.admin, asked)} == {"binhai", "toyota", "valve"}


def test_hidden_and_absent_look_alike(cast):
    assert scopes.subject(cast.district, "unit", cast.toyota.pk) == cast.toyota
    assert scopes.subject(cast.district, "unit", str(cast.toyota.pk)) == cast.toyota
    for kind, pk in (
        ("unit", cast.valve.pk),
        ("unit", 10**6),
        ("unit", 10**40),
        ("unit", "x"),
        ("unit", ""),
        ("fly", 1),
    ):
        with pytest.raises(Http404):
            scopes.subject(cast.district, kind, pk)


def test_every_kind_has_its_model_and_back():
    assert scopes.subject_model("unit") is Unit
    assert scopes.subject_kind(Unit) == "unit"
    with pytest.raises(LookupError):
        scopes.subject_kind(Reading)
