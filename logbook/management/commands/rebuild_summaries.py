"""Compute what is kept beside the sets again: places, summaries, records, years of days, sums of periods."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from logbook.kept.periods import differing_periods, keep_periods
from logbook.kept.records import differing, keep_records
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.kept.training_span import differing_span, keep_span
from logbook.log.locks import lock_lifter, lock_sessions
from logbook.log.sessions import last_ended
from logbook.models import (
    ExerciseRecord,
    PeriodSums,
    SessionExercise,
    Set,
    TrainingSession,
    TrainingSpan,
    User,
)

# A few rows at a time: under SQLite's rollback journal every read holds up the writers.
_AT_ONCE = 200


class Command(BaseCommand):
    """Exits 0 when done, 1 when refused or when `--check` finds a difference, 2 when called wrongly.

    Reads by key in short transactions, so that logging goes on beside it.
    """

    help = (
        "Rebuilds summaries of session exercises, personal records, days of training "
        "and sums of weeks to years."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and whether to write."""
        parser.add_argument("--user", metavar="EMAIL", help="one lifter's only")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; name the rows that differ"
        )
        parser.add_argument(
            "--once",
            action="store_true",
            help="records and sums alone, where none were ever kept: for a log older than they are",
        )

    def handle(
        self,
        *args: object,
        user: str | None,
        check: bool,
        once: bool,
        verbosity: int,
        **options: object,
    ) -> None:
        """Go through the rows, and say how many there were and how many differed."""
        if once:
            if not ExerciseRecord.objects.exists():
                deque(_records(None, is_check=False), maxlen=0)
            deque(_periods(None, is_check=False, is_once=True), maxlen=0)
            return
        athlete = None
        if user is not None:
            athlete = User.objects.filter(email__iexact=user).first()
            if athlete is None:
                raise CommandError(f"No account has the address {user}.", returncode=1)
        seen = differing = 0
        for read, lines in _log(athlete, is_check=check):
            seen += read
            differing += len(lines)
            for line in lines:
                self.stdout.write(line)
        others = self._said(_records(athlete, is_check=check))
        spans = self._said(_spans(athlete, is_check=check))
        periods = self._said(_periods(athlete, is_check=check))
        if check and differing:
            raise CommandError(
                f"{differing} differences in {seen} session exercises.", returncode=1
            )
        if check and others:
            raise CommandError(f"The records of {others} sessions differ.", returncode=1)
        if check and spans:
            raise CommandError(f"{spans} differences in days of training.", returncode=1)
        if check and periods:
            raise CommandError(f"{periods} differences in sums of periods.", returncode=1)
        if verbosity:
            done = "differ" if check else "rebuilt"
            self.stderr.write(
                f"{seen} session exercises read, {differing} {done}; records of {others} {done}; "
                f"days of training, {spans} {done}; sums of periods, {periods} {done}."
            )

    def _said(self, lines: Iterator[str]) -> int:
        """Write the lines, and say how many there were."""
        told = list(lines)
        for line in told:
            self.stdout.write(line)
        return len(told)


def _records(athlete: User | None, *, is_check: bool) -> Iterator[str]:
    """Put records right, an exercise of a lifter at a time; a line for each that differed."""
    items, kept = SessionExercise.objects.all(), ExerciseRecord.objects.all()
    if athlete is not None:
        items, kept = items.visible_to(athlete), kept.visible_to(athlete)
    last = (0, 0)
    while pairs := _next_pairs(items, last) | _next_pairs(kept, last):
        last = min(pairs)
        lifter, exercise = User.objects.get(pk=last[0]), last[1]
        with transaction.atomic():
            lines = differing(lifter, exercise)
            if lines and not is_check:
                keep_records(lifter, [exercise], None)
        yield from (f"exercise {exercise} {lifter.email} {line}" for line in lines)


def _spans(athlete: User | None, *, is_check: bool) -> Iterator[str]:
    """Put right what is kept of years of sessions, a lifter at a time; a line for what differed."""
    rows = TrainingSpan.objects.all()
    if athlete is not None:
        rows = rows.visible_to(athlete)
    for keys in _keys(rows):
        for lifter in User.objects.filter(pk__in=keys):
            with transaction.atomic():
                lock_lifter(lifter)
                lines = differing_span(lifter)
                if lines and not is_check:
                    keep_span(lifter, last_ended(lifter))
            yield from (f"{lifter.email} {line}" for line in lines)


def _periods(athlete: User | None, *, is_check: bool, is_once: bool = False) -> Iterator[str]:
    """Put right what weeks, months, quarters and years come to; a line for each that differed.

    A lifter of whom none are kept is one to add up, `is_once`: those alone.
    """
    sessions = TrainingSession.objects.filter(athlete=OuterRef("pk")).finished()
    kept = PeriodSums.objects.filter(athlete=OuterRef("pk"))
    # Who has no session left may have sums of them.
    lifters = User.objects.filter(Exists(sessions) | Exists(kept))
    if athlete is not None:
        lifters = lifters.filter(pk=athlete.pk)
    if is_once:
        lifters = lifters.exclude(Exists(kept))
    for keys in _keys(lifters):
        for lifter in User.objects.filter(pk__in=keys):
            with transaction.atomic():
                lock_lifter(lifter)
                lines = differing_periods(lifter)
                is_kept = PeriodSums.objects.visible_to(lifter).exists()
                if not is_check and (lines or not is_kept):
                    keep_periods(lifter, None)
                if not is_check and not is_kept and not is_once:
                    made = PeriodSums.objects.visible_to(lifter).order_by("grain", "first")
                    rows = made.values_list("grain", "first").iterator()
                    lines = [f"{grain} of {first}: not kept" for grain, first in rows]
            yield from (f"{lifter.email} {line}" for line in lines)


