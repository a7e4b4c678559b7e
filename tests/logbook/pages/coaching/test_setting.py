"""What a coach sets, long: targets, level, answers; each with why, each told and each to be refused."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import Http404
from django.urls import reverse

from logbook.acts.changes import Aimed, RefusedChangeError, Said, set_target
from logbook.acts.coached_levels import set_level, set_technique
from logbook.acts.coaching import change_consent, end_link
from logbook.acts.looks import Consent, consent_of
from logbook.acts.programs import follow
from logbook.acts.sessions import start_session
from logbook.log.changes import MOST_WAITING
from logbook.models import (
    AccessEntry,
    Background,
    CoachChange,
    FollowedProgram,
    SessionExercise,
    TrainingSession,
)
from programming.choices import Level
from programming.lines import SetLine
from programming.models import PlannedExercise, Program
from programming.programs.editing import edit
from programming.programs.plans import Plan, RefusedEditError
from tests.logbook.given import NOON, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import coached
from tests.logbook.planned import a_line, a_program
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")
WHY = "Your bar slowed down."


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def link(athlete, coach):
    return coached(athlete, coach, sets_targets=True)


@pytest.fixture
def program(athlete):
    return a_program(athlete, a_line(), a_line(name="Curl", role="isolation"))


def said(why: str = WHY) -> Said:
    return Said(why, uuid.uuid4(), NOON)


def aimed(program, target, *, place: int = 0, line: int = 0) -> Aimed:
    workout = program.blocks.get().workouts.get()
    return Aimed(workout.pk, place, line, workout.planned.all()[place].exercise_id, target)


def planned(program, place: int = 0) -> PlannedExercise:
    return program.blocks.get().workouts.get().planned.all()[place]


def answered(athlete, change, act: str = "keep", **form: str):
    """The athlete's answer on Today."""
    return logged_in(athlete).post(
        reverse("sharing_change", args=[change.pk]), {"act": act, **form}
    )


