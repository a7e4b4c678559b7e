"""The next sessions of a program, played: as they would be, if every set ended at its aim.

A session is played as it is trained, set by set, by the functions that a start, a logged set and
its summary go through; only the rows stay in memory. Nothing is written.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.acts.entries import SetEntry
from logbook.acts.typed_sets import set_as_logged
from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts, facts_of
from logbook.advice.load_scale import ToDo
from logbook.advice.prefill import expected_sets, micrograms_of, prefill
from logbook.advice.session_plan import items_of_each
from logbook.advice.suggestions import suggested
from logbook.clock import instant, local_date
from logbook.kept.summaries import summarise
from logbook.log.ahead import FIRST_KEY, Ahead
from logbook.log.before import read_past
from logbook.log.bodyweight import latest_bodyweight
from logbook.log.deload import advice_of, is_deload_on
from logbook.log.programs import Course, course_in
from logbook.log.readiness import check_in_of
from logbook.log.verdicts import shown_target
from logbook.log.workbench import Workbench
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.session.screen import rest_of
from logbook.wording.effort import open_aim
from logbook.wording.loads import change_between, to_do_text
from logbook.wording.sets import plan_text
from programming.catalogue.entries import current_release, entries_for
from programming.loads import LoadKind
from programming.models import Program, RiskEntry
from programming.models.workouts import SECONDS_A_SET
from programming.programs.slots import Slot, slots_of
from programming.rulebook import effort_target

MOST_PLAYED = 8
# A year: somebody who trains once a week and is away for months still gets all of them.
_HORIZON = dt.timedelta(weeks=52)
CHANGES = {"up": "weight up", "minus": "weight down", "rep": "reps up"}
_NO_KEY = uuid.UUID(int=0)
_NOON = dt.time(12)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class PlayedExercise:
    """An exercise of a session that was played, and its sets; what they are filled in from."""

    item: SessionExercise
    facts: Facts
    sets: list[Set]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.item.risk.name

    @property
    def does(self) -> str:
        """Loads and reps, set by set: `80 kg · 6, 6, 6`; of timed sets what is planned."""
        if self.item.is_timed:
            return plan_text(self.item)
        return to_do_text(self._to_do)

    @property
    def lacks_load(self) -> bool:
        """Whether nothing on record says what weight to take."""
        return self.facts.item.risk.load_kind == LoadKind.EXTERNAL and any(
            row.typed_load is None for row in self.sets
        )

    @property
    def change(self) -> str:
        """Which way it goes from the time before, as an icon: `up`, `minus`, `rep`; else empty."""
        before = [
            ToDo(past.reps, past.load, past.load_kind) for past in self.facts.history.previous
        ]
        if not before or self.lacks_load or self.item.is_timed:
            return ""
        icon = change_between(before, self._to_do)
        return icon if icon in CHANGES else ""

    @property
    def change_text(self) -> str:
        """The same in words."""
        return CHANGES.get(self.change, "")

    @property
    def aims(self) -> list[str]:
        """The targets, one where all sets have it, else of the sets before the last and of that."""
        lifter = self.facts.lifter
        shown = [open_aim(target, lifter) for row in self.sets if (target := shown_target(row))]
        distinct = list(dict.fromkeys(shown))
        if len(distinct) == 2 and shown.count(shown[-1]) == 1:
            return [distinct[0], f"final {distinct[1]}"]
        return distinct if len(distinct) == 1 else shown

    @property
    def _to_do(self) -> list[ToDo]:
        return [ToDo(row.reps, row.typed_load, row.load_kind) for row in self.sets]


@dataclass(frozen=True, slots=True)
class PlayedSession:
    """One session to come: which of the program, when, and what would be done in it."""

    slot: Slot
    day: dt.date
    exercises: list[PlayedExercise]

    @property
    def changes(self) -> str:
        """What changes in it, counted: `weight up in 2, reps up in 1`."""
        found = Counter(one.change_text for one in self.exercises if one.change)
        return ", ".join(f"{what} in {count}" for what, count in found.items())


@dataclass(frozen=True, slots=True)
class Played:
    """The next sessions of a program; `course` is set where it is followed or waits."""

    program: Program
    course: Course | None
    sessions: list[PlayedSession]


def play(
    lifter: User, program: Program, *, now: dt.datetime, sessions: int = MOST_PLAYED
) -> Played:
    """The next sessions of a program, were each trained on its day with every set at its aim.

    Of one that is followed from where it is, of any other from its start. Without a check-in no
    day is but green, and the level stays. In a constant number of queries; nothing is written.
    """
    today = local_date(now, lifter.zone)
    course = course_in(lifter, program, today)
    coming = _coming(program, course, today)[:sessions]
    if not coming:
        return Played(program, course, [])
    deload = advice_of(lifter)
    checked_in = check_in_of(lifter, today)
    release = current_release()
    rows = [
        TrainingSession(
            pk=FIRST_KEY + place,
            athlete=lifter,
            name=slot.workout.name,
            workout=slot.workout,
            goal=slot.block.goal,
            release=release,
            check_in=checked_in if day == today else None,
            is_deload=is_deload_on(deload, day) or slot.is_deload,
            started_at=_start(day, today, now, lifter.zone),
            zone=lifter.zone,
            local_date=day,
        )
        for place, (day, slot) in enumerate(coming)
    ]
    planned = [one for _, slot in coming for one in slot.workout.planned.all()]
    risks = entries_for([one.exercise_id for one in planned], release, lifter)
    player = _Player(lifter, risks, Ahead(lifter, planned, first=rows[0]))
    if any(risk.bodyweight_percent for risk in risks.values()):
        player.bodyweight = latest_bodyweight(lifter, today)
    return Played(
        program,
        course,
        [
            PlayedSession(slot, day, player.train(row))
            for (day, slot), row in zip(coming, rows, strict=True)
        ],
    )


def _coming(program: Program, course: Course | None, today: dt.date) -> list[tuple[dt.date, Slot]]:
    """The sessions to come with their days: by weekday, else spread evenly over the weeks.

    They are the program's own, whose exercises were read with it.
    """
    every = slots_of(program)
    if course is not None and course.by_weekday:
        ahead = course.coming(today, until=today + _HORIZON)
        return [(day, every[slot.number]) for day, slot in ahead]
    slots = [every[one.number] for one in course.open] if course is not None else every
    # What was trained today is done for today.
    first = today + dt.timedelta(days=course is not None and course.last_day == today)
    return [
        (first + dt.timedelta(days=place * _WEEK // program.days), slot)
        for place, slot in enumerate(slots)
    ]


def _start(day: dt.date, today: dt.date, now: dt.datetime, zone: str) -> dt.datetime:
    """When a session begins: today's now, since what is on record was before; any other at noon."""
    return now if day == today else instant(dt.datetime.combine(day, _NOON), zone)


