"""A whole account put into an empty one, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.db import DataError, IntegrityError, models, transaction

from logbook.acts.imported_entries import MOST_IN_SESSION, MOST_MOVED
from logbook.acts.imports import Ends, nothing
from logbook.advice.breaches import store_breach
from logbook.advice.suggestions import suggested
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.periods_ahead import PeriodsAhead
from logbook.kept.records import RecordRow, records_of
from logbook.kept.records_ahead import coming_row
from logbook.kept.summaries import summarise
from logbook.log.account_values import WrongValueError, reader_of
from logbook.log.carried import SETTINGS, STARTED_WITH, TABLES, Table
from logbook.log.locks import lock_lifter
from logbook.log.references import InReferences, UnknownReferenceError
from logbook.log.verdicts import reasons_of, stored_context, stored_target, warnings_of
from logbook.models import (
    CheckIn,
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.models.gyms import check_gyms
from logbook.speed.staged import Staged, give_keys, staging, tidy
from programming.lines import check_lines
from programming.loads import LoadKind, typed_load
from programming.models import PlannedExercise, RiskEntry
from programming.names import normalised

ROWS_AT_ONCE = 200

Row = dict[str, Any]
Rows = Callable[[str], Iterator[tuple[int, Row]]]
# What a value of a shape nobody wrote raises where it is read.
_NOT_READ = (KeyError, TypeError, ValueError, IndexError, AttributeError)


class NotEmptyError(Exception):
    """The account has something of its own."""

    def __init__(self) -> None:
        super().__init__(
            "This account has training of its own, and a whole account is put into an empty one alone. "
            "Bring your sets in as CSV instead: in the other account, Take it with you has it."
        )


class NotRestoredError(Exception):
    """What is wrong with the file, in a sentence; `line` is where, 0 where it is all of it."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def is_empty(lifter: User) -> bool:
    """Whether an account holds nothing but what its first questions wrote."""
    return not any(
        table.model._default_manager.filter(**{table.owner: lifter}).exists()  # noqa: SLF001
        for table in TABLES
        if table.model not in STARTED_WITH
    )


def restore(
    lifter: User,
    settings: Row,
    rows: Rows,
    *,
    told: Callable[[int], None] = lambda _: None,
    ends: Ends = nothing,
) -> None:
    """Write settings and every section's rows (`rows` gives them by name, with their lines).

    What is counted or kept beside the log is counted and kept anew. All of it is made ready before anybody is
    held, and goes over at one instant. `told` hears how many sets are ready, `ends` that it is
    written, within the transaction. Raises `NotEmptyError` and `NotRestoredError`; nothing is written then.
    """
    if not is_empty(lifter):
        raise NotEmptyError
    try:
        with staging() as staged:
            # Read anew: a file that is refused changes nothing of the one who asks.
            restoring = _Restoring(User.objects.get(pk=lifter.pk), rows, staged, told)
            restoring.prepare(settings)
            with transaction.atomic():
                lock_lifter(lifter)
                if not is_empty(lifter):
                    raise NotEmptyError
                restoring.put()
                ends(None)
    except (IntegrityError, DataError) as fault:
        raise NotRestoredError(
            "The file contradicts itself: two rows cannot both be true."
        ) from fault
    tidy()
    lifter.refresh_from_db(fields=SETTINGS)


