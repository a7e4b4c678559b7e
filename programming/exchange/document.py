"""A program from a file: one JSON document, with a schema others can check theirs by.

What is refused is named by where it stands (a JSON Pointer, or the line of what is no JSON at all)
and why, all of it at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from programming.choices import LoadRule, Needs
from programming.exchange.exercises import Reference
from programming.lines import SetLine, check_lines
from programming.loads import HEAVIEST_KG, MICROGRAMS_PER_KG, Load, LoadKind, Unit
from programming.names import clean_name
from programming.programs.plans import Day, Line, Phase, Plan, RefusedEditError

FORMAT, VERSION = "repstack-program", 1
MOST_BYTES = 1024 * 1024
SCHEMA = Path(__file__).parent.parent / "data" / "program.schema.json"
_MOST_FAULTS = 50
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a document is refused: `path` is a JSON Pointer, empty for the whole; `line` of no JSON."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line is not None else self.path or "/"
        return f"{where}: {self.reason}"


class RefusedDocumentError(Exception):
    """A document that is no program; `faults` has one for each reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Document:
    """A plan whose exercises are keys of `references`, which say what they are called."""

    plan: Plan
    references: Mapping[int, Reference]


@cache
def schema_text() -> bytes:
    """The schema as it is published."""
    return SCHEMA.read_bytes()


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text()))


def read_document(content: bytes) -> Document:
    """The program a file says. Raises `RefusedDocumentError` with every fault found."""
    found = _parsed(content)
    faults = [_fault(one) for one in _validator().iter_errors(found)]
    if faults:
        raise RefusedDocumentError(sorted(faults, key=lambda one: one.path)[:_MOST_FAULTS])
    reading = _Reading()
    plan = reading.plan(found)
    if not reading.faults:
        try:
            plan.check()
        except RefusedEditError as fault:
            # What the schema and the rules of a line do not see.
            reading.faults.append(Fault("", str(fault)))
    if reading.faults:
        raise RefusedDocumentError(reading.faults[:_MOST_FAULTS])
    return Document(plan, {key: one for one, key in reading.references.items()})


def _parsed(content: bytes) -> Any:
    """The JSON of a file. Raises `RefusedDocumentError` for what is none."""
    if len(content) > MOST_BYTES:
        raise RefusedDocumentError([Fault("", "A program is 1 MB at most.")])
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_refused)
        # What stands for half a character alone is no text.
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as fault:
        reason = f"No JSON: {fault.msg.lower()}."
        raise RefusedDocumentError([Fault("", reason, fault.lineno)]) from fault
    except UnicodeError as fault:
        raise RefusedDocumentError([Fault("", "It is not written in UTF-8.")]) from fault
    except RecursionError as fault:
        raise RefusedDocumentError([Fault("", "It is nested too deeply.")]) from fault
    except ValueError as fault:
        raise RefusedDocumentError([Fault("", f"No JSON: {fault}.")]) from fault
    return found


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:80]!r} stands twice in one object")
    return found


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} is no number")


def _fault(error: ValidationError) -> Fault:
    """A fault of the schema, in a sentence; of a choice the one that comes nearest."""
    if error.validator == "oneOf":
        reason = "A line of sets has reps or seconds, not both."
    else:
        near = best_match([error]) if error.context else error
        reason = (
            near.message
            if len(near.message) < 200
            else f"not as the schema says ({near.validator})"
        )
        if near.validator == "not":
            reason = "it has a control character"
        reason = f"{reason[:1].upper()}{reason[1:]}."
    return Fault(_pointer(error.absolute_path), reason)


def _pointer(parts: Any) -> str:
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in parts)


