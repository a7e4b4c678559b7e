"""Signing up, logging in and out: by e-mail, with limits a whole gym can live with."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from logbook.models import User
from tests.logbook.reading import flat

pytestmark = pytest.mark.django_db

PASSWORD = "four plain words here"


def log_in(client: Client, email: str, password: str = PASSWORD, **headers: str):
    return client.post("/accounts/login/", {"login": email, "password": password}, headers=headers)


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna@example.org", PASSWORD)


def test_it_logs_in_by_email_in_any_case(client: Client, anna: User):
    response = log_in(client, "Anna@Example.org")

    assert response.status_code == 302
    assert is_inside(client)


def test_it_leads_back_to_the_page_that_was_asked_for(client: Client, anna: User):
    response = client.post(
        "/accounts/login/?next=/healthz",
        {"login": anna.email, "password": PASSWORD, "next": "/healthz"},
    )

    assert response["Location"] == "/healthz"


def test_it_leads_to_no_other_site(client: Client, anna: User):
    response = client.post(
        "/accounts/login/",
        {"login": anna.email, "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert response["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client, anna: User):
    wrong = log_in(client, anna.email, "not the password")
    unknown = log_in(client, "nobody@example.org", "not the password")

    def errors(page: str) -> list[str]:
        return re.findall(r"not correct|do not match|[^<>]*not[^<>]*", page)

    assert not is_inside(client)
    assert wrong.status_code == unknown.status_code
    assert errors(flat(wrong.content.decode())) == errors(flat(unknown.content.decode()))


def test_one_account_is_closed_for_a_while_after_ten_wrong_passwords(client: Client, anna: User):
    for _ in range(10):
        log_in(client, anna.email, "not the password")

    log_in(client, anna.email)

    assert not is_inside(client)


def test_nine_wrong_passwords_leave_an_account_open(client: Client, anna: User):
    for _ in range(9):
        log_in(client, anna.email, "not the password")

    log_in(client, anna.email)

    assert is_inside(client)


def test_one_locked_account_locks_no_other_at_the_same_address(client: Client, anna: User):
    bob = User.objects.create_user("bob@example.org", PASSWORD)
    for _ in range(11):
        log_in(client, anna.email, "not the password")

    log_in(client, bob.email)

    assert is_inside(client)


def test_a_gym_of_a_hundred_logs_in_from_one_address():
    for number in range(100):
        email = f"lifter{number}@example.org"
        User.objects.create_user(email, PASSWORD)
        client = Client(REMOTE_ADDR="192.0.2.1")

        log_in(client, email)

        assert is_inside(client)


def test_forty_people_sign_up_from_one_address_within_a_minute():
    for number in range(40):
        client = Client(REMOTE_ADDR="192.0.2.1")

        client.post(
            "/accounts/signup/", {"email": f"new{number}@example.org", "password1": PASSWORD}
        )

        assert is_inside(client)
    assert User.objects.count() == 40


def test_a_sign_up_makes_a_lifter_and_no_more(client: Client):
    client.post(
        "/accounts/signup/",
        {
            "email": "new@example.org",
            "password1": PASSWORD,
            "is_staff": "on",
            "is_superuser": "on",
            "is_coach": "on",
        },
    )

    user = User.objects.get()
    assert (user.is_lifter, user.is_coach, user.is_staff, user.is_superuser) == (
        True,
        False,
        False,
        False,
    )


@pytest.mark.parametrize("password", ["short", "password123", "1234567890", "new@example.org"])
def test_a_weak_password_is_refused_with_a_reason(client: Client, password: str):
    response = client.post("/accounts/signup/", {"email": "new@example.org", "password1": password})

    assert response.status_code == 200
    assert response.context["form"].errors["password1"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "a b@example.org", "a\0@example.org", "a" * 10_000 + "@example.org"]
)
def test_what_is_no_address_is_refused_beside_its_field(client: Client, email: str):
    response = client.post("/accounts/signup/", {"email": email, "password1": PASSWORD})

    assert response.status_code == 200
    assert response.context["form"].errors["email"]


@pytest.mark.parametrize("odd", ["\0", "💪", "\u202e", "x" * 10_000, "' OR 1=1 --"])
def test_odd_input_never_breaks_the_log_in(client: Client, odd: str):
    assert log_in(client, odd, odd).status_code < 500
    assert client.post("/accounts/password/reset/", {"email": odd}).status_code < 500
    assert client.get("/accounts/login/", {"next": odd}).status_code < 500


def test_a_forgotten_password_is_changed_by_mail(client: Client, anna: User):
    client.post("/accounts/password/reset/", {"email": anna.email})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    assert mail.outbox[0].to == [anna.email]

    page = client.get(link.group(1), follow=True)
    client.post(
        page.request["PATH_INFO"],
        {"password1": "other plain words", "password2": "other plain words"},
    )
    log_in(Client(), anna.email)
    fresh = Client()
    log_in(fresh, anna.email, "other plain words")

    assert is_inside(fresh)


@pytest.mark.parametrize(
    ("path", "typed", "subject", "leads_to"),
    [
        (
            "/accounts/signup/",
            {"email": "new@example.org", "password1": PASSWORD},
            "RepStack: confirm your e-mail address",
            "/accounts/confirm-email/",
        ),
        (
            "/accounts/password/reset/",
            {"email": "anna@example.org"},
            "RepStack: choose a new password",
            "/accounts/password/reset/key/",
        ),
        (
            "/accounts/password/reset/",
            {"email": "nobody@example.org"},
            "RepStack: no account with this address",
            "/accounts/signup/",
        ),
    ],
)
def test_a_mail_speaks_for_repstack_and_not_for_a_host(
    client: Client, anna: User, path: str, typed: dict[str, str], subject: str, leads_to: str
):
    client.post(path, typed)

    (sent,) = mail.outbox
    assert sent.subject == subject
    said = str(sent.body)
    assert f"http://testserver{leads_to}" in said
    assert "RepStack account" in said or "RepStack has no account" in said
    assert "testserver" not in re.sub(r"http://\S+", "", said)


def test_who_signs_up_twice_is_told_in_the_same_voice():
    context = {"password_reset_url": "http://testserver/accounts/password/reset/"}
    said = render_to_string("account/email/account_already_exists_message.txt", context)

    assert "has a RepStack account already" in said
    assert context["password_reset_url"] in said


def test_a_reset_is_mailed_three_times_a_minute_at_most(client: Client, anna: User):
    for _ in range(4):
        client.post("/accounts/password/reset/", {"email": anna.email})

    assert len(mail.outbox) == 3


def test_logging_out_takes_a_post(client: Client, anna: User):
    log_in(client, anna.email)

    client.get("/accounts/logout/")
    assert is_inside(client)
    client.post("/accounts/logout/")
    assert not is_inside(client)


def test_the_admin_has_no_log_in_of_its_own(client: Client):
    response = client.post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_pages_count_no_attempts(client: Client, anna: User, django_assert_num_queries):
    """The table of attempts is for the log-in: a page a lifter opens never asks it."""
    log_in(client, anna.email)

    with django_assert_num_queries(2) as queries:
        client.get("/accounts/logout/")

    table = settings.CACHES["default"]["LOCATION"]
    assert not [query for query in queries.captured_queries if table in query["sql"]]
