"""Logs as odd as the tables allow, written past the pages: texts, units, places, and all a set can be."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from logbook.choices import EndedBy, Outcome, SetKind
from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.catalogue.entries import current_release
from programming.catalogue.own import make_unknown_exercises
from programming.choices import Safety
from programming.loads import Load, LoadKind, Unit
from tests.logbook.given import an_exercise
from tests.logbook.pages.transfer.reading import wall

# No engine keeps a NUL, and half of a pair is no text.
LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
STARTS = st.sampled_from(
    ["", "=", "+", "-", "@", "\t", "'", "''", "'=", "-5", "+5", '"', ";", ",", " ", "\n"]
)
TEXTS = st.builds(lambda start, rest: start + rest, STARTS, st.text(LETTERS, max_size=40))
NAMES = [
    "=1+1 press",
    "'quoted",
    "-3 row",
    "+5 curl",
    "@home dip",
    "Дръпване 🏋️",
    'Say "so", then; go',
    "a\u00a0b",
]
ZONES = [
    "UTC",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Monrovia",
]
_MAYBE_TARGET = st.one_of(
    st.none(), st.tuples(st.integers(0, 3), st.integers(3, 4), st.integers(4, 10))
)

SETS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(SetKind.values),
        "load": st.one_of(
            st.none(), st.tuples(st.integers(0, 900_000), st.sampled_from(list(Unit)))
        ),
        "load_kind": st.sampled_from(LoadKind.values),
        "moved": st.one_of(st.none(), st.integers(0, 500 * 10**9)),
        "reps": st.integers(0, 9_999),
        "rir_halves": st.one_of(st.none(), st.integers(0, 10)),
        "rir_in_words": st.booleans(),
        "ended_by": st.sampled_from(EndedBy.values),
        "rest_seconds": st.one_of(st.none(), st.integers(0, 999_999_999)),
        "safeties": st.sampled_from(["", *Safety.values]),
        "is_test": st.booleans(),
        "is_final": st.booleans(),
        "note": TEXTS,
        "target": _MAYBE_TARGET,
        "outcome": st.sampled_from(["", *Outcome.values]),
        "seconds": st.one_of(st.none(), st.integers(0, 32_767)),
        "after": st.integers(-100, 10**10),
        "is_gone": st.booleans(),
    }
)
SESSIONS = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "note": TEXTS,
        "zone": st.sampled_from(ZONES),
        "start": st.datetimes(wall(1995, 1, 1), wall(2026, 1, 1), timezones=st.just(dt.UTC)),
        "lasts": st.one_of(st.none(), st.integers(0, 10**11)),
        "is_deload": st.booleans(),
        "exercises": st.lists(
            st.tuples(
                st.sampled_from([*NAMES, "Barbell bench press", "Pull-up"]), TEXTS, st.booleans(),
                st.lists(SETS, max_size=4), st.one_of(st.none(), st.integers(0, 32_767)),
            ),
            max_size=4,
        ),
    }
)  # fmt: skip


def written(lifter: User, sessions: list[dict[str, Any]]) -> None:
    """Write these sessions into the lifter's log."""
    own = make_unknown_exercises(lifter, dict.fromkeys(NAMES, LoadKind.EXTERNAL))
    for told in sessions:
        start = told["start"]
        row = TrainingSession.objects.create(
            athlete=lifter, name=told["name"], note=told["note"], zone=told["zone"], started_at=start,
            release=current_release(), is_deload=told["is_deload"],
            local_date=start.astimezone(ZoneInfo(told["zone"])).date(),
            finished_at=None if told["lasts"] is None else start + dt.timedelta(microseconds=told["lasts"]),
        )  # fmt: skip
        for position, (name, note, has_pain, sets, superset) in enumerate(
            told["exercises"], start=1
        ):
            entry = own.get(name) or an_exercise(name)
            item = SessionExercise.objects.create(
                athlete=lifter, session=row, exercise_id=entry.exercise_id, risk=entry, position=position,
                role=entry.default_role, note=note, has_pain=has_pain, local_date=row.local_date,
                started_at=start, superset=superset,
            )  # fmt: skip
            Set.objects.bulk_create(
                a_set(row, item, number, one) for number, one in enumerate(sets, start=1)
            )


def a_set(row: TrainingSession, item: SessionExercise, number: int, told: dict[str, Any]) -> Set:
    """A set's row."""
    load = Load(*told["load"]) if told["load"] else None
    low, aim, high = told["target"] or (None, None, None)
    # What an external load moves is itself.
    moved = told["moved"]
    if told["load_kind"] == LoadKind.EXTERNAL:
        moved = load.micrograms if load else None
    same = ("kind", "load_kind", "reps", "rir_halves", "rir_in_words", "ended_by", "rest_seconds", "safeties",
            "is_test", "is_final", "note", "outcome", "seconds")  # fmt: skip
    return Set(
        athlete=row.athlete, session=row, session_exercise=item, exercise_id=item.exercise_id,
        risk_id=item.risk_id, key=uuid.uuid4(), digest="", number=number,
        load_milli=load.milli if load else None, load_unit=load.unit if load else Unit.KG, load=moved,
        target_low=low, target_aim=aim, target_high=high, local_date=row.local_date,
        started_at=row.started_at, logged_at=row.started_at + dt.timedelta(microseconds=told["after"]),
        deleted_at=row.started_at if told["is_gone"] else None, **{name: told[name] for name in same},
    )  # fmt: skip
