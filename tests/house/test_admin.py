"""The admin's pages under the policy of all others: nothing inline, nothing from elsewhere."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from logbook.models import User
from tests.logbook.reading import flat

pytestmark = pytest.mark.django_db

VIOLATIONS = {
    "inline style": re.compile(r"<style\b|<[^>]+\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "script in an attribute": re.compile(r"<[^>]+\son[a-z]+\s*=|javascript:", re.IGNORECASE),
    "another host": re.compile(r"<(script|link|img|form)[^>]+=\"(https?:)?//", re.IGNORECASE),
}
MODELS = [model._meta for model in admin.site._registry]


@pytest.fixture
def keeper() -> Client:
    user = User.objects.create_user(
        "admin@example.org", "a long password", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(user)
    return client


def violations(page: str) -> list[str]:
    return [what for what, pattern in VIOLATIONS.items() if pattern.search(page)]


def pages() -> list[str]:
    lists = [f"admin:{meta.app_label}_{meta.model_name}_changelist" for meta in MODELS]
    forms = [f"admin:{meta.app_label}_{meta.model_name}_add" for meta in MODELS]
    return ["admin:index", *lists, *forms]


def test_our_models_are_in_the_admin():
    assert {"exercise", "user"} <= {meta.model_name for meta in MODELS}


@pytest.mark.parametrize("name", pages())
def test_a_page_of_the_admin_needs_no_softer_policy(keeper: Client, name: str):
    response = keeper.get(reverse(name))

    # 403: what nobody may add by hand.
    assert response.status_code in {200, 403}
    assert violations(flat(response.content.decode())) == []


def test_the_page_of_one_person_needs_no_softer_policy(keeper: Client):
    user = User.objects.get()

    response = keeper.get(reverse("admin:logbook_user_change", args=[user.pk]))

    assert response.status_code == 200
    assert violations(flat(response.content.decode())) == []
    assert (
        violations(flat(keeper.get(f"/admin/logbook/user/{user.pk}/delete/").content.decode()))
        == []
    )


def test_ones_own_password_is_changed_where_guesses_at_the_old_one_are_counted(keeper: Client):
    guess = {"old_password": "a guess", "new_password1": "x" * 12, "new_password2": "x" * 12}
    for response in (
        keeper.get(reverse("admin:password_change")),
        keeper.post(reverse("admin:password_change"), guess),
    ):
        assert response.status_code == 302
        assert response["Location"] == reverse("account_change_password")


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="x">',
        "<style>",
        "<script>x</script>",
        '<a onclick="x">',
        '<script src="https://example.org/x.js">',
    ],
)
def test_a_violation_would_be_seen(markup: str):
    assert violations(markup)
