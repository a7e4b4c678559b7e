"""The breach queue and what is said: evidence, answers, undo; comments in place, said once, in consent."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from logbook.acts.check_ins import CheckInEntry, check_in
from logbook.acts.coaching import end_link
from logbook.acts.sets import delete_set
from logbook.clock import week_start
from logbook.models import BreachAnswer, Comment, Set
from logbook.pages.coaching.ranking import rank
from tests.house.test_sheets import lacking
from tests.logbook.given import NOON, a_red_day, a_session, finished, logged, logged_in, the_item
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
QUEUE = "/coaching/breaches/"


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=2))


def a_breach(lifter, *, name="Barbell bench press", started=NOON, **named) -> Set:
    session = a_session(lifter=lifter, started=started)
    row = logged(item=the_item(session=session, name=name), **({"rir": 1} | named))
    finished(session)
    return row


class TestWhichSets:
    @pytest.mark.parametrize(
        ("name", "named", "breach", "is_stop"),
        [
            ("Barbell bench press", {"rir": 2}, "", None),
            ("Barbell bench press", {"rir": 1}, "below_floor", True),
            ("Barbell bench press", {"rir": None}, "", None),
            # Under the floor of a lift that is no avoid lift: too close, and nothing to talk about by itself.
            ("Incline dumbbell press", {"rir": 0.5, "load": "20"}, "", None),
            ("Incline dumbbell press", {"rir": 0, "load": "20"}, "early_failure", True),
            ("Cable fly", {"rir": 0, "load": "20"}, "early_failure", False),
            ("Cable fly", {"ended_by": "technical_failure", "load": "20"}, "form_broke", False),
            ("Barbell bench press", {"ended_by": "technical_failure"}, "form_broke", True),
            ("Barbell bench press", {"rir": 0, "kind": "warm_up"}, "", None),
        ],
    )
    def test_by_what_was_said_of_them(self, lifter, name, named, breach, is_stop):
        row = a_breach(lifter, name=name, **named)

        assert (row.breach, row.breach_is_stop) == (breach, is_stop)

    def test_a_red_day_is_one_only_where_a_set_came_too_close(self, lifter):
        a_red_day(lifter=lifter)
        # Red: low 4 on the bench.
        close = a_breach(lifter, rir=3)
        kept = a_breach(lifter, rir=4, started=NOON + dt.timedelta(hours=1))

        assert (close.breach, close.breach_is_stop) == ("red_day", False)
        assert kept.breach == ""

    def test_green_again_it_is_none(self, lifter):
        check_in(lifter, CheckInEntry(sleep="7_plus", recovery="good", stress="low"), now=NOON)
        assert a_breach(lifter, rir=2).breach == ""


class TestQueue:
    def test_it_has_the_evidence_and_stops_come_first(self, lifter, coach):
        lifter.name = "Ivo"
        lifter.save()
        a_breach(lifter, name="Cable fly", rir=0, load="20")
        row = a_breach(lifter, started=NOON - DAY)
        coached(lifter, coach, shows_all=True)

        html = page(logged_in(coach), QUEUE)

        text = words(html)
        assert text.index("Below the floor") < text.index("Failure too early")
        assert "Ivo · Barbell bench press" in text
        assert "80 × 8" in text
        target = f"target {row.target_low}–{row.target_high}".replace("–5", "–5+")
        assert f"{target}, aim {row.target_aim}" in text
        assert f"#set-{row.pk}" in html
        assert "2 open" in text

    @pytest.mark.parametrize("said", ["fine", "talked", "target_changed"])
    def test_answered_it_leaves_the_queue_and_undone_it_is_back(self, lifter, coach, said):
        row = a_breach(lifter)
        coached(lifter, coach, shows_all=True)
        browser = logged_in(coach)
        address = reverse("coaching_answer", args=[lifter.pk, row.pk])

        browser.post(address, {"resolution": said})

        assert BreachAnswer.objects.get().resolution == said
        assert "0 open" in page(browser, QUEUE)
        assert "Answered last" in page(browser, QUEUE)
        browser.post(address, {"resolution": "undo"})
        assert "1 open" in page(browser, QUEUE)

    def test_by_htmx_the_row_is_swapped_for_its_undo(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach, shows_all=True)
        browser = logged_in(coach)
        address = reverse("coaching_answer", args=[lifter.pk, row.pk])
        htmx = {"HX-Request": "true"}

        answered = browser.post(address, {"resolution": "fine"}, headers=htmx).content.decode()
        back = browser.post(address, {"resolution": "undo"}, headers=htmx).content.decode()

        for html in (answered, back):
            assert f'id="breach-{row.pk}"' in html
            assert "<html" not in html
        assert "Undo" in answered
        assert "Talked about it" in back

    def test_nonsense_is_refused(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach, shows_all=True)
        address = reverse("coaching_answer", args=[lifter.pk, row.pk])
        assert logged_in(coach).post(address, {"resolution": "x"}).status_code == 400

    def test_each_coach_has_a_queue_of_their_own(self, lifter, coach):
        row, other = a_breach(lifter), a_coach()
        for one in (coach, other):
            coached(lifter, one, shows_all=True)
        logged_in(coach).post(
            reverse("coaching_answer", args=[lifter.pk, row.pk]), {"resolution": "fine"}
        )
        assert "1 open" in page(logged_in(other), QUEUE)

    def test_a_deleted_set_is_no_breach(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach, shows_all=True)
        delete_set(lifter, row.pk, now=NOON)
        assert "0 open" in page(logged_in(coach), QUEUE)

    @pytest.mark.parametrize(("ticks", "found"), [({}, 0), ({"sees_readiness": True}, 1)])
    def test_a_red_day_is_shown_with_readiness_alone(self, lifter, coach, ticks, found):
        a_red_day(lifter=lifter)
        row = a_breach(lifter, rir=3)
        coached(lifter, coach, shows_all=True, **ticks)

        browser = logged_in(coach)
        assert f"{found} open" in page(browser, QUEUE)
        [ranked] = rank(coach, NOON)
        assert len(ranked.breaches) == found
        assert ("not shared" in page(browser, "/coaching/")) is not bool(found)
        address = reverse("coaching_answer", args=[lifter.pk, row.pk])
        status = browser.post(address, {"resolution": "fine"}).status_code
        assert status == (302 if found else 404)

    @pytest.mark.parametrize(("ago", "found"), [(28, 1), (29, 0)])
    def test_of_before_the_link_four_weeks_are_asked_about(self, lifter, coach, ago, found):
        a_breach(lifter, started=NOON - ago * DAY)
        coached(lifter, coach, shows_all=True)
        assert f"{found} open" in page(logged_in(coach), QUEUE)


class TestComments:
    def said(self, lifter, coach, about, **form):
        address = reverse("coaching_comment", args=[lifter.pk, about.session_id])
        form = {"key": uuid.uuid4(), "text": "Stop a rep sooner.", "row": about.pk} | form
        return logged_in(coach).post(address, form), form

    def test_the_athlete_finds_it_in_place_and_answers(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach)
        self.said(lifter, coach, row)
        review = reverse("session_review", args=[row.session_id])
        browser = logged_in(lifter)
        assert "Stop a rep sooner." in page(browser, review)
        assert "Stop a rep sooner." in page(browser, reverse("sharing"))

        first = Comment.objects.get()
        browser.post(
            reverse("sharing_comment"),
            {"key": uuid.uuid4(), "text": "I will.", "to": first.pk},
        )

        path = reverse("coaching_session", args=[lifter.pk, row.session_id])
        assert "I will." in page(logged_in(coach), path)

    def test_sent_twice_it_is_said_once(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach)
        _, form = self.said(lifter, coach, row)
        self.said(lifter, coach, row, key=form["key"])
        assert Comment.objects.count() == 1

    def test_empty_and_too_long_are_told_so(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach)
        for text in ("", "x" * 1001):
            response, _ = self.said(lifter, coach, row, text=text)
            assert response.status_code == 400
            assert response.content
        assert not Comment.objects.exists()

    def test_markup_is_text(self, lifter, coach):
        row = a_breach(lifter)
        coached(lifter, coach)
        self.said(lifter, coach, row, text="<img src=x hx-get=/more/ hx-trigger=load>")
        html = page(logged_in(lifter), reverse("session_review", args=[row.session_id]))
        assert "<img src=x" not in html
        assert "&lt;img" in html

    def test_a_set_of_another_session_is_not_commented_on_here(self, lifter, coach):
        row = a_breach(lifter)
        other = a_breach(lifter, started=NOON - DAY)
        coached(lifter, coach, shows_all=True)
        response, _ = self.said(lifter, coach, row, row=other.pk)
        assert response.status_code == 404

    def test_after_the_end_the_coach_says_nothing_and_the_athlete_keeps_what_was_said(
        self, lifter, coach
    ):
        row = a_breach(lifter)
        link = coached(lifter, coach)
        self.said(lifter, coach, row)
        end_link(lifter, link.pk, now=NOON)

        response, _ = self.said(lifter, coach, row)

        assert response.status_code == 404
        review = reverse("session_review", args=[row.session_id])
        assert "Stop a rep sooner." in page(logged_in(lifter), review)


def test_every_page_links_the_sheets_of_its_classes(lifter, coach):
    row = a_breach(lifter)
    link = coached(lifter, coach, **EVERYTHING)
    coachs = [
        "/coaching/",
        "/coaching/ask/",
        "/coaching/notices/",
        "/coaching/thresholds/",
        reverse("coaching_week", args=[lifter.pk, week_start(row.local_date).isoformat()]),
        QUEUE,
        reverse("coaching_athlete", args=[lifter.pk]),
        reverse("coaching_session", args=[lifter.pk, row.session_id]),
    ]
    for browser, paths in (
        (logged_in(coach), coachs),
        (logged_in(lifter), ["/sharing/", "/sharing/invite/", f"/sharing/coaches/{link.pk}/"]),
    ):
        for path in paths:
            assert lacking(browser.get(path).content.decode()) == {}, path
