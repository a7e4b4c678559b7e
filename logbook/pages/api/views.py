"""The log as JSON, to be read with a personal token: sessions, sets, exercises, records, effort."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.params.functions import Query

from logbook.advice.adherence import DAYS
from logbook.choices import TokenScope
from logbook.clock import local_date, moment
from logbook.log import for_programs
from logbook.log.sessions import counted_session, page_of_sessions
from logbook.models.people import unit_of
from logbook.pages.api import answers, schemas
from logbook.pages.api.access import PersonalToken, asker, token_of
from logbook.pages.api.cursors import cursor_at, place_in
from logbook.pages.api.problems import ProblemError, problem
from logbook.pages.exercises.page import read_exercise
from logbook.pages.exercises.views import entry_of
from logbook.pages.history.adherence import read_across_sessions
from logbook.pages.review.next_time import read_next
from logbook.pages.review.page import read_review
from logbook.web.addresses import page_begin_in
from programming.catalogue.entries import current_release, entries_for
from programming.rulebook import RULEBOOK_VERSION

# The largest key there is: more would be no number for the database.
_MOST = 10**18 - 1
# The estimates of an exercise, and what its page says of them over this range.
_ESTIMATES_OVER = "1y"


def _cursor() -> Any:
    return Query(None, max_length=500, description="“next” of the page before; none for the first.")


def _limit() -> Any:
    return Query(50, ge=1, le=100, description="How many at most. A page may have fewer.")


def _answers(model: type[Schema], *more: int) -> dict[int, type[Schema]]:
    """What an operation may answer."""
    refusals = (400, 401, 403, 429, 503, *more)
    return {200: model, **dict.fromkeys(refusals, schemas.Problem)}


api = NinjaAPI(
    title="RepStack",
    version="1.0.0",
    description="Your own log, to be read. Every field is explained in docs/api.md.",
    # The description is served by `urls.py`; a docs page would load from elsewhere.
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)


@api.exception_handler(ProblemError)
def refused(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """A refusal of ours."""
    return problem(error.status, error.code, error.detail, headers=error.headers)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that is not allowed: which, and why. What was sent is not repeated."""
    faults = [{"field": str(one["loc"][-1]), "says": str(one["msg"])} for one in error.errors]
    return problem(422, errors=faults)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is not there, or somebody else's: it says the same."""
    return problem(404)


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody thought of is a fault of ours: the page of faults answers, and somebody is told."""
    raise error


@api.get(
    "/",
    response=_answers(schemas.Token),
    auth=PersonalToken(timezone.now),
    url_name="token",
    operation_id="token",
    summary="The token that asks",
)
def token(request: HttpRequest) -> schemas.Token:
    """What the token may read, and until when."""
    row, lifter = token_of(request), asker(request)
    return schemas.Token(
        name=row.name,
        scopes=row.scopes,
        expires_at=row.expires_at,
        unit=unit_of(lifter),
        time_zone=lifter.zone,
        rulebook_version=RULEBOOK_VERSION,
    )


@api.get(
    "/sessions",
    response=_answers(schemas.SessionPage, 422),
    auth=PersonalToken(timezone.now, TokenScope.SESSIONS),
    url_name="sessions",
    operation_id="sessions",
    summary="Sessions, the latest first",
)
def sessions(
    request: HttpRequest, cursor: str | None = _cursor(), limit: int = _limit()
) -> schemas.SessionPage:
    """Sessions with the counts of their sets and verdicts, one that runs among them."""
    place = place_in("sessions", cursor)
    shown, last = page_of_sessions(asker(request), place, limit)
    return schemas.SessionPage(
        items=[answers.session_answer(one) for one in shown],
        next=None if last is None else cursor_at("sessions", (last.started_at, last.pk)),
    )


@api.get(
    "/sessions/{id:session_id}",
    response=_answers(schemas.Review, 404),
    auth=PersonalToken(timezone.now, TokenScope.SESSIONS),
    url_name="session",
    operation_id="session",
    summary="A session with its sets and its review",
)
def session(request: HttpRequest, session_id: int) -> schemas.Review:
    """Effort against plan, set by set, with targets, reasons, verdicts, and what to do next time."""
    lifter = asker(request)
    found = counted_session(lifter, session_id)
    review = read_review(lifter, found)
    following = read_next(
        lifter,
        found,
        [(one.item, [row.row for row in one.rows]) for one in review.exercises],
        now=moment(timezone.now(), lifter.zone),
    )
    sets = for_programs.sets_of_session(lifter, found)
    return answers.review_answer(lifter, found, review, sets, following)


@api.get(
    "/sets",
    response=_answers(schemas.SetPage, 422),
    auth=PersonalToken(timezone.now, TokenScope.SESSIONS),
    url_name="sets",
    operation_id="sets",
    summary="Sets, the latest first",
)
def sets(
    request: HttpRequest,
    cursor: str | None = _cursor(),
    limit: int = _limit(),
    exercise: int | None = Query(None, ge=1, le=_MOST, description="Of this exercise alone."),
) -> schemas.SetPage:
    """Sets of all kinds, with targets, reasons, verdicts and warnings."""
    lifter, place = asker(request), place_in("sets", cursor)
    behind = None if place is None else for_programs.SetPlace(*place)
    found, last = for_programs.sets_behind(lifter, behind, limit, exercise_id=exercise)
    return schemas.SetPage(
        items=[answers.set_answer(lifter, row, row.risk.name) for row in found],
        next=None if last is None else cursor_at("sets", last),
    )


@api.get(
    "/exercises",
    response=_answers(schemas.ExercisePage, 422),
    auth=PersonalToken(timezone.now, TokenScope.EXERCISES),
    url_name="exercises",
    operation_id="exercises",
    summary="Exercises on record",
)
def exercises(
    request: HttpRequest, cursor: str | None = _cursor(), limit: int = _limit()
) -> schemas.ExercisePage:
    """What was ever done, each with what failing it costs and its latest estimate."""
    lifter, place = asker(request), place_in("exercises", cursor)
    after = 0 if place is None else place[0]
    known, last = for_programs.exercises_behind(lifter, after, limit)
    entries = entries_for([one.exercise_id for one in known], current_release(), lifter)
    return schemas.ExercisePage(
        items=[answers.exercise_answer(one, entries[one.exercise_id]) for one in known],
        next=None if last is None else cursor_at("exercises", (last,)),
    )


@api.get(
    "/exercises/{id:exercise_id}",
    response=_answers(schemas.ExerciseHistory, 404, 422),
    auth=PersonalToken(timezone.now, TokenScope.EXERCISES),
    url_name="exercise",
    operation_id="exercise",
    summary="An exercise with its history and estimates",
)
def exercise(
    request: HttpRequest, exercise_id: int, cursor: str | None = _cursor()
) -> schemas.ExerciseHistory:
    """What it is, what failing it costs, what was done of it and what it is estimated to be."""
    lifter, of = asker(request), f"exercise {exercise_id}"
    page = read_exercise(
        lifter,
        entry_of(lifter, exercise_id),
        place_in(of, cursor),
        range_=_ESTIMATES_OVER,
        now=timezone.now(),
    )
    older = page_begin_in(page.older)
    return answers.history_answer(lifter, page, None if older is None else cursor_at(of, older))


@api.get(
    "/records",
    response=_answers(schemas.RecordPage, 422),
    auth=PersonalToken(timezone.now, TokenScope.RECORDS),
    url_name="records",
    operation_id="records",
    summary="Records, the latest first",
)
def records(
    request: HttpRequest, cursor: str | None = _cursor(), limit: int = _limit()
) -> schemas.RecordPage:
    """What finished sessions set, exercise by exercise, each with the effort beside it."""
    lifter, place = asker(request), place_in("records", cursor)
    behind = None if place is None else for_programs.RecordPlace(*place)
    found, last = for_programs.records_behind(lifter, behind, limit)
    entries = entries_for({row.exercise_id for row, _ in found}, current_release(), lifter)
    sets = for_programs.sets_named_in(lifter, found)
    return schemas.RecordPage(
        items=answers.records_answer(lifter, found, entries, sets),
        next=None if last is None else cursor_at("records", last),
    )


@api.get(
    "/adherence",
    response=_answers(schemas.Adherence),
    auth=PersonalToken(timezone.now, TokenScope.ADHERENCE),
    url_name="adherence",
    operation_id="adherence",
    summary="Effort against plan over the last weeks",
)
def adherence(request: HttpRequest) -> schemas.Adherence:
    """How often sets hit their targets, as History says it."""
    lifter = asker(request)
    found = read_across_sessions(lifter, local_date(timezone.now(), lifter.zone))
    return answers.adherence_answer(found, DAYS)
