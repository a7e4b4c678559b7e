"""A workout as the editor's form sends it: columns of text, a row an exercise, and lines beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.http import QueryDict

from programming.choices import LoadRule
from programming.lines import Pair, SetLine
from programming.loads import Load, LoadKind, Unit, parse_load
from programming.models.workouts import NOTE_LENGTH
from programming.programs.plans import Day, Line, RefusedEditError

# What a new rule begins with (RepStack policy): in the middle of the zones, a tenth off the top set.
_USUAL_PERCENT = 75
_USUAL_BACK_OFF = 90
_BACK_OFF_SETS = 2
_TARGET = re.compile(r"([0-5])\D+([0-5])\D+([0-5])", re.ASCII)
_COLUMNS = ("exercise", "role", "sets", "bottom", "top", "rest")
# What a form may leave out as a whole: then it stays as it stands.
_BESIDE = ("rule", "amount", "target", "note", "lines")
_MORE = ("m_sets", "m_bottom", "m_top", "m_amount", "m_target")
_LENGTHS = {"amount": 20, "m_amount": 20, "target": 20, "m_target": 20, "note": 2 * NOTE_LENGTH}

KindOf = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class MoreRow:
    """One line of sets as its fields hold it."""

    sets: str
    bottom: str
    top: str
    amount: str
    target: str


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One exercise as its fields hold it; `first` are those of its first line of sets."""

    exercise: str
    role: str
    rest: str
    rule: str
    note: str
    first: MoreRow
    more: tuple[MoreRow, ...] = ()
    is_timed: bool = False

    @classmethod
    def of(cls, line: Line) -> TypedRow:
        """The fields of an exercise as it stands."""
        first, *more = (_fields_of(one) for one in line.lines)
        return cls(
            exercise=str(line.exercise),
            role=line.role,
            rest=str(line.rest),
            rule=line.rule,
            note=line.note,
            first=first,
            more=tuple(more),
            is_timed=line.seconds is not None,
        )


def _fields_of(line: SetLine) -> MoreRow:
    bottom, top = line.reps or line.seconds or ("", "")
    target = "–".join(map(str, line.target)) if line.target is not None else ""
    return MoreRow(str(line.sets), str(bottom), str(top), _amount_of(line), target)


def _amount_of(line: SetLine) -> str:
    """A percent or a weight as its field holds it: `80`, `82.5 kg`, `−20 kg` where it helps."""
    if line.percent is not None:
        return str(line.percent)
    if line.load is None:
        return ""
    milli, unit, kind = line.load
    sign = "−" if kind == LoadKind.ASSISTED else ""
    return f"{sign}{Load(milli, Unit(unit))}"


# --- As it was typed --------------------------------------------------------------------------


def typed_rows(typed: QueryDict, stands: Day) -> list[TypedRow]:
    """The exercises of a form as they were typed; of a form that came incomplete those it has."""
    columns = [_column(typed, name) for name in _COLUMNS]
    beside = [_column(typed, name) for name in _BESIDE]
    more = iter(list(zip(*(_column(typed, name) for name in _MORE), strict=False)))
    found = []
    for place, (exercise, role, sets, bottom, top, rest) in enumerate(zip(*columns, strict=False)):
        kept = _standing(stands, place, exercise)
        row = TypedRow.of(kept) if kept is not None else _NEW
        row = replace(
            row,
            exercise=exercise,
            role=role,
            rest=rest,
            first=replace(row.first, sets=sets, bottom=bottom, top=top),
        )
        if all(place < len(column) for column in beside):
            rule, amount, target, note, lines = (column[place] for column in beside)
            count = int(lines) if lines.isdecimal() and len(lines) < 3 else 0
            row = replace(
                row,
                rule=rule,
                note=note,
                first=replace(row.first, amount=amount, target=target),
                more=tuple(MoreRow(*one) for one in islice(more, count)),
            )
        found.append(row)
    return found


_NEW = TypedRow("", "", "", LoadRule.LAST_TIME.value, "", MoreRow("", "", "", "", ""))


def _column(typed: QueryDict, name: str) -> list[str]:
    most = _LENGTHS.get(name, 12)
    return [value.replace("\0", "").strip()[:most] for value in typed.getlist(name)]


def _standing(stands: Day, place: int, exercise: str) -> Line | None:
    """The exercise as it stands that a row of the form was made from."""
    if place < len(stands.lines) and str(stands.lines[place].exercise) == exercise:
        return stands.lines[place]
    return None


# --- What it says -----------------------------------------------------------------------------


def typed_day(
    stands: Day, typed: QueryDict, roles: Sequence[str], *, unit: Unit, kind_of: KindOf
) -> Day:
    """The workout as its form says it, the rest as it stands.

    `kind_of` says how an exercise is loaded. Raises `RefusedEditError` naming what is not understood.
    """
    columns = [typed.getlist(name) for name in _COLUMNS]
    beside = [typed.getlist(name) for name in _BESIDE if name in typed]
    more = [typed.getlist(name) for name in _MORE]
    is_whole = not beside or (
        len(beside) == len(_BESIDE) and len({len(one) for one in [*columns, *beside]}) == 1
    )
    counts = [text for text in typed.getlist("lines") if text.isdecimal() and len(text) < 3]
    is_whole = is_whole and len({len(column) for column in columns}) <= 1
    if beside:
        is_whole = is_whole and {len(column) for column in more} == {sum(map(int, counts))}
    if not is_whole:
        raise RefusedEditError("The form came incomplete. Nothing was changed.")
    lines = []
    for place, row in enumerate(typed_rows(typed, stands)):
        if row.role not in roles:
            raise RefusedEditError("Choose a role from the list.")
        if row.rule not in LoadRule.values:
            raise RefusedEditError("Choose where the load comes from.")
        lines.append(_line(row, _standing(stands, place, row.exercise), unit, kind_of))
    return Day(stands.key, typed.get("name", "").replace("\0", "").strip()[:80], tuple(lines))


