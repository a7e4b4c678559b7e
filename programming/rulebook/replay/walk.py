"""A log walked forward: before each set, what the rules ask of what was done until then."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from programming.rulebook.next_time.fatigue import FatigueAdvice, deload_recipe, fatigue_advice
from programming.rulebook.next_time.loadable import Loadable
from programming.rulebook.next_time.progression import NextTime, next_time
from programming.rulebook.one_set.context import EffortContext
from programming.rulebook.one_set.estimates import (
    current_e1rm,
    reps_to_failure_at,
    reps_to_failure_seen,
    session_e1rm,
)
from programming.rulebook.one_set.judging import Judgement, judge_set, warnings_before
from programming.rulebook.one_set.movement import is_new_movement
from programming.rulebook.one_set.performed import is_failure_set
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.one_set.target import EffortTarget, effort_target
from programming.rulebook.over_time.announced import announced
from programming.rulebook.over_time.bests import ExerciseBests, bests_after
from programming.rulebook.over_time.budget import failure_budget
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.over_time.records import PersonalRecord, records_against
from programming.rulebook.rows.judging import ONCE_A_SESSION
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Warning  # noqa: A004  the rulebook's word
from programming.rulebook.words.vocabulary import Goal, Level, ReadinessState, Role, SetKind

# What the rules across sessions are given: twelve weeks, and of one exercise its last exposures.
_LATELY = timedelta(days=84)
_EXPOSURES = 16
_SEEN = timedelta(days=rule("seen").numbers["days"])
_NEW = rule("new_movement").numbers


@dataclass(frozen=True, slots=True)
class ExerciseFacts:
    """What the rules ask of an exercise that its sets do not say.

    floor, floor_with_safeties: as in the catalogue (rulebook 3). loadable: the loads that can be
    made after these sets, in the unit of the log.
    """

    floor: int
    floor_with_safeties: int | None
    loadable: Callable[[Sequence[LoggedSet]], Loadable | Sequence[int]]


@dataclass(slots=True)
class _Past:
    """One exercise as the log knew it so far: exposures of earlier sessions, and today's sets."""

    exposures: list[list[LoggedSet]] = field(default_factory=list)
    sessions: int = 0
    ends: list[str] = field(default_factory=list)
    estimates: list[tuple[date, int]] = field(default_factory=list)
    bests: ExerciseBests = field(default_factory=ExerciseBests)
    today: list[LoggedSet] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    rated: list[tuple[date, int, float]] = field(default_factory=list)


