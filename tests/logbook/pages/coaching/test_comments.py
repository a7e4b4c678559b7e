"""Where a comment comes again: with its exercise next time, on Today; until it is settled."""

import datetime as dt
import importlib
import uuid

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.coaching import ask, block_coach, end_link
from logbook.acts.talks import answer_comment, comment, settle
from logbook.models import CoachRequest, Comment
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.coaching.linked import a_coach, coached
from tests.logbook.reading import page, words
from tests.logbook.test_cost import A_SET

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
SAID = "Stop a rep sooner."
STEP = importlib.import_module("logbook.migrations.0028_comments")


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=2))


def say(coach, link, session, text=SAID, **about):
    return comment(coach, link, session.pk, key=uuid.uuid4(), text=text, now=NOON, **about)


@pytest.fixture
def past(lifter):
    """A session of yesterday with a set of the bench press on record."""
    session = a_session(lifter=lifter, started=NOON - DAY)
    logged(item=the_item(session=session))
    return finished(session)


@pytest.fixture
def link(lifter, coach, past):
    return coached(lifter, coach, shows_all=True)


def screen(lifter, session):
    return page(logged_in(lifter), reverse("session_detail", args=[session.pk]))


class TestNextTimeTheExerciseComes:
    @pytest.mark.parametrize("of", ["set", "exercise"])
    def test_what_was_said_of_it_stands_at_its_card(self, lifter, coach, link, past, of):
        bench = the_item(session=past)
        about = {"row_id": bench.sets.get().pk} if of == "set" else {"item_id": bench.pk}
        say(coach, link, past, **about)

        html = screen(lifter, a_session(lifter=lifter, started=NOON))

        assert html.count(SAID) == 1
        card = html.split(f'id="coach-{Comment.objects.get().pk}"')[1][:900]
        assert "Cleo, 5 Mar:" in words(card)
        assert reverse("session_review", args=[past.pk]) + "#talk" in card

    def test_of_a_session_or_another_exercise_nothing_comes(self, lifter, coach, link, past):
        say(coach, link, past)
        say(coach, link, past, item_id=the_item(session=past).pk)
        other = a_session(lifter=lifter, workout=None, exercises=["Curl"])
        assert SAID not in screen(lifter, other)

    def test_got_it_puts_it_away_and_stays_at_the_exercise(self, lifter, coach, link, past):
        said = say(coach, link, past, item_id=the_item(session=past).pk)
        session = a_session(lifter=lifter)
        item = the_item(session=session)
        address = reverse("sharing_settle", args=[said.pk])

        response = logged_in(lifter).post(address, {"item": item.pk})

        assert f"exercise={item.pk}" in response["Location"]
        assert SAID not in screen(lifter, session)
        by_htmx = logged_in(lifter).post(address, headers={"HX-Request": "true"})
        assert (by_htmx.status_code, by_htmx.content) == (200, b"")
        assert SAID in page(logged_in(lifter), reverse("session_review", args=[past.pk]))

    def test_an_answer_settles_all_that_was_said_there(self, lifter, coach, link, past):
        first = say(coach, link, past, item_id=the_item(session=past).pk)
        last = say(coach, link, past, text="And breathe.")
        answer_comment(lifter, last.pk, key=uuid.uuid4(), text="I will.", now=NOON)
        first.refresh_from_db()
        assert first.settled_at == NOON
        assert SAID not in screen(lifter, a_session(lifter=lifter))

    def test_once_the_link_ended_it_comes_no_more_and_stays_in_its_place(
        self, lifter, coach, link, past
    ):
        say(coach, link, past, item_id=the_item(session=past).pk)
        end_link(lifter, link.pk, now=NOON)
        assert SAID not in screen(lifter, a_session(lifter=lifter))
        assert SAID in page(logged_in(lifter), reverse("session_review", args=[past.pk]))

    def test_a_long_one_is_cut_and_markup_is_text(self, lifter, coach, link, past):
        say(coach, link, past, text="<b>" + "x" * 990, item_id=the_item(session=past).pk)
        html = screen(lifter, a_session(lifter=lifter))
        assert "&lt;b&gt;" in html
        assert "x" * 240 not in html

    def test_it_costs_the_page_and_a_logged_set_no_query(self, coach):
        def asked(act):
            with CaptureQueriesContext(connection) as queries:
                assert act().status_code == 200
            return len(queries)

        def costs(is_said):
            lifter = a_lifter()
            past = a_session(lifter=lifter, started=NOON - DAY)
            logged(item=the_item(session=past))
            finished(past)
            link = coached(lifter, coach, shows_all=True)
            for exercise in past.exercises.all() if is_said else ():
                say(coach, link, past, item_id=exercise.pk)
            session = a_session(lifter=lifter)
            path = reverse("set_log", args=[the_item(session=session).pk])
            browser, htmx = logged_in(lifter), {"HX-Request": "true"}
            found = []
            for number in (1, 2, 3):
                form = A_SET | {"key": uuid.uuid4(), "number": number}
                found.append(asked(lambda form=form: browser.post(path, form, headers=htmx)))
                found.append(
                    asked(lambda: browser.get(reverse("session_detail", args=[session.pk])))
                )
            return found

        costs(False)
        assert costs(True) == costs(False)