def _line(row: TypedRow, kept: Line | None, unit: Unit, kind_of: KindOf) -> Line:
    exercise = typed_number(row.exercise, "The exercise")
    line = kept or Line(exercise, row.role, 1, 1, 1, 0)
    rule = LoadRule(row.rule)
    rows = [row.first, *row.more]
    if rule == LoadRule.TOP_SET and not row.more:
        rows.append(replace(row.first, sets=str(_BACK_OFF_SETS), amount="", target=""))
    is_new = rule != line.rule
    read = [
        _set_line(one, place, rule, line, unit, kind_of, is_new=is_new)
        for place, one in enumerate(rows)
    ]
    if len(row.note) > NOTE_LENGTH:
        raise RefusedEditError(f"A note has at most {NOTE_LENGTH} letters.")
    # A target that somebody else set is the lifter's own as soon as they change it.
    is_same = [one.target for one in read] == [one.target for one in line.lines]
    return replace(
        line.with_lines(read),
        role=row.role,
        rest=typed_number(row.rest, "The rest"),
        rule=rule.value,
        note=row.note,
        target_by=line.target_by if is_same else "",
    )


def _set_line(
    row: MoreRow,
    place: int,
    rule: LoadRule,
    line: Line,
    unit: Unit,
    kind_of: KindOf,
    *,
    is_new: bool,
) -> SetLine:
    """One line of sets; a percent or weight of the rule before is left behind with it."""
    amount = "" if is_new else row.amount
    size: Pair = (typed_number(row.bottom, "Reps"), typed_number(row.top, "Reps"))
    is_back_off = rule == LoadRule.TOP_SET and place > 0
    percent: int | None = None
    load: tuple[int, str, str] | None = None
    if is_back_off or rule == LoadRule.PERCENT:
        usual = _USUAL_BACK_OFF if is_back_off else _USUAL_PERCENT
        percent = typed_number(amount.rstrip("% "), "Percent") if amount else usual
    elif rule == LoadRule.FIXED and (row.amount if is_new else amount):
        load = _typed_load(row.amount, unit, kind_of(line.exercise))
    return SetLine(
        sets=typed_number(row.sets, "Sets"),
        reps=None if line.seconds is not None else size,
        seconds=size if line.seconds is not None else None,
        target=_typed_target(row.target),
        percent=percent,
        load=load,
    )


def _typed_load(text: str, unit: Unit, kind: str) -> tuple[int, str, str]:
    """A weight as typed, `82.5 kg`; with a minus help for the body. Raises `RefusedEditError`."""
    helps = text[:1] in {"-", "−"}
    if helps and kind == LoadKind.EXTERNAL:
        raise RefusedEditError("Only what moves your body can be made lighter than nothing.")
    if kind != LoadKind.EXTERNAL:
        kind = LoadKind.ASSISTED if helps else LoadKind.ADDED
    try:
        load = parse_load(text.lstrip("-−+"), unit)
    except ValueError as error:
        raise RefusedEditError(str(error)) from error
    return load.milli, load.unit.value, str(kind)


def _typed_target(text: str) -> tuple[int, int, int] | None:
    """A target as typed, `1–2–3` for low, aim and high; None for none. Raises `RefusedEditError`."""
    if not text:
        return None
    found = _TARGET.fullmatch(text)
    if found is None:
        raise RefusedEditError(
            "A target by hand is low, aim and high, like 1–2–3; empty is by rule."
        )
    low, aim, high = map(int, found.groups())
    return low, aim, high


def typed_number(text: str, called: str) -> int:
    """A whole number as typed. Raises `RefusedEditError` for anything else."""
    text = text.strip()
    if not (text.isdecimal() and len(text) < 10):
        raise RefusedEditError(f"{called}: a whole number is needed.")
    return int(text)


# --- Steps ------------------------------------------------------------------------------------


def with_another_line(line: Line) -> Line:
    """The exercise with one more line of sets, like its last one."""
    last = line.lines[-1]
    percent = last.percent
    if line.rule == LoadRule.TOP_SET and percent is None:
        percent = _USUAL_BACK_OFF
    return line.with_lines([*line.lines, replace(last, sets=1, percent=percent)])


def without_line(line: Line, place: int) -> Line:
    """The exercise without one of its further lines; a top set alone is a set by last time.

    Raises `IndexError` for the first line and for one that is not there.
    """
    lines = list(line.lines)
    if not 0 < place < len(lines):
        raise IndexError(place)
    del lines[place]
    if line.rule == LoadRule.TOP_SET and len(lines) == 1:
        line = replace(line, rule=LoadRule.LAST_TIME.value)
    return line.with_lines(lines)
