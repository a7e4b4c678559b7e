"""What the pages say, put into the shapes of the answers: the same functions, no sentence of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from logbook.charts.effort import review_row
from logbook.choices import EndedBy, SetKind
from logbook.log.for_programs import KnownExercise
from logbook.log.records import KeptRecords
from logbook.log.verdicts import reasons_of, warnings_of
from logbook.models import ExerciseRecord, SessionExercise, Set, TrainingSession, User
from logbook.pages.api import schemas
from logbook.pages.exercises.page import ExercisePage
from logbook.pages.history.adherence import AcrossSessions
from logbook.pages.review.next_time import NextCard
from logbook.pages.review.page import Review, ReviewExercise
from logbook.pages.review.records import (
    RecordLine,
    grind_line,
    is_first,
    record_line,
    told_of,
)
from logbook.wording.risks import risk_text
from logbook.wording.sets import plan_text
from programming.choices import Tier
from programming.loads import MICROGRAMS_PER_KG, LoadKind, Unit
from programming.models import RiskEntry
from programming.wording import target_text

_NO_SESSION = "No session has ended yet."


def kilograms(micrograms: int | None) -> float | None:
    """Micrograms in kilograms: nine decimals, which a JSON number holds exactly."""
    return None if micrograms is None else micrograms / MICROGRAMS_PER_KG


def set_answer(lifter: User, row: Set, name: str) -> schemas.SetAnswer:
    """A set with its target, its reasons, its verdict and its warnings."""
    shown = review_row(lifter, row.number, row)
    load = row.typed_load
    return schemas.SetAnswer(
        id=row.pk,
        session_id=row.session_id,
        exercise_id=row.exercise_id,
        exercise=name,
        local_date=row.local_date,
        logged_at=row.logged_at,
        number=row.number,
        kind=SetKind(row.kind),
        is_test=row.is_test,
        says=shown.text,
        reps=row.reps,
        seconds=row.seconds,
        load=None if load is None else load.milli / 1000,
        load_unit=Unit(row.load_unit),
        load_kind=LoadKind(row.load_kind),
        load_kg=None if load is None else kilograms(load.micrograms),
        moved_kg=kilograms(row.load),
        rir=row.rir,
        effort=shown.effort,
        ended_by=EndedBy(row.ended_by),
        rest_seconds=row.rest_seconds,
        is_asked_about=row.is_slip,
        note=row.note,
        target=_target(row),
        verdict=schemas.Verdict(code=shown.verdict, says=shown.verdict_text),
        warnings=[
            schemas.Warned(
                code=str(one.code), severity=str(one.severity), says=one.says, do_next=one.do_next
            )
            for one in warnings_of(row)
        ],
        rulebook_version=row.rulebook_version,
    )


def _target(row: Set) -> schemas.Target | None:
    low, aim, high = row.target_low, row.target_aim, row.target_high
    if low is None or aim is None or high is None:
        return None
    return schemas.Target(
        low=low,
        aim=aim,
        high=high,
        says=target_text(low, aim, high),
        reasons=[
            schemas.Reason(code=one.code, says=one.text, source=one.source)
            for one in reasons_of(row)
        ],
    )


def session_answer(session: TrainingSession) -> schemas.SessionAnswer:
    """A session in a line, read with its counts (`SessionQuerySet.with_effort`)."""
    done, planned, hit, close, easy = (
        getattr(session, name) for name in ("done", "planned", "hit", "close", "easy")
    )
    return schemas.SessionAnswer(
        id=session.pk,
        name=session.name,
        local_date=session.local_date,
        started_at=session.started_at,
        finished_at=session.finished_at,
        time_zone=session.zone,
        is_deload=session.is_deload,
        note=session.note,
        sets_done=done,
        sets_planned=planned,
        on_target=hit,
        too_close=close,
        too_easy=easy,
    )


def review_answer(
    lifter: User,
    session: TrainingSession,
    review: Review,
    sets: Iterable[Set],
    following: NextCard | None,
) -> schemas.Review:
    """A session with what its review says."""
    of_item: dict[int, list[Set]] = {}
    for row in sets:
        of_item.setdefault(row.session_exercise_id, []).append(row)
    done = [_reviewed(lifter, one, of_item.get(one.item.pk, ())) for one in review.exercises]
    left = [_untouched(item) for item in (*review.skipped, *review.untouched)]
    duration = review.duration
    return schemas.Review(
        session=session_answer(session),
        says=review.sentence,
        day_says=review.day,
        minutes=None if duration is None else int(duration.total_seconds()) // 60,
        unrated=review.unrated,
        exercises=[*done, *left],
        next_time=[
            schemas.NextTime(
                exercise=one.name, do=one.do, plan=one.plan, aim=one.aim, why=one.why, rule=one.rule
            )
            for one in (following.suggestions if following is not None else ())
        ],
    )


def _reviewed(lifter: User, one: ReviewExercise, sets: Iterable[Set]) -> schemas.ReviewedExercise:
    name = one.item.risk.name
    return schemas.ReviewedExercise(
        exercise_id=one.item.exercise_id,
        name=name,
        plan=plan_text(one.item),
        is_skipped=one.item.is_skipped,
        has_pain=one.item.has_pain,
        note=one.item.note,
        verdict=schemas.Verdict(code=one.verdict, says=one.verdict_text),
        warnings=[
            schemas.ReviewedWarning(
                code=warning.line.code,
                severity=warning.line.severity,
                title=warning.line.title,
                sets=warning.sets,
                says=warning.line.says,
            )
            for warning in one.warnings
        ],
        sets=[set_answer(lifter, row, name) for row in sets],
    )


def _untouched(item: SessionExercise) -> schemas.ReviewedExercise:
    return schemas.ReviewedExercise(
        exercise_id=item.exercise_id,
        name=item.risk.name,
        plan=plan_text(item),
        is_skipped=item.is_skipped,
        has_pain=item.has_pain,
        note=item.note,
        verdict=schemas.Verdict(code="", says=""),
        warnings=[],
        sets=[],
    )


def records_answer(
    lifter: User,
    found: Sequence[tuple[ExerciseRecord, KeptRecords]],
    entries: Mapping[int, RiskEntry],
    sets: Mapping[int, Set],
) -> list[schemas.RecordsOfExercise]:
    """Records in words; `sets` has those they were set with."""
    told = []
    for row, kept in found:
        name = entries[row.exercise_id].name
        # All of a first time is a best: it is named, as the review names it.
        first = is_first(kept.records)
        lines = [] if first else told_of(kept.records)
        one = schemas.RecordsOfExercise(
            session_id=row.session_id,
            local_date=row.local_date,
            exercise_id=row.exercise_id,
            exercise=name,
            is_first=first,
            records=[_record(record_line(lifter, name, one, sets), one.set_id) for one in lines],
            grinds=[_record(grind_line(lifter, name, sets[pk]), pk) for pk in kept.grinds],
        )
        if one.is_first or one.records or one.grinds:
            told.append(one)
    return told


def _record(line: RecordLine, set_id: int | None) -> schemas.RecordAnswer:
    return schemas.RecordAnswer(
        code=line.rule,
        title=line.title,
        says=line.says,
        value=line.value,
        was=line.was,
        effort=line.effort,
        set_id=set_id,
    )


def risk_answer(entry: RiskEntry) -> schemas.Risk:
    """What failing an exercise costs."""
    return schemas.Risk(tier=Tier(entry.tier), floor=entry.floor, says=risk_text(entry))


def exercise_answer(one: KnownExercise, entry: RiskEntry) -> schemas.ExerciseAnswer:
    """An exercise on record."""
    return schemas.ExerciseAnswer(
        id=one.exercise_id,
        name=entry.name,
        is_own=entry.release_id is None,
        risk=risk_answer(entry),
        last_on=one.last_on,
        e1rm_kg=kilograms(one.e1rm),
        e1rm_on=one.e1rm_on,
    )


def history_answer(lifter: User, page: ExercisePage, older: str | None) -> schemas.ExerciseHistory:
    """An exercise by itself; `older` is the cursor of the page before it in time."""
    entry, cards = page.entry, page.cards
    lift = cards.lift if cards is not None else None
    return schemas.ExerciseHistory(
        id=entry.exercise_id,
        name=entry.name,
        is_own=page.is_own,
        risk=risk_answer(entry),
        safeties_say=page.safeties_say,
        facts=[schemas.Fact(name=name, says=says) for name, says in page.facts],
        e1rm_says=lift.says if lift is not None else "",
        e1rm=[
            schemas.Estimate(local_date=day, e1rm_kg=micrograms / MICROGRAMS_PER_KG)
            for day, micrograms in (cards.estimates if cards is not None else ())
        ],
        exposures=[
            schemas.Exposure(
                session_id=one.session_id,
                local_date=one.day,
                is_running=one.is_running,
                sets=[set_answer(lifter, done.set.row, entry.name) for done in one.sets],
            )
            for one in page.exposures
        ],
        next=older,
    )


def adherence_answer(found: AcrossSessions | None, days: int) -> schemas.Adherence:
    """Effort over weeks, in the words of History; before a session ended there is none."""
    if found is None:
        return schemas.Adherence(
            days=days, until=None, says=_NO_SESSION, rated=0, needed=0, percent_on_target=None,
            too_close=0, on_target=0, too_easy=0, compound_sets=0, compound_says="",
            weaker_after_failure=[], grinds=[], note="",
        )  # fmt: skip
    return schemas.Adherence(
        days=found.days,
        until=found.until,
        says=found.headline,
        rated=found.rated,
        needed=found.needed,
        percent_on_target=None if found.needed else found.percent,
        too_close=found.too_close,
        on_target=found.on_target,
        too_easy=found.too_easy,
        compound_sets=found.compound_sets,
        compound_says=found.compound_says,
        weaker_after_failure=found.debts,
        grinds=found.grinds,
        note=found.note,
    )
