"""An exercise by itself: what it is, what failing it costs, and what the lifter did of it."""

import datetime as dt
import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.sets import delete_set
from logbook.pages.exercises.page import EXPOSURES, read_exercise
from programming.catalogue.classification import RiskAnswers
from programming.catalogue.own import create_own_exercise
from programming.models import RiskEntry
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

BENCH = "Barbell bench press"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def address(name=BENCH):
    return reverse("exercise_detail", args=[an_exercise(name).exercise_id])


def benched(lifter, *, days, count=1, **named):
    """A finished session with so many sets of bench, so many days after noon."""
    session = a_session(
        lifter=lifter, workout=None, exercises=[BENCH], started=NOON + dt.timedelta(days=days)
    )
    rows = [logged(item=the_item(session=session), **named) for _ in range(count)]
    finished(session)
    return rows


def days_shown(html):
    return re.findall(r'<th scope="rowgroup" colspan="4"> ?<a href="[^"]*">([^<]*)</a>', html)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (BENCH, "avoid failure A failed rep here can cost a lot"),
        (BENCH, "Keep at least 2 good reps left."),
        (
            BENCH,
            "With spotter arms, pins or a spotter in place: your target alone decides how many",
        ),
        (BENCH, "It then counts as a lift to fail with caution."),
        (BENCH, "Works mostly Chest Works too Triceps, Shoulders"),
        (BENCH, "Also called"),
        ("Barbell deadlift", "Safeties change nothing here."),
        ("Leg press", "With machine stops in place: your target alone decides"),
        ("Curl", "failure is safer A failed rep here costs little."),
        ("Pull-up", "Load Bodyweight, with weight added"),
        ("Bulgarian split squat", "Sides One at a time"),
    ],
)
def test_it_says_what_the_exercise_is_and_what_failing_it_costs(client, name, says):
    assert says in words(page(client, address(name)))


def test_the_reason_and_the_rule_stand_beside_the_risk(client):
    html = page(client, address())

    assert an_exercise(BENCH).rationale in html
    assert reverse("rulebook_rule", args=["risk_tier"]) in html


def test_every_exercise_of_the_catalogue_has_a_page_that_makes_sense(lifter):
    """Each sentence of it, for all of them: no code, no empty word."""
    for entry in RiskEntry.objects.exclude(release=None).select_related("exercise"):
        shown = read_exercise(lifter, entry, now=NOON)
        said = [
            shown.risk_says,
            shown.safeties_say,
            *(word for pair in shown.facts for word in pair),
        ]
        assert all(said)
        assert not re.search(r"_|None|  |:\.", " ".join(said)), said


def test_an_own_exercise_says_what_was_answered_and_leads_to_changing_it(client, lifter):
    own = create_own_exercise(
        lifter,
        "Zercher carry",
        is_compound=True,
        primary_muscles=[],
        answers=RiskAnswers(traps=False, balance=True),
    )

    html = page(client, reverse("exercise_detail", args=[own.exercise_id]))

    assert "You said that balance gives in first" in html
    assert "Your own exercise" in html
    assert reverse("exercise_edit", args=[own.exercise_id]) in html


def test_nobody_elses_own_exercise_is_there(client):
    hers = create_own_exercise(a_lifter(), "Zercher carry", is_compound=True, primary_muscles=[])

    assert client.get(reverse("exercise_detail", args=[hers.exercise_id])).status_code == 404


def test_sets_stand_newest_first_with_effort_and_verdict(client, lifter):
    benched(lifter, days=0, rir=1)
    benched(lifter, days=2, rir=3, load="82.5")

    html = page(client, address())

    assert days_shown(html) == ["Fri 7 Mar 2025", "Wed 5 Mar 2025"]
    assert "1 82.5 × 8 3 on target" in words(html)
    assert "1 80 × 8 1 Stop: below floor" in words(html)


def test_what_is_not_judged_says_what_it_is(client, lifter):
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session), kind="warm_up", load="40", rir=None)

    text = words(page(client, address()))

    assert "W 40 × 8 – warm-up" in text
    assert "no verdict" not in text


def test_a_lifter_who_uses_words_reads_words(lifter, client):
    lifter.effort_input = "words"
    lifter.save()
    benched(lifter, days=0, rir=3, rir_in_words=True)

    assert "80 × 8 Medium" in words(page(client, address()))


def test_deleted_sets_and_other_peoples_are_not_shown(client, lifter):
    benched(a_lifter(), days=0)
    (row,) = benched(lifter, days=1)
    delete_set(lifter, row.pk, now=NOON)

    text = words(page(client, address()))

    assert "None yet." in text
    assert "No estimate yet" in text


def test_older_sets_follow_page_by_page_each_once(client, lifter):
    for day in range(2 * EXPOSURES + 1):
        benched(lifter, days=day)
    # A second one on the last day of the first page.
    benched(lifter, days=EXPOSURES + 1)
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(3):
        html = page(client, address(), query)
        seen += re.findall(r'href="/sessions/(\d+)/review/"', html)
        older = re.search(r'\?before=([^"]+)" rel="next"', html)
        query = {"before": unquote(older[1])} if older else {}
        assert ("Older sets" in html) == (len(seen) > EXPOSURES)

    assert not query
    assert len(seen) == len(set(seen)) == 2 * EXPOSURES + 2


@pytest.mark.parametrize(
    "before", [*RUBBISH.values(), "2025-03-05", "2025-13-05~3", "~", "2025-03-05~x", "~3"]
)
def test_an_odd_page_is_the_first(client, lifter, before):
    benched(lifter, days=0)

    assert days_shown(page(client, address(), {"before": before})) == ["Wed 5 Mar 2025"]


def test_it_costs_the_same_after_one_session_and_after_forty(client, lifter):
    place = address()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(client, place)
        return len(asked)

    benched(lifter, days=0)
    page(client, address())
    few = queries()
    for day in range(1, 40):
        benched(lifter, days=day)

    # The browser's session, its user, the release, and what the page reads.
    assert queries() == few == 10


def test_the_way_back_leads_to_the_session_that_runs(client, lifter):
    assert f'href="{reverse("session_list")}" aria-label="Back' in page(client, address())
    session = a_session(lifter=lifter)

    assert f'href="{reverse("session_detail", args=[session.pk])}" aria-label="Back' in page(
        client, address()
    )


def test_the_session_the_list_and_the_review_lead_to_it(client, lifter):
    session = a_finished_session(lifter=lifter)
    running = a_session(lifter=lifter)

    for place in (
        reverse("session_detail", args=[running.pk]),
        reverse("exercise_pick", args=[running.pk]),
        reverse("session_review", args=[session.pk]),
    ):
        assert f'href="{address()}"' in page(client, place), place


def test_the_star_is_on_the_page(client):
    assert 'aria-pressed="false"' in page(client, address())

    html = flat(
        client.post(
            reverse("exercise_star", args=[an_exercise(BENCH).exercise_id]),
            {"star": "on"},
            follow=True,
        ).content.decode()
    )

    assert 'aria-pressed="true"' in html
    assert "hx-post" not in html


def test_an_exercise_the_catalogue_gave_up_keeps_its_page(client, lifter, tmp_path):
    from django.core.management import call_command

    from programming.datafiles import EXERCISES

    benched(lifter, days=0)
    place = address("Ab wheel")
    lines = EXERCISES.read_text().splitlines(keepends=True)
    path = tmp_path / "new.csv"
    path.write_text("".join(line for line in lines if ",Ab wheel," not in line))
    call_command("load_catalogue", exercises=path, verbosity=0)

    assert "Ab wheel" in page(client, place)
