"""The preview of a draft says what publishing it changes, and changes nothing itself."""

import datetime as dt
import random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from logbook.acts.check_ins import CheckInEntry, check_in
from logbook.log.readiness import check_in_of
from logbook.log.workouts import startable, turn_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.publishing.impact import Impact, impact_of
from logbook.pages.publishing.impact_lines import lines_of as impact_lines
from logbook.pages.publishing.impact_warnings import Said, differences, target_of
from logbook.pages.today.plan import plan_of
from programming.choices import Muscle, Safety, Tier
from programming.models import CatalogueRelease, PlannedExercise
from programming.releases.changes import changes_of
from programming.releases.publish import new_draft, put_in_force
from tests.conftest import forget
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    known_movements,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release", "publishing")

HOUR = dt.timedelta(hours=1)
NOW = NOON + 20 * HOUR
Targets = dict[tuple[int, int, bool], tuple[int, int, int]]


def changed(name: str, **facts: Any) -> CatalogueRelease:
    """A draft with other facts for one exercise."""
    draft = new_draft(None)
    assert draft.entries.filter(name=name).update(**facts) == 1
    return draft


def upcoming(lifters: list[User], now: dt.datetime = NOW) -> Targets:
    """The targets the lifters would be shown were they to start each of their workouts."""
    found: Targets = {}
    for lifter in lifters:
        day = check_in_of(lifter, now.date())
        for workout in turn_of(lifter, list(startable(lifter))).workouts:
            plan, _ = plan_of(lifter, workout, day, now=now, week_since=now.date())
            assert plan is not None
            for planned, card in zip(workout.planned.all(), plan.cards, strict=True):
                final = card.final or card.now
                for is_final, aim in ((False, card.now), (True, final)):
                    if is_final or planned.sets > 1:
                        target = aim.target
                        key = (lifter.pk, planned.pk, is_final)
                        found[key] = (target.low, target.aim, target.high)
    return found


def told(impact: Impact) -> dict[tuple[int, int, bool], tuple[object, object]]:
    return {
        (one.lifter_id, one.planned_id, one.is_final): (one.before, one.after)
        for one in impact.targets
    }


def a_gym() -> list[User]:
    """Five lifters of every level and several goals, who have trained, some of them to failure."""
    lifters = [
        a_lifter(level="beginner", goal="general_fitness"),
        a_lifter(level="intermediate", goal="mixed"),
        a_lifter(level="intermediate", goal="max_strength", zone="Asia/Tokyo"),
        a_lifter(level="advanced", goal="muscle_gain", unit="lb"),
        a_lifter(level="advanced", goal="muscle_gain"),
    ]
    known_movements(lifter=lifters[1])
    for place, lifter in enumerate(lifters):
        session = a_session(lifter=lifter, started=NOON)
        for item in session.exercises.all():
            safeties = sorted(item.risk.safeties)
            if safeties and place % 2:
                item.safeties = safeties[0]
                item.save()
            for number in range(3):
                logged(item=item, load="60", reps=8, rir=0 if (number + place) % 3 == 2 else 2)
        finished(session)
    a_red_day(lifter=lifters[4], at=NOW - HOUR)
    check_in(lifters[2], CheckInEntry(sleep="under_6"), now=NOW - HOUR)
    return lifters


def a_random_draft(rng: random.Random) -> CatalogueRelease:
    """A draft that changes what a target depends on, of one to nine planned exercises."""
    draft = new_draft(None)
    planned = sorted(set(PlannedExercise.objects.values_list("exercise_id", flat=True)))
    for exercise_id in rng.sample(planned, rng.randint(1, 9)):
        entry = draft.entries.get(exercise_id=exercise_id)
        entry.tier = rng.choice(Tier.values)
        entry.floor = rng.randint(0, 4)
        entry.safeties, entry.floor_with_safeties = [], None
        if rng.random() < 0.5:
            entry.safeties = rng.sample(Safety.values, rng.randint(1, 3))
            entry.floor_with_safeties = rng.randint(0, entry.floor)
        if rng.random() < 0.3:
            entry.primary_muscles = rng.sample(Muscle.values, 2)
            entry.secondary_muscles = []
        entry.save()
    return draft


def previewed_and_published(drafts: int, seed: int) -> int:
    """Compare the preview of random drafts with what publishing changes; how many were changed."""
    lifters = a_gym()
    rng = random.Random(seed)
    before = upcoming(lifters)
    assert len(before) > 100
    seen = 0
    for _ in range(drafts):
        with transaction.atomic():
            draft = a_random_draft(rng)
            impact = impact_of(changes_of(draft), NOW)
            put_in_force(draft, by=None, reason="A draft.", now=NOW)
            forget()
            after = upcoming(lifters)
            transaction.set_rollback(True)
        forget()
        really = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
        assert told(impact) == really
        seen += len(really)
    return seen


def test_the_preview_is_what_publishing_really_changes():
    assert previewed_and_published(drafts=12, seed=1) > 100


@pytest.mark.deep
def test_the_preview_of_200_random_drafts_is_what_publishing_really_changes():
    assert previewed_and_published(drafts=200, seed=2) > 1000


