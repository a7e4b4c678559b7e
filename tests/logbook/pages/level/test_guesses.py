"""How good our guesses are: ours beside a plain rule, silent while they are few."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.advice.backtest import Lately
from logbook.models import Set, User
from programming.rulebook import Backtest, E1RMBacktest, E1RMErrors, RepsBacktest, RepsErrors
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, logged_in, the_item
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

BENCH = "Barbell bench press"
# Nothing is guessed of the first three sessions.
FIRST = 3


@pytest.fixture
def client(lifter, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    return logged_in(lifter)


def benched(lifter: User, sessions: int, *, before: dt.datetime = NOON, reps: int = 8) -> None:
    """So many finished sessions, two days apart, the last two days before."""
    for place in range(sessions, 0, -1):
        started = before - dt.timedelta(days=2 * place)
        session = a_session(lifter=lifter, workout=None, exercises=[BENCH], started=started)
        logged(item=the_item(session=session), reps=reps, rir=None)
        finished(session)


def guesses(client) -> str:
    return words(page(client, reverse("guesses")))


def test_without_a_log_it_says_what_will_be_read(client):
    text = guesses(client)

    assert "There is no finished session with a working set yet." in text
    assert "1,500 at most" in text
    assert text.count("20 more to go") == 4


def test_it_is_silent_under_twenty_guesses_and_says_how_many_are_missing(client, lifter):
    benched(lifter, FIRST + 19)

    text = guesses(client)

    assert "A weight you used before 19 guessed 1 more to go" in text
    assert "than the plain rule" not in text
    assert "as good as" not in text
    assert "It held" not in text


def test_with_twenty_it_speaks(client, lifter):
    benched(lifter, FIRST + 20)

    text = guesses(client)

    assert "A weight you used before 20 guessed 0.00 100 % within 1 0.00 100 % within 1" in text
    assert (
        "A weight you used before: our guess is as good as the plain rule, hardly better or worse."
        in text
    )
    assert "Another weight 0 guessed 20 more to go" in text
    assert "Every session 20 guessed 0.0 % 0.0 %" in text
    assert "Without repeated sessions 0 guessed 20 more to go" in text
    assert "It held 100 %." in text
    assert "These are 23, since 18 Jan 2025." in text


def shown(monkeypatch, client, reps: RepsErrors, e1rm: E1RMErrors, band: float | None) -> str:
    """The page of figures that are given."""
    found = Backtest(
        RepsBacktest(reps, reps, reps),
        E1RMBacktest(
            e1rm.n, e1rm.coverage, e1rm.median_error_pct, e1rm.plain_median_error_pct, e1rm, band
        ),
    )
    monkeypatch.setattr(
        "logbook.pages.level.guesses.backtest_lately",
        lambda lifter, until: Lately(found, 900, NOON.date()),
    )
    return guesses(client)


@pytest.mark.parametrize(
    ("ours", "plain", "verdict"),
    [
        (1.05, 1.12, "our guess is nearer than the plain rule."),
        (1.05, 1.0, "our guess is as good as the plain rule, hardly better or worse."),
        (0.99, 1.05, "our guess is nearer than the plain rule."),
        (1.12, 1.05, "the plain rule is nearer than our guess. Trust your last session there."),
        (1.00, 1.05, "our guess is as good as the plain rule, hardly better or worse."),
    ],
)
def test_it_says_which_is_nearer_whichever_it_is(monkeypatch, client, ours, plain, verdict):
    text = shown(
        monkeypatch,
        client,
        RepsErrors(200, 1.0, ours, 0.7, plain, 0.69),
        E1RMErrors(200, 1.0, 10 * ours, 10 * plain),
        0.81,
    )

    assert f"A weight you used before: {verdict}" in text
    assert f"Another weight: {verdict}" in text
    assert f"{ours:.2f} 70 % within 1 {plain:.2f} 69 % within 1" in text
    assert "It held 81 %." in text
    assert "had no number" not in text


def test_what_had_no_number_is_said(monkeypatch, client):
    text = shown(
        monkeypatch,
        client,
        RepsErrors(200, 0.97, 1.0, 0.7, 1.1, 0.7),
        E1RMErrors(19, 1.0, 2.0, 2.0),
        0.8,
    )

    assert "6 of them had no number from us" in text
    assert "Every session 19 guessed 1 more to go" in text
    assert "It held" not in text


def test_a_running_session_deleted_sets_and_others_are_not_read(client, lifter):
    benched(lifter, 2)
    benched(a_lifter(), 2)
    benched(lifter, 1, before=NOON - dt.timedelta(days=30))
    Set.objects.filter(athlete=lifter).order_by("started_at")[0].delete()
    running = a_session(lifter=lifter, workout=None, exercises=[BENCH], started=NOON)
    logged(item=the_item(session=running), rir=None)

    assert "These are 2, since 1 Mar 2025." in guesses(client)


def test_no_more_sets_are_read_than_it_says(client, lifter, monkeypatch):
    monkeypatch.setattr("logbook.log.latest_sets.LATEST_SETS", 5)
    benched(lifter, 6)

    # The session that the limit may have cut through is left out.
    assert "These are 4, since 25 Feb 2025." in guesses(client)


def test_a_longer_log_asks_no_more_queries(client, lifter):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("guesses"))
        return len(asked)

    benched(lifter, 2)
    count()
    short = count()
    benched(lifter, 12, before=NOON - dt.timedelta(days=60))

    assert count() == short


def test_a_day_that_comes_again_over_the_date_line_stops_nothing(client, lifter):
    benched(lifter, 4)
    last = lifter.sessions.latest_first()[0]
    day = last.local_date - dt.timedelta(days=8)
    lifter.sessions.filter(pk=last.pk).update(local_date=day)
    last.exercises.update(local_date=day)
    last.sets.update(local_date=day)

    assert "A weight you used before 1 guessed 19 more to go" in guesses(client)


@pytest.mark.parametrize("name", ["more", "level", "rir_sense"])
def test_it_is_reached_from_its_neighbours(client, name):
    assert f'href="{reverse("guesses")}"' in page(client, reverse(name))


def test_it_is_reached_from_an_exercise_with_an_estimate(client, lifter):
    benched(lifter, 1)
    exercise = lifter.sessions.latest_first()[0].exercises.get().exercise_id
    session = a_session(
        lifter=lifter, workout=None, exercises=[BENCH], started=NOON - dt.timedelta(days=1)
    )
    logged(item=the_item(session=session), rir=2)
    finished(session)

    assert f'href="{reverse("guesses")}"' in page(
        client, reverse("exercise_detail", args=[exercise])
    )