class _Restoring:
    """One account being made ready, and written."""

    def __init__(
        self, lifter: User, rows: Rows, staged: Staged, told: Callable[[int], None]
    ) -> None:
        self.lifter, self.rows, self.staged, self.told = lifter, rows, staged, told
        self.references = InReferences()
        self._said: list[str] = []
        self._ready = 0
        # The sessions that are read just now, and all that records ask of their sets.
        self._sessions: dict[int, TrainingSession] = {}
        self._coming: list[RecordRow] = []
        self._periods = PeriodsAhead()
        # How they were at their check-ins, and the exercises as they are classified, by key.
        self._states: dict[int, str] = {}
        self._risks: dict[int, RiskEntry] = {}

    def prepare(self, settings: Row) -> None:
        """Put everything aside, and what follows from it."""
        self._settings(settings)
        for table in TABLES:
            rows = self.rows(table.name)
            while some := list(islice(rows, ROWS_AT_ONCE)):
                self._aside(table, some, [{} for _ in some])
                self.told(self._ready)
        self._coming.sort()
        for _, of_exercise in groupby(self._coming, key=attrgetter("exercise_id")):
            self.staged.add(list(records_of(self.lifter, list(of_exercise), {})))
            self.told(self._ready)

    def put(self) -> None:
        """Let what was put aside be the account; the lifter is held."""
        for model in STARTED_WITH:
            model._default_manager.filter(athlete=self.lifter).delete()  # noqa: SLF001
        self.lifter.save(update_fields=self._said)
        self._periods.look(self.lifter)
        self.staged.put()
        self._periods.keep(self.lifter)
        # No other days: the account was empty.
        keep_what_weeks_say(self.lifter, days=())

    def _settings(self, said: Row) -> None:
        if unknown := set(said) - set(SETTINGS):
            raise NotRestoredError(f"settings: “{min(unknown)[:40]}” is not known here.")
        for name, value in said.items():
            column = User._meta.get_field(name)  # noqa: SLF001 - Django documents `_meta`
            try:
                setattr(self.lifter, name, reader_of(column)(value, self.references))
            except WrongValueError as fault:
                raise NotRestoredError(f"settings: {fault}") from fault
        try:
            check_gyms(self.lifter)
        except _NOT_READ as fault:
            raise NotRestoredError("settings: the gyms cannot be read.") from fault
        self._said = list(said)

    def _aside(self, table: Table, rows: Sequence[tuple[int, Row]], given: Sequence[Row]) -> None:
        """Put rows of one table aside, with what they are `given` by the rows they stand in."""
        made = [
            self._made(table, line, row, values)
            for (line, row), values in zip(rows, given, strict=True)
        ]
        give_keys(made)
        self._known(made)
        sets = self._counted(table, rows, made) if table.model is SessionExercise else []
        self.staged.add(made)
        if table.model is TrainingSession:
            self._sessions = {one.pk: one for one in made if isinstance(one, TrainingSession)}
        for one in made:
            self.references.written(table.model, one.pk)
        if table.model is SessionExercise:
            self.staged.add(sets)
            return
        for child in table.children:
            flat: list[tuple[int, Row]] = []
            values: list[Row] = []
            for (line, row), one in zip(rows, made, strict=True):
                flat += [(line, inner) for inner in row[child.name]]
                values += [_given(child, one)] * len(row[child.name])
            self._aside(child, flat, values)

    def _known(self, made: Sequence[models.Model]) -> None:
        """Keep of rows what periods ask of them, and count sessions there."""
        for one in made:
            if isinstance(one, CheckIn):
                self._states[one.pk] = one.state
            elif isinstance(one, RiskEntry):
                self._risks[one.pk] = one
            elif isinstance(one, TrainingSession):
                self._periods.add_session(one, self._states.get(one.check_in_id or 0))
        wanted = {one.risk_id for one in made if isinstance(one, SessionExercise)}
        self._risks |= RiskEntry.objects.in_bulk(wanted - self._risks.keys())

    def _counted(
        self, table: Table, rows: Sequence[tuple[int, Row]], items: Sequence[models.Model]
    ) -> list[Set]:
        """The sets of exercises; each exercise has its summary of them."""
        (of_item,) = table.children
        found: list[Set] = []
        for (line, row), item in zip(rows, items, strict=True):
            given = _given(of_item, item)
            made = [self._made(of_item, line, one, given) for one in row[of_item.name]]
            sets = [one for one in made if isinstance(one, Set)]
            if sum((one.load or 0) * one.reps for one in sets) > MOST_IN_SESSION:
                raise NotRestoredError("The session is more than anybody moves in one.", line)
            if isinstance(item, SessionExercise):
                summarise(item, sets)
                session = self._sessions[item.session_id]
                self._periods.add_exercise(session, item, self._risks[item.risk_id])
            found += sets
        give_keys(found)
        coming = (coming_row(self._sessions[one.session_id], one) for one in found)
        self._coming += [one for one in coming if one is not None]
        self._ready += len(found)
        return found

    def _made(self, table: Table, line: int, row: Row, given: Row) -> models.Model:
        """A row to be written. Raises `NotRestoredError`."""
        known = {column.name: column for column in table.columns}
        inner = {child.name for child in table.children}
        if unknown := row.keys() - known.keys() - inner:
            raise NotRestoredError(f"{table.name}: “{min(unknown)[:40]}” is not known here.", line)
        for name in inner:
            rows = row.setdefault(name, [])
            if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
                raise NotRestoredError(f"{table.name}: {name} is no list of rows.", line)
        one = table.model(**given, **({table.owner: self.lifter} if table.owner else {}))
        try:
            for name, column in known.items():
                if name in row:
                    setattr(one, column.attname, reader_of(column)(row[name], self.references))
            _read_back(one)
        except WrongValueError as fault:
            raise NotRestoredError(f"{table.name}: {fault}", line) from fault
        except UnknownReferenceError as fault:
            raise NotRestoredError(
                f"{table.name}: this RepStack has no {fault.what}. Bring your sets in as CSV instead.",
                line,
            ) from fault
        except _NOT_READ as fault:
            raise NotRestoredError(
                f"{table.name}: what is stored there cannot be read.", line
            ) from fault
        return one


def _given(table: Table, parent: models.Model) -> Row:
    """What rows have from the one they stand in: the way to it, and what is its alone."""
    found: Row = {f"{table.parent}_id": parent.pk}
    if isinstance(parent, TrainingSession | SessionExercise):
        found |= {"started_at": parent.started_at, "local_date": parent.local_date}
    if isinstance(parent, SessionExercise):
        found["session_id"] = parent.session_id
    return found


def _read_back(row: models.Model) -> None:
    """Read codes and numbers as the pages will: what they cannot read is not let in."""
    if isinstance(row, Set):
        if not 0 <= (row.load or 0) <= MOST_MOVED:
            raise WrongValueError(f"load cannot be {row.load}.")
        reasons_of(row)
        warnings_of(row)
        stored_target(row)
        if "context" in row.judged_by:
            stored_context(row)
        store_breach(row)
    elif isinstance(row, SessionExercise):
        _ = row.pin, [line.text for line in row.set_lines]
        for milli, unit, kind in row.rule_loads:
            _ = typed_load(milli, unit), LoadKind(kind) if kind else ""
        if (found := suggested(row)) is not None:
            _ = found.case, found.aim_rise, found.reasons, found.last, found.rests_on
    elif isinstance(row, PlannedExercise):
        check_lines(row.lines, row.load_rule)
    elif isinstance(row, ImportRun):
        for name in ("first_date", "last_date"):
            dt.date.fromisoformat(row.report[name])
    elif isinstance(row, ImportedSession):
        names = [normalised(one) for one in row.content["names"]]
        for place, ordinal, reps, micrograms, marks, *held in row.content["sets"]:
            _ = names[place], sum((ordinal, reps, micrograms, marks, *held))