class _Reading:
    """Turns a document that fits the schema into a plan, and collects what else is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.references: dict[Reference, int] = {}

    def plan(self, found: Mapping[str, Any]) -> Plan:
        """The whole."""
        return Plan(
            name=found["name"].strip(),
            level=found["level"],
            goal=found["goal"],
            needs=found.get("needs", Needs.GYM.value),
            days=int(found["days_a_week"]),
            blocks=_each(found["blocks"], "/blocks", self._block),
        )

    def _block(self, found: Mapping[str, Any], path: str) -> Phase:
        weeks, easy = int(found["weeks"]), found.get("easy_week")
        if easy is not None and easy > weeks:
            self._refuse(f"{path}/easy_week", f"The easy week is one of the {weeks} weeks.")
        return Phase(
            None,
            found["name"].strip(),
            found["goal"],
            weeks,
            None if easy is None else int(easy),
            _each(found["workouts"], f"{path}/workouts", self._workout),
        )

    def _workout(self, found: Mapping[str, Any], path: str) -> Day:
        lines = _each(found["exercises"], f"{path}/exercises", self._planned)
        return Day(None, found["name"].strip(), lines)

    def _planned(self, found: Mapping[str, Any], path: str) -> Line:
        exercise = self._exercise(found["exercise"], f"{path}/exercise")
        substitutes = _each(found.get("substitutes", ()), f"{path}/substitutes", self._exercise)
        if len({exercise, *substitutes}) <= len(substitutes):
            self._refuse(f"{path}/substitutes", "Each substitute is another exercise.")
        rule = found.get("load_rule", LoadRule.LAST_TIME.value)
        lines = _each(found["sets"], f"{path}/sets", self._line)
        try:
            check_lines(lines, rule)
        except ValueError as fault:
            text = str(fault)
            self._refuse(f"{path}/sets", f"{text[:1].upper()}{text[1:]}")
        superset = found.get("superset")
        whole = Line(
            exercise,
            found["role"],
            0,
            None,
            None,
            int(found["rest_seconds"]),
            rule=rule,
            superset=None if superset is None else int(superset),
            note=found.get("note", "").strip(),
            substitutes=substitutes,
        )
        return whole.with_lines(lines)

    def _line(self, found: Mapping[str, Any], path: str) -> SetLine:
        target, load, percent = (found.get(name) for name in ("target", "load", "percent"))
        return SetLine(
            sets=int(found["count"]),
            reps=_pair(found.get("reps")),
            seconds=_pair(found.get("seconds")),
            target=(
                None
                if target is None
                else (int(target["low"]), int(target["aim"]), int(target["high"]))
            ),
            percent=None if percent is None else int(percent),
            load=None if load is None else self._load(load, f"{path}/load"),
        )

    def _load(self, found: Mapping[str, Any], path: str) -> tuple[int, str, str]:
        load = Load(int(Decimal(found["value"]) * _THOUSAND), Unit(found["unit"]))
        if not 0 < load.micrograms <= HEAVIEST_KG * MICROGRAMS_PER_KG:
            self._refuse(f"{path}/value", f"A load is above 0, and {HEAVIEST_KG} kg at most.")
        return load.milli, load.unit.value, found.get("kind", LoadKind.EXTERNAL.value)

    def _exercise(self, found: Mapping[str, Any], path: str) -> int:
        name = found["name"]
        try:
            name = clean_name(name)
        except ValueError as fault:
            self._refuse(f"{path}/name", str(fault))
        one = Reference(
            name=name,
            slug=found.get("slug", ""),
            is_compound=found.get("is_compound", True),
            primary_muscles=tuple(found.get("primary_muscles", ())),
            load_kind=found.get("load_kind", LoadKind.EXTERNAL.value),
            is_unilateral=found.get("is_unilateral", False),
        )
        return self.references.setdefault(one, len(self.references) + 1)

    def _refuse(self, path: str, reason: str) -> None:
        self.faults.append(Fault(path, reason))


def _each(
    listed: Sequence[Mapping[str, Any]], path: str, read: Callable[[Mapping[str, Any], str], Any]
) -> tuple[Any, ...]:
    return tuple(read(one, f"{path}/{place}") for place, one in enumerate(listed))


def _pair(found: Sequence[float] | None) -> tuple[int, int] | None:
    return None if found is None else (int(found[0]), int(found[1]))
