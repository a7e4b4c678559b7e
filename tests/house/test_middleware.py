"""What holds for every request: log-in by default, nothing private kept, nothing unreadable."""

import tracemalloc
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from logbook.models import User
from repstack import access
from repstack.urls import urlpatterns as product_urls
from tests.house.policy import assert_whole_policy

pytestmark = pytest.mark.django_db


def private(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("mine")
    if "keep" in request.GET:
        response["Cache-Control"] = "public, max-age=60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")


def faulty(request: HttpRequest) -> HttpResponse:
    raise DataError("value too long for type character varying(80)")


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} fields")


urlpatterns = [
    path("private", private, name="private"),
    path("broken", broken, name="broken"),
    path("faulty", faulty, name="faulty"),
    path("echo", echo, name="echo"),
    *product_urls,
]


@pytest.fixture(autouse=True)
def made_up_pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def lifter() -> User:
    return User.objects.create_user("anna@example.org", "a long password")


@pytest.fixture
def inside(lifter: User) -> Client:
    client = Client()
    client.force_login(lifter)
    return client


def back(url: str) -> str:
    """Where the log-in page leads to afterwards."""
    return parse_qs(urlsplit(url).query)["next"][0]


def test_a_stranger_is_sent_to_the_log_in_page_and_back(client: Client):
    response = client.get("/private?week=3")

    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == "/accounts/login/"
    assert back(response["Location"]) == "/private?week=3"


def test_whoever_is_logged_in_passes(inside: Client):
    assert inside.get("/private").content == b"mine"


def test_a_deleted_person_is_a_stranger_at_once(inside: Client, lifter: User):
    lifter.delete()

    assert inside.get("/private").status_code == 302


def test_a_view_that_declares_itself_open_stays_closed(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(private, "login_required", False, raising=False)

    assert client.get("/private").status_code == 302


def test_an_open_route_is_open_by_its_name_alone(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(access.OPEN_ROUTES, "private", "for this test")

    assert client.get("/private").status_code == 200


def test_an_expired_session_makes_htmx_leave_the_page(client: Client):
    response = client.post(
        "/private",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/sessions/7?a=b#set"},
    )

    assert response.status_code == 401
    assert response.content == b""
    assert back(response["HX-Redirect"]) == "/sessions/7?a=b"
    assert "Location" not in response


@pytest.mark.parametrize(
    "foreign",
    ["", "http://evil.example/x", "//evil.example/x", "https://[", "javascript:x", "testserver"],
)
def test_the_way_back_never_leaves_the_site(client: Client, foreign: str):
    htmx = client.get("/private", headers={"HX-Request": "true", "HX-Current-URL": foreign})
    plain = client.post("/private", headers={"Referer": foreign})

    assert back(htmx["HX-Redirect"]) == "/"
    assert back(plain["Location"]) == "/"


def test_a_refused_action_leads_back_to_the_page_it_stood_on(client: Client):
    response = client.post("/private", headers={"Referer": "http://testserver/sessions/7"})

    assert back(response["Location"]) == "/sessions/7"


def test_private_pages_are_kept_nowhere(inside: Client):
    assert inside.get("/private")["Cache-Control"] == "no-store"


def test_a_private_page_cannot_ask_to_be_kept(inside: Client):
    assert inside.get("/private?keep")["Cache-Control"] == "no-store"


def test_an_open_page_can_ask_to_be_kept(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(access.OPEN_ROUTES, "private", "for this test")

    assert client.get("/private?keep")["Cache-Control"] == "public, max-age=60"
    assert client.get("/private")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/nowhere", "/accounts/login/", "/private", "/healthz"])
def test_errors_redirects_and_open_pages_are_kept_nowhere_either(client: Client, address: str):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/healthz", "/accounts/login/", "/nowhere", "/private", "/healthz?%00=1"]
)
def test_every_answer_has_the_whole_policy(client: Client, address: str):
    headers = client.get(address).headers

    assert_whole_policy(headers)


@pytest.mark.parametrize("address", ["/%00", "/private%00", "/private?%00=1", "/private?a%00b"])
def test_a_nul_in_an_address_is_a_plain_refusal(inside: Client, address: str):
    response = inside.get(address)

    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_a_nul_in_a_value_is_left_to_the_page(inside: Client):
    assert inside.get("/private?note=a%00b").status_code == 200


def test_a_nul_that_reaches_the_database_is_the_senders_mistake(inside: Client):
    assert inside.get("/broken").status_code == 400


def test_any_other_value_the_database_refuses_is_our_mistake(inside: Client):
    inside.raise_request_exception = False

    assert inside.get("/faulty").status_code == 500


@pytest.mark.parametrize(
    "address", ["/?%ED%A0%80=1", "/private?%FF=%FE", "/%F0%9F%92%AA", "/\u202e"]
)
def test_an_address_that_is_no_text_is_never_a_fault(inside: Client, address: str):
    assert inside.get(address).status_code < 500


@pytest.mark.parametrize(("extra", "status"), [(-1, 200), (0, 200), (1, 413)])
def test_a_request_is_refused_above_the_largest_upload(inside: Client, extra: int, status: int):
    length = settings.REQUEST_MAX_BYTES + extra

    response = inside.get("/private", CONTENT_LENGTH=str(length))

    assert response.status_code == status


@pytest.mark.parametrize("announced", ["", "-5", "x", "１２", "1e9"])
def test_a_length_that_is_no_number_is_no_length(inside: Client, announced: str):
    assert inside.get("/private", CONTENT_LENGTH=announced).status_code == 200


@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 400)])
def test_a_form_has_a_largest_size(inside: Client, extra: int, status: int):
    body = "a=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE - 2 + extra)

    response = inside.post("/echo", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == status


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("sign", ["%", "&", "=", "+", "%41"])
def test_a_strangers_form_costs_little_memory(client: Client, sign: str):
    body = (sign * 1024 * 1024)[: 1024 * 1024]
    client.get("/accounts/login/")
    tracemalloc.start()
    try:
        response = client.post("/accounts/login/", body, content_type=FORM)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert response.status_code == 413
    # The body itself stands in the test's own memory several times.
    assert most < 16 * 1024 * 1024


@pytest.mark.parametrize(("path", "status"), [("/accounts/login/", 200), ("/private", 302)])
def test_a_strangers_form_has_a_largest_size(client: Client, path: str, status: int):
    fits = "a=" + "x" * (settings.STRANGER_MAX_BYTES - 2)

    assert client.post(path, fits, content_type=FORM).status_code == status
    assert client.post(path, fits + "x", content_type=FORM).status_code == 413


@pytest.mark.parametrize(("fields", "status"), [(2_000, 200), (2_001, 400)])
def test_a_form_has_a_largest_number_of_fields(inside: Client, fields: int, status: int):
    body = "&".join(f"f{number}=1" for number in range(fields))

    response = inside.post("/echo", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == status


def test_a_form_without_its_token_is_refused_in_plain_words(lifter: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lifter)

    page = client.post("/echo", {"a": "1"})
    fragment = client.post("/echo", {"a": "1"}, headers={"HX-Request": "true"})

    assert page.status_code == fragment.status_code == 403
    assert "too old" in page.content.decode()
    assert "CSRF" not in page.content.decode()
    assert fragment.content.decode().startswith("Not saved: this page is out of date.")
    assert page["Cache-Control"] == "no-store"
