"""Walks the URLconf: every address, also one added later, is closed unless it is on the list."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from logbook.models import User
from repstack.access import OPEN_ROUTES, TOKEN_ROUTES

pytestmark = pytest.mark.django_db

OURS = ("repstack.", "logbook.", "programming.")
# One value for each kind of argument. Nothing has this id, so no page finds what it names.
SAMPLES = {
    "id": "987654321",
    "int": "987654321",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "path": "no-such-thing",
}


def patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its path in Django's notation: `/sessions/<int:pk>/`."""
    for entry in resolver.url_patterns:
        text = str(entry.pattern)
        route = text if hasattr(entry.pattern, "_route") else simplify_regex(text).lstrip("/")
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + route)
        else:
            yield prefix + route, entry


def filled(route: str) -> str:
    """The path with a value for every argument. Raises `KeyError` for a kind without one."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found.group(1) or "str"], route)


ROUTES = {filled(route): pattern for route, pattern in patterns(get_resolver())}
# What opens nothing under a name that nobody made, and what says that there is no such address.
SECRET = {"calendar", "shared_program", "shared_program_file", "api_nothing"}
BY_TOKEN = [path for path in ROUTES if resolve(path).view_name in TOKEN_ROUTES]
CLOSED = [path for path in ROUTES if resolve(path).view_name not in {*OPEN_ROUTES, *TOKEN_ROUTES}]
# The admin lets nobody but staff come as far as a method: a test of its own says so.
OUR_OWN = [
    path
    for path in CLOSED
    if ROUTES[path].callback.__module__.startswith(OURS) and not path.startswith("/admin/")
]


@pytest.fixture
def inside(client: Client) -> Client:
    client.force_login(
        User.objects.create_user(
            "bob@example.org", "a long password", is_lifter=False, is_coach=True
        )
    )
    return client


def test_the_walk_sees_the_addresses():
    assert len(CLOSED) > 30
    assert "/admin/" in CLOSED
    assert "/accounts/email/" in CLOSED


def test_every_route_on_the_open_list_exists():
    assert {resolve(path).view_name for path in ROUTES} >= set(OPEN_ROUTES)


def test_every_open_route_says_why():
    assert all(len(reason) > 20 for reason in OPEN_ROUTES.values())


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_is_refused_by_every_method(client: Client, path: str):
    for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
        response = client.generic(method, path)

        assert response.status_code == 302, method
        assert response["Location"].startswith("/accounts/login/?next=/"), method

    response = client.post(path, headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/accounts/login/")
    assert response.content == b""


# Health writes past a test's transaction: tests/house/test_health.py asks it.
@pytest.mark.parametrize(
    "path",
    [path for path in ROUTES if path not in {*CLOSED, *BY_TOKEN} and "/healthz" not in path],
)
def test_an_open_page_answers_a_stranger(client: Client, path: str):
    # Where the address is the secret, one that nobody made opens nothing.
    is_secret = resolve(path).view_name in SECRET
    assert client.get(path).status_code in ({404} if is_secret else {200, 302})


def test_every_route_on_the_list_of_tokens_exists_and_is_on_no_other():
    assert {resolve(path).view_name for path in BY_TOKEN} == set(TOKEN_ROUTES)
    assert not set(TOKEN_ROUTES) & set(OPEN_ROUTES)


@pytest.mark.parametrize("path", BY_TOKEN)
def test_what_a_token_reads_is_open_to_no_log_in_and_takes_nothing(inside: Client, path: str):
    inside.force_login(User.objects.create_superuser("admin@example.org"))
    for browser in (inside, Client()):
        for method in ("GET", "HEAD"):
            refused = browser.generic(method, path)
            assert refused.status_code == 401, method
            assert refused["WWW-Authenticate"].startswith("Bearer "), method
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"):
            refused = browser.generic(method, path)
            assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD"), method
        assert set(browser.cookies) <= {"sessionid"}


@pytest.mark.parametrize("path", OUR_OWN)
def test_a_page_of_ours_names_its_methods_and_answers_no_other(inside: Client, path: str):
    brewing = inside.generic("BREW", path)
    assert brewing.status_code == 405
    allowed = set(brewing["Allow"].split(", "))
    assert allowed <= {"GET", "HEAD", "POST"}

    for method in ("GET", "POST", "PUT", "DELETE"):
        status = inside.generic(method, path).status_code
        assert (status == 405) is (method not in allowed), method
        assert status < 500, method
        if "no-such" in path or SAMPLES["id"] in path:
            assert status in {404, 405}, method


@pytest.mark.parametrize("path", [path for path in CLOSED if path.startswith("/admin/")])
def test_the_admin_is_closed_to_whoever_is_no_admin(inside: Client, path: str):
    assert inside.get(path).status_code in {302, 403, 404}
    assert b"<form" not in inside.get(path).content