class TestTargets:
    def path(self, athlete, program) -> str:
        workout = program.blocks.get().workouts.get()
        return reverse("coaching_target", args=[athlete.pk, program.pk, workout.pk, 0, 0])

    def form(self, program, **values: str) -> dict[str, object]:
        return {
            "low": "2", "aim": "3", "high": "4", "why": WHY, "key": uuid.uuid4(),
            "exercise": planned(program).exercise_id, **values,
        }  # fmt: skip

    def test_it_is_set_by_name_and_told_before_the_next_session(
        self, athlete, coach, link, program
    ):
        follow(athlete, program, weekdays=0, today=NOON.date())
        browser = logged_in(coach)
        assert "Set the target" in page(browser, self.path(athlete, program))

        response = browser.post(self.path(athlete, program), self.form(program))

        assert response.status_code == 302
        one = planned(program)
        assert ((one.target_low, one.target_aim, one.target_high), one.target_by) == (
            (2, 3, 4),
            "Cleo",
        )
        today = words(page(logged_in(athlete), "/"))
        assert "Cleo, your coach" in today
        assert f"Why: {WHY}" in today
        assert "Barbell bench press, Planned: target aim 3 (2–4) by hand, it was by rule" in today
        assert f"Why: {WHY}" in words(
            page(logged_in(athlete), reverse("program", args=[program.pk]))
        )
        session = start_session(
            athlete, key=uuid.uuid4(), workout=program.blocks.get().workouts.get(), now=NOON
        )
        html = page(logged_in(athlete), reverse("session_detail", args=[session.pk]))
        assert "Set by hand: Cleo." in words(html)

    def test_the_floor_binds_it(self, athlete, coach, link, program):
        """A beginner's main lift is never planned to failure."""
        browser = logged_in(coach)

        browser.post(self.path(athlete, program), self.form(program, low="0", aim="0", high="1"))

        html = words(page(browser, reverse("coaching_plan", args=[athlete.pk, program.pk])))
        floor = words(page(browser, self.path(athlete, program))).partition("The floor is ")[2][0]
        assert planned(program).target_aim == 0
        assert int(floor) > 0
        assert int(html.partition("Barbell bench press Aim ")[2][0]) >= int(floor)
        assert f"aim 0 (0–1) by hand, set by Cleo; the floor of {floor} goes first" in html
        on_it = {"low": floor, "aim": str(int(floor) + 1), "high": str(int(floor) + 1)}
        browser.post(self.path(athlete, program), self.form(program, **on_it))
        html = words(page(browser, reverse("coaching_plan", args=[athlete.pk, program.pk])))
        assert "goes first" not in html

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            ({"why": ""}, "Say why in a few words"),
            ({"why": "x" * 301}, "At most 300 letters."),
            ({"aim": ""}, "Fill in all three"),
            ({"low": "4"}, "From the fewest over the aim"),
            ({"high": "6"}, "Reps left are whole, 0 to 5."),
            ({"exercise": "999999"}, "This workout was changed since"),
        ],
    )
    def test_bad_input_is_told_and_changes_nothing(
        self, athlete, coach, link, program, values, says
    ):
        response = logged_in(coach).post(self.path(athlete, program), self.form(program, **values))

        assert response.status_code == 422
        assert says in response.content.decode()
        assert planned(program).target_aim is None
        assert not CoachChange.objects.exists()

    def test_refused_it_is_by_rule_again_and_the_coach_reads_why(
        self, athlete, coach, link, program
    ):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())

        answered(athlete, change, "refuse", answer="I feel fine.")

        assert (planned(program).target_aim, planned(program).target_by) == (None, "")
        html = words(page(logged_in(coach), reverse("coaching_plans", args=[athlete.pk])))
        assert "They said: I feel fine." in html
        assert "refused" in html
        assert WHY not in page(logged_in(athlete), "/")

    def test_kept_it_leaves_today_and_can_be_taken_back_at_the_program_later(
        self, athlete, coach, link, program
    ):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())

        answered(athlete, change)

        assert WHY not in page(logged_in(athlete), "/")
        assert "Take it back" in page(logged_in(athlete), reverse("program", args=[program.pk]))
        answered(athlete, change, "refuse")
        assert planned(program).target_aim is None

    def test_taking_it_back_leaves_what_the_athlete_changed_since(
        self, athlete, coach, link, program
    ):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())

        def more(plan: Plan) -> Plan:
            block = plan.blocks[0]
            day = block.workouts[0]
            lines = (day.lines[0], replace(day.lines[1], rest=60))
            return replace(plan, blocks=(replace(block, workouts=(replace(day, lines=lines),)),))

        edit(athlete, program.pk, None, more)

        answered(athlete, change, "refuse")

        assert planned(program).target_aim is None
        assert planned(program, 1).rest_seconds == 60

    def test_what_the_coach_changed_since_is_not_called_the_athletes(
        self, athlete, coach, link, program
    ):
        first = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        set_target(coach, link, program.pk, aimed(program, (3, 4, 5)), said())

        browser = logged_in(athlete)
        browser.post(reverse("sharing_change", args=[first.pk]), {"act": "refuse"})

        assert planned(program).target_aim == 4
        text = words(page(browser, "/"))
        assert "Taken back, but for Planned: what was changed there since stays." in text
        assert "yourself" not in text

    def test_why_not_is_asked_for_a_coach_who_can_still_read_it(
        self, athlete, coach, link, program
    ):
        set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        assert "Your coach reads it" in words(page(logged_in(athlete), "/"))

        end_link(athlete, link.pk, now=NOON)

        text = words(page(logged_in(athlete), "/"))
        assert "Refuse it" in text
        assert "They do not see it any more" in text

    def test_of_two_on_one_exercise_the_first_refused_never_comes_back(
        self, athlete, coach, link, program
    ):
        first = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        second = set_target(coach, link, program.pk, aimed(program, (3, 4, 5)), said())

        answered(athlete, first, "refuse")
        assert planned(program).target_aim == 4
        answered(athlete, second, "refuse")

        assert planned(program).target_aim is None

    def test_a_ready_made_one_becomes_the_athletes_copy_that_goes_on_where_it_was(
        self, athlete, coach, link
    ):
        ready = Program.objects.filter(owner=None)[0]
        followed = follow(athlete, ready, weekdays=0, today=NOON.date())
        workout = ready.blocks.all()[0].workouts.all()[0]
        session = start_session(athlete, key=uuid.uuid4(), workout=workout, now=NOON)
        place = next(i for i, one in enumerate(workout.planned.all()) if one.reps_bottom)
        target = Aimed(workout.pk, place, 0, workout.planned.all()[place].exercise_id, (3, 4, 5))

        set_target(coach, link, ready.pk, target, said())

        followed.refresh_from_db()
        copy = followed.program
        assert copy.owner == athlete
        assert TrainingSession.objects.get(pk=session.pk).followed_id == followed.pk
        assert copy.blocks.all()[0].workouts.all()[0].planned.all()[place].target_aim == 4
        assert workout.planned.all()[place].target_aim is None
        assert FollowedProgram.objects.visible_to(athlete).count() == 1

    def test_it_never_reaches_a_running_session(self, athlete, coach, link, program):
        workout = program.blocks.get().workouts.get()
        session = start_session(athlete, key=uuid.uuid4(), workout=workout, now=NOON)
        stood = list(session.exercises.values())

        set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())

        assert list(SessionExercise.objects.filter(session=session).values()) == stood

    def test_a_second_tap_is_the_same_change(self, athlete, coach, link, program):
        once = said()

        first = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), once)
        second = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), once)

        assert first == second
        assert CoachChange.objects.count() == 1

    def test_a_timed_set_takes_none(self, athlete, coach, link):
        held = a_program(athlete, a_line(SetLine(2, None, (30, 45)), name="Curl"))

        with pytest.raises(RefusedEditError, match="no reps to leave"):
            set_target(coach, link, held.pk, aimed(held, (2, 3, 4)), said())

    def test_more_than_twenty_wait_for_no_answer(self, athlete, coach, link, program):
        for number in range(MOST_WAITING):
            target = (1, 2, 3) if number % 2 else (2, 3, 4)
            set_target(coach, link, program.pk, aimed(program, target), said())

        with pytest.raises(RefusedChangeError, match="20 changes wait"):
            set_target(coach, link, program.pk, aimed(program, (3, 4, 5)), said())
        assert planned(program).target_aim == 2


