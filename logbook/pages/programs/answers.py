"""What the editor, its search and its substitutes answer: for a program's owner, and for who may change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django_htmx.http import reswap

from logbook.clock import local_date
from logbook.log.asking import STORED, Ask
from logbook.log.beginning import beginning_of
from logbook.log.programs import own_program
from logbook.models import User
from logbook.pages.programs.beside import in_seconds
from logbook.pages.programs.carried import FIELD, says_carried
from logbook.pages.programs.changed import Changes, changes_between, read_changed
from logbook.pages.programs.editor import Refused, read_editor
from logbook.pages.programs.faults import Says
from logbook.pages.programs.offered import offered
from logbook.pages.programs.steps import step_of
from logbook.pages.programs.substitutes import STEPS, changed_in, substitutes_of
from logbook.web.requests import is_htmx, row_id
from programming.catalogue.entries import current_release, entry_for
from programming.catalogue.search import search
from programming.choices import Goal, Level, LoadRule, Role
from programming.models import Program, RiskEntry
from programming.programs.editing import ProgramChangedError, place_of_day, with_day
from programming.programs.plans import Day, Line, Plan, RefusedEditError
from programming.programs.writing import is_whole

_OFFERED = 30
_NEW_LINE = Line(0, Role.SECONDARY.value, sets=3, bottom=8, top=12, rest=120)
_CHANGED = "This program was changed elsewhere since. Your values are below; save to keep them."
Step = tuple[Plan, Plan]


@dataclass(frozen=True, slots=True)
class Desk:
    """A program on the desk of whoever changes it: whose it is, where the editor is, how it is written.

    `write` takes the version a change was made for, the change, and the program where it was read
    whole: one that is written through it says what stands afterwards.

    `place` is the editor's address and `back` that of the program. A coach has no undo of the
    athlete's own steps, sees no loads, and finds exercises of the catalogue alone; `ask` gives the
    log that targets are worked out from.
    """

    owner: User
    program_id: int
    place: str
    back: str
    write: Callable[[int, Callable[[Plan], Plan], Program | None], Step]
    undo: Callable[[int], Step]
    ask: Ask = STORED
    athlete: str = ""
    why: str = ""
    has_undo: bool = True
    sets_targets: bool = True

    @property
    def is_coached(self) -> bool:
        """Whether a coach sits at it."""
        return bool(self.athlete)

    @property
    def finder(self) -> User | None:
        """Whose own exercises are found beside the catalogue's."""
        return None if self.is_coached else self.owner

    def program(self) -> Program:
        """The program as it stands. Raises `Http404` where it went."""
        return own_program(self.owner, self.program_id)

    def opened(self, day: int | None) -> str:
        """The editor's address with a workout open."""
        return f"{self.place}?open=day-{day}#day-{day}"