class TestAbout:
    def test_an_exercise_or_set_of_another_session_is_nothing_here(self, lifter, coach, link, past):
        other = a_finished_session(lifter=lifter, started=NOON - 3 * DAY)
        path = reverse("coaching_comment", args=[lifter.pk, past.pk])
        item, row = other.exercises.earliest("pk"), other.sets.earliest("pk")
        for about in (f"item-{item.pk}", f"row-{row.pk}", "item-999999999"):
            form = {"key": uuid.uuid4(), "text": "x", "about": about}
            assert logged_in(coach).post(path, form).status_code == 404, about
        for about in ("item-", "x", "row-" + "9" * 19, "item-1\n"):
            form = {"key": uuid.uuid4(), "text": "x", "about": about}
            assert logged_in(coach).post(path, form).status_code in {400, 404}, about
        assert not Comment.objects.exists()

    def test_the_form_offers_exercises_and_sets(self, lifter, coach, link, past):
        html = page(logged_in(coach), reverse("coaching_session", args=[lifter.pk, past.pk]))
        bench = the_item(session=past)
        assert f'value="item-{bench.pk}"' in html
        assert f'value="row-{bench.sets.get().pk}"' in html


class TestToday:
    def told(self, lifter):
        html = page(logged_in(lifter), "/today/")
        return words(html.split("From your coach")[1].split("</nav>")[0]) if (
            "From your coach" in html
        ) else ""  # fmt: skip

    def test_who_asks_is_told_until_it_is_answered(self, lifter, coach):
        assert self.told(lifter) == ""
        ask(coach, lifter.email, now=NOON)
        assert self.told(lifter).endswith("Cleo asks to coach you")
        other = a_coach(name="Noor")
        ask(other, lifter.email, now=NOON)
        assert "Noor and 1 more ask to coach you" in self.told(lifter)
        block_coach(lifter, request_id=lifter_request(other), now=NOON)
        assert self.told(lifter).endswith("Cleo asks to coach you")

    def test_what_was_said_is_told_until_it_is_found(self, lifter, coach, link, past):
        say(coach, link, past)
        assert "Cleo left you a comment" in self.told(lifter)
        say(coach, link, past)
        assert "Cleo left you 2 comments" in self.told(lifter)
        page(logged_in(lifter), reverse("session_review", args=[past.pk]))
        assert self.told(lifter) == ""

    def test_after_the_end_nothing_is_told(self, lifter, coach, link, past):
        say(coach, link, past)
        end_link(lifter, link.pk, now=NOON)
        assert self.told(lifter) == ""

    def test_it_is_one_query_more_at_most(self, lifter, coach, link, past):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                logged_in(lifter).get("/today/")
            return len(queries)

        asked()
        before = asked()
        say(coach, link, past)
        ask(a_coach(), lifter.email, now=NOON)
        assert asked() == before


def lifter_request(coach):
    return CoachRequest.objects.get(coach=coach).pk


def test_who_is_not_asked_settles_and_answers_nothing(lifter, coach, link, past):
    said = say(coach, link, past)
    for person in (a_lifter(), coach):
        browser = logged_in(person)
        assert browser.post(reverse("sharing_settle", args=[said.pk])).status_code == 404
        form = {"key": uuid.uuid4(), "text": "x", "to": said.pk}
        assert browser.post(reverse("sharing_comment"), form).status_code == 404


def test_settled_twice_it_keeps_its_first_instant(lifter, coach, link, past):
    said = say(coach, link, past)
    settle(lifter, said.pk, now=NOON)
    settle(lifter, said.pk, now=NOON + DAY)
    said.refresh_from_db()
    assert (said.settled_at, said.read_at) == (NOON, NOON)


def test_comments_of_before_are_about_their_sets_exercise_and_found(lifter, coach, link, past):
    bench = the_item(session=past)
    first = say(coach, link, past, row_id=bench.sets.get().pk)
    answer_comment(lifter, first.pk, key=uuid.uuid4(), text="Yes.", now=NOON)
    last = comment(
        coach, link, past.pk, key=uuid.uuid4(), text="Good.", row_id=bench.sets.get().pk,
        now=NOON + DAY,
    )  # fmt: skip
    Comment.objects.update(exercise=None, settled_at=None, read_at=None)

    STEP.know_what_they_are_about(apps, None)

    first.refresh_from_db()
    last.refresh_from_db()
    assert first.exercise_id == last.exercise_id == bench.exercise_id
    assert first.settled_at is not None
    assert last.settled_at is None
    assert not Comment.objects.filter(read_at=None).exists()
