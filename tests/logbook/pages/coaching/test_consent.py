"""Consent, long: only the athlete's own act shows anything, what they ticked holds, and either ends it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.coaching import (
    RefusedConsentError,
    accept_invitation,
    ask,
    change_consent,
    decline_invitation,
    end_link,
    invite,
)
from logbook.acts.looks import Consent
from logbook.acts.people import weigh
from logbook.log.coaching import digest_of
from logbook.models import (
    AccessEntry,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Invitation,
    SessionExercise,
    Set,
    TrainingSession,
)
from programming.loads import Load, Unit
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.coaching.linked import a_coach, coached
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
TICKED = {"history": "all", "sees_notes": "on"}


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def athlete(lifter):
    lifter.name = "Ivo"
    lifter.save()
    return lifter


def invited(athlete, **form) -> str:
    """The path of an invitation as its page shows it."""
    response = logged_in(athlete).post(reverse("sharing_invite"), TICKED | form)
    assert response.status_code == 200
    return re.search(
        r'value="http://testserver(/coaching/invited/[^"]+)"', response.content.decode()
    )[1]  # type: ignore[index]


class TestInvitation:
    def test_it_is_shown_once_and_kept_as_a_hash(self, athlete):
        path = invited(athlete)

        token = path.split("/")[3]
        kept = Invitation.objects.get(athlete=athlete)
        assert kept.digest == digest_of(token)
        assert token not in str(Invitation.objects.values_list())
        assert token not in page(logged_in(athlete), reverse("sharing"))

    def test_the_picture_is_inline_and_stands_for_the_address(self, athlete):
        response = logged_in(athlete).post(reverse("sharing_invite"), TICKED)

        html = response.content.decode()
        assert re.search(r'<svg\s+class="rs-qr[^>]*viewBox="0 0 \d+ \d+"', html)
        assert "style=" not in html

    def test_who_accepts_coaches_with_what_was_ticked(self, athlete, coach):
        path = invited(athlete)
        browser = logged_in(coach)
        text = words(page(browser, path))
        assert "Ivo asks you to coach them" in text
        assert "of all they ever logged" in text
        assert "their notes" in text
        assert CoachLink.objects.count() == 0

        assert browser.post(path + "accept/").status_code == 302

        link = CoachLink.objects.get()
        assert (link.athlete, link.coach, link.since) == (athlete, coach, None)
        assert (link.sees_notes, link.sees_readiness, link.sees_bodyweight) == (True, False, False)

    def test_it_works_once(self, athlete, coach):
        path = invited(athlete)
        logged_in(coach).post(path + "accept/")
        other = logged_in(a_coach())

        assert other.get(path).status_code == 404
        assert other.post(path + "accept/").status_code == 404
        assert CoachLink.objects.count() == 1
        # A double tap of who took it up is no error.
        assert logged_in(coach).post(path + "accept/").status_code == 302
        assert CoachLink.objects.count() == 1

    @pytest.mark.parametrize(
        ("after", "opens"), [(7 * DAY - dt.timedelta(seconds=1), True), (7 * DAY, False)]
    )
    def test_it_is_open_for_seven_days(self, athlete, coach, after, opens):
        _, token = invite(athlete, Consent(), now=NOON)

        if opens:
            accept_invitation(coach, token, now=NOON + after)
        else:
            with pytest.raises(Http404):
                accept_invitation(coach, token, now=NOON + after)
        assert CoachLink.objects.exists() is opens

    def test_who_is_no_coach_and_who_wrote_it_open_nothing(self, athlete):
        path = invited(athlete)
        athlete.is_coach = True
        athlete.save()

        assert logged_in(a_lifter()).get(path).status_code == 404
        assert logged_in(athlete).get(path).status_code == 404
        assert logged_in(athlete).post(path + "accept/").status_code == 404

    def test_one_that_was_taken_back_opens_nothing(self, athlete, coach):
        path = invited(athlete)
        kept = Invitation.objects.get()
        logged_in(athlete).post(reverse("sharing_withdraw", args=[kept.pk]))

        assert logged_in(coach).get(path).status_code == 404

    def test_one_that_was_declined_says_so_to_the_athlete_and_opens_nothing(self, athlete, coach):
        path = invited(athlete)

        logged_in(coach).post(path + "decline/")

        assert logged_in(coach).get(path).status_code == 404
        assert "Declined on 5 March" in words(page(logged_in(athlete), reverse("sharing")))

    def test_a_sixth_is_refused_with_a_sentence(self, athlete):
        for _ in range(5):
            invite(athlete, Consent(), now=NOON)

        with pytest.raises(RefusedConsentError):
            invite(athlete, Consent(), now=NOON)
        response = logged_in(athlete).post(reverse("sharing_invite"), TICKED)
        assert response.status_code == 422
        assert "Take one back" in response.content.decode()


class TestRequest:
    def test_the_answer_tells_nothing_of_who_has_an_account(self, athlete, coach):
        browser = logged_in(coach)
        answers = []
        for address in (athlete.email, athlete.email.upper(), "nobody@example.org"):
            response = browser.post(reverse("coaching_ask"), {"address": address}, follow=True)
            html = response.content.decode().lower().replace(address.lower(), "…")
            answers.append((response.status_code, words(re.sub(r'value="[^"]*"|/\d+/', "", html))))
            CoachRequest.objects.all().delete()

        assert answers[0] == answers[1] == answers[2]

    def test_asking_asks_the_database_the_same_whoever_has_the_address(self, athlete, coach):
        asked = []
        for address in ("nobody@example.org", athlete.email):
            with CaptureQueriesContext(connection) as queries:
                ask(coach, address, now=NOON)
            sqls = [one["sql"] for one in queries.captured_queries if "SAVEPOINT" not in one["sql"]]
            asked.append([sql.split("'")[0] for sql in sqls])

        assert asked[0] == asked[1]
        assert not any('"logbook_user"."email"' in sql for sql in asked[1])

    def test_the_athlete_agrees_to_what_they_tick_and_to_nothing_before(self, athlete, coach):
        logged_in(coach).post(reverse("coaching_ask"), {"address": athlete.email})
        asked = CoachRequest.objects.get()
        assert (
            logged_in(coach).get(reverse("coaching_athlete", args=[athlete.pk])).status_code == 404
        )
        assert "Asks to coach you" in words(page(logged_in(athlete), reverse("sharing")))

        logged_in(athlete).post(reverse("sharing_request", args=[asked.pk]), TICKED)

        assert CoachLink.objects.get().sees_notes
        assert not CoachRequest.objects.exists()

    def test_nobody_else_answers_for_them(self, athlete, coach):
        ask(coach, athlete.email, now=NOON)
        asked = CoachRequest.objects.get()
        other = logged_in(a_lifter())

        assert other.get(reverse("sharing_request", args=[asked.pk])).status_code == 404
        assert other.post(reverse("sharing_request", args=[asked.pk]), TICKED).status_code == 404
        other.post(reverse("sharing_decline", args=[asked.pk]))
        assert CoachRequest.objects.get().declined_at is None

    def test_declined_is_seen_by_both_and_not_asked_again(self, athlete, coach):
        ask(coach, athlete.email, now=NOON)
        asked = CoachRequest.objects.get()

        logged_in(athlete).post(reverse("sharing_decline", args=[asked.pk]))

        assert "Asks to coach you" not in words(page(logged_in(athlete), reverse("sharing")))
        assert "Declined on 5 March" in words(page(logged_in(coach), reverse("coaching_ask")))
        taken_back = logged_in(coach).post(reverse("coaching_withdraw", args=[asked.pk]))
        assert taken_back.status_code == 404
        ask(coach, athlete.email, now=NOON)
        assert CoachRequest.objects.get().declined_at is not None

    def test_taken_back_it_is_gone_for_both(self, athlete, coach):
        ask(coach, athlete.email, now=NOON)
        logged_in(coach).post(reverse("coaching_withdraw", args=[CoachRequest.objects.get().pk]))

        assert not CoachRequest.objects.exists()

    @pytest.mark.parametrize(
        ("age", "is_open"), [(30 * DAY - dt.timedelta(seconds=1), True), (30 * DAY, False)]
    )
    def test_it_waits_for_thirty_days(self, athlete, coach, age, is_open):
        ask(coach, athlete.email, now=NOON - age)

        html = page(logged_in(athlete), reverse("sharing"))
        assert ("Asks to coach you" in html) is is_open

    def test_a_21st_is_refused_with_a_sentence(self, coach):
        for number in range(20):
            ask(coach, f"a{number}@example.org", now=NOON)
        response = logged_in(coach).post(reverse("coaching_ask"), {"address": "b@example.org"})
        assert response.status_code == 422
        assert "Take one back" in response.content.decode()

    def test_a_bad_address_is_told_so(self, coach):
        response = logged_in(coach).post(reverse("coaching_ask"), {"address": "ivo"})
        assert response.status_code == 422
        assert "That is no e-mail address" in response.content.decode()


class TestEnding:
    def test_either_ends_it_with_one_tap_and_the_next_request_finds_nothing(self, athlete, coach):
        for who, name in ((athlete, "sharing_end"), (coach, "coaching_end")):
            link = coached(athlete, coach)
            browser = logged_in(coach)
            path = reverse("coaching_athlete", args=[athlete.pk])
            assert browser.get(path).status_code == 200

            key = link.pk if who is athlete else athlete.pk
            logged_in(who).post(reverse(name, args=[key]))

            assert browser.get(path).status_code == 404
            assert "Ivo" not in page(browser, reverse("coaching"))
            link.refresh_from_db()
            assert link.ended_by == ("athlete" if who is athlete else "coach")

    def test_nobody_else_ends_it(self, athlete, coach):
        link = coached(athlete, coach)
        other = logged_in(a_lifter(is_coach=True))

        assert other.post(reverse("sharing_end", args=[link.pk])).status_code == 404
        assert other.post(reverse("coaching_end", args=[athlete.pk])).status_code == 404
        link.refresh_from_db()
        assert link.ended_at is None

    def test_ending_it_again_changes_nothing(self, athlete, coach):
        link = coached(athlete, coach)
        end_link(athlete, link.pk, now=NOON)
        end_link(athlete, link.pk, now=NOON + DAY)
        link.refresh_from_db()
        assert link.ended_at == NOON

    def test_blocked_they_cannot_ask_or_take_up_an_invitation(self, athlete, coach):
        link = coached(athlete, coach)
        path = invited(athlete)

        logged_in(athlete).post(reverse("sharing_block"), {"link": link.pk})

        link.refresh_from_db()
        assert link.ended_at is not None
        assert logged_in(coach).get(path).status_code == 404
        ask(coach, athlete.email, now=NOON)
        assert "Asks to coach you" not in page(logged_in(athlete), reverse("sharing"))
        # The coach sees a request that waits, and not that they are blocked.
        assert "Waits since" in page(logged_in(coach), reverse("coaching_ask"))
        logged_in(athlete).post(reverse("sharing_unblock", args=[CoachBlock.objects.get().pk]))
        assert "Asks to coach you" in page(logged_in(athlete), reverse("sharing"))

    def test_who_loses_the_role_sees_nothing_at_once(self, athlete, coach):
        coached(athlete, coach)
        browser = logged_in(coach)
        coach.is_coach = False
        coach.save()

        assert browser.get(reverse("coaching_athlete", args=[athlete.pk])).status_code == 404
        assert "Is no coach here any more" in page(logged_in(athlete), reverse("sharing"))


class TestTicks:
    def test_a_change_holds_for_the_next_page_and_is_written_down(self, athlete, coach):
        link = coached(athlete, coach)

        logged_in(athlete).post(
            reverse("sharing_coach", args=[link.pk]),
            {"history": "all", "sees_readiness": "on", "version": link.version},
        )

        link.refresh_from_db()
        assert (link.sees_readiness, link.sees_notes, link.since, link.version) == (
            True,
            False,
            None,
            2,
        )
        changed = AccessEntry.objects.get(link=link, what="changed")
        assert changed.ticks["sees_readiness"] is True
        assert changed.version == 2

    def test_a_form_made_before_another_change_saves_nothing(self, athlete, coach):
        link = coached(athlete, coach)
        change_consent(athlete, link.pk, Consent(sees_notes=True), version=1, now=NOON)

        response = logged_in(athlete).post(
            reverse("sharing_coach", args=[link.pk]),
            {"history": "all", "version": 1},
            follow=True,
        )

        assert "changed elsewhere" in response.content.decode()
        link.refresh_from_db()
        assert (link.sees_notes, link.version) == (True, 2)

    def test_from_today_hides_what_was_before(self, athlete, coach):
        before = a_finished_session(lifter=athlete, started=NOON - DAY)
        coached(athlete, coach)
        today = a_finished_session(lifter=athlete, started=NOON)
        browser = logged_in(coach)

        html = page(browser, reverse("coaching_athlete", args=[athlete.pk]))

        assert reverse("coaching_session", args=[athlete.pk, today.pk]) in html
        assert reverse("coaching_session", args=[athlete.pk, before.pk]) not in html
        path = reverse("coaching_session", args=[athlete.pk, before.pk])
        assert browser.get(path).status_code == 404
        assert (
            browser.get(reverse("coaching_session", args=[athlete.pk, today.pk])).status_code == 200
        )

    def test_each_tick_shows_its_own_and_nothing_else(self, athlete):
        a_red_day(lifter=athlete)
        weigh(athlete, Load(83_457, Unit.KG), now=NOON)
        session = a_session(lifter=athlete)
        logged(item=the_item(session=session), rir=1, note="ZQNOTE")
        SessionExercise.objects.filter(session=session).update(note="ZQITEM")
        finished(session)
        TrainingSession.objects.filter(pk=session.pk).update(note="ZQSESSION")
        marks = {
            "sees_notes": ("ZQNOTE", "ZQITEM", "ZQSESSION"),
            "sees_bodyweight": ("83.5",),
            "sees_readiness": ("two reps easier: a red day", "Last sessions: 1 red"),
        }
        for tick in marks:
            coach = a_coach()
            ticks: dict[str, Any] = {"shows_all": True, tick: True}
            coached(athlete, coach, **ticks)
            browser = logged_in(coach)
            html = "".join(
                re.sub(r'class="[^"]*"', "", page(browser, path))
                for path in (
                    reverse("coaching"),
                    reverse("coaching_athlete", args=[athlete.pk]),
                    reverse("coaching_session", args=[athlete.pk, session.pk]),
                )
            )
            for other, found in marks.items():
                for mark in found:
                    assert (mark in html) is (other == tick), (tick, mark)
        assert Set.objects.get().breach == "below_floor"

    def test_the_page_says_in_words_who_sees_what(self, athlete, coach):
        coached(athlete, coach, sees_notes=True)

        text = words(page(logged_in(athlete), reverse("sharing")))

        assert "every set since 5 March 2025 with its target and verdict and your notes" in text
        assert (
            "Does not see how you were before sessions, what you weighed and which program" in text
        )


class TestAccessLog:
    def test_it_says_which_pages_were_opened_a_line_a_day(self, athlete, coach, monkeypatch):
        session = a_finished_session(lifter=athlete)
        link = coached(athlete, coach, shows_all=True)
        browser = logged_in(coach)
        paths = {
            "roster": reverse("coaching"),
            "review": reverse("coaching_athlete", args=[athlete.pk]),
            "session": reverse("coaching_session", args=[athlete.pk, session.pk]),
        }
        for path in (*paths.values(), *paths.values()):
            browser.get(path)

        found = AccessEntry.objects.filter(link=link).exclude(what="agreed")
        assert sorted(found.values_list("what", flat=True)) == sorted(paths)
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + DAY)
        browser.get(paths["review"])
        assert AccessEntry.objects.filter(link=link, what="review").count() == 2
        text = words(page(logged_in(athlete), reverse("sharing")))
        assert "Cleo opened a session" in text
        assert "Cleo may see your training" in text

    def test_declining_needs_an_open_invitation(self, coach):
        with pytest.raises(Http404):
            decline_invitation(coach, "nothing", now=NOON)
