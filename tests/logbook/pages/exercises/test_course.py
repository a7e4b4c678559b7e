"""An exercise over time: its pictures, its best sets, and the verdict of the rules."""

import datetime as dt

import pytest

from tests.logbook.given import NOON, RUBBISH, logged_in
from tests.logbook.pages.exercises.test_page import address, benched
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def now_is(monkeypatch, *, days):
    """The clock of the page, so many days after noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(days=days))


def test_the_trend_is_a_picture_with_its_numbers_as_a_table(lifter, monkeypatch):
    benched(lifter, days=0, reps=8, load="80", rir=2)
    benched(lifter, days=3, reps=8, load="85", rir=2)
    benched(lifter, days=6, reps=7, load="80", rir=3)
    now_is(monkeypatch, days=7)

    html = page(logged_in(lifter), address())

    assert html.count('class="rs-chart"') == 3
    says = "106.5 kg last time, unchanged since 5 Mar 2025; best 113.5 on 8 Mar 2025."
    assert html.count(says) == 2
    assert "11 Mar 2025 106.5 8 Mar 2025 113.5 best 5 Mar 2025 106.5" in words(html)


def test_a_record_is_marked_and_broken_form_too(lifter, monkeypatch):
    benched(lifter, days=0, load="80")
    benched(lifter, days=3, load="85")
    benched(lifter, days=6, load="85", ended_by="technical_failure")
    now_is(monkeypatch, days=7)

    html = page(logged_in(lifter), address())
    chart = html.split('aria-labelledby="trend-chart-t')[1].split('class="rs-legend"')[0]

    assert chart.count('href="#m-record"') == 1
    assert chart.count('href="#m-grind"') == 1
    effort = html.split('aria-labelledby="effort-chart-t')[1]
    assert effort.count('<use href="#m-form" x="8.5"') == 1


@pytest.mark.parametrize(
    ("days", "chosen"),
    [(0, "12w"), (76, "12w"), (77, "1y"), (363, "1y"), (364, "all"), (9000, "all")],
)
def test_without_a_range_the_shortest_longer_one_with_a_session_is_shown(
    lifter, monkeypatch, days, chosen
):
    benched(lifter, days=0)
    now_is(monkeypatch, days=days)

    html = page(logged_in(lifter), address())

    assert f'<a href="?range={chosen}" aria-current="true">' in html


def test_a_range_without_a_session_says_when_it_was_done_last(lifter, monkeypatch):
    benched(lifter, days=0)
    now_is(monkeypatch, days=300)

    text = words(page(logged_in(lifter), address(), {"range": "4w"}))

    assert "No estimate in these days You did it last on 5 March 2025." in text


@pytest.mark.parametrize("range_", ["4w", "12w", "1y", "all", *RUBBISH.values()])
def test_any_range_is_answered(client, lifter, range_):
    benched(lifter, days=0)

    assert client.get(address(), {"range": range_}).status_code == 200


def test_the_best_sets_by_reps_are_the_heaviest_with_their_effort(client, lifter):
    benched(lifter, days=0, reps=5, load="100", rir=1)
    benched(lifter, days=1, reps=5, load="100", rir=3)
    benched(lifter, days=2, reps=5, load="95", rir=4)
    benched(lifter, days=3, reps=8, load="90", rir=2, ended_by="technical_failure")
    benched(lifter, days=4, reps=8, load="85", rir=None)

    text = words(page(client, address()))

    assert "Reps kg Left On 5 100 3 6 Mar 2025 8 85 – 9 Mar 2025 Counted" in text


def progressed(lifter, *, efforts):
    """Bench sessions a week apart, at 80 kg × 8 with so many left each."""
    for week, rir in enumerate(efforts):
        benched(lifter, days=7 * week, count=3, rir=rir, reps=8)


@pytest.mark.parametrize(
    ("efforts", "title"),
    [
        ([2, 2, 2, 2, 2, 2], "Holding its own"),
        ([2, 2, 2.5, 3, 3.5], "Progressing"),
        ([3] * 9, "A plateau"),
        ([1] * 9, "A grind, not a plateau: back off"),
        ([3, 3, 3, 3, 3, 3, 0, 0], "Weaker than before"),
    ],
)
def test_the_verdict_is_the_rules(lifter, monkeypatch, efforts, title):
    progressed(lifter, efforts=efforts)
    now_is(monkeypatch, days=7 * len(efforts) - 6)

    text = words(page(logged_in(lifter), address()))

    assert f"How it is going {title}" in text
    assert f"Rests on your last {len(efforts)} sessions of it" in text


def test_a_lift_long_not_done_has_no_verdict(client, lifter):
    benched(lifter, days=0)

    assert "How it is going" not in page(client, address())
