"""What last time suggests, carried into the session that is next (rulebook 8); long: asked, kept, read back.

A session takes the suggestions with it when it starts, as codes and numbers beside the plan: what
was shown stays as it was, and a set is logged without asking the log again. They are what the
open sets are filled in with; a lifter may take last time's instead, an exercise at a time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from logbook.advice.comparable import Done, comparable, context_now, heaviest_of, with_own_reps
from logbook.advice.kit import Kit
from logbook.advice.load_rules import loads_by_rule
from logbook.advice.load_scale import Lifted, Scale, ToDo
from logbook.advice.set_counts import plan_for_a_deload
from logbook.choices import ReadinessState
from logbook.log.asking import STORED, Ask
from logbook.log.logged_sets import (
    Trained,
    latest_sets,
    sets_of_exercises,
    trained_since,
    with_days,
)
from logbook.log.readiness import readiness_of
from logbook.log.sessions import start_of
from logbook.models import SessionExercise, TrainingSession, User
from programming.choices import LoadRule
from programming.lines import Pair, SetLine, with_sets
from programming.loads import typed_load
from programming.rulebook import (
    RULEBOOK_VERSION,
    LoggedSet,
    NextTime,
    Reason,
    Strength,
    deload_recipe,
    exposures,
    next_time,
    reason_from,
    shortest_layoff,
)

# A review of a year ago suggests nothing.
SUGGESTS_FOR = dt.timedelta(days=365)
# Whether another main lift is down shows in its last seven exposures: twelve weeks at one a week.
MAIN_LIFTS_READ = dt.timedelta(days=84)
RESTS_ON = "next_rests_on"
NO_EVIDENCE = "next_no_evidence"
_RED = ReadinessState.RED


def sets_to_do(found: NextTime, scale: Scale, last: Sequence[Lifted]) -> list[ToDo]:
    """The sets a suggestion is for, as they would be typed; `last` are those it follows."""
    return [
        scale.to_do(reps, load, last[min(place, len(last) - 1)] if last else None)
        for place, (reps, load) in enumerate(zip(found.reps, found.loads, strict=True))
    ]


def suggest(
    lifter: User,
    session: TrainingSession,
    items: Collection[SessionExercise],
    *,
    ask: Ask = STORED,
) -> None:
    """Put on each exercise what last time suggests for `session`; nothing is saved.

    In a deload an exercise without a plan gets one as well: half its sets (rulebook 9). In four
    queries at most: the latest exposures; the days trained where a layoff may be; where a reset is
    at hand, weeks of the exercises and of the main lifts.
    """
    exercises = [item.exercise_id for item in items]
    latest = latest_sets(lifter, exercises, before=session, ask=ask)
    lookup = _Lookup(lifter, session, exercises, ask)
    for item in items:
        done = latest.get(item.exercise_id, ())
        found: dict[str, Any] = {}
        if item.is_timed:
            # Section 8 says nothing of seconds: the last ones are shown, and nothing is suggested.
            item.suggestion, item.rule_loads = {}, _by_rule(lifter, item, ())
            continue
        if session.is_deload:
            plan_for_a_deload(session, item, len(_before_the_deload(comparable(item, done))))
        if done:
            found = lookup.of_every_line(item, done)
        item.rule_loads = _by_rule(lifter, item, done)
        if found == item.suggestion:
            # Whether it is taken was decided before, perhaps by the lifter.
            continue
        item.suggestion = found
        # Backing off is the lifter's to accept (rulebook 2, step 4); what else is suggested is
        # filled in, and where nothing is, the last load is not either.
        item.takes_suggestion = not found.get("aim_rise", 0) or found["case"] == NO_EVIDENCE


class _Lookup:
    """Asks the rules, and the log at most once for what only some answers need."""

    def __init__(
        self, lifter: User, session: TrainingSession, exercises: list[int], ask: Ask
    ) -> None:
        self._lifter, self._session, self._exercises = lifter, session, exercises
        self._ask = ask
        self._until = start_of(session)
        self._trained: tuple[dt.date, list[Trained]] | None = None
        self._weeks: list[LoggedSet] | None = None

    def of_every_line(self, item: SessionExercise, done: Done) -> dict[str, Any]:
        """The same, each line of a plan by its own reps: its sets one after another.

        `lines` are the suggestions of those planned with other reps than the first, each with its
        first and last set. A back-off set is asked for nothing: its load follows the top set.
        """
        found = self.suggestion(item, done)
        lines = with_sets(item.set_lines, item.planned_sets or 1) if item.lines else ()
        if len(lines) < 2 or lines[0].reps is None or item.load_rule == LoadRule.TOP_SET:
            return found
        asked = {lines[0].reps: found}
        taken: Counter[Pair] = Counter()
        sets: list[list[Any]] = []
        others: list[dict[str, Any]] = []
        for line in lines:
            reps = line.reps or lines[0].reps
            if reps not in asked:
                asked[reps] = self.suggestion(_as_planned_alone(item, line), done)
                span = [len(sets) + 1, len(sets) + line.sets]
                others.append({**asked[reps], "span": span, "sets": []})
            own = asked[reps]["sets"] or [[reps[0], None, "", item.risk.load_kind]]
            for _ in range(line.sets):
                sets.append(own[min(taken[reps], len(own) - 1)])
                taken[reps] += 1
        return {**found, "sets": sets, **({"lines": others} if others else {})}

    def suggestion(self, item: SessionExercise, done: Done) -> dict[str, Any]:
        """What the session exercise keeps: codes and numbers."""
        fits = comparable(item, done)
        read = fits or done
        last = [
            typed
            for one, typed in read
            if one.session == read[-1][0].session and not one.is_test_set
        ]
        scale = Scale.of(Kit.of(self._lifter, item), item.risk, last)
        history = with_own_reps(item, [one for one, _ in done])
        usual = [one.day for one in history if not (one.is_deload or one.readiness == _RED)]
        since = max(usual, default=history[-1].day)
        if self._session.local_date - since >= shortest_layoff():
            history = with_days(history, self._trained_after(since))
        found = self._next(item, history, scale)
        if found.case == "reset":
            # Only a reset asks how the weeks were, of this lift and of the other main lifts.
            days = [one for one in history if not one.counts]
            weeks = with_own_reps(item, self._of_weeks())
            found = self._next(item, sorted([*weeks, *days], key=lambda one: one.day), scale)
        if self._session.is_deload:
            found = _in_a_deload(found, fits, scale, _sets_asked(item))
        kept: dict[str, Any] = {
            "version": RULEBOOK_VERSION,
            "case": found.case,
            "aim_rise": found.aim_rise,
            "sets": [
                [
                    one.reps,
                    *((one.load.milli, one.load.unit) if one.load else (None, "")),
                    one.load_kind,
                ]
                for one in sets_to_do(found, scale, () if found.case == NO_EVIDENCE else last)
            ],
            "reasons": [
                [one.code, [list(pair) for pair in one.numbers]]
                for one in found.reasons
                if one.code != RESTS_ON
            ],
            "rests_on": _sets_by_day(found.rests_on),
        }
        is_blank = found.case == NO_EVIDENCE and found.load is None
        if is_blank and (heaviest := heaviest_of(last)) is not None:
            load, kind = heaviest
            kept["last"] = [read[-1][0].day.isoformat(), load.milli, load.unit, kind]
        return kept

    def _next(self, item: SessionExercise, history: Sequence[LoggedSet], scale: Scale) -> NextTime:
        bottom = item.reps_bottom
        return next_time(
            history,
            exercise=item.exercise_id,
            goal=item.session.goal_of(self._lifter),
            loadable=scale.loadable,
            today=self._session.local_date,
            rep_range=None if bottom is None else (bottom, item.reps_top or bottom),
            readiness=readiness_of(self._session.check_in),
            context=context_now(self._lifter, item, history),
        )

    def _trained_after(self, day: dt.date) -> list[Trained]:
        """The days trained after; they are asked for the longest time first wanted, then reused."""
        if self._trained is None or day < self._trained[0]:
            found = trained_since(self._lifter, day, self._until, ask=self._ask)
            self._trained = (day, [one for one in found if one.session_id != self._session.pk])
        return [one for one in self._trained[1] if one.local_date > day]

    def _of_weeks(self) -> list[LoggedSet]:
        """What the review compares as well, without this session; read once, for all exercises."""
        if self._weeks is None:
            since = self._until.day - MAIN_LIFTS_READ
            found = sets_of_exercises(
                self._lifter,
                self._exercises,
                main_lifts_since=since,
                until=self._until,
                ask=self._ask,
            )
            self._weeks = [one for one in found if one.session != self._session.pk]
        return self._weeks


def _as_planned_alone(item: SessionExercise, line: SetLine) -> SessionExercise:
    """The exercise as if this line were all that is planned of it; unsaved."""
    alone = copy(item)
    alone.lines = [line.stored()]
    alone.planned_sets = line.sets
    alone.reps_bottom, alone.reps_top = line.reps or (None, None)
    return alone


def _sets_asked(item: SessionExercise) -> int:
    """How many planned sets a suggestion for the first line's reps is for, at least one."""
    planned = item.planned_sets or 1
    if not item.lines:
        return planned
    first, *others = with_sets(item.set_lines, planned)
    if item.load_rule == LoadRule.TOP_SET:
        return first.sets
    return first.sets + sum(line.sets for line in others if line.reps == first.reps)


