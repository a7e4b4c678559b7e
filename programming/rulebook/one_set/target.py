"""Rulebook section 2: how hard a set should go, and why."""

from dataclasses import dataclass
from math import floor

from programming.rulebook.one_set.context import EffortContext, EffortOverride
from programming.rulebook.one_set.risk import risk_in_force
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import (
    BASE_TARGETS,
    DAYS_BETWEEN_TESTS,
    FAILURE_GOALS,
    FAILURE_LEVELS,
    FAILURE_LEVELS_ON_AVOID,
    LEVEL_FLOORS,
    Band,
)
from programming.rulebook.words.events import Numbers, Reason, Value, reason_from
from programming.rulebook.words.validation import member
from programming.rulebook.words.vocabulary import (
    Goal,
    Level,
    ReadinessState,
    Role,
    Tier,
    level_below,
)


@dataclass(frozen=True, slots=True)
class EffortTarget:
    """A set's target in RIR, with one reason for each step that changed it (rulebook 2).

    may_fail: RIR 0 would be on target, by permission or as a test. load_too_heavy: the
    planned load rules the target out (step 9). floor_in_force: with the safeties recorded.
    test_refused: the code of the rule that refused a test set; None when it was granted or
    not asked for.
    """

    low: int
    aim: int
    high: int
    may_fail: bool
    load_too_heavy: bool
    floor_in_force: int
    test_refused: str | None = None
    reasons: tuple[Reason, ...] = ()


class _Chain:
    """The target on its way through the steps; a step that changes nothing leaves no reason."""

    __slots__ = ("now", "reasons")

    def __init__(self, code: str, first: Band, numbers: Numbers) -> None:
        self.now = first
        self.reasons = [reason_from(code, None, first, numbers)]

    def step(self, code: str, low: int, aim: int, high: int, *numbers: tuple[str, Value]) -> None:
        after = (low, aim, high)
        if after != self.now:
            self.note(code, after, numbers)
            self.now = after

    def note(self, code: str, after: Band, numbers: Numbers) -> None:
        self.reasons.append(reason_from(code, self.now, after, numbers))


def effort_target(context: EffortContext) -> EffortTarget:
    """Return the effort target for a set, every step of rulebook section 2 in its order."""
    floor_in_force, tier = risk_in_force(
        context.tier, context.rir_floor, context.rir_floor_with_safeties, context.safeties
    )
    refused = why_no_test(context) if context.is_test_set else None
    if context.is_test_set and refused is None:
        test = rule("test_set").numbers
        band = (test["low"], test["aim"], test["high"])
        granted = _Chain("test_set", band, ())
        return EffortTarget(*band, True, False, floor_in_force, None, tuple(granted.reasons))

    level = level_used(context.level, context.is_new_movement)
    obstacle = failure_obstacle(context)
    if context.override is None:
        chain = _from_base(context, level, obstacle)
    else:
        chain = _from_override(context.override, context.level, level)
    _add_reserve(chain, context)
    if obstacle and context.override is None:
        low, aim, high = chain.now
        least = rule("no_failure").numbers["least"]
        chain.step("no_failure", max(low, least), max(aim, least), high, ("case", obstacle))
    _raise_to_floors(chain, context, level, tier, floor_in_force)
    too_heavy = _fit_to_load(chain, context)
    return EffortTarget(
        *chain.now,
        may_fail=obstacle is None and chain.now[0] == 0,
        load_too_heavy=too_heavy,
        floor_in_force=floor_in_force,
        test_refused=refused,
        reasons=tuple(chain.reasons),
    )


def level_used(level: Level | str, is_new_movement: bool) -> Level:
    """Return the level section 2 uses: one step lower for a new movement."""
    own = member(Level, "level", level)
    return level_below(own) if is_new_movement else own


def failure_obstacle(context: EffortContext) -> str | None:
    """Return the first condition that forbids failure, or None where it is permitted.

    One of not_final, level, goal, tier, readiness, budget (rulebook 2, "failure is
    permitted"); floors can still forbid what this permits.
    """
    _, tier = risk_in_force(
        context.tier, context.rir_floor, context.rir_floor_with_safeties, context.safeties
    )
    levels = FAILURE_LEVELS_ON_AVOID if context.tier == Tier.AVOID else FAILURE_LEVELS
    if not context.is_final_set:
        return "not_final"
    if tier == Tier.AVOID:
        return "tier"
    if level_used(context.level, context.is_new_movement) not in levels:
        return "level"
    if context.goal not in FAILURE_GOALS:
        return "goal"
    if context.readiness != ReadinessState.GREEN:
        return "readiness"
    return None if context.budget_left else "budget"


def why_no_test(context: EffortContext) -> str | None:
    """Return the code of the rule that refuses a test set here, or None (rulebook 2)."""
    if not context.is_final_set:
        return "test_not_final"
    if context.tier != Tier.SAFER or context.rir_floor != rule("test_set").numbers["floor"]:
        return "test_not_safe"
    if context.readiness != ReadinessState.GREEN:
        return "test_not_green"
    if context.is_new_movement:
        return "test_new_movement"
    if context.is_deload:
        return "test_in_deload"
    days = context.days_since_test
    if days is not None and days < DAYS_BETWEEN_TESTS[context.level]:
        return "test_too_soon"
    return None


