"""The page that ends an account: what goes is said first, and only who means it and is known ends it."""

import pytest
from django.urls import reverse

from logbook.models import User
from programming.catalogue.own import create_own_exercise
from tests.logbook.given import a_finished_session, a_lifter, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

PASSWORD = "four plain words here"


@pytest.fixture
def lifter():
    return a_lifter(password=PASSWORD)


def just_logged_in(client, lifter):
    client.force_login(lifter)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_what_goes_is_counted(client, lifter):
    done = a_finished_session(lifter=lifter)
    create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"])

    text = words(page(just_logged_in(client, lifter), reverse("account_delete")))

    assert f"Sessions 1, since 5 March 2025 Sets {done.sets.count()}" in text
    assert "Own exercises 1" in text
    assert "Own programs" not in text
    assert lifter.email in text


def test_whoever_logged_in_long_ago_is_asked_for_the_password_first(lifter):
    client = logged_in(lifter)

    for answer in (
        client.get(reverse("account_delete")),
        client.post(reverse("account_delete"), {"sure": "on"}),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=lifter.pk).exists()


def test_without_the_tick_nothing_goes(client, lifter):
    answer = just_logged_in(client, lifter).post(reverse("account_delete"))

    assert answer.status_code == 422
    assert "Tick the box if you mean it. Nothing was deleted." in words(
        flat(answer.content.decode())
    )
    assert User.objects.filter(pk=lifter.pk).exists()


def test_with_it_the_account_is_gone_and_so_is_the_log_in(client, lifter):
    a_finished_session(lifter=lifter)
    just_logged_in(client, lifter)

    answer = client.post(reverse("account_delete"), {"sure": "on"}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("account_login")
    assert "Your account and everything in it is deleted." in words(answer.content.decode())
    assert not User.objects.filter(pk=lifter.pk).exists()
    assert client.get(reverse("more")).status_code in {302, 401}


def test_the_last_superuser_reads_why_not(client):
    admin = User.objects.create_superuser("admin@example.org", PASSWORD)
    just_logged_in(client, admin)

    answer = client.post(reverse("account_delete"), {"sure": "on"})

    assert answer.status_code == 422
    assert "Make somebody else a superuser first." in words(flat(answer.content.decode()))