def _by_rule(lifter: User, item: SessionExercise, done: Done) -> list[list[Any]]:
    """What the plan's load rule gives its lines, by what is known when the session begins."""
    if item.load_rule not in {LoadRule.PERCENT, LoadRule.FIXED}:
        return []
    scale = Scale.of(Kit.of(lifter, item), item.risk, [typed for _, typed in done])
    every = exposures(one for one, _ in done).get(item.exercise_id, ())
    return loads_by_rule(item, Strength.of(every, item.session.local_date).e1rm, scale)


def _before_the_deload(done: Done) -> list[LoggedSet]:
    """The sets of the last exposure outside a deload, tests left out; none where there is none."""
    before = [one for one, _ in done if not one.is_deload and not one.is_test_set]
    return [one for one in before if one.session == before[-1].session]


def _in_a_deload(found: NextTime, done: Done, scale: Scale, planned: int) -> NextTime:
    """A deload's sets: the reps done before it with less load, or what is suggested where that is less.

    A rise that was due waits, and the second session is no lighter than the first (rulebook 9).
    """
    usual = _before_the_deload(done)
    if not usual:
        return found
    recipe = deload_recipe()
    loads, reps, suggested_loads = [], [], found.loads or (None,)
    for place in range(planned):
        last = usual[min(place, len(usual) - 1)]
        load = recipe.load(last.load, scale.loadable) if last.load else None
        due = suggested_loads[min(place, len(suggested_loads) - 1)]
        loads.append(load if load is None or due is None else min(load, due))
        reps.append(last.reps)
    why = reason_from("deload_recipe", None, None)
    return replace(
        found, case=why.code, aim_rise=0, load=max(filter(None, loads), default=None), loads=tuple(loads),
        reps=tuple(reps), reasons=(why,),
    )  # fmt: skip