def _from_base(context: EffortContext, level: Level, obstacle: str | None) -> _Chain:
    """Steps 0 to 3."""
    goal, role = context.goal.replace("_", " "), str(context.role)
    first = BASE_TARGETS[context.goal, context.role]
    chain = _Chain("base", first, (("goal", goal), ("role", role)))
    if context.is_new_movement and level != Level.BEGINNER:
        chain.note("new_movement", chain.now, (("level", level.value),))
    if level == Level.BEGINNER:
        low, aim, high = chain.now
        plus = rule("level").numbers["plus"]
        if context.level == Level.BEGINNER:
            chain.step("level", low + plus, aim + plus, high + plus)
        else:
            fresh = (("case", "plus"), ("plus", plus))
            chain.step("new_movement", low + plus, aim + plus, high + plus, *fresh)
    if obstacle is None and context.role != Role.MAIN:
        push = rule("final_set_push").numbers
        least, least_high, minus = push["least"], push["least_high"], push["minus"]
        low, aim, high = (value - minus for value in chain.now)
        chain.step("final_set_push", max(low, least), max(aim, least), max(high, least_high))
    light = rule("light_work").numbers
    if context.goal == Goal.MUSCLE_GAIN and (context.planned_reps or 0) > light["over_reps"]:
        low, aim, high = (min(value, light["most"]) for value in chain.now)
        chain.step("light_work", low, aim, high)
    return chain


def _from_override(override: EffortOverride, own: Level | str, used: Level) -> _Chain:
    """Return a target set by hand, in place of steps 0 to 3."""
    first = (override.low, override.aim, override.high)
    chain = _Chain("override", first, (("set_by", override.set_by),))
    if used != own:
        chain.note("new_movement", first, (("level", used.value),))
    return chain


def _add_reserve(chain: _Chain, context: EffortContext) -> None:
    """Step 4: the day, or an accepted rise of aim; the larger holds."""
    plus, code = 0, ""
    if context.readiness != ReadinessState.GREEN:
        code = f"readiness_{context.readiness}"
        plus = rule(code).numbers["plus"]
    low, aim, high = chain.now
    rise = context.aim_rise
    if rise > plus:
        chain.step("aim_rise", low + rise, aim + rise, high + rise, ("plus", rise))
    elif plus:
        chain.step(code, low + plus, aim + plus, high + plus)


def _raise_to_floors(
    chain: _Chain, context: EffortContext, level: Level, tier: Tier, floor_in_force: int
) -> None:
    """Steps 6 to 8."""
    low, aim, high = chain.now
    kind = tier if level == Level.BEGINNER else context.role
    least = LEVEL_FLOORS.get((level, kind), 0)
    shown = (("level", level.value), ("floor", least))
    chain.step("level_floor", max(low, least), aim, high, *shown)

    low, aim, high = chain.now
    width = rule("band").numbers["least"]
    raised = max(low, floor_in_force)
    raised_aim = max(aim, raised)
    wide = max(high, raised_aim, raised + width)
    if raised > low:
        case = safeties_case(context)
        shown = (("case", case), ("floor", floor_in_force))
        chain.step("exercise_floor", raised, raised_aim, wide, *shown)
    else:
        chain.step("band", raised, raised_aim, wide)

    low, aim, high = chain.now
    most = rule("clamp").numbers
    most_aim, most_high = most["most_aim"], most["most_high"]
    chain.step("clamp", min(low, most_aim), min(aim, most_aim), min(high, most_high))


def safeties_case(context: EffortContext) -> str:
    """Return how a sentence about the floor speaks of safeties: "" where none would help."""
    if context.rir_floor_with_safeties is None:
        return ""
    return "safeties" if context.safeties else "no_safeties"


def reps_in_the_load(context: EffortContext) -> int | None:
    """Return the reps the planned load leaves, whole ones (rulebook 2, step 9); None: not known.

    What was done beats the estimate. An estimate of over 12 reps says nothing.
    """
    by_estimate = context.reps_to_failure
    numbers = rule("feasibility").numbers
    if by_estimate is None or by_estimate > numbers["most_reps"]:
        return None
    seen = context.reps_to_failure_seen
    leaves = by_estimate if seen is None else max(by_estimate, seen)
    return max(floor(leaves), numbers["least_reps"])


def _fit_to_load(chain: _Chain, context: EffortContext) -> bool:
    """Step 9: lower the aim to what the load leaves; True where the load rules the target out."""
    reps = reps_in_the_load(context)
    if reps is None:
        return False
    most_aim = reps - rule("feasibility").numbers["spare_reps"]
    low, aim, high = chain.now
    allowed = reps + rule("load_too_heavy").numbers["allowance"]
    if most_aim < low or (context.planned_reps or 0) + low > allowed:
        return True
    chain.step("feasibility", low, min(aim, most_aim), high, ("reps", reps), ("aim", most_aim))
    return False