def test_a_tier_that_changes_is_told_with_its_sets_and_lifters():
    lifter = a_lifter()
    known_movements(lifter=lifter)

    impact = impact_of(changes_of(changed("Cable fly", tier="avoid", floor=2)), NOW)

    ((transition, (fly,)),) = impact.transitions
    assert transition == ("safer", "avoid")
    assert (fly.name, fly.lifters, impact.lifters) == ("Cable fly", {lifter.pk}, 1)
    assert impact.changed_targets == fly.changed_targets == fly.planned_sets > 0
    assert fly.examples[0].who.startswith("Intermediate, mixed: ")
    assert fly.examples[0].before < fly.examples[0].after
    assert not impact.losing


def test_a_warning_that_disappears_is_told_first_and_apart():
    lifter = a_lifter(level="intermediate")
    known_movements(lifter=lifter)

    impact = impact_of(changes_of(changed("Barbell bench press", floor=0)), NOW)

    (bench,) = impact.losing
    gone = Said("below_floor", 1.0, "stopped", "stop", "note")
    assert bench.lost[gone] == bench.planned_sets
    assert all(said.left < 2 for said in bench.lost_guards)
    assert lifter.pk in bench.lifters


def test_a_lower_tier_makes_a_stop_a_caution():
    a_lifter(level="intermediate")

    impact = impact_of(changes_of(changed("Barbell bench press", tier="caution")), NOW)

    broke = {said for said in impact.losing[0].lost_guards if said.code == "form_broke"}
    assert broke == {Said("form_broke", 0.0, "technical_failure", "stop", "caution")}


def test_a_name_or_a_rationale_changes_no_target():
    a_lifter()

    impact = impact_of(changes_of(changed("Cable fly", rationale="Other words.")), NOW)

    assert (impact.lifters, impact.changed_targets, impact.losing) == (0, 0, [])
    assert impact.planned_sets > 0


def test_a_session_that_runs_is_told_and_keeps_its_release():
    lifter = a_lifter()
    session = a_session(lifter=lifter)
    item = the_item(session=session)
    logged(item=item)

    impact = impact_of(changes_of(changed("Barbell bench press", floor=4)), NOW)

    planned = sum(one.planned_sets or 0 for one in session.exercises.all())
    assert (impact.running.sessions, impact.running.sets) == (1, planned - 1)


def test_nobody_planned_it_nothing_changes():
    a_lifter()

    impact = impact_of(changes_of(changed("Barbell hack squat", floor=4)), NOW)

    assert (impact.lifters, impact.changed_targets) == (0, 0)
    assert [one.name for one in impact.exercises] == ["Barbell hack squat"]


def test_an_account_that_is_closed_or_a_coach_alone_is_not_counted():
    a_lifter(is_active=False)
    a_lifter(is_lifter=False, is_coach=True)

    assert impact_of(changes_of(changed("Cable fly", tier="avoid", floor=2)), NOW).planned_sets == 0


def test_it_asks_as_much_of_many_lifters_as_of_one_and_writes_nothing():
    draft = changed("Cable fly", tier="avoid", floor=2)
    a_lifter()

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            impact_of(changes_of(draft), NOW)
        return [one["sql"] for one in captured.captured_queries]

    few = asked()
    a_gym()
    many = asked()

    assert len(few) == len(many)
    assert all(sql.startswith("SELECT") for sql in many)


def test_what_is_asked_of_the_rules_does_not_grow_with_the_lifters():
    draft = changed("Cable fly", tier="avoid", floor=2)
    for _ in range(12):
        a_lifter()
    target_of.cache_clear()
    differences.cache_clear()

    impact_of(changes_of(draft), NOW)

    assert differences.cache_info().misses <= 4
    assert differences.cache_info().hits > 20


def test_everything_logged_stays_as_it_was():
    lifter = a_lifter()
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session))
    before = [list(one.objects.values()) for one in (Set, SessionExercise, TrainingSession)]
    draft = changed("Barbell bench press", tier="safer", floor=0)

    impact_of(changes_of(draft), NOW)

    assert [list(one.objects.values()) for one in (Set, SessionExercise, TrainingSession)] == before
    assert len(changes_of(draft)) == 1


def test_the_preview_is_told_in_words():
    lifter = a_lifter()
    known_movements(lifter=lifter)
    a_session(lifter=lifter, workout=None, exercises=["Curl"])
    draft = changed("Barbell bench press", floor=0)
    draft.entries.filter(name="Cable fly").update(tier="avoid", floor=2)

    lines = impact_lines(impact_of(changes_of(draft), NOW))

    assert lines.summary.startswith("3 of ")
    assert lines.summary.endswith("1 lifter will see a target or warning change.")
    assert lines.running.startswith("1 session running now, with 0 planned sets to do, keep")
    assert [one.name for one in lines.losing] == ["Barbell bench press"]
    stop = lines.losing[0].lines[0]
    assert (stop.title, stop.when, stop.was) == ("Below the floor", "at 1 left", "stop")
    assert (stop.becomes, stop.sets > 0) == ("note", True)
    assert [one.title for one in lines.transitions] == ["Still avoid", "Safer → avoid"]
    fly = lines.transitions[1].exercises[0]
    assert fly.examples[0].before.startswith("aim 1 (")
    assert fly.examples[0].after.startswith("aim 2 (")


def test_a_preview_without_effect_says_so():
    a_lifter()

    lines = impact_lines(impact_of(changes_of(changed("Cable fly", rationale="Other words.")), NOW))

    assert lines.summary.startswith("No target or warning of the ")
    assert lines.running == "Nobody is training at the moment."
