"""A change of a plan made upon another state of it: what was changed since stays, and is not undone.

Three plans: `base` is where both began, `theirs` the change, `mine` what stands. Blocks and workouts
are told apart by their keys, exercises of a workout by their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from programming.programs.plans import Day, Line, Phase, Plan

_Keyed = TypeVar("_Keyed", Phase, Day)
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Merge:
    """How both are put together; `both` are the names of what both changed, each in its own way."""

    prefers_theirs: bool
    both: list[str] = field(default_factory=list)

    def value(self, base: _Value, theirs: _Value, mine: _Value, called: str) -> _Value:
        """The one that was changed; where both were, the preferred one."""
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        self.both.append(called)
        return theirs if self.prefers_theirs else mine

    def rows(
        self,
        base: Sequence[_Keyed],
        theirs: Sequence[_Keyed],
        mine: Sequence[_Keyed],
        merge: Callable[[_Keyed, _Keyed, _Keyed], _Keyed],
    ) -> tuple[_Keyed, ...]:
        """The rows of both: whose order was changed gives the order, and what only one added is in it.

        What one removed is gone unless the other changed it, and the one who changed it is preferred.
        """
        of_base, of_theirs, of_mine = _by_key(base), _by_key(theirs), _by_key(mine)
        leads_theirs = _keys(mine) == _keys(base) or (
            self.prefers_theirs and _keys(theirs) != _keys(base)
        )
        first, other = (theirs, mine) if leads_theirs else (mine, theirs)
        found: list[_Keyed] = []
        for one in first:
            if one.key not in of_base:
                found.append(one)
            elif one.key in of_theirs and one.key in of_mine:
                found.append(merge(of_base[one.key], of_theirs[one.key], of_mine[one.key]))
            elif one != of_base[one.key]:
                # Removed by one side and changed by the other: the preferred one stands.
                self.both.append(one.name)
                if (one.key in of_theirs) == self.prefers_theirs:
                    found.append(one)
        held = {one.key for one in first if one.key is not None}
        for one in other:
            is_new = one.key not in of_base and one.key not in held
            is_changed = one.key in of_base and one.key not in held and one != of_base[one.key]
            if is_new or (is_changed and leads_theirs != self.prefers_theirs):
                found.append(one)
            if is_changed:
                self.both.append(one.name)
        return tuple(found)

    def block(self, base: Phase, theirs: Phase, mine: Phase) -> Phase:
        """A block of both."""
        weeks = self.value(_weeks(base), _weeks(theirs), _weeks(mine), mine.name)
        return replace(
            mine,
            name=self.value(base.name, theirs.name, mine.name, mine.name),
            goal=self.value(base.goal, theirs.goal, mine.goal, mine.name),
            weeks=weeks[0],
            deload_week=weeks[1],
            workouts=self.rows(base.workouts, theirs.workouts, mine.workouts, self.day),
        )

    def day(self, base: Day, theirs: Day, mine: Day) -> Day:
        """A workout of both: exercise by exercise where they are the same ones, else as a whole."""
        name = self.value(base.name, theirs.name, mine.name, mine.name)
        if _shape(base) == _shape(theirs) == _shape(mine):
            lines = tuple(
                self.value(*one, mine.name)
                for one in zip(base.lines, theirs.lines, mine.lines, strict=True)
            )
        else:
            lines = self.value(base.lines, theirs.lines, mine.lines, mine.name)
        return replace(mine, name=name, lines=lines)


def merged(
    base: Plan, theirs: Plan, mine: Plan, *, prefers_theirs: bool
) -> tuple[Plan, tuple[str, ...]]:
    """The plan `mine` with what `theirs` changed of `base`, and the names of what both changed.

    Of that the preferred side stands. The result is not checked: what each of two changes allows
    may be too much together.
    """
    merge = _Merge(prefers_theirs)
    blocks = merge.rows(base.blocks, theirs.blocks, mine.blocks, merge.block)
    whole = replace(
        mine,
        blocks=blocks,
        **{
            name: merge.value(
                getattr(base, name), getattr(theirs, name), getattr(mine, name), mine.name
            )
            for name in ("name", "level", "goal", "needs", "days")
        },
    )
    return whole, tuple(dict.fromkeys(merge.both))


def with_keys(plan: Plan, blocks: Mapping[int, int], days: Mapping[int, int]) -> Plan:
    """The plan with other keys of its blocks and workouts; one that has none there gets its own below zero.

    `as_new` makes new ones of those; until then each is told apart.
    """
    return replace(
        plan,
        blocks=tuple(
            replace(
                block,
                key=blocks.get(block.key or 0, -abs(block.key or 0)),
                workouts=tuple(
                    replace(day, key=days.get(day.key or 0, -abs(day.key or 0)))
                    for day in block.workouts
                ),
            )
            for block in plan.blocks
        ),
    )


def as_new(plan: Plan) -> Plan:
    """The plan to be written: what has a key below zero is new."""

    def stored(key: int | None) -> int | None:
        return key if key is not None and key > 0 else None

    return replace(
        plan,
        blocks=tuple(
            replace(
                block,
                key=stored(block.key),
                workouts=tuple(replace(day, key=stored(day.key)) for day in block.workouts),
            )
            for block in plan.blocks
        ),
    )


def keyed_like(plan: Plan, other: Plan) -> Plan:
    """The plan with the keys of another of the same shape."""
    return replace(
        plan,
        blocks=tuple(
            replace(
                block,
                key=one.key,
                workouts=tuple(
                    replace(day, key=twin.key)
                    for day, twin in zip(block.workouts, one.workouts, strict=True)
                ),
            )
            for block, one in zip(plan.blocks, other.blocks, strict=True)
        ),
    )


def paired_keys(source: Plan, copy: Plan) -> tuple[dict[int, int], dict[int, int]]:
    """Which block and which workout of a copy is which of its source, both of one shape."""
    blocks: dict[int, int] = {}
    days: dict[int, int] = {}
    for one, other in zip(source.blocks, copy.blocks, strict=True):
        blocks[one.key or 0] = other.key or 0
        for day, twin in zip(one.workouts, other.workouts, strict=True):
            days[day.key or 0] = twin.key or 0
    return blocks, days


# --- Who set a target --------------------------------------------------------------------------


def signed(before: Plan, after: Plan, by: str) -> Plan:
    """The plan `after` with `by` as who set each target that is another than `before`.

    What is in no workout of `before` was put there by them as well.
    """

    def sign(stood: Line | None, line: Line) -> Line:
        if stood is not None and _targets(stood) == _targets(line):
            return replace(line, target_by=stood.target_by)
        is_by_hand = any(target is not None for target in _targets(line))
        return replace(line, target_by=by if is_by_hand else "")

    return _by_exercise(before, after, sign)


def with_targets_of(before: Plan, after: Plan) -> Plan:
    """The plan `after` with the targets set by hand as they stood in `before`."""

    def keep(stood: Line | None, line: Line) -> Line:
        if stood is None:
            return line
        targets = _targets(stood)
        lines = [
            replace(one, target=targets[min(place, len(targets) - 1)])
            if one.seconds is None
            else one
            for place, one in enumerate(line.lines)
        ]
        return replace(line.with_lines(lines), target_by=stood.target_by)

    return _by_exercise(before, after, keep)


def _by_exercise(before: Plan, after: Plan, change: Callable[[Line | None, Line], Line]) -> Plan:
    """Each exercise of `after` changed beside the one it was in the same workout, None for a new one."""
    stood = {
        (day.key, exercise, place): line
        for block in before.blocks
        for day in block.workouts
        for exercise, place, line in _counted(day.lines)
    }

    def changed(day: Day) -> Day:
        lines = (
            change(stood.get((day.key, exercise, place)), line)
            for exercise, place, line in _counted(day.lines)
        )
        return replace(day, lines=tuple(lines))

    return replace(
        after,
        blocks=tuple(
            replace(block, workouts=tuple(changed(day) for day in block.workouts))
            for block in after.blocks
        ),
    )


def _counted(lines: Iterable[Line]) -> Iterable[tuple[int, int, Line]]:
    """Each line with its exercise and how often that stood before it."""
    seen: dict[int, int] = {}
    for line in lines:
        place = seen.get(line.exercise, 0)
        seen[line.exercise] = place + 1
        yield line.exercise, place, line


def _targets(line: Line) -> list[tuple[int, int, int] | None]:
    return [one.target for one in line.lines]


def _keys(rows: Iterable[Phase | Day]) -> list[int | None]:
    return [one.key for one in rows]


def _by_key(rows: Iterable[_Keyed]) -> dict[int | None, _Keyed]:
    return {one.key: one for one in rows if one.key is not None}


def _weeks(block: Phase) -> tuple[int, int | None]:
    """Both together: an easy week is one of the weeks."""
    return block.weeks, block.deload_week


def _shape(day: Day) -> list[tuple[int, int | None]]:
    return [(line.exercise, line.superset) for line in day.lines]
