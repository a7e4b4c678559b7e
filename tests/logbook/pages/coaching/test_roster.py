"""The list of athletes: its numbers are the raw sets', its order is stated, its cost does not grow."""

import datetime as dt
import re
from collections import Counter
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.choices import Origin
from logbook.kept.keeping import keep_what_weeks_say
from logbook.log.roster import read_shown, tallies_of
from logbook.log.week import read_days
from logbook.models import Set
from logbook.pages.coaching.ranking import Asked, asked_in, rank, shown_on
from logbook.pages.coaching.reasons import Kind, Seen
from logbook.pages.coaching.roster import Row, budget_text, page_of
from logbook.pages.history.adherence import read_across_sessions
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.random_logs import a_random_log
from tests.logbook.reading import page

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
TODAY = NOON.date()
VERDICTS = ("too_close", "on_target", "too_easy")


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def raw(athlete, since: dt.date, until: dt.date) -> list[Set]:
    """The working sets of some days, read without any of the product's reading."""
    found = Set.objects.filter(athlete=athlete, deleted_at=None, kind="working")
    return [row for row in found if since <= row.local_date <= until]


@pytest.mark.parametrize("athletes", [20, pytest.param(300, marks=pytest.mark.deep)])
def test_its_numbers_are_those_of_the_raw_sets_and_of_the_athletes_own_page(athletes: int):
    rng, coach = Random(7), a_coach()
    links = []
    for number in range(athletes):
        athlete = a_random_log(rng, today=TODAY - DAY, days=70, sessions=rng.randrange(0, 22))
        athlete.name = f"Athlete {number:03}"
        athlete.save()
        # The product gives a failed attempt no verdict; these logs do.
        Set.objects.filter(athlete=athlete, reps=0).update(reps=1)
        keep_what_weeks_say(athlete)
        link = coached(athlete, coach, **EVERYTHING)
        link.breaches_from = TODAY - rng.randrange(1, 60) * DAY
        if number % 3 == 2:
            link.since = TODAY - rng.randrange(1, 40) * DAY
        link.save()
        links.append(link)
    rows = list(Set.objects.values_list("pk", flat=True))
    for pk in rng.sample(rows, len(rows) // 5):
        Set.objects.filter(pk=pk).update(breach="form_broke", breach_is_stop=rng.random() < 0.5)

    ranked = rank(coach, NOON)
    effort = {one.link.athlete_id: one.effort for one in ranked}
    shown: dict[int, Row] = {}
    for number in range(-(-athletes // 50)):
        roster = page_of(ranked, Asked(page=number + 1), now=NOON)
        shown |= {row.pk: row for row in roster.rows}

    assert len(shown) == athletes
    for link in links:
        athlete, row = link.athlete, shown[link.athlete_id]
        told = effort[link.athlete_id]
        ended = athlete.sessions.exclude(finished_at=None).order_by("-started_at").first()
        last = ended.local_date if ended is not None else None
        if last is None or (link.since and last < link.since):
            assert (row.last, row.of, told.on_target) == ("none yet", 0, 0)
            continue
        since = max(last - 27 * DAY, link.since or dt.date.min)
        sets = raw(athlete, since, last)
        counts = Counter(one.outcome for one in sets if one.origin == Origin.TYPED)
        assert tuple(getattr(told, name) for name in VERDICTS) == tuple(
            counts[name] for name in VERDICTS
        ), athlete.name
        assert (row.rated, row.of) == (sum(counts[name] for name in VERDICTS), len(sets))
        begin = max(link.breaches_from, link.since or dt.date.min)
        open_ones = [
            one
            for one in Set.objects.filter(athlete=athlete, deleted_at=None).exclude(breach="")
            if one.local_date >= begin
        ]
        assert row.open == len(open_ones)
        assert row.stops == sum(bool(one.breach_is_stop) for one in open_ones)
        own = read_across_sessions(athlete, TODAY)
        if link.since is None:
            assert own is not None
            assert (told.too_close, told.on_target, told.too_easy) == (
                own.too_close, own.on_target, own.too_easy,
            )  # fmt: skip


def test_a_list_of_many_asks_as_often_as_a_list_of_few():
    def asked(number: int) -> int:
        coach = a_coach()
        for place in range(number):
            athlete = a_lifter(name=f"A{place}")
            a_finished_session(lifter=athlete, workout=None, exercises=["Curl"])
            coached(athlete, coach, **(EVERYTHING | {"shows_all": place % 2 == 0}))
        browser = logged_in(coach)
        browser.get(reverse("coaching"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("coaching"))
        return len(queries)

    assert asked(2) == asked(7)


def test_fifty_stand_on_a_page_and_the_next_has_the_rest():
    coach = a_coach()
    for number in range(51):
        coached(a_lifter(name=f"A{number:02}"), coach)
    browser = logged_in(coach)

    first, second = page(browser, "/coaching/"), page(browser, "/coaching/?page=2")

    assert len(re.findall('class="rs-who', first)) == 50
    assert re.findall('class="rs-who[^>]*>([^<]*)<', second) == ["A50"]
    assert page(browser, "/coaching/?page=99").count('class="rs-who') == 1


@pytest.mark.parametrize(
    "query",
    [
        "show=nonsense",
        "sort=nonsense",
        "page=-1",
        "page=x",
        "page=" + "9" * 30,
        "q=" + "x" * 500,
        "q=%00",
    ],
)
def test_nonsense_in_the_address_is_no_error(query: str):
    coach = a_coach()
    coached(a_lifter(name="Ivo"), coach)

    assert logged_in(coach).get(f"/coaching/?{query}").status_code == 200


def test_filters_count_all_and_show_their_own():
    coach = a_coach()
    calm, hot = a_lifter(name="Calm"), a_lifter(name="Hot")
    for one in (calm, hot):
        a_finished_session(lifter=one, workout=None, exercises=["Curl"])
        coached(one, coach, shows_all=True)
    Set.objects.filter(athlete=hot).update(breach="below_floor", breach_is_stop=True)
    ranked = rank(coach, NOON)

    assert [one.name for one in ranked] == ["Hot", "Calm"]
    assert [one.worst.kind for one in ranked] == [Kind.STOP, Kind.FINE]
    for chosen, names in (
        ("stop", ["Hot"]),
        ("fine", ["Calm"]),
        ("caution", []),
        ("open", ["Hot"]),
    ):
        assert [one.name for one in shown_on(ranked, asked_in({"show": chosen}))] == names
    assert [one.name for one in shown_on(ranked, asked_in({"q": "cal"}))] == ["Calm"]
    assert [one.name for one in shown_on(ranked, asked_in({"sort": "name"}))] == ["Calm", "Hot"]


def test_htmx_gets_the_list_alone_and_the_answer_varies_by_it():
    coach = a_coach()
    coached(a_lifter(name="Ivo"), coach)

    response = logged_in(coach).get("/coaching/", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "<html" not in html
    assert 'id="roster"' in html
    assert "HX-Request" in response["Vary"]


def test_a_name_is_written_as_it_is_typed_and_never_as_markup():
    coach = a_coach()
    coached(a_lifter(name="<b>Ivo</b> & Co"), coach)

    html = logged_in(coach).get("/coaching/").content.decode()

    assert html.count("&lt;b&gt;Ivo&lt;/b&gt; &amp; Co") >= 2
    assert "<b>Ivo" not in html


def test_a_weeks_failures_in_few_tallies_say_what_those_of_its_exercises_say():
    rng = Random(3)
    monday = TODAY - TODAY.weekday() * DAY
    told = set()
    for level in ("beginner", "intermediate", "advanced") * 8:
        athlete = a_random_log(rng, today=TODAY, days=7, sessions=rng.randrange(0, 6))
        athlete.level = level
        seen = Seen(TODAY, TODAY, TODAY, None, (), None, False, None, {})
        read = read_shown([athlete.pk], [], since=monday, monday=monday, states_from=NOON)
        few = tallies_of(read.week.get(athlete.pk, ()), monday, TODAY)
        whole = budget_text(athlete, read_days(athlete, monday, TODAY), seen)
        assert budget_text(athlete, few, seen) == whole
        told.add(whole)
    assert len(told) > 3
