"""Who is let in: a token that is one, not expired, not revoked, that may read this, not too often."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from logbook.acts.tokens import revoke_token
from logbook.choices import TokenScope
from logbook.models import AccessToken, User
from tests.house.policy import assert_whole_policy
from tests.logbook.given import a_finished_session, a_lifter, logged_in
from tests.logbook.pages.api.given import a_token, read, refusal, told

pytestmark = pytest.mark.usefixtures("release")

NEEDS = {
    "sessions": TokenScope.SESSIONS,
    "sessions/1": TokenScope.SESSIONS,
    "sets": TokenScope.SESSIONS,
    "exercises": TokenScope.EXERCISES,
    "exercises/1": TokenScope.EXERCISES,
    "records": TokenScope.RECORDS,
    "adherence": TokenScope.ADHERENCE,
}


def refused(response) -> str:
    assert response.status_code == 401
    assert not response.cookies
    code = refusal(response)["code"]
    error = "" if code == "token_missing" else 'error="invalid_token"'
    assert error in response["WWW-Authenticate"]
    assert response["WWW-Authenticate"].startswith('Bearer realm="RepStack"')
    return code


def test_without_a_token_nothing_is_told(lifter: User):
    made = a_token(lifter)
    for header in ("", "Bearer", "Bearer ", f"Basic {made}", made, "Bearer\t" + made):
        response = Client().get("/api/v1/sessions", headers={"Authorization": header})
        assert refused(response) == "token_missing", header
    assert refused(Client().get("/api/v1/sessions")) == "token_missing"


def test_a_token_is_read_from_the_header_alone(lifter: User):
    made = a_token(lifter)
    client = logged_in(lifter)
    client.cookies["token"] = made

    assert refused(client.get(f"/api/v1/sessions?token={made}&access_token={made}"))


@pytest.mark.parametrize("text", ["x", "repstack_" + "x" * 43, "repstack_\u00e9" + "x" * 42])
def test_what_is_no_token_of_ours_opens_nothing(lifter: User, text: str):
    assert refused(read(text.encode().decode("latin-1"), "sessions")) == "token_invalid"


def test_one_that_is_revoked_opens_nothing_with_the_next_request(lifter: User):
    made = a_token(lifter)
    told(made, "sessions")
    revoke_token(lifter, AccessToken.objects.get().pk)

    assert refused(read(made, "sessions")) == "token_invalid"


def test_one_that_has_expired_says_so(lifter: User):
    made = a_token(lifter)
    AccessToken.objects.update(expires_at=timezone.now())

    assert refused(read(made, "sessions")) == "token_expired"


def test_a_closed_accounts_opens_nothing(lifter: User):
    made = a_token(lifter)
    User.objects.update(is_active=False)

    assert refused(read(made, "sessions")) == "token_invalid"


@pytest.mark.parametrize("path", list(NEEDS))
def test_a_token_reads_what_it_may_and_no_more(path: str, lifter: User):
    others = [scope for scope in TokenScope if scope != NEEDS[path]]
    may_all_else = a_token(lifter, *others, name="all else")
    may_this = a_token(lifter, NEEDS[path], name="this")

    response = read(may_all_else, path)

    assert response.status_code == 403
    assert refusal(response)["code"] == "scope_missing"
    assert f'scope="{NEEDS[path].value}"' in response["WWW-Authenticate"]
    # A session with this key there is none.
    assert read(may_this, path).status_code in {200, 404}
    assert told(may_all_else, "")["scopes"] == others


def test_what_is_anothers_is_not_there(lifter: User):
    other = a_lifter()
    session = a_finished_session(lifter=other)

    theirs = read(a_token(lifter), f"sessions/{session.pk}")
    never = read(a_token(lifter, name="b"), f"sessions/{session.pk + 999}")

    assert (theirs.status_code, theirs.content) == (404, never.content)
    assert refusal(theirs)["code"] == "not_found"
    assert told(a_token(other), f"sessions/{session.pk}")["session"]["id"] == session.pk


def test_use_is_noted(lifter: User):
    made = a_token(lifter)
    before = timezone.now()

    told(made, "sessions")

    used = AccessToken.objects.get().last_used_at
    assert used is not None
    assert used >= before


# --- How it goes out ------------------------------------------------------------------------------


def test_headers_are_for_the_one_who_asks_alone(lifter: User):
    response = read(a_token(lifter), "sessions", Origin="https://elsewhere.example")

    assert response["Cache-Control"] == "private, no-cache"
    assert "Authorization" in response["Vary"]
    assert not any(name.startswith("Access-Control") for name in response.headers)
    assert not response.cookies
    assert_whole_policy(response.headers)


def test_what_did_not_change_is_not_sent_again(lifter: User):
    made = a_token(lifter)
    first = read(made, "sessions")

    again = read(made, "sessions", None, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "private, no-cache"
    a_finished_session(lifter=lifter)
    assert read(made, "sessions", None, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_head_answers_as_get_does(lifter: User):
    made = a_token(lifter)
    got = read(made, "sessions")

    head = Client().head("/api/v1/sessions", headers={"Authorization": f"Bearer {made}"})

    assert (head.status_code, head["ETag"]) == (200, got["ETag"])


def test_nothing_is_written_with_it(lifter: User):
    client, header = (
        Client(enforce_csrf_checks=True),
        {"Authorization": f"Bearer {a_token(lifter)}"},
    )
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        response = client.generic(method, "/api/v1/sessions", headers=header)
        assert response.status_code == 405, method
        assert response["Allow"] == "GET, HEAD"
        assert refusal(response)["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("sets?limit=0", 422),
        ("sets?limit=101", 422),
        ("sets?limit=x", 422),
        ("sets?exercise=0", 422),
        ("sets?exercise=1000000000000000000", 422),
        ("sets?cursor=", 422),
        ("sets?cursor=%00", 422),
        ("sets?cursor=WzFd:x", 422),
        ("sessions/1000000000000000000", 404),
        ("sessions/-1", 404),
        ("sessions/", 404),
        ("nothing", 404),
        ("sets?a%00=1", 400),
        ("a%00", 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_the_same_shape(lifter: User, path: str, status: int):
    response = read(a_token(lifter), path)

    assert response.status_code == status
    body = refusal(response)
    if status == 422 and "cursor" not in path:
        assert [one["field"] for one in body["errors"]] == [
            path.split("?")[1].split("=", maxsplit=1)[0]
        ]


def test_a_cursor_is_of_one_list(lifter: User):
    for days in (1, 2):
        a_finished_session(lifter=lifter, started=timezone.now() - dt.timedelta(days=days))
    made = a_token(lifter)
    place = told(made, "sessions?limit=1")["next"]

    assert refusal(read(made, f"sets?cursor={place}"))["code"] == "bad_cursor"
    assert refusal(read(made, f"sessions?cursor={place[:-1]}"))["code"] == "bad_cursor"
    assert told(made, f"sessions?cursor={place}")["items"]


def test_the_description_is_open_and_kept_for_an_hour():
    response = Client().get("/api/v1/openapi.json")

    assert response["Cache-Control"] == "public, max-age=3600"
    body = json.loads(response.content)
    assert set(body["paths"]) == {
        *("/api/v1/", "/api/v1/sessions", "/api/v1/sessions/{session_id}", "/api/v1/sets"),
        *("/api/v1/exercises", "/api/v1/exercises/{exercise_id}", "/api/v1/records"),
        "/api/v1/adherence",
    }
    assert all(set(one) == {"get"} for one in body["paths"].values())
    assert body["components"]["securitySchemes"]["PersonalToken"]["scheme"] == "bearer"
