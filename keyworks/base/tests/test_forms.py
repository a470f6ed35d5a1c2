import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from keyworks.base.forms import Form, WrittenSelect
from keyworks.values.problems import Place, Problem, Severity
from keyworks.values.refusals import Refused, Stale


class NoteForm(Form):
    sources = {"name": "the list"}

    name = forms.CharField()
    on = forms.DateField(required=False, widget=forms.DateInput)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)


@pytest.fixture
def form():
    found = NoteForm(QueryDict("name=typed&edition=3"))
    assert found.is_valid()
    return found


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(form):
    form.refuse(Refused("figure.reason_missing", field="name"))
    assert list(form.errors) == ["name"]
    assert form["name"].value() == "typed"
    assert form.error_count == 1


def test_a_refusal_without_a_field_of_this_form_stands_at_the_top(form):
    form.refuse(Refused("figure.unknown", field="elsewhere"))
    assert len(form.non_field_errors()) == 1


def test_who_comes_second_sees_what_stands_and_saves_over_it_only_knowingly(form):
    form.refuse(Stale("figure.stale", edition=4), now={"name": "theirs", "unknown": 1})
    assert form.stale is True
    assert form.standing == {"name": "theirs"}
    assert form["name"].value() == "typed"
    assert form["edition"].value() == "4"
    assert form.data["name"] == "typed"


def test_the_edition_of_a_prefixed_form_is_carried_under_its_prefix():
    form = NoteForm({"x-name": "typed", "x-edition": "3"}, prefix="x")
    assert form.is_valid()
    form.refuse(Stale("figure.stale", edition=9))
    assert form["edition"].value() == "9"


def test_only_errors_among_problems_hinder(form):
    form.problems(
        [
            Problem("figure.unknown", place=Place(field="name")),
            Problem("figure.unknown"),
            Problem("figure.unknown", severity=Severity.WARNING, place=Place(field="on")),
        ]
    )
    assert sorted(form.errors) == ["__all__", "name"]


@pytest.mark.parametrize("edition", ["-1", "9" * 400, "x", "3.5", "\x00"])
def test_an_edition_that_is_none_is_an_error_and_no_crash(edition):
    form = NoteForm({"name": "a", "edition": edition})
    assert not form.is_valid()
    assert list(form.errors) == ["edition"]


def test_fields_are_dressed_and_sources_named():
    form = NoteForm()
    assert 'class="form-control"' in str(form["name"]) and 'type="date"' in str(form["on"])
    assert "form-check-input" not in str(form["kind"])
    assert form.fields["name"].source == "the list"


@pytest.mark.parametrize(("language", "marked"), [("en", "zh-Hans"), ("zh-hans", "en")])
def test_what_people_named_says_its_language_where_it_is_not_the_readers(language, marked):
    choices = [("", "None"), ("1", "现场照片.jpg"), ("2", "site photograph.jpg")]
    with translation.override(language):
        html = WrittenSelect(choices=choices).render("file", "1")
    assert html.count("lang=") == 1
    assert f'lang="{marked}">{"现场照片.jpg" if marked == "zh-Hans" else "site photograph.jpg"}' in html
