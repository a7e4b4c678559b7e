"""A program that is given, long: it is the athlete's copy; what becomes of the coach's is offered, never forced."""

import uuid
from dataclasses import replace

import pytest
from django.http import Http404
from django.urls import reverse

from logbook.acts.changes import RefusedChangeError, Said
from logbook.acts.coaching import change_consent, end_link
from logbook.acts.given import give_program, offer_state
from logbook.acts.groups import change_group, make_group
from logbook.acts.looks import Consent
from logbook.acts.programs import remove_program
from logbook.acts.sessions import start_session
from logbook.log.coaching import links_of_coach
from logbook.models import CoachChange, FollowedProgram, GivenProgram, SessionExercise
from programming.catalogue.own import create_own_exercise
from programming.lines import SetLine
from programming.models import Exercise, Program
from programming.programs.editing import edit
from programming.programs.plans import Day, Plan
from tests.logbook.given import NOON, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import a_coach, coached
from tests.logbook.planned import a_line, a_program
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")
WHY = "For the winter."


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def link(athlete, coach):
    return coached(athlete, coach, sets_programs=True)


@pytest.fixture
def source(coach):
    by_hand = SetLine(3, (6, 8), target=(2, 3, 4))
    return a_program(coach, a_line(by_hand), a_line(name="Curl", role="isolation"))


def said() -> Said:
    return Said(WHY, uuid.uuid4(), NOON)


def answer(athlete, change, act: str, **form: str):
    path = reverse("sharing_change", args=[change.pk])
    return logged_in(athlete).post(path, {"act": act, **form})


def plan_of(program: Program) -> Plan:
    return Plan.of(Program.objects.get(pk=program.pk))


def with_day(plan: Plan, change, place: int = 0) -> Plan:
    block = plan.blocks[0]
    days = list(block.workouts)
    days[place] = change(days[place])
    return replace(plan, blocks=(replace(block, workouts=tuple(days)),))


def with_sets(place: int, sets: int):
    """A step: other sets of an exercise of the first workout."""

    def change(day: Day) -> Day:
        lines = list(day.lines)
        lines[place] = replace(lines[place], sets=sets)
        return replace(day, lines=tuple(lines))

    return lambda plan: with_day(plan, change)


def with_another(plan: Plan) -> Plan:
    """A step: one more workout."""
    block = plan.blocks[0]
    new = Day(None, "Second", (a_line(name="Deadlift"),))
    return replace(plan, blocks=(replace(block, workouts=(*block.workouts, new)),))


def sets_in(program: Program) -> list[list[int]]:
    return [[line.sets for line in day.lines] for day in plan_of(program).blocks[0].workouts]


class TestGiving:
    @pytest.mark.parametrize(("act", "state"), [("follow", "running"), ("keep", "waiting")])
    def test_it_is_the_athletes_copy_running_or_waiting_as_they_choose(
        self, athlete, coach, link, source, act, state
    ):
        response = logged_in(coach).post(
            reverse("coaching_give", args=[athlete.pk]),
            {"program": source.pk, "why": WHY, "key": uuid.uuid4()},
        )
        assert response.status_code == 302
        copy = Program.objects.get(owner=athlete)
        assert not FollowedProgram.objects.exists()
        today = words(page(logged_in(athlete), "/"))
        assert f"Program given: Mine Why: {WHY}" in today
        planned = copy.blocks.get().workouts.get().planned.all()[0]
        assert (planned.target_aim, planned.target_by) == (3, "Cleo")

        answer(athlete, CoachChange.objects.get(), act)

        assert FollowedProgram.objects.get().state == state
        assert FollowedProgram.objects.get().program == copy
        assert WHY not in page(logged_in(athlete), "/")
        assert plan_of(source).without_keys() == replace(
            plan_of(copy).without_keys(),
            blocks=plan_of(source).without_keys().blocks,
        )

    def test_refused_it_is_gone_and_the_coach_reads_why(self, athlete, coach, link, source):
        change = give_program(coach, link, source.pk, said())

        answer(athlete, change, "refuse", answer="Too long.")

        assert Program.objects.get(owner=athlete).is_removed
        html = words(page(logged_in(coach), reverse("coaching_plans", args=[athlete.pk])))
        assert "They said: Too long." in html

    def test_an_exercise_of_the_coachs_own_becomes_one_of_theirs(self, athlete, coach, link):
        own = create_own_exercise(coach, "Zzyzx fly", is_compound=False, primary_muscles=["chest"])
        source = a_program(coach, replace(a_line(), exercise=own.exercise_id))

        give_program(coach, link, source.pk, said())

        assert Exercise.objects.get(owner=athlete).slug
        line = plan_of(Program.objects.get(owner=athlete)).blocks[0].workouts[0].lines[0]
        assert line.exercise == Exercise.objects.get(owner=athlete).pk != own.exercise_id

    def test_a_ready_made_one_is_given_and_not_linked(self, athlete, coach, link):
        ready = Program.objects.filter(owner=None)[0]

        give_program(coach, link, ready.pk, said())

        assert not GivenProgram.objects.exists()
        assert Program.objects.get(owner=athlete).name == ready.name

    def test_twice_is_once(self, athlete, coach, link, source):
        once = said()
        assert give_program(coach, link, source.pk, once) == give_program(
            coach, link, source.pk, once
        )
        with pytest.raises(RefusedChangeError, match="has Mine already"):
            give_program(coach, link, source.pk, said())

    def test_somebody_elses_program_and_an_athlete_without_the_tick_are_not_there(
        self, athlete, coach, link, source
    ):
        foreign = a_program(a_lifter(), a_line())
        with pytest.raises(Http404):
            give_program(coach, link, foreign.pk, said())
        change_consent(athlete, link.pk, Consent(sets_targets=True), version=1, now=NOON)
        with pytest.raises(Http404):
            give_program(coach, link, source.pk, said())
        assert not CoachChange.objects.exists()


