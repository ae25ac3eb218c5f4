"""Two people edit the same thing: the second is shown the difference and chooses."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from samlet.web.core import changes
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.people.models import Person
from tests.web.core.list_room import person, register

pytestmark = pytest.mark.django_db


class PersonForm(changes.SeenVersion, forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ("family_name", "email", "works_at")


class PlainForm(changes.SeenVersion, forms.Form):
    email = forms.EmailField(required=False)
    other = forms.CharField(required=False)


@pytest.fixture(params=[PersonForm, PlainForm])
def form_class(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def one() -> Person:
    return person("Berg", register("Nord").clubs[0], email="first@example.org")


def opened(form_class: Any, one: Person) -> dict[str, Any]:
    """What a form sends when it is opened now and nothing is touched."""
    form = form_class(instance=_again(one), initial={"email": one.email})
    return {name: form[name].value() or "" for name in form.fields}


def sent(form_class: Any, one: Person, data: dict[str, Any]) -> Any:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query[name] = value
    return form_class(query, instance=_again(one))


def _again(one: Person) -> Person:
    return Person._base_manager.get(pk=one.pk)


def others_write(one: Person, **fields: Any) -> None:
    Person._base_manager.filter(pk=one.pk).update(**fields)


def test_who_is_alone_is_asked_nothing(form_class: Any, one: Person) -> None:
    data = opened(form_class, one) | {"email": "mine@example.org"}

    form = sent(form_class, one, data)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == "mine@example.org"
    assert changes.SeenVersion.differences == ()
    assert "seen_version" not in form.cleaned_data


def test_the_second_is_shown_before_theirs_and_yours(form_class: Any, one: Person) -> None:
    data = opened(form_class, one) | {"email": "mine@example.org"}
    others_write(one, email="theirs@example.org")

    form = sent(form_class, one, data)

    assert not form.is_valid()
    (difference,) = form.differences
    assert (difference.before, difference.yours, difference.theirs) == (
        "first@example.org",
        "mine@example.org",
        "theirs@example.org",
    )
    with translation.override("en"):
        page = render_to_string("ui/difference.html", {"form": form})
    assert "Let it stand as it is now: theirs@example.org" in page
    assert 'value="yours" id="keep-email-yours" checked' in page
    assert form["email"].value() == "mine@example.org"


@pytest.mark.parametrize(
    ("choice", "kept"), [("theirs", "theirs@example.org"), ("yours", "mine@example.org")]
)
def test_the_choice_is_followed(form_class: Any, one: Person, choice: str, kept: str) -> None:
    data = opened(form_class, one) | {"email": "mine@example.org"}
    others_write(one, email="theirs@example.org")
    first = sent(form_class, one, data)
    first.is_valid()

    again = {name: first[name].value() or "" for name in first.fields}
    form = sent(form_class, one, again | {"keep_email": choice})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == kept


def test_what_changes_once_more_is_shown_once_more(form_class: Any, one: Person) -> None:
    data = opened(form_class, one) | {"email": "mine@example.org"}
    others_write(one, email="theirs@example.org")
    first = sent(form_class, one, data)
    first.is_valid()
    again = {name: first[name].value() or "" for name in first.fields}
    others_write(one, email="third@example.org")

    form = sent(form_class, one, again | {"keep_email": "theirs"})

    assert not form.is_valid()
    assert form.differences[0].theirs == "third@example.org"


def test_a_field_one_has_not_touched_is_shown_with_theirs_chosen(one: Person) -> None:
    data = opened(PersonForm, one) | {"email": "mine@example.org"}
    others_write(one, family_name="Ny")

    form = sent(PersonForm, one, data)

    assert not form.is_valid()
    page = render_to_string("ui/difference.html", {"form": form})
    assert 'value="theirs" id="keep-family_name-theirs" checked' in page


def test_what_others_do_to_fields_outside_the_form_is_left_alone(
    form_class: Any, one: Person
) -> None:
    data = opened(form_class, one)
    others_write(one, language="nn")

    assert sent(form_class, one, data).is_valid()


def test_the_same_change_made_by_both_is_no_difference(form_class: Any, one: Person) -> None:
    data = opened(form_class, one) | {"email": "same@example.org"}
    others_write(one, email="same@example.org")

    assert sent(form_class, one, data).is_valid()


@pytest.mark.parametrize("token", ["", "tull", "a:b:c"])
def test_a_token_that_is_altered_is_refused(form_class: Any, one: Person, token: str) -> None:
    data = opened(form_class, one) | {"seen_version": token}

    form = sent(form_class, one, data)

    assert not form.is_valid()
    with pytest.raises(Rejected):
        changes.stale_check(one, token)


def test_a_token_of_another_row_is_refused(one: Person) -> None:
    other = person("Dal", register("Sør").clubs[0])

    with pytest.raises(Rejected):
        changes.stale_check(one, changes.version(other, ["email"]))


def test_an_action_can_refuse_what_has_moved(one: Person) -> None:
    seen = changes.version(one, ["email"])
    changes.require_unchanged(one, seen)
    others_write(one, email="theirs@example.org")

    with pytest.raises(Conflict, match="E-mail"), translation.override("en"):
        changes.require_unchanged(one, seen)


def test_a_row_that_is_gone_is_told(one: Person) -> None:
    seen = changes.version(one, ["email"])
    one.positions.model._base_manager.all().delete()
    Person._base_manager.filter(pk=one.pk).delete()

    with pytest.raises(Conflict, match="removed"), translation.override("en"):
        changes.stale_check(one, seen)


def test_a_form_for_something_new_compares_nothing(form_class: Any) -> None:
    form = form_class({"family_name": "Ny", "email": ""}, instance=None)

    assert form.is_valid(), form.errors
