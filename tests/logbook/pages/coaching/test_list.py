"""The list as a coach keeps it: its lines, its order by column, and what is new since the last visit."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.coaching import change_consent, end_link
from logbook.acts.looks import Consent
from logbook.acts.talks import answer_comment, comment
from logbook.log.coach_list import PRESETS, USUAL, VISIT, list_of, thresholds_of
from logbook.log.roster import Effort
from logbook.models import CoachLink, CoachList, Set
from logbook.pages.coaching.reasons import Kind, reasons_of
from tests.logbook.given import NOON, RUBBISH, a_finished_session, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import EVERYTHING, coached
from tests.logbook.pages.coaching.test_reasons import seen
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

LIST, LINES = "/coaching/", "/coaching/thresholds/"
DAY = dt.timedelta(days=1)
OWN = {
    "close_percent": "25",
    "easy_percent": "45",
    "red_days": "3",
    "silent_days": "6",
    "silent_unplanned_days": "12",
}


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def put(now):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    put(NOON)
    return put


def an_athlete(coach, name="Ivo", **ticks):
    athlete = a_lifter(name=name)
    a_finished_session(lifter=athlete, workout=None, exercises=["Curl"], started=NOON - DAY)
    return athlete, coached(athlete, coach, **({"shows_all": True} | ticks))


class TestLines:
    def test_each_preset_moves_each_line(self):
        for name, inside in (("strict", False), ("usual", True), ("relaxed", True)):
            hot = seen(effort=Effort(100, 75, 25, 0))
            assert (reasons_of(hot, PRESETS[name])[0].kind is Kind.FINE) is inside, name

    @pytest.mark.parametrize(("days", "kind"), [(9, Kind.FINE), (10, Kind.SILENT)])
    def test_a_line_is_on_its_number(self, days, kind):
        quiet = seen(last_day=seen().today - days * DAY)
        assert reasons_of(quiet, PRESETS["strict"])[0].kind is kind
        assert reasons_of(quiet, USUAL)[0].kind is Kind.FINE

    @pytest.mark.parametrize("name", list(PRESETS))
    def test_a_preset_is_taken_in_one_tap(self, coach, name):
        browser = logged_in(coach)
        browser.post(LINES, {"preset": name})
        assert thresholds_of(list_of(coach)) == PRESETS[name]
        assert f"{name.capitalize()}, as it is now" in words(page(browser, LINES))

    def test_own_numbers_are_kept_and_said_below_the_list(self, coach, at):
        an_athlete(coach)
        browser = logged_in(coach)
        assert browser.post(LINES, OWN).status_code == 302
        text = words(page(browser, LIST))
        assert "too close (25 % of rated sets)" in text
        assert "silent (6 days with a program, else 12)" in text

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("close_percent", "4", "Type whole per cent, 5 to 95."),
            ("close_percent", "5", ""),
            ("close_percent", "95", ""),
            ("close_percent", "96", "Type whole per cent, 5 to 95."),
            ("easy_percent", "", "Type whole per cent, 5 to 95."),
            ("red_days", "0", "Type 1 to 4"),
            ("red_days", "4", ""),
            ("red_days", "5", "Type 1 to 4"),
            ("silent_days", "1", "Type whole days, 2 to 60."),
            ("silent_days", "13", "at least as long as with one: 13 days or more"),
            ("silent_days", "12", ""),
            ("silent_unplanned_days", "91", "Type whole days, 2 to 90."),
            ("silent_unplanned_days", "٩٠", ""),
            ("silent_unplanned_days", "5", "6 days or more"),
        ],
    )
    def test_each_has_its_limits_and_says_so(self, coach, field, value, says):
        response = logged_in(coach).post(LINES, OWN | {field: value})
        assert response.status_code == (422 if says else 302)
        assert says in words(response.content.decode())
        assert CoachList.objects.exists() is not bool(says)

    def test_rubbish_is_told_so(self, coach):
        for what, text in RUBBISH.items():
            browser = logged_in(coach)
            assert browser.post(LINES, OWN | {"silent_days": text}).status_code == 422, what
            assert browser.post(LINES, {"preset": text}).status_code == 400, what


def test_columns_sort_and_keep_what_is_chosen(coach, at):
    an_athlete(coach, "Ada")
    second, _ = an_athlete(coach, "Ben")
    Set.objects.filter(athlete=second).update(breach="below_floor", breach_is_stop=False)
    browser = logged_in(coach)

    def names(sort):
        html = page(browser, f"{LIST}?sort={sort}&show=open&q=")
        assert "sort=name" in html
        assert "show=open" in html
        return re.findall('class="rs-who[^>]*>([^<]*)<', page(browser, f"{LIST}?sort={sort}"))

    assert names("breaches") == ["Ben", "Ada"]
    assert names("name") == ["Ada", "Ben"]
    for sort in ("readiness", "last", "target", "worst"):
        assert set(names(sort)) == {"Ada", "Ben"}


class TestSinceTheLastVisit:
    def test_the_first_visit_says_nothing(self, coach, at):
        an_athlete(coach)
        assert "Since" not in words(page(logged_in(coach), LIST))

    def test_it_tells_breaches_reasons_answers_and_sessions(self, coach, at):
        athlete, link = an_athlete(coach)
        browser = logged_in(coach)
        page(browser, LIST)
        later = NOON + DAY
        session = a_finished_session(
            lifter=athlete, workout=None, exercises=["Curl"], started=later
        )
        Set.objects.filter(session=session).update(breach="below_floor", breach_is_stop=True)
        many = Set.objects.filter(session=session).count()
        said = comment(
            coach, link, session.pk, key=uuid.uuid4(), text="Stop.", row_id=None, now=later
        )
        answer_comment(athlete, said.pk, key=uuid.uuid4(), text="Yes.", now=later)

        at(later + 3 * VISIT)
        text = words(page(browser, LIST))

        assert f"{many} new breach" in text
        assert f"New breaches: Ivo {many}" in text
        assert "Sets to stop: Ivo" in text
        assert "Answered you: Ivo" in text
        assert "1 session by 1 athlete" in text
        assert re.search(r"below the floor: [\w ]+ new", text)
        # The same visit says the same; the next one nothing more.
        at(later + 3 * VISIT + VISIT)
        assert "Sets to stop: Ivo" in words(page(browser, LIST))
        at(later + 6 * VISIT)
        assert "nothing new" in words(page(browser, LIST))

    @pytest.mark.parametrize(("after", "is_new"), [(VISIT, False), (VISIT * 1.01, True)])
    def test_a_visit_ends_after_two_hours(self, coach, at, after, is_new):
        an_athlete(coach)
        browser = logged_in(coach)
        page(browser, LIST)
        at(NOON + after)
        assert ("Since" in words(page(browser, LIST))) is is_new

    def test_who_left_a_reason_is_named_once(self, coach, at):
        athlete, _ = an_athlete(coach)
        Set.objects.filter(athlete=athlete).update(breach="below_floor", breach_is_stop=True)
        browser = logged_in(coach)
        page(browser, LIST)
        Set.objects.update(breach="", breach_is_stop=None)
        at(NOON + DAY)
        assert "Nothing open to stop any more: Ivo" in words(page(browser, LIST))

    def test_who_changed_what_they_show_is_not_compared(self, coach, at):
        athlete, link = an_athlete(coach, **EVERYTHING)
        browser = logged_in(coach)
        page(browser, LIST)
        assert CoachList.objects.get().seen == {str(link.pk): [1, "4"]}
        change_consent(athlete, link.pk, Consent(shows_all=True), version=1, now=NOON)
        at(NOON + DAY)
        text = words(page(browser, LIST))
        assert "program" not in text.split("All 1")[1].split("Worst first")[0]

    def test_who_ended_it_is_in_nothing_that_is_kept(self, coach, at):
        athlete, link = an_athlete(coach, **EVERYTHING)
        browser = logged_in(coach)
        page(browser, LIST)
        at(NOON + DAY)
        page(browser, LIST)
        kept = CoachList.objects.get()
        assert str(link.pk) in kept.seen
        assert str(link.pk) in kept.before

        end_link(athlete, link.pk, now=NOON + DAY)

        kept.refresh_from_db()
        assert (kept.seen, kept.before) == ({}, {})

    def test_it_asks_as_often_for_many(self, coach, at):
        def asked():
            browser = logged_in(coach)
            page(browser, LIST)
            at(NOON + (CoachLink.objects.count() + 1) * DAY)
            with CaptureQueriesContext(connection) as queries:
                page(browser, LIST)
            return len(queries)

        an_athlete(coach, "A0")
        few = asked()
        for number in range(1, 6):
            an_athlete(coach, f"A{number}")
        assert asked() == few


def test_fifty_of_the_longest_rows_are_under_100_kb(coach, at):
    for number in range(51):
        athlete, _ = an_athlete(coach, f"Athlete with a long name {number:03}", **EVERYTHING)
        Set.objects.filter(athlete=athlete).update(breach="below_floor", breach_is_stop=True)
    browser = logged_in(coach)
    page(browser, LIST)
    at(NOON + DAY)
    response = browser.get(LIST)
    assert response.content.count(b'class="rs-who') == 50
    assert len(response.content) < 100_000


def test_the_head_says_how_many_need_a_word(coach, at):
    athlete, _ = an_athlete(coach)
    browser = logged_in(coach)
    assert "need" not in words(page(browser, LIST)).split("All 1")[0]
    Set.objects.filter(athlete=athlete).update(breach="below_floor", breach_is_stop=True)
    assert "1 needs a word" in words(page(browser, LIST))
    assert reverse("coaching_breaches") in page(browser, LIST)