def answer_edit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The editor, and every change made in it."""
    now = timezone.now()
    if request.method == "GET":
        return _page(request, desk, now)
    # A stranger's program is not there, whatever was sent to it.
    program = desk.program()
    typed = request.POST
    version = row_id(typed.get("version", ""))
    if version is None:
        raise BadRequest("The form came without the program's version.")
    # What was changed between the two reads is no ground to build upon.
    read = program if program.version == version else None
    form = typed.get("form", "")
    try:
        if form == "undo":
            before, after = desk.undo(version)
        else:
            before, after = desk.write(version, step_of(form, typed, desk.owner), read)
    except RefusedEditError as error:
        refused = Refused(form, str(error), typed)
        return _page(request, desk, now, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    except ProgramChangedError:
        # What stands now, with what was typed beside it where it was typed.
        return _page(request, desk, now, Refused(form, _CHANGED, typed), HTTPStatus.CONFLICT)
    if is_htmx(request):
        changes = changes_between(before, after, form)
        says = says_carried(typed.get(FIELD, ""), desk.program_id, version)
        if changes is not None and says is not None:
            # Where nothing wrote through what was read, its version is the old one.
            is_current = read is not None and read.version != version and is_whole(read)
            stands = read if is_current and read is not None else desk.program()
            return _moved(request, desk, stands, changes, says, now)
        return _page(request, desk, now)
    place = f"?open={form}#{form}" if form.partition("-")[2].isdecimal() else ""
    return redirect(desk.place + place)


def _moved(
    request: HttpRequest,
    desk: Desk,
    program: Program,
    changes: Changes,
    says: dict[int, list[Says]],
    now: dt.datetime,
) -> HttpResponse:
    """The exercises a change was made in and the totals it moved, each to its place on the page."""
    changed = read_changed(desk.owner, program, changes, says, now=now, ask=desk.ask)
    if changed is None:
        return _page(request, desk, now)
    context = {
        "desk": desk,
        "editor": changed.editor,
        "changed": changed,
        "roles": Role.choices,
        "rules": LoadRule.choices,
        "swaps": True,
    }
    answer = TemplateResponse(request, "logbook/programs/edit.html#changed", context)
    return reswap(answer, "none")


def _page(
    request: HttpRequest,
    desk: Desk,
    now: dt.datetime,
    refused: Refused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    editor = read_editor(desk.owner, desk.program(), now=now, refused=refused, ask=desk.ask)
    fragment = "#editor" if is_htmx(request) else ""
    context = {
        "desk": desk,
        "editor": editor,
        "levels": Level.choices,
        "goals": Goal.choices,
        "roles": Role.choices,
        "rules": LoadRule.choices,
        "opened": request.GET.get("open", "") or request.POST.get("form", ""),
    }
    page = f"logbook/programs/edit.html{fragment}"
    return TemplateResponse(request, page, context, status=status)


def answer_pick(request: HttpRequest, desk: Desk, day_id: int) -> HttpResponse:
    """The search for an exercise, and putting it at the end of a workout."""
    program = desk.program()
    plan = Plan.of(program)
    at, place = place_of_day(plan, day_id)
    day = plan.blocks[at].workouts[place]
    if request.method == "POST":
        return _add(request, desk, day)
    query = _query(request)
    release = current_release()
    today = local_date(timezone.now(), desk.owner.zone)
    # What somebody does most is for themselves to see.
    is_offered = not (query.strip() or desk.is_coached)
    context = {
        "desk": desk,
        "program": program,
        "day": day,
        "query": query,
        "groups": offered(desk.owner, release, plan, day, today) if is_offered else [],
        "found": search(query, desk.finder, release, limit=_OFFERED),
    }
    fragment = "#found" if is_htmx(request) else ""
    return TemplateResponse(request, f"logbook/programs/pick.html{fragment}", context)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "")[:80]


def _entry(desk: Desk, exercise: int) -> RiskEntry:
    try:
        return entry_for(exercise, current_release(), desk.finder)
    except RiskEntry.DoesNotExist as error:
        raise Http404("Not an exercise of yours.") from error


def _add(request: HttpRequest, desk: Desk, day: Day) -> HttpResponse:
    exercise = row_id(request.POST.get("exercise", ""))
    version = row_id(request.POST.get("version", ""))
    if exercise is None or version is None:
        raise BadRequest("Pick an exercise from the list.")
    risk = _entry(desk, exercise)
    new = replace(_NEW_LINE, exercise=exercise, role=risk.default_role)
    if beginning_of(desk.owner, [exercise], ask=desk.ask).timed.get(exercise):
        # It was last told in seconds.
        new = in_seconds(new)
    try:
        desk.write(
            version,
            lambda plan: with_day(
                plan, day.key or 0, lambda one: replace(one, lines=(*one.lines, new))
            ),
            None,
        )
    except RefusedEditError as error:
        messages.error(request, str(error))
    except ProgramChangedError:
        messages.error(request, "This program was changed elsewhere since. Pick again.")
        return redirect(request.path)
    return redirect(desk.opened(day.key))


def answer_substitutes(request: HttpRequest, desk: Desk, day_id: int, place: int) -> HttpResponse:
    """What may be done in a planned exercise's place: searched for, ranked, taken off."""
    if request.method == "POST":
        return _change_substitutes(request, desk, day_id, place)
    program = desk.program()
    plan = Plan.of(program)
    at, number = place_of_day(plan, day_id)
    day = plan.blocks[at].workouts[number]
    if place >= len(day.lines):
        raise Http404("Not an exercise of this workout.")
    line, query = day.lines[place], _query(request)
    listed = {line.exercise, *line.substitutes}
    found = search(query, desk.finder, current_release(), limit=_OFFERED + len(listed))
    context = {
        "desk": desk,
        "back": desk.opened(day.key),
        "program": program,
        "day": day,
        "query": query,
        "listed": substitutes_of(desk.owner, line),
        "found": [one for one in found if one.exercise_id not in listed][:_OFFERED],
    }
    fragment = "#found" if is_htmx(request) else ""
    return TemplateResponse(request, f"logbook/programs/substitutes.html{fragment}", context)


def _change_substitutes(request: HttpRequest, desk: Desk, day_id: int, place: int) -> HttpResponse:
    # Somebody else's program is not there, whatever was sent to it.
    desk.program()
    typed = request.POST
    act, _, key = typed.get("act", "").partition(":")
    exercise, planned = row_id(key), row_id(typed.get("planned", ""))
    version = row_id(typed.get("version", ""))
    if act not in STEPS or exercise is None or planned is None or version is None:
        raise BadRequest("Choose from what is shown.")
    if act == "add":
        _entry(desk, exercise)
    step = STEPS[act]
    try:
        desk.write(
            version,
            lambda plan: with_day(
                plan,
                day_id,
                lambda day: changed_in(day, place, planned, lambda one: step(one, exercise)),
            ),
            None,
        )
    except RefusedEditError as error:
        messages.error(request, str(error))
    except ProgramChangedError:
        messages.error(request, "This program was changed elsewhere since. Choose again.")
    return redirect(request.path)