class Walk:
    """A lifter's log up to now; each set is judged, then becomes part of it.

    level, goal: the lifter's own for the whole walk. Sets come in time order, a session at a
    time; `end_session` closes one before the next begins. Loads in one unit throughout.
    """

    def __init__(
        self,
        *,
        level: Level | str,
        goal: Goal | str,
        facts: Callable[[Identity], ExerciseFacts],
    ) -> None:
        self.level = level
        self.goal = goal
        self._facts = facts
        self._past: dict[Identity, _Past] = defaultdict(_Past)
        self._lately: list[LoggedSet] = []
        self._session: list[LoggedSet] = []
        self._said: list[str] = []

    def target(
        self, planned: LoggedSet, *, safeties: bool = False, aim_rise: int = 0
    ) -> EffortTarget:
        """Return the target a set would have now (rulebook 2); planned has its load and its plan."""
        return effort_target(self.context(planned, safeties=safeties, aim_rise=aim_rise))

    def context(
        self, planned: LoggedSet, *, safeties: bool = False, aim_rise: int = 0
    ) -> EffortContext:
        """Return what the target of a set depends on, as the log stands."""
        past, facts = self._past[planned.exercise], self._facts(planned.exercise)
        e1rm = self.e1rm(planned.exercise, planned.day)
        last = past.exposures[-1] if past.exposures else ()
        reps = planned.rep_range[0] if planned.rep_range else min((o.reps for o in last), default=0)
        context = EffortContext(
            level=self.level,
            goal=self.goal,
            role=planned.role,
            tier=planned.tier,
            rir_floor=facts.floor,
            rir_floor_with_safeties=facts.floor_with_safeties,
            safeties=safeties,
            is_final_set=planned.is_final_set,
            readiness=planned.readiness,
            budget_left=not self._budget_spent(planned),
            planned_reps=reps or None,
            reps_to_failure=(
                reps_to_failure_at(e1rm, planned.load)
                if e1rm is not None and planned.load
                else None
            ),
            reps_to_failure_seen=(
                reps_to_failure_seen(past.rated, planned.load, planned.day)
                if planned.load
                else None
            ),
            is_deload=planned.is_deload,
            is_test_set=planned.is_test_set,
            is_new_movement=is_new_movement(past.sessions, past.ends),
            aim_rise=aim_rise,
        )
        if not planned.is_deload:
            return context
        rise = deload_recipe().rise(effort_target(replace(context, aim_rise=0)).aim)
        return replace(context, aim_rise=max(context.aim_rise, rise))

    def judge(self, done: LoggedSet, target: EffortTarget, context: EffortContext) -> Judgement:
        """Return what the rules say of a set that is about to be logged (rulebook 4)."""
        past = self._past[done.exercise]
        hours, sets = self._muscle_failure_before(done)
        return judge_set(
            target,
            done.performed,
            context=context,
            earlier=[one.performed for one in past.today],
            rep_range=done.rep_range,
            e1rm=self.e1rm(done.exercise, done.day),
            hours_since_muscle_failure=hours,
            muscle_failure_sets=sets,
            already_said=(*past.said, *self._said),
        )

    def log(self, done: LoggedSet, said: Sequence[str] = ()) -> None:
        """Make a set part of the log; said are the codes of what it was told."""
        past = self._past[done.exercise]
        past.today.append(done)
        past.said += said
        self._said += (code for code in said if code in ONCE_A_SESSION)
        if done.load and done.reps_to_failure is not None and not done.is_slip:
            past.rated.append((done.day, done.load, done.reps_to_failure))
        if done.counts:
            past.ends.insert(0, str(done.ended_by))
            del past.ends[_NEW["sets"] :]
        self._session.append(done)

    def said_before(
        self, done: LoggedSet, target: EffortTarget, context: EffortContext
    ) -> tuple[Warning, ...]:
        """Return what is said before a set and while it is typed, never once it is done."""
        earlier = [one.performed for one in self._past[done.exercise].today]
        return warnings_before(target, context=context, load=done.load, earlier=earlier)

    def end_session(self) -> tuple[PersonalRecord, ...]:
        """End the session: its sets are what was done before; return what is announced of it."""
        records: list[PersonalRecord] = []
        before: dict[Identity, int] = {}
        for exercise in dict.fromkeys(done.exercise for done in self._session):
            past = self._past[exercise]
            sets = [done for done in past.today if done.counts]
            if sets:
                records += records_against(past.bests, sets).records
                before[exercise] = past.sessions
                past.bests = bests_after(past.bests, sets)
                past.sessions += 1
                since = sets[0].day - _SEEN
                past.rated = [one for one in past.rated if one[0] >= since]
                past.exposures.append(sets)
                del past.exposures[:-_EXPOSURES]
                value = session_e1rm(sets)
                if value is not None:
                    past.estimates.append((sets[0].day, value))
                    del past.estimates[:-_EXPOSURES]
            past.today, past.said = [], []
        if self._session:
            since = self._session[-1].day - _LATELY
            self._lately = [one for one in self._lately if one.day >= since] + self._session
        self._session, self._said = [], []
        return announced(records, sessions=before)

    def e1rm(self, exercise: Identity, day: date) -> int | None:
        """Return the current e1RM of an exercise before today's sets (rulebook 7)."""
        return current_e1rm(self._past[exercise].estimates, day)

    def last(self, exercise: Identity) -> Sequence[LoggedSet]:
        """Return the sets of the exercise's last exposure, none before the first."""
        exposures = self._past[exercise].exposures
        return exposures[-1] if exposures else ()

    def suggestion(self, planned: LoggedSet, *, safeties: bool = False) -> NextTime | None:
        """Return what is suggested for an exercise on a day, None before its first exposure.

        planned has the exercise, the day and the plan (rulebook 8).
        """
        past = self._past[planned.exercise]
        if not past.exposures:
            return None
        own = [one for sets in past.exposures for one in sets]
        others = (
            one
            for one in self._lately
            if one.exercise != planned.exercise and one.counts and one.role is Role.MAIN
        )
        # Every other day of training stands for itself: what is a layoff hangs on it.
        days = {one.day: one.session for one in self._lately if one.day >= own[0].day}
        trained = (
            LoggedSet(exercise="", session=session, day=day, reps=0, kind=SetKind.TIMED)
            for day, session in days.items()
        )
        history = sorted([*own, *others, *trained], key=lambda one: one.day)
        return next_time(
            history,
            exercise=planned.exercise,
            goal=self.goal,
            loadable=self._facts(planned.exercise).loadable(self.last(planned.exercise)),
            today=planned.day,
            rep_range=planned.rep_range,
            readiness=_answered(planned.readiness),
            context=replace(
                self.context(planned, safeties=safeties), is_final_set=False, is_test_set=False
            ),
        )

    def advice(self, day: date) -> FatigueAdvice:
        """Return what the last weeks advise (rulebook 9); what was refused is not known here."""
        return fatigue_advice(self._lately, today=day, level=self.level, goal=self.goal)

    def _recent(self, since: date) -> list[LoggedSet]:
        at = len(self._lately)
        while at and self._lately[at - 1].day >= since:
            at -= 1
        return [*self._lately[at:], *self._session]

    def _budget_spent(self, planned: LoggedSet) -> bool:
        return failure_budget(
            self._recent(planned.day - timedelta(days=planned.day.weekday())),
            today=planned.day,
            level=self.level,
            readiness=planned.readiness,
            exercise=planned.exercise,
            session=planned.session,
            primary_muscles=planned.primary_muscles,
        ).spent

    def _muscle_failure_before(self, done: LoggedSet) -> tuple[float | None, int]:
        """Return the hours since a primary muscle went to failure in an earlier session, and how often.

        A day is 24 hours where the sets have no times.
        """
        wanted = set(done.primary_muscles)
        hurt = [
            one
            for one in self._recent(done.day - timedelta(days=4))
            if one.session != done.session
            and is_failure_set(one)
            and not wanted.isdisjoint(one.primary_muscles)
        ]
        if not hurt:
            return None, 0
        last = hurt[-1]
        sets = sum(one.session == last.session for one in hurt)
        if done.at is not None and last.at is not None:
            return max((done.at - last.at).total_seconds() / 3600, 0), sets
        return (done.day - last.day).days * 24, sets


def _answered(state: ReadinessState | str) -> Readiness | None:
    """Return the readiness of a day of which the log kept the state alone, by its fewest points."""
    points = {ReadinessState.AMBER: 2, ReadinessState.RED: 4}.get(ReadinessState(state), 0)
    return (
        Readiness(ReadinessState(state), points, points, known=True, reasons=()) if points else None
    )