class _Player:
    """Trains sessions in memory, one after the other."""

    bodyweight: int | None = None

    def __init__(self, lifter: User, risks: Mapping[int, RiskEntry], log: Ahead) -> None:
        self._lifter, self._risks, self._log = lifter, risks, log
        self._key = FIRST_KEY

    def train(self, session: TrainingSession) -> list[PlayedExercise]:
        """The session from its start to its end, with every planned set at its aim."""
        planned = list(session.workout.planned.all()) if session.workout is not None else []
        wanted = [(session, planned)]
        [items] = items_of_each(wanted, risks=self._risks, ask=self._log)
        for item in items:
            item.pk = self._key = self._key + 1
        self._log.add(items)
        at, found = session.started_at, []
        for item in items:
            done, at = self._exercise(item, at)
            found.append(done)
        session.finished_at = at
        return found

    def _exercise(
        self, item: SessionExercise, at: dt.datetime
    ) -> tuple[PlayedExercise, dt.datetime]:
        """The sets of one exercise, and when the last of them was done."""
        pause = dt.timedelta(seconds=SECONDS_A_SET + rest_of(item))
        sets: list[Set] = []
        before: Facts | None = None
        # A timed set counts for no load, target or budget.
        planned = 0 if item.is_timed else item.planned_sets or 0
        while item.working_sets < planned:
            at += pause
            facts = self._facts(item, at)
            before = before or facts
            row = self._set(item, sets, facts)
            sets.append(row)
            self._log.add_set(row)
            summarise(item, sets)
        return PlayedExercise(item, before or self._facts(item, at), sets), at

    def _facts(self, item: SessionExercise, at: dt.datetime) -> Facts:
        session = item.session
        past = read_past(self._lifter, session, [item.exercise_id], at=at, ask=self._log)
        history = past.histories[item.exercise_id]
        facts = facts_of(self._lifter, item, history, past.week, at=at, bodyweight=self.bodyweight)
        return facts.at_set(item.working_sets)

    def _set(self, item: SessionExercise, sets: Sequence[Set], facts: Facts) -> Set:
        """The next set as the open row has it filled in, ended at the aim it is shown."""
        lifter, done = self._lifter, len(sets)
        plan = prefill(facts, sets, done, expected_sets(facts, suggested(item)))
        is_final = done + 1 >= (item.planned_sets or 0)
        shown = effort_target(
            effort_context(facts, is_final=is_final, load=micrograms_of(facts, plan))
        )
        entry = SetEntry(
            reps=plan.reps or 0,
            load=plan.load,
            load_kind=plan.load_kind,
            rir_halves=2 * shown.aim,
            rir_in_words=lifter.uses_words,
        )
        bench = Workbench(lifter, item, tuple(sets), sets[-1].logged_at if sets else None)
        row = set_as_logged(bench, entry, facts, key=_NO_KEY, number=done + 1, digest="")
        row.session = item.session
        return row