class TestAGroup:
    def give(self, coach, source, **form):
        return logged_in(coach).post(
            reverse("coaching_given", args=[source.pk]),
            {"why": WHY, "key": uuid.uuid4(), **form},
            follow=True,
        )

    def test_each_of_it_who_ticked_programs_gets_a_copy(self, athlete, coach, link, source):
        second, third = a_lifter(name="Ana"), a_lifter(name="Bea")
        coached(second, coach, sets_programs=True)
        coached(third, coach)
        group = make_group(coach, "Novices")
        change_group(coach, group.pk, name="Novices", athlete_ids=[athlete.pk, second.pk, third.pk])

        response = self.give(coach, source, act="give", group=group.pk)

        html = words(response.content.decode())
        assert "Given to Ana, Ivo." in html
        assert html.count("has this state") == 2
        assert {one.athlete for one in GivenProgram.objects.all()} == {athlete, second}

    def test_its_new_state_is_offered_to_each_and_each_chooses(self, athlete, coach, link, source):
        second = a_lifter(name="Ana")
        coached(second, coach, sets_programs=True)
        links = [str(one) for one in coach_links(coach)]
        self.give(coach, source, act="give", athletes=links)
        copies = {one.athlete: one.program for one in GivenProgram.objects.all()}
        edit(coach, source.pk, None, with_sets(0, 5))
        assert sets_in(copies[athlete]) == [[3, 3]]

        response = self.give(coach, source, act="offer")

        assert "Offered to Ana, Ivo." in words(response.content.decode()).replace(
            "Ivo, Ana", "Ana, Ivo"
        )
        offers = {one.athlete: one for one in CoachChange.objects.filter(kind="offer")}
        assert "5 × 6–8, it was 3 × 6–8" in words(page(logged_in(athlete), "/"))
        answer(athlete, offers[athlete], "keep")
        answer(second, offers[second], "refuse", answer="Not now.")
        assert (sets_in(copies[athlete]), sets_in(copies[second])) == ([[5, 3]], [[3, 3]])
        html = words(page(logged_in(coach), reverse("coaching_given", args=[source.pk])))
        assert "Ana refused this state" in html
        assert "Ivo has this state" in html
        again = self.give(coach, source, act="offer")
        assert "Everybody has this state, or was offered it." in again.content.decode()

    @pytest.mark.parametrize(
        ("form", "says"),
        [
            ({"act": "give"}, "Choose who gets it."),
            ({"act": "give", "athletes": ["999"]}, "Somebody chosen may not get it"),
            ({"act": "offer", "why": ""}, "Say why in a few words"),
        ],
    )
    def test_bad_input_is_told(self, athlete, coach, link, source, form, says):
        response = self.give(coach, source, **form)

        assert response.status_code == 422
        assert says in response.content.decode()
        assert not CoachChange.objects.exists()

    def test_another_coachs_program_is_not_there(self, coach, link, source):
        other = logged_in(a_coach(name="Noa"))

        assert other.get(reverse("coaching_given", args=[source.pk])).status_code == 404
        assert "Mine" not in page(other, reverse("coaching_programs"))


def coach_links(coach) -> list[int]:
    return list(links_of_coach(coach).values_list("pk", flat=True))


