"""What is another in a plan than it was, in lines a lifter reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from programming.choices import Goal, Level, LoadRule, Role
from programming.lines import SetLine
from programming.loads import typed_load
from programming.programs.plans import Day, Line, Phase, Plan

Names = Mapping[int, str]


def plan_changes(before: Plan, after: Plan, names: Names) -> list[str]:
    """The changes in the order of the plan; `names` are those of the exercises."""
    return list(_of_plan(before, after, names))


def _of_plan(before: Plan, after: Plan, names: Names) -> Iterator[str]:
    if before.name != after.name:
        yield f"Called {after.name}, it was {before.name}"
    if before.days != after.days:
        yield f"{_count(after.days, 'day')} a week, it was {before.days}"
    if before.level != after.level:
        yield f"For level {Level(after.level).label}"
    if before.goal != after.goal:
        yield f"For {Goal(after.goal).label}"
    of_before = {block.key: block for block in before.blocks}
    kept = {block.key for block in after.blocks}
    yield from (f"Block {one.name} taken out" for one in before.blocks if one.key not in kept)
    for block in after.blocks:
        stood = of_before.get(block.key)
        if stood is None:
            yield f"Block {block.name} added, {_count(block.weeks, 'week')}"
        else:
            yield from _of_block(stood, block, names)
    if _is_moved(before.blocks, after.blocks):
        yield "Blocks in another order"


def _of_block(before: Phase, after: Phase, names: Names) -> Iterator[str]:
    if before.name != after.name:
        yield f"Block {before.name} is called {after.name}"
    if before.weeks != after.weeks:
        yield f"{after.name}: {_count(after.weeks, 'week')}, it was {before.weeks}"
    if before.deload_week != after.deload_week:
        easy = f"week {after.deload_week} easy" if after.deload_week else "no easy week"
        yield f"{after.name}: {easy}"
    if before.goal != after.goal:
        yield f"{after.name}: for {Goal(after.goal).label}"
    of_before = {day.key: day for day in before.workouts}
    kept = {day.key for day in after.workouts}
    yield from (f"{one.name} taken out" for one in before.workouts if one.key not in kept)
    for day in after.workouts:
        stood = of_before.get(day.key)
        if stood is None:
            yield f"{day.name} added, {_count(len(day.lines), 'exercise')}"
        else:
            yield from _of_day(stood, day, names)
    if _is_moved(before.workouts, after.workouts):
        yield f"{after.name}: workouts in another order"


def _of_day(before: Day, after: Day, names: Names) -> Iterator[str]:
    if before.name != after.name:
        yield f"{before.name} is called {after.name}"
    old, new = list(_counted(before.lines)), list(_counted(after.lines))
    of_before, of_after = dict(old), dict(new)
    for key, line in old:
        if key not in of_after:
            yield f"{after.name}: {names[line.exercise]} taken out"
    for key, line in new:
        stood = of_before.get(key)
        if stood is None:
            yield f"{after.name}: {names[line.exercise]} added, {_sizes(line.lines)}"
        elif said := _of_line(stood, line, names):
            yield f"{names[line.exercise]}, {after.name}: {said}"
    both = [key for key, _ in old if key in of_after]
    if both != [key for key, _ in new if key in of_before]:
        yield f"{after.name}: exercises in another order"


def _of_line(before: Line, after: Line, names: Names) -> str:
    """What is another of one exercise, empty where nothing is."""
    said: list[str] = []

    def tell(of: Callable[[Line], str], *, called: str = "") -> None:
        old, new = of(before), of(after)
        if old != new:
            said.append(f"{called}{new}, it was {old}")

    tell(lambda one: _sizes(one.lines))
    tell(lambda one: _targets(one.lines), called="target ")
    tell(lambda one: Role(one.role).label.lower())
    tell(lambda one: f"{one.rest} s", called="rest ")
    tell(_loads, called="load ")
    tell(lambda one: "in a superset" if one.superset else "by itself")
    tell(lambda one: f"“{one.note}”" if one.note else "none", called="note ")
    tell(
        lambda one: ", ".join(names[other] for other in one.substitutes) or "none",
        called="substitutes ",
    )
    return "; ".join(said)


def _sizes(lines: Sequence[SetLine]) -> str:
    return ", ".join(line.text for line in lines)


def _targets(lines: Sequence[SetLine]) -> str:
    """`aim 2 (1–3) by hand`; one for each line of sets where they differ."""
    said = ["by rule" if one.target is None else target_by_hand(one.target) for one in lines]
    return said[0] if len(set(said)) == 1 else ", ".join(said)


def target_by_hand(target: tuple[int, int, int]) -> str:
    """`aim 2 (1–3) by hand`."""
    low, aim, high = target
    return f"aim {aim} ({low}–{high}) by hand"


def _loads(line: Line) -> str:
    said = [LoadRule(line.rule).label.lower()]
    for one in line.lines:
        if one.percent is not None:
            said.append(f"{one.percent} %")
        if one.load is not None and (load := typed_load(one.load[0], one.load[1])) is not None:
            said.append(str(load))
    return " ".join(said)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _counted(lines: Iterable[Line]) -> Iterator[tuple[tuple[int, int], Line]]:
    """Each exercise with how often it stood before in its workout."""
    seen: dict[int, int] = {}
    for line in lines:
        place = seen.get(line.exercise, 0)
        seen[line.exercise] = place + 1
        yield (line.exercise, place), line


def _is_moved(before: Sequence[Phase | Day], after: Sequence[Phase | Day]) -> bool:
    """Whether those in both stand in another order."""
    old, new = [one.key for one in before], [one.key for one in after]
    return [key for key in old if key in new] != [key for key in new if key in old]
