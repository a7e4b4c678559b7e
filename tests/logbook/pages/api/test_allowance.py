"""How often a token may ask, counted for all processes, and hardly ever written."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from logbook.models import AccessToken, User
from logbook.pages.api.allowance import AT_ONCE, MOST, SECONDS, Allowance, allowance
from tests.logbook.pages.api.given import a_token, read, refusal

pytestmark = pytest.mark.usefixtures("release")


def test_so_many_requests_a_minute_and_not_one_more(lifter: User, monkeypatch):
    now = 28_000_000 * SECONDS
    taken = [Allowance.wait(allowance, 7, now + 5) for _ in range(MOST)]

    assert taken == [0] * MOST
    assert Allowance.wait(allowance, 7, now + 5) == 55
    assert Allowance.wait(allowance, 7, now + SECONDS - 1) == 1
    # Another token has its own, and the next minute is a new one.
    assert Allowance.wait(allowance, 8, now + 5) == 0
    assert Allowance.wait(allowance, 7, now + SECONDS) == 0


def test_several_processes_count_together(lifter: User):
    now = 28_000_001 * SECONDS
    processes = [Allowance() for _ in range(3)]

    let = [one.wait(7, now) for _ in range(MOST) for one in processes].count(0)

    assert let == MOST


def test_a_reading_is_no_write_but_one_in_ten(lifter: User, django_assert_num_queries):
    now = 28_000_002 * SECONDS
    one = Allowance()
    one.wait(7, now)

    with django_assert_num_queries(0):
        assert [one.wait(7, now) for _ in range(AT_ONCE - 1)] == [0] * (AT_ONCE - 1)


def test_one_who_is_refused_asks_the_database_no_more(lifter: User, django_assert_num_queries):
    now = 28_000_003 * SECONDS
    for block in range(MOST // AT_ONCE):
        cache.add(f"api:7:{28_000_003}:{block}", 1, SECONDS)
    one = Allowance()
    assert one.wait(7, now)

    with django_assert_num_queries(0):
        assert one.wait(7, now)


def test_too_often_is_said_with_when_to_ask_again(lifter: User, monkeypatch):
    made = a_token(lifter)
    monkeypatch.setattr(allowance, "wait", lambda token_id, seconds: 17)

    response = read(made, "sessions")

    assert (response.status_code, response["Retry-After"]) == (429, "17")
    assert refusal(response)["code"] == "too_many_requests"
    assert AccessToken.objects.get().last_used_at is None
