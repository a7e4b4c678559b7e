"""What can be done to an exercise within a session."""

from __future__ import annotations

from http import HTTPStatus
from typing import Protocol

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts import habits, session_exercises
from logbook.acts.pins import pin_load, unpin_load
from logbook.log.own import own_item
from logbook.models import SessionExercise, User
from logbook.pages.session.answers import cards_after
from logbook.pages.session.forms import ExerciseNoteForm, KeptNoteForm, NoteForm
from logbook.pages.session.rows import Typed
from logbook.web.addresses import session_url
from logbook.web.requests import is_htmx, lifter_of, named_in, typed_values
from programming.choices import Safety
from programming.loads import Load, LoadKind, Unit, parse_load


class Keep(Protocol):
    """Keeps a note on an exercise of the session, unless another one stands there by now."""

    def __call__(self, lifter: User, item_id: int, *, version: int, note: str) -> SessionExercise:
        """Raises `NoteChangedError`."""


def changed(
    request: HttpRequest,
    item: SessionExercise,
    *,
    opened: bool = True,
    gives_way: tuple[str, ...] = (),
) -> HttpResponse:
    """Every card as it now stands, with what was typed in the open row still there.

    But for the fields that give way to what the change fills in.
    """
    if not {"reps", "seconds"} & request.POST.keys():
        return cards_after(request, item, opened=opened)
    kept = {name: text for name, text in typed_values(request).items() if name not in gives_way}
    # The form may be of a saved set that is being changed: then that one stays open.
    edited = named_in(request, "set")
    typed = Typed(item.pk, kept, {}, set_id=edited)
    return cards_after(request, item, typed=typed, editing=edited, opened=opened)


@require_GET
@vary_on_headers("HX-Request")
def exercise_open(request: HttpRequest, item_id: int) -> HttpResponse:
    """The session with this exercise opened."""
    item = own_item(lifter_of(request), item_id)
    if not is_htmx(request):
        return redirect(session_url(item.session_id, item.pk))
    return cards_after(request, item)


@require_POST
def exercise_safeties(request: HttpRequest, item_id: int) -> HttpResponse:
    """Record the safeties in place; the targets of open sets follow at once."""
    safeties = request.POST.get("safeties", "")
    if safeties and safeties not in Safety.values:
        raise BadRequest("Unknown safeties.")
    return changed(request, session_exercises.set_safeties(lifter_of(request), item_id, safeties))


@require_POST
def exercise_pain(request: HttpRequest, item_id: int) -> HttpResponse:
    """Tick or untick the pain mark."""
    item = own_item(lifter_of(request), item_id)
    has_pain = request.POST.get("pain", "") == "on"
    return changed(
        request, session_exercises.mark_pain(lifter_of(request), item.pk, has_pain=has_pain)
    )


@require_POST
def exercise_skip(request: HttpRequest, item_id: int) -> HttpResponse:
    """Skip what is left, or take that back."""
    is_skipped = request.POST.get("skip", "") == "on"
    item = session_exercises.skip_exercise(lifter_of(request), item_id, is_skipped=is_skipped)
    return changed(request, item, opened=not is_skipped)


@require_POST
def exercise_sets(request: HttpRequest, item_id: int) -> HttpResponse:
    """Plan one set more or one fewer."""
    change = -1 if request.POST.get("change") == "-1" else 1
    return changed(request, session_exercises.plan_sets(lifter_of(request), item_id, change=change))


@require_POST
def exercise_suggestion(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take what last time suggests, or what was done last time, in place of load and reps."""
    is_taken = request.POST.get("take", "") == "on"
    item = session_exercises.take_suggestion(lifter_of(request), item_id, is_taken=is_taken)
    return changed(request, item, gives_way=("load", "load_kind", "reps"))


@require_POST
def exercise_pin(request: HttpRequest, item_id: int) -> HttpResponse:
    """Pin a load to the exercise, or take the pin off."""
    lifter = lifter_of(request)
    item = own_item(lifter, item_id)
    if request.POST.get("pin"):
        try:
            load, kind = _pinned(request.POST["pin"])
            item = pin_load(lifter, item.pk, load=load, kind=kind, now=timezone.now())
        except ValueError as error:
            raise BadRequest("Pin a weight that is shown.") from error
    else:
        item = unpin_load(lifter, item.pk)
    if request.POST.get("from") == "review":
        return redirect(f"{reverse('session_review', args=[item.session_id])}#next")
    return changed(request, item, gives_way=("load", "load_kind", "reps"))


def _pinned(text: str) -> tuple[Load, LoadKind]:
    """A load as its button sends it. Raises `ValueError` for anything else."""
    milli, unit, kind = text.split(" ")
    if not (milli.isascii() and milli.isdigit() and len(milli) < 9):
        raise ValueError("a weight")
    load = Load(int(milli), Unit(unit))
    return parse_load(load.text, load.unit), LoadKind(kind)


@require_POST
def exercise_move(request: HttpRequest, item_id: int) -> HttpResponse:
    """Move an exercise up or down."""
    up = request.POST.get("way") == "up"
    return changed(request, session_exercises.move_exercise(lifter_of(request), item_id, up=up))


@require_POST
def exercise_timed(request: HttpRequest, item_id: int) -> HttpResponse:
    """Tell the sets to come in seconds, or in reps."""
    is_timed = request.POST.get("timed", "") == "on"
    item = session_exercises.time_exercise(lifter_of(request), item_id, is_timed=is_timed)
    return changed(request, item, gives_way=("kind", "reps", "rir", "ended_by", "seconds"))


@require_POST
def exercise_pair(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put an exercise and its neighbour into one superset, or part them."""
    item = session_exercises.pair_exercise(
        lifter_of(request),
        item_id,
        is_paired=request.POST.get("pair", "") == "on",
        with_next=request.POST.get("way") != "before",
    )
    return changed(request, item)


@require_POST
def exercise_note(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep a note of the day on the exercise."""
    return _noted(request, item_id, ExerciseNoteForm(request.POST), session_exercises.note_exercise)


@require_POST
def exercise_kept_note(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep a note that stands on the exercise whenever it comes."""
    return _noted(request, item_id, KeptNoteForm(request.POST), habits.note_for_good)


def _noted(request: HttpRequest, item_id: int, form: NoteForm, keep: Keep) -> HttpResponse:
    """The cards with the note on record; with what was typed and why it is not, where it is refused."""
    lifter = lifter_of(request)
    item = own_item(lifter, item_id)
    if not form.is_valid():
        typed = Typed(item.pk, typed_values(request), {form.field: form.first_error})
        return cards_after(request, item, typed=typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    version, note = form.typed
    try:
        item = keep(lifter, item_id, version=version, note=note)
    except session_exercises.NoteChangedError as error:
        now = f"Changed elsewhere to: “{error.note}”." if error.note else "Emptied elsewhere."
        message = f"{now} Saving now puts yours in its place."
        typed = Typed(item.pk, typed_values(request), {form.field: message})
        return cards_after(request, item, typed=typed, status=HTTPStatus.CONFLICT)
    return changed(request, item)


@require_POST
def exercise_remove(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an exercise without sets out of the session."""
    session = session_exercises.remove_exercise(lifter_of(request), item_id)
    return redirect(session_url(session.pk))