class TestLevelAndForm:
    @pytest.mark.parametrize("is_by_hand", [True, False])
    def test_the_level_is_set_by_name_and_back_by_a_refusal(self, athlete, coach, link, is_by_hand):
        athlete.level, athlete.is_level_by_hand = "beginner", is_by_hand
        athlete.save()
        response = logged_in(coach).post(
            reverse("coaching_level", args=[athlete.pk]),
            {"level": "advanced", "why": WHY, "key": uuid.uuid4()},
        )
        assert response.status_code == 302
        athlete.refresh_from_db()
        assert (athlete.level, athlete.is_level_by_hand) == ("advanced", True)
        assert "Set by hand, by Cleo" in words(page(logged_in(athlete), reverse("level")))
        assert "Advanced by hand, it was" in words(page(logged_in(athlete), "/"))

        answered(athlete, CoachChange.objects.get(), "refuse")

        athlete.refresh_from_db()
        assert (athlete.level, athlete.is_level_by_hand) == ("beginner", is_by_hand)
        assert "by Cleo" not in words(page(logged_in(athlete), reverse("level")))

    def test_set_twice_a_refusal_brings_back_what_was_the_athletes_own(self, athlete, coach, link):
        athlete.is_level_by_hand = False
        athlete.save()
        set_level(coach, link, Level.ADVANCED, said())
        set_level(coach, link, Level.INTERMEDIATE, said())
        last = CoachChange.objects.get(state="made")

        answered(athlete, last, "refuse")

        athlete.refresh_from_db()
        assert not athlete.is_level_by_hand

    def test_what_the_athlete_set_since_stays(self, athlete, coach, link):
        change = set_level(coach, link, Level.ADVANCED, said())
        logged_in(athlete).post(reverse("level_set"), {"level": "intermediate"})

        answered(athlete, change, "refuse")

        athlete.refresh_from_db()
        assert (athlete.level, athlete.is_level_by_hand) == ("intermediate", True)

    def test_the_answer_on_form_changes_alone_and_goes_back(self, athlete, coach, link):
        Background.objects.create(
            athlete=athlete, total_months=30, uninterrupted_months=6, stable_lifts=1,
            answered_on=NOON.date() - dt.timedelta(days=9),
        )  # fmt: skip
        response = logged_in(coach).post(
            reverse("coaching_technique", args=[athlete.pk]),
            {"lifts": "3", "why": WHY, "key": uuid.uuid4()},
        )
        assert response.status_code == 302
        kept = Background.objects.get()
        assert (kept.stable_lifts, kept.total_months, kept.uninterrupted_months) == (3, 30, 6)
        assert kept.answered_on == NOON.date() - dt.timedelta(days=9)

        answered(athlete, CoachChange.objects.get(), "refuse")

        assert Background.objects.get().stable_lifts == 1

    def test_a_running_session_keeps_its_level(self, athlete, coach, link, program):
        workout = program.blocks.get().workouts.get()
        start_session(athlete, key=uuid.uuid4(), workout=workout, now=NOON)

        for act in (
            lambda: set_level(coach, link, Level.ADVANCED, said()),
            lambda: set_technique(coach, link, 4, said()),
        ):
            with pytest.raises(RefusedChangeError, match="is in a session"):
                act()
        response = logged_in(coach).post(
            reverse("coaching_level", args=[athlete.pk]),
            {"level": "advanced", "why": WHY, "key": uuid.uuid4()},
        )
        assert response.status_code == 422
        assert "is in a session" in response.content.decode()


