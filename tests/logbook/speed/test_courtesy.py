"""Long work lets short requests end first: a set logged beside an admin's preview."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpRequest, HttpResponse

from logbook.speed import courtesy
from logbook.speed.courtesy import ShortRequests, unhurried

# Whoever waits for something that never comes fails after so many seconds instead of hanging.
LONG = 30.0


@pytest.fixture(autouse=True)
def looks_about_before_each_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "TURN", 0.0)
    monkeypatch.setattr(courtesy, "WAIT", LONG)


@contextmanager
def a_request() -> Iterator[Callable[[], None]]:
    """A request that is being answered by another thread; calling what it gives ends it."""
    begun, end = threading.Event(), threading.Event()

    def answer(_: HttpRequest) -> HttpResponse:
        begun.set()
        assert end.wait(LONG)
        return HttpResponse()

    thread = threading.Thread(target=ShortRequests(answer), args=(HttpRequest(),))
    thread.start()
    assert begun.wait(LONG)
    try:
        yield end.set
    finally:
        end.set()
        thread.join()


def waits(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object] = lambda: None
) -> list[float]:
    """How long each wait may take; while one lasts, `meanwhile` happens."""
    found: list[float] = []
    wait_for = courtesy._changed.wait_for

    def wait(predicate: Callable[[], bool], timeout: float) -> bool:
        assert not predicate()
        found.append(timeout)
        meanwhile()
        return wait_for(predicate, timeout)

    monkeypatch.setattr(courtesy._changed, "wait_for", wait)
    return found


def test_work_goes_on_once_the_short_request_has_ended(monkeypatch: pytest.MonkeyPatch):
    with a_request() as end:
        found = waits(monkeypatch, end)

        assert list(unhurried("abc")) == ["a", "b", "c"]

    assert found == [LONG]
    assert not courtesy._short


def test_with_nobody_there_nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    found = waits(monkeypatch)

    assert list(unhurried("abc")) == ["a", "b", "c"]
    assert found == []


def test_in_a_full_gym_it_goes_on_after_each_wait(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(courtesy, "WAIT", 0.0)

    with a_request():
        found = waits(monkeypatch)

        assert list(unhurried("abc")) == ["a", "b", "c"]

    assert found == [0.0, 0.0, 0.0]


def test_within_its_turn_it_does_not_look_about(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(courtesy, "TURN", LONG)

    with a_request():
        found = waits(monkeypatch)

        assert list(unhurried("abc")) == ["a", "b", "c"]

    assert found == []


def test_two_long_ones_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch):
    found = waits(monkeypatch)

    def answer(_: HttpRequest) -> HttpResponse:
        assert courtesy._short == {threading.get_ident()}
        long = unhurried("abc")
        assert next(long) == "a"
        assert not courtesy._short
        return HttpResponse([*long, *unhurried("de")])

    assert ShortRequests(answer)(HttpRequest()).content == b"bcde"  # type: ignore[attr-defined]
    assert found == []


def test_a_request_that_breaks_is_waited_for_no_longer():
    def answer(_: HttpRequest) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ShortRequests(answer)(HttpRequest())

    assert not courtesy._short
