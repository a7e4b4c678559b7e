"""The reviewed exercises: `data/exercises.csv`, one row an exercise (rulebook 3).

Lists within a cell are divided by `|`; an alias that one app alone uses is written `name@app`.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from programming.datafiles.faults import DataFileError, read_bytes, sentences
from programming.datafiles.formulas import as_typed
from programming.models import RiskEntry
from programming.names import LONGEST_NAME, clean_name, normalised

EXERCISES = Path(__file__).parent.parent / "data" / "exercises.csv"
APPS = ("fitnotes", "hevy", "liftosaur", "strong", "wger")
MOST_ROWS = 5_000
COLUMNS = [
    "slug",
    "name",
    "equipment",
    "pattern",
    "compound",
    "primary_muscles",
    "secondary_muscles",
    "load_kind",
    "bodyweight_percent",
    "unilateral",
    "lower_body",
    "role",
    "tier",
    "floor",
    "floor_with_safeties",
    "safeties",
    "rationale",
    "aliases",
]


@dataclass(frozen=True, slots=True)
class AliasRow:
    """Another name, and the app that alone spells it so (empty: any)."""

    name: str
    app: str

    @property
    def key(self) -> tuple[str, str]:
        """What no two exercises may share."""
        return normalised(self.name), self.app


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """A checked row: the exercise's slug, its entry (not saved, without release), its aliases.

    `line` is where it ends in its file.
    """

    slug: str
    entry: RiskEntry
    aliases: tuple[AliasRow, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """The checked exercises, and the SHA-256 of the file they stand in."""

    rows: tuple[ExerciseRow, ...]
    digest: str


def read_exercises(path: Path = EXERCISES) -> ExerciseFile:
    """The exercises of a CSV file.

    Raises `DataFileError` with every fault found, each with its line.
    """
    return parse_exercises(read_bytes(path), path.name)


def parse_exercises(content: bytes, name: str) -> ExerciseFile:
    """The exercises of the content of a CSV file, which faults call by `name`.

    In UTF-8, with or without its mark, divided by commas or, as the header is, by semicolons.
    Raises `DataFileError` with every fault found, each with its line.
    """
    lines, faults = _lines(_text(content, name), name)
    rows: list[ExerciseRow] = []
    taken: dict[tuple[str, str], str] = {}
    slugs: set[str] = set()
    for line, cells in lines:
        where = f"{name} line {line} ({(cells.get('name') or 'no name')[:LONGEST_NAME]})"
        try:
            row = _exercise(cells, line)
        except ValidationError as fault:
            faults += [f"{where}: {message}" for message in sentences(fault)]
            continue
        if row.slug in slugs:
            faults.append(f"{where}: slug: another row has {row.slug}.")
        slugs.add(row.slug)
        for alias in (AliasRow(row.entry.name, ""), *row.aliases):
            if alias.key in taken:
                faults.append(f"{where}: {alias.name!r} already names {taken[alias.key]}.")
            taken[alias.key] = row.entry.name
        rows.append(row)
    if not lines and not faults:
        faults.append(f"{name}: there is no exercise in it.")
    if faults:
        raise DataFileError(faults)
    return ExerciseFile(tuple(rows), hashlib.sha256(content).hexdigest())


def _text(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise DataFileError([f"{name} line {line}: not in UTF-8 ({fault.reason})."]) from fault
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise DataFileError([f"{name} line {line}: there is a NUL in it, so it is no CSV."])
    return text


def _lines(text: str, name: str) -> tuple[list[tuple[int, dict[Any, Any]]], list[str]]:
    """The rows with their lines, as far as they can be told apart, and why not further."""
    header = text.partition("\n")[0]
    divider = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    lines: list[tuple[int, dict[Any, Any]]] = []
    end = 0
    try:
        if (found := list(reader.fieldnames or ())) != COLUMNS:
            raise DataFileError(_column_faults(found, name))
        end = reader.line_num
        for cells in reader:
            end = reader.line_num
            lines.append((end, cells))
            if len(lines) > MOST_ROWS:
                raise DataFileError([f"{name}: there are more than {MOST_ROWS} exercises in it."])
    except csv.Error as fault:
        return lines, [f"{name} line {end + 1}: not readable as CSV ({fault})."]
    return lines, []


def _column_faults(found: list[str], name: str) -> list[str]:
    faults = [f"{name} line 1: the columns must be {', '.join(COLUMNS)}."]
    if not found:
        return [f"{name} line 1: there is nothing in it.", *faults]
    for text, columns in (
        ("missing", [one for one in COLUMNS if one not in found]),
        ("unknown", [one[:LONGEST_NAME] for one in found[:LONGEST_NAME] if one not in COLUMNS]),
        ("more than once", [one for one in COLUMNS if found.count(one) > 1]),
    ):
        if columns:
            faults.append(f"{name} line 1: {text}: {', '.join(columns)}.")
    return faults


class _Cells:
    """The cells of one line, and the faults found while reading them."""

    def __init__(self, cells: Mapping[str | None, Any]) -> None:
        if None in cells or None in cells.values():
            raise ValidationError(f"The line must have {len(COLUMNS)} cells.")
        self.text = {str(name): as_typed(str(cell).strip()) for name, cell in cells.items()}
        self.faults: dict[str, list[str]] = {}

    def fault(self, column: str, *messages: str) -> None:
        self.faults.setdefault(column, []).extend(messages)

    def whole(self, column: str) -> int:
        text = self.text[column]
        if text.isascii() and text.isdigit() and len(text) <= 3:
            return int(text)
        self.fault(column, f"{text!r} is not a whole number.")
        return 0

    def whole_or_none(self, column: str) -> int | None:
        return self.whole(column) if self.text[column] else None

    def yes(self, column: str) -> bool:
        if self.text[column] not in {"yes", "no"}:
            self.fault(column, f"{self.text[column]!r} is neither yes nor no.")
        return self.text[column] == "yes"

    def several(self, column: str) -> list[str]:
        return self.text[column].split("|") if self.text[column] else []

    def name(self) -> str:
        name = self.text["name"]
        # What the entry itself refuses is said by it.
        if normalised(name) and len(name) <= LONGEST_NAME:
            try:
                clean_name(name)
            except ValueError as fault:
                self.fault("name", str(fault))
        return name

    def slug(self) -> str:
        slug = self.text["slug"]
        if not slug or slugify(slug) != slug or len(slug) > 80:
            self.fault("slug", f"{slug!r} is not a slug.")
        return slug

    def aliases(self) -> tuple[AliasRow, ...]:
        rows = []
        for written in self.several("aliases"):
            name, _, app = (part.strip() for part in written.partition("@"))
            try:
                clean_name(name)
            except ValueError:
                self.fault("aliases", f"{written!r} is not a name.")
            if app and app not in APPS:
                self.fault("aliases", f"{app!r} is none of {', '.join(APPS)}.")
            rows.append(AliasRow(name, app))
        return tuple(rows)


def _exercise(line: Mapping[str | None, Any], number: int) -> ExerciseRow:
    """The row of one line. Raises `ValidationError` with every fault of it."""
    cells = _Cells(line)
    entry = RiskEntry(
        name=cells.name(),
        equipment=cells.text["equipment"],
        pattern=cells.text["pattern"],
        is_compound=cells.yes("compound"),
        primary_muscles=cells.several("primary_muscles"),
        secondary_muscles=cells.several("secondary_muscles"),
        load_kind=cells.text["load_kind"],
        bodyweight_percent=cells.whole("bodyweight_percent"),
        is_unilateral=cells.yes("unilateral"),
        is_lower_body=cells.yes("lower_body"),
        default_role=cells.text["role"],
        tier=cells.text["tier"],
        floor=cells.whole("floor"),
        floor_with_safeties=cells.whole_or_none("floor_with_safeties"),
        safeties=cells.several("safeties"),
        rationale=cells.text["rationale"],
    )
    row = ExerciseRow(cells.slug(), entry, cells.aliases(), number)
    for check in (partial(entry.clean_fields, exclude={"release", "exercise"}), entry.clean):
        try:
            check()
        except ValidationError as fault:
            for field, messages in fault.message_dict.items():
                cells.fault(field, *messages)
    if cells.faults:
        raise ValidationError(cells.faults)
    return row