class TestTheTick:
    def test_without_it_there_is_no_page_and_no_act(self, athlete, coach, program):
        link = coached(athlete, coach)
        browser = logged_in(coach)

        assert browser.get(reverse("coaching_plans", args=[athlete.pk])).status_code == 404
        with pytest.raises(Http404):
            set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        with pytest.raises(Http404):
            set_level(coach, link, Level.ADVANCED, said())
        assert not CoachChange.objects.exists()
        assert "What you may set" not in page(
            browser, reverse("coaching_athlete", args=[athlete.pk])
        )

    @pytest.mark.parametrize("takes_back", ["tick", "link"])
    def test_taken_back_the_next_request_finds_nothing_and_what_was_set_can_still_be_refused(
        self, athlete, coach, link, program, takes_back
    ):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        if takes_back == "tick":
            change_consent(athlete, link.pk, Consent(), version=1, now=NOON)
        else:
            end_link(athlete, link.pk, now=NOON)

        with pytest.raises(Http404):
            set_target(coach, link, program.pk, aimed(program, (1, 2, 3)), said())
        assert (
            logged_in(coach)
            .get(reverse("coaching_plan", args=[athlete.pk, program.pk]))
            .status_code
            == 404
        )
        assert WHY in page(logged_in(athlete), "/")
        answered(athlete, change, "refuse")
        assert planned(program).target_aim is None

    def test_what_a_coach_opens_is_in_the_log_the_athlete_reads(
        self, athlete, coach, link, program
    ):
        page(logged_in(coach), reverse("coaching_plan", args=[athlete.pk, program.pk]))

        assert AccessEntry.objects.filter(link=link, what="program").count() == 1
        assert "opened your programs" in words(page(logged_in(athlete), reverse("sharing")))

    def test_nobody_else_answers_for_the_athlete(self, athlete, coach, link, program):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())

        for person in (coach, a_lifter()):
            for act in ("refuse", "keep"):
                assert answered(person, change, act).status_code == 404
        change.refresh_from_db()
        assert change.state == "made"

    def test_answered_again_nothing_changes(self, athlete, coach, link, program):
        change = set_target(coach, link, program.pk, aimed(program, (2, 3, 4)), said())
        answered(athlete, change, "refuse", answer="No.")

        response = answered(athlete, change, "keep")

        change.refresh_from_db()
        assert response.status_code == 302
        assert (change.state, change.answer) == ("refused", "No.")
        assert answered(athlete, change, "else").status_code == 400

    def test_the_ticks_are_kept_when_one_is_read(self, link):
        assert consent_of(link) == Consent(sets_targets=True)