def _next_pairs(rows: QuerySet[Any], last: tuple[int, int]) -> set[tuple[int, int]]:
    """The first lifter and exercise after `last`, if there is one."""
    after = rows.filter(Q(athlete=last[0], exercise__gt=last[1]) | Q(athlete__gt=last[0]))
    pairs = after.order_by("athlete", "exercise").values_list("athlete_id", "exercise_id")
    return set(pairs[:1])


def _log(athlete: User | None, *, is_check: bool) -> Iterator[tuple[int, list[str]]]:
    """Go through sessions and their exercises: how many exercises were read, what differed."""
    sessions, items = TrainingSession.objects.all(), SessionExercise.objects.all()
    if athlete is not None:
        sessions, items = sessions.visible_to(athlete), items.visible_to(athlete)
    for keys in _keys(sessions):
        yield 0, _arrange(keys, is_check=is_check)
    for keys in _keys(items):
        yield len(keys), _rebuild(keys, is_check=is_check)


def _keys(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """The keys of the rows, some at a time."""
    last = 0
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    while keys := list(ordered.filter(pk__gt=last)[:_AT_ONCE]):
        yield keys
        last = keys[-1]


def _arrange(keys: list[int], *, is_check: bool) -> list[str]:
    """Put right where these sessions' exercises and sets stand: day, start and order.

    Day and start are the session's, kept on both for their indexes; no two exercises share a
    position.
    """
    with transaction.atomic():
        lock_sessions(keys)
        sessions = {
            session.pk: session
            for session in TrainingSession.objects.filter(pk__in=keys).select_related("athlete")
        }
        items: dict[int, list[SessionExercise]] = defaultdict(list)
        for item in SessionExercise.objects.filter(session__in=keys).order_by("position", "pk"):
            items[item.session_id].append(item)
        astray = Set.objects.filter(session__in=keys).exclude(
            local_date=F("session__local_date"), started_at=F("session__started_at")
        )
        sets = Counter(astray.values_list("session_id", flat=True))
        lines, changed = [], []
        for pk, session in sessions.items():
            found = _misplaced(items[pk], session)
            changed += [item for item, _ in found]
            said = [text for _, text in found]
            if sets[pk]:
                said.append(f"{sets[pk]} sets at another place than {_place(session)}")
            if said:
                lines.append(f"session {pk} {session.athlete.email}: {'; '.join(said)}")
        if not is_check:
            SessionExercise.objects.bulk_update(changed, ["local_date", "started_at", "position"])
            for pk in sets:
                one = sessions[pk]
                Set.objects.filter(session=pk).update(
                    local_date=one.local_date, started_at=one.started_at
                )
    return lines


def _place(row: SessionExercise | TrainingSession) -> str:
    """The day and the start by which the log finds it."""
    return f"{row.local_date} ({row.started_at:%Y-%m-%d %H:%M:%S} UTC)"


def _misplaced(
    items: list[SessionExercise], session: TrainingSession
) -> list[tuple[SessionExercise, str]]:
    """The exercises that stand elsewhere than their session, or twice in one position; unsaved."""
    found = []
    taken = 0
    for item in items:
        said = []
        kept, rebuilt = _place(item), _place(session)
        if kept != rebuilt:
            said.append(f"place kept {kept}, rebuilt {rebuilt}")
            item.local_date, item.started_at = session.local_date, session.started_at
        if item.position <= taken:
            said.append(f"position kept {item.position}, rebuilt {taken + 1}")
            item.position = taken + 1
        taken = item.position
        if said:
            found.append((item, f"exercise {item.pk} {', '.join(said)}"))
    return found


def _rebuild(keys: list[int], *, is_check: bool) -> list[str]:
    """Rebuild these rows where they differ; a line for each that did."""
    with transaction.atomic():
        items = SessionExercise.objects.filter(pk__in=keys)
        # Whoever logs a set holds its session first, so no set comes between.
        lock_sessions(items.values_list("session_id", flat=True))
        found = list(items.select_related("athlete", "risk").order_by("pk"))
        sets: dict[int, list[Set]] = defaultdict(list)
        for row in Set.objects.filter(session_exercise__in=keys).order_by("number"):
            sets[row.session_exercise_id].append(row)
        lines, changed = [], []
        for item in found:
            kept = {name: getattr(item, name) for name in SUMMARY_FIELDS}
            summarise(item, sets[item.pk])
            different = [
                f"{name} kept {kept[name]}, rebuilt {getattr(item, name)}"
                for name in SUMMARY_FIELDS
                if getattr(item, name) != kept[name]
            ]
            if different:
                changed.append(item)
                lines.append(
                    f"{item.pk} {item.athlete.email} {item.local_date} {item}: "
                    + "; ".join(different)
                )
        if not is_check:
            SessionExercise.objects.bulk_update(changed, SUMMARY_FIELDS)
    return lines
