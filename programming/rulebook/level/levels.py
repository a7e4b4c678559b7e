"""Rulebook section 10: which level a lifter is, and on one movement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from programming.rulebook.level import parameters as signs
from programming.rulebook.level.parameters import LevelAnswers, LevelParameter, TrainedDays
from programming.rulebook.level.score import Sex
from programming.rulebook.one_set.movement import is_new_movement
from programming.rulebook.one_set.target import level_used
from programming.rulebook.over_time.exposures import exposures, week_of
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.rows.level import PARAMETERS
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import member, whole, wrong
from programming.rulebook.words.vocabulary import Level

_QUARTERS, _WEEK = 4, 7
_ORDER = tuple(Level)
_CODES = frozenset(row.code for row in PARAMETERS)
_SEXES: dict[str, str] = {"m": "male", "f": "female"}


@dataclass(frozen=True, slots=True)
class LevelOverride:
    """A level set by hand. set_by: who set it, as the reason will name them.

    Raises ValueError naming the field and the value.
    """

    level: Level | str
    set_by: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", member(Level, "level", self.level))
        if not isinstance(self.set_by, str) or not self.set_by.strip():
            raise wrong("set_by", self.set_by, "the name of who set the level")


@dataclass(frozen=True, slots=True)
class LevelAssessment:
    """A lifter's level and what it rests on (rulebook 10).

    level: the one in force. computed: what this week's computation says, to be kept and
    passed in as previous. score: the mean points, exactly, None with fewer than 3 known.
    caps: what holds the level back, by case of the rule. is_provisional: too little is known.
    """

    level: Level
    computed: Level
    score: Fraction | None
    parameters: tuple[LevelParameter, ...]
    caps: tuple[str, ...]
    is_provisional: bool
    is_by_hand: bool
    reasons: tuple[Reason, ...]


def assess_level(
    history: Sequence[LoggedSet],
    *,
    today: date,
    answers: LevelAnswers | None = None,
    sex: Sex | str | None = None,
    bodyweight: int | None = None,
    standing: Level | str | None = None,
    previous: Sequence[tuple[date, Level | str]] = (),
    override: LevelOverride | None = None,
    sessions: Sequence[date] | TrainedDays = (),
    last_points: Mapping[str, int] | None = None,
) -> LevelAssessment:
    """Return the lifter's level from the log and what was answered (rulebook 10).

    history: every exercise's sets, in time order. bodyweight: in the unit of the loads.
    standing: the level in force until now, None for none yet. previous: (day, computed) of
    earlier computations in time order; the last one before this week counts for a change.
    override: a level set by hand; the score stays. sessions: the day of every session of the log,
    where the history is a part of it, or what `TrainedDays` made of them. last_points: by the code of a parameter, those it had last.
    Raises ValueError naming the field.
    """
    check_history(history)
    said = LevelAnswers() if answers is None else answers
    _check(today, said, bodyweight, override)
    had = _points_of(last_points)
    who = None if sex is None else member(Sex, "sex", _SEXES.get(sex, sex))
    before = None if standing is None else member(Level, "standing", standing)
    earlier = [(day, member(Level, "previous", level)) for day, level in previous]
    days = _trained(sessions, history).until(today)
    trained = signs.training_on_end(days, said, today)
    found = (
        signs.uninterrupted(trained.months),
        signs.longest_gap(days, today),
        signs.total(days, said, today),
        signs.technique(said),
        signs.strength(history, today, who, bodyweight),
        signs.pace(history, today),
    )
    parameters = tuple(signs.with_last_points(one, had) for one in found)
    known = [one.points for one in parameters if one.points is not None]
    numbers = rule("level_score").numbers
    is_provisional = len(known) < numbers["least_known"]
    score = None if is_provisional else Fraction(sum(known), len(known))
    by_score = _of_score(score)
    ceiling, caps = _ceiling(parameters)
    computed = _lower(by_score, ceiling)
    if computed is by_score:
        # They hold no score back: what is known may still be too little for the level in force.
        ceiling, caps = _ceiling(parameters, known=True)
        caps = () if before is None or before is _lower(before, ceiling) else caps
    settled, changed = _in_force(computed, before, earlier, today, ceiling)
    level = settled
    if _is_back_lately(trained, today):
        level, caps = Level.BEGINNER, (*caps, "comeback")
    reasons = [_of_the_score(score, len(known), computed)]
    reasons += [told("level_cap", case=cap) for cap in caps]
    if changed:
        said_so = computed if changed == "waits" else settled
        reasons.append(told("level_change", case=changed, level=said_so.value))
    if override is not None:
        level = member(Level, "level", override.level)
        reasons.append(told("level_by_hand", level=level.value, set_by=override.set_by))
    return LevelAssessment(
        level,
        computed,
        score,
        parameters,
        caps,
        is_provisional,
        override is not None,
        (*reasons, *(one.reason for one in parameters)),
    )


@dataclass(frozen=True, slots=True)
class MovementLevel:
    """The level used for one exercise: one lower while it is new to the lifter (rulebook 2)."""

    level: Level
    is_new: bool
    sessions: int
    reasons: tuple[Reason, ...]


def movement_level(
    history: Sequence[LoggedSet], *, exercise: Identity, level: Level | str
) -> MovementLevel:
    """Return the level used for an exercise, from the sessions of it on record (rulebook 2, 10).

    history: in time order; imported sets count. level: the lifter's own. Raises ValueError
    naming the field and the value.
    """
    check_history(history)
    own = member(Level, "level", level)
    done = exposures(one for one in history if one.exercise == exercise).get(exercise, ())
    ends = [one.ended_by for session in reversed(done) for one in reversed(session.sets)]
    is_new = is_new_movement(len(done), ends)
    used = level_used(own, is_new)
    reason = told("level_movement", case="new" if is_new else "own", level=used.value)
    return MovementLevel(used, is_new, len(done), (reason,))


def _of_score(score: Fraction | None) -> Level:
    numbers = rule("level_score").numbers
    if score is None or score * _QUARTERS < numbers["intermediate_quarters"]:
        return Level.BEGINNER
    if score * _QUARTERS < numbers["advanced_quarters"]:
        return Level.INTERMEDIATE
    return Level.ADVANCED


def _lower(one: Level, other: Level) -> Level:
    return min(one, other, key=_ORDER.index)


def _ceiling(
    parameters: Sequence[LevelParameter], *, known: bool = False
) -> tuple[Level, tuple[str, ...]]:
    """Return the highest level the caps leave, with those that make it so.

    What is not known is too little to rise to advanced, but with `known` holds nobody back.
    """
    numbers = rule("level_cap").numbers
    points = {one.code: one.points for one in parameters}
    form, least = points["level_technique"], numbers["least_points"]
    if form == numbers["technique_points"]:
        return Level.BEGINNER, ("technique",)
    unknown = least if known else 0
    caps = []
    if (points["level_uninterrupted"] or unknown) < least:
        caps.append("uninterrupted")
    if (points["level_strength"] or unknown) < least and form != numbers["technique_instead"]:
        caps.append("strength_or_technique")
    return (Level.INTERMEDIATE if caps else Level.ADVANCED), tuple(caps)


def _in_force(
    computed: Level,
    standing: Level | None,
    earlier: Sequence[tuple[date, Level]],
    today: date,
    ceiling: Level,
) -> tuple[Level, str]:
    """Return the level in force, with what became of a change: it takes two weeks running.

    A cap acts at once, however low the score is beside it; the first computation of all stands.
    """
    if standing is None:
        return computed, ""
    standing = _lower(standing, ceiling)
    if computed is standing:
        return computed, ""
    rank, now = _ORDER.index(standing), _ORDER.index(computed)
    # One computation a week, the last of each: those that agree on the way only go as far as
    # all of them do.
    weekly = {week_of(day): level for day, level in earlier if day < week_of(today)}
    needed = rule("level_change").numbers["times"] - 1
    ranks = [now, *(_ORDER.index(level) for level in list(weekly.values())[-needed:])]
    if len(ranks) > needed and min(ranks) > rank:
        return _ORDER[min(ranks)], "changed"
    if len(ranks) > needed and max(ranks) < rank:
        return _ORDER[max(ranks)], "changed"
    return standing, "waits"


def _is_back_lately(trained: signs.Comeback, today: date) -> bool:
    """Whether the lifter is back from a gap of over 16 weeks for less than 4 (rulebook 10)."""
    numbers = rule("level_cap").numbers
    if trained.returned_on is None or (trained.months or 0) >= numbers["months"]:
        return False
    return (today - trained.returned_on).days < numbers["weeks"] * _WEEK


def _of_the_score(score: Fraction | None, known: int, level: Level) -> Reason:
    if score is None:
        return told("level_score", case="provisional", known=known)
    return told("level_score", known=known, score=f"{float(score):.2f}", level=level.value)


def _trained(sessions: Sequence[date] | TrainedDays, history: Sequence[LoggedSet]) -> TrainedDays:
    """When the lifter trained: by all the log's sessions where they are told, else by the history."""
    if isinstance(sessions, TrainedDays):
        return sessions
    for day in sessions:
        if type(day) is not date:
            raise wrong("sessions", day, "a date")
    of_history = {done.session: done.day for done in history}.values()
    return TrainedDays.of(sessions or of_history)


def _points_of(last_points: Mapping[str, int] | None) -> Mapping[str, int]:
    most = rule("level_score").numbers["most_points"]
    for code, points in (last_points or {}).items():
        if code not in _CODES:
            raise wrong("last_points", code, "the code of a parameter")
        whole("last_points", points, 1, most)
    return last_points or {}


def _check(
    today: date, answers: LevelAnswers, bodyweight: int | None, override: LevelOverride | None
) -> None:
    if type(today) is not date:
        raise wrong("today", today, "a date")
    if not isinstance(answers, LevelAnswers):
        raise wrong("answers", answers, "a LevelAnswers")
    if bodyweight is not None:
        whole("bodyweight", bodyweight, 1)
    if override is not None and not isinstance(override, LevelOverride):
        raise wrong("override", override, "a LevelOverride")