class TestOffers:
    @pytest.fixture
    def given(self, athlete, coach, link, source):
        answer(athlete, give_program(coach, link, source.pk, said()), "follow")
        return GivenProgram.objects.get()

    def test_nothing_new_is_no_offer_and_a_later_one_replaces_the_first(
        self, athlete, coach, link, source, given
    ):
        assert offer_state(coach, link, given.pk, said()) is None
        edit(coach, source.pk, None, with_sets(0, 5))
        first = offer_state(coach, link, given.pk, said())
        assert first is not None
        assert offer_state(coach, link, given.pk, said()) is None
        edit(coach, source.pk, None, with_sets(1, 4))

        offer_state(coach, link, given.pk, said())

        first.refresh_from_db()
        assert first.state == "replaced"
        assert words(page(logged_in(athlete), "/")).count("A new state of Mine") == 1

    def test_what_the_athlete_changed_stays_where_the_coach_changed_nothing(
        self, athlete, coach, link, source, given
    ):
        edit(athlete, given.program_id, None, with_sets(1, 2))
        edit(coach, source.pk, None, with_sets(0, 5))
        offer = offer_state(coach, link, given.pk, said())

        answer(athlete, offer, "keep")

        assert sets_in(given.program) == [[5, 2]]

    def test_of_what_both_changed_it_is_the_coachs_and_said(
        self, athlete, coach, link, source, given
    ):
        edit(athlete, given.program_id, None, with_sets(0, 2))
        edit(coach, source.pk, None, with_sets(0, 5))
        offer = offer_state(coach, link, given.pk, said())
        assert offer is not None
        path = reverse("sharing_change", args=[offer.pk])

        response = logged_in(athlete).post(path, {"act": "keep"}, follow=True)

        assert "You had changed Planned too" in words(response.content.decode())
        assert sets_in(given.program) == [[5, 3]]

    def test_a_workout_that_came_is_the_same_one_with_the_next_offer(
        self, athlete, coach, link, source, given
    ):
        edit(coach, source.pk, None, with_another)
        answer(athlete, offer_state(coach, link, given.pk, said()), "keep")
        keys = [day.key for day in plan_of(given.program).blocks[0].workouts]
        assert sets_in(given.program) == [[3, 3], [3]]

        def more(day: Day) -> Day:
            return replace(day, lines=(replace(day.lines[0], sets=1),))

        edit(coach, source.pk, None, lambda plan: with_day(plan, more, 1))
        answer(athlete, offer_state(coach, link, given.pk, said()), "keep")

        assert sets_in(given.program) == [[3, 3], [1]]
        assert [day.key for day in plan_of(given.program).blocks[0].workouts] == keys

    def test_it_never_reaches_a_running_session(self, athlete, coach, link, source, given):
        workout = given.program.blocks.get().workouts.get()
        session = start_session(athlete, key=uuid.uuid4(), workout=workout, now=NOON)
        stood = list(session.exercises.values())
        edit(coach, source.pk, None, with_sets(0, 5))

        answer(athlete, offer_state(coach, link, given.pk, said()), "keep")

        assert list(SessionExercise.objects.filter(session=session).values()) == stood

    @pytest.mark.parametrize("over", ["link", "tick"])
    def test_over_nothing_is_offered_and_the_copy_stays_as_their_own(
        self, athlete, coach, link, source, given, over
    ):
        edit(coach, source.pk, None, with_sets(0, 5))
        offer = offer_state(coach, link, given.pk, said())
        browser = logged_in(athlete)
        assert "not linked to theirs any more" in words(page(browser, reverse("sharing")))
        coachs = words(page(logged_in(coach), reverse("coaching_athlete", args=[athlete.pk])))
        assert "Mine stays with them as their own" in coachs
        if over == "link":
            end_link(coach, link.pk, now=NOON)
        else:
            change_consent(athlete, link.pk, Consent(), version=1, now=NOON)

        assert "A new state" not in page(browser, "/")
        assert answer(athlete, offer, "keep").status_code == 404
        assert sets_in(given.program) == [[3, 3]]
        assert FollowedProgram.objects.get().state == "running"
        with pytest.raises(Http404):
            offer_state(coach, link, given.pk, said())

    def test_a_copy_that_was_removed_is_offered_nothing(self, athlete, coach, link, source, given):
        remove_program(athlete, given.program_id)
        edit(coach, source.pk, None, with_sets(0, 5))

        with pytest.raises(Http404):
            offer_state(coach, link, given.pk, said())
        assert "has an earlier state" not in page(
            logged_in(coach), reverse("coaching_given", args=[source.pk])
        )