def _sets_by_day(sets: Sequence[LoggedSet]) -> list[list[Any]]:
    """The sets a suggestion rests on as [day, [[reps, reps left], ...]], latest day last."""
    days: dict[str, list[list[float | None]]] = {}
    for one in sets:
        days.setdefault(one.day.isoformat(), []).append([one.reps, one.good_reps_left])
    return [[day, told] for day, told in days.items()]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as it was stored; what only a page that shows it needs is read then."""

    kept: Mapping[str, Any]
    sets: list[ToDo]

    @property
    def case(self) -> str:
        """The rule that fitted."""
        return str(self.kept["case"])

    @property
    def aim_rise(self) -> int:
        """How far it raises the aim."""
        return int(self.kept["aim_rise"])

    @property
    def reasons(self) -> list[Reason]:
        """Why, the case first."""
        # What was kept before versions were is of the first one.
        version = self.kept.get("version", "1.0")
        return [
            reason_from(code, None, None, numbers, version=version)
            for code, numbers in self.kept["reasons"]
        ]

    @property
    def other_lines(self) -> list[tuple[int, int, Suggested]]:
        """What it says of lines planned with other reps: their first and last set, and the suggestion."""
        return [(*kept["span"], Suggested(kept, [])) for kept in self.kept.get("lines", ())]

    @property
    def last(self) -> tuple[dt.date, ToDo] | None:
        """The last load and its day, where these reps were not done lately."""
        if "last" not in self.kept:
            return None
        day, milli, unit, kind = self.kept["last"]
        return dt.date.fromisoformat(day), ToDo(0, typed_load(milli, unit), kind)

    @property
    def rests_on(self) -> list[tuple[dt.date, list[tuple[int, float | None]]]]:
        """The sets it was made from as (reps, reps left), by their day."""
        return [
            (dt.date.fromisoformat(day), [(reps, left) for reps, left in sets])
            for day, sets in self.kept["rests_on"]
        ]


def suggested(item: SessionExercise) -> Suggested | None:
    """The suggestion an exercise of a session came with, None where there was none."""
    kept = item.suggestion
    if not kept:
        return None
    return Suggested(
        kept,
        [ToDo(reps, typed_load(milli, unit), kind) for reps, milli, unit, kind in kept["sets"]],
    )
