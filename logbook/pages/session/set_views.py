"""Logging a set, its live preview, and what can be done to a saved one (long: one form and its answers)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from logbook.acts import sessions, sets
from logbook.acts.entries import SetClashError, SetEntry, SetRefusedError, entry_of
from logbook.acts.typed_sets import preview, slip_in
from logbook.advice.facts import read_facts
from logbook.choices import EndedBy
from logbook.log.own import own_item, own_set
from logbook.log.verdicts import failed
from logbook.log.workbench import open_workbench, when_done
from logbook.models import SessionExercise, Set, User
from logbook.pages.session.answers import PAGE, cards_after, set_logged
from logbook.pages.session.card_building import is_complete
from logbook.pages.session.cards import Aim
from logbook.pages.session.forms import SetForm, contradiction
from logbook.pages.session.row_building import slip_line
from logbook.pages.session.rows import ENDS, Clash, Contradiction, Typed
from logbook.pages.session.screen import read_screen
from logbook.pages.session.setup import plates_typed
from logbook.web.addresses import session_url
from logbook.web.requests import is_htmx, lifter_of, named_in, typed_values
from logbook.wording.effort import left_text
from logbook.wording.timed import size_text
from logbook.wording.warnings import order_text, refusal_text, warning_lines


def _errors(form: SetForm) -> dict[str, str]:
    return {name: str(messages[0]) for name, messages in form.errors.items()}


@require_POST
def set_log(request: HttpRequest, item_id: int) -> HttpResponse:
    """Save the set that was typed, once; answer with its verdict and the next set's form."""
    logged = _log(request, item_id)
    if isinstance(logged, HttpResponse):
        return logged
    response = after_set(request, item_id, logged)
    # Whoever sends a set again after a lost answer learns here which one it became.
    response["RepStack-Set"] = str(logged.row.pk)
    return response


def _log(request: HttpRequest, item_id: int) -> sets.Logged | HttpResponse:
    """The set that was typed, on record; the page that says why not where it is refused."""
    lifter = lifter_of(request)
    form = SetForm(request.POST)
    if not form.is_valid():
        return _typed_again(request, own_item(lifter, item_id), errors=_errors(form))
    if form.question:
        asked = _contradiction(form.entry, lifter)
        return _typed_again(request, own_item(lifter, item_id), contradicts=asked)
    try:
        return sets.log_set(
            lifter,
            item_id,
            key=form.cleaned_data["key"],
            number=form.cleaned_data["number"],
            entry=form.entry,
            now=timezone.now(),
        )
    except SetRefusedError as refused:
        return _refused(request, own_item(lifter, item_id), refused, form.entry)


def after_set(request: HttpRequest, item_id: int, logged: sets.Logged) -> HttpResponse:
    """The set's row and the next form, or every card where the set changed more than its own."""
    if logged.facts is None:
        return cards_after(request, own_item(lifter_of(request), item_id))
    item = logged.facts.item
    is_over = is_complete(item, logged.sets) or item.superset is not None
    if is_htmx(request) and not is_over and not failed(logged.row):
        return set_logged(request, logged.row, logged.facts, logged.sets)
    # The next exercise opens, in a superset after each set, or targets of others moved: show them all.
    return cards_after(request, item, said=logged.row if is_over else None, opened=not is_over)


def _refused(
    request: HttpRequest,
    item: SessionExercise,
    refused: SetRefusedError,
    entry: SetEntry,
    row: Set | None = None,
) -> HttpResponse:
    """The page with what was typed and why it is not saved, at its field or above the form."""
    if not isinstance(refused, SetClashError):
        return _typed_again(request, item, errors={refused.field: refused.says}, row=row)
    saved, lifter = refused.saved, lifter_of(request)
    clash = Clash(
        says=refused.says,
        saved=saved,
        on_record=_words(entry_of(saved), lifter),
        typed=_words(entry, lifter),
        is_replaceable=(
            row is None and saved.deleted_at is None and saved.session_exercise_id == item.pk
        ),
    )
    return _typed_again(request, item, clash=clash, row=row, status=refused.status)


def _words(entry: SetEntry, lifter: User) -> str:
    """A set as it was typed, in one line with what else it says: `80 × 7 @2, form broke`."""
    words = size_text(entry, entry.load, entry.rir_halves, lifter)
    ended = dict(ENDS)[entry.ended_by] if entry.ended_by != EndedBy.STOPPED else ""
    return ", ".join(part for part in (words, ended, entry.note) if part)


def _typed_again(
    request: HttpRequest,
    item: SessionExercise,
    *,
    errors: dict[str, str] | None = None,
    clash: Clash | None = None,
    row: Set | None = None,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
    is_asked: bool = False,
    contradicts: Contradiction | None = None,
) -> HttpResponse:
    """The page with what was typed still in the form, and what is wrong with it or asked of it."""
    typed = Typed(
        item.pk,
        typed_values(request),
        errors or {},
        clash,
        row.pk if row is not None else None,
        is_asked,
        contradicts,
    )
    return cards_after(
        request, item, typed=typed, editing=row.pk if row is not None else None, status=status
    )


@require_POST
def set_preview(request: HttpRequest, item_id: int) -> HttpResponse:
    """The warnings the set would carry were it saved now; saves nothing."""
    lifter, form = lifter_of(request), SetForm(request.POST)
    if not form.is_valid():
        # Half a number is no mistake yet: only a field that says something wrong is named.
        item = own_item(lifter, item_id)
        wrong = [text for name, text in _errors(form).items() if request.POST.get(name)]
        on_bar = plates_typed(lifter, item, request.POST)
        return render(request, f"{PAGE}#preview", {"wrong": wrong, "item_id": item_id, **on_bar})
    bench, _ = open_workbench(lifter, item_id)
    at = when_done(bench.item.session, bench.last_set_at, timezone.now())
    facts = read_facts(bench, at=at, is_test=form.entry.is_test)
    try:
        effort = preview(bench, form.entry, facts)
    except SetRefusedError as refused:
        return render(request, f"{PAGE}#preview", {"wrong": [refused.says], "item_id": item_id})
    # Effort not told is said of a saved set; while it is typed it only is not told yet.
    said = [one for one in effort.while_typed if one.code != "rir_missing"]
    context = {
        "warnings": warning_lines(
            said, order_text(said, effort.target, is_final=effort.context.is_final_set)
        ),
        "aim": Aim.of(effort.target, lifter),
        "swap_aim": True,
        "refused": refusal_text(effort.target),
        "contradicts": _contradiction(form.entry, lifter),
        "item_id": item_id,
        "slip": slip_line(slip_in(bench, form.entry, facts), form.entry.reps, form.entry.load),
        "outcome": effort.judgement.outcome,
        **plates_typed(lifter, bench.item, request.POST),
    }
    return render(request, f"{PAGE}#preview", context)


def _contradiction(entry: SetEntry, lifter: User) -> Contradiction | None:
    """What is said of reps left after a failure: they were tapped, and none was left (rulebook 1)."""
    if entry.ended_by == EndedBy.STOPPED or not entry.rir_halves:
        return None
    ended = dict(ENDS)[entry.ended_by]
    return Contradiction(
        says=(
            f"You tapped {left_text(entry.rir_halves / 2, lifter)}, and “{ended}” "
            "means that no good rep was. The set counts as none left: change one of them if that "
            "is wrong."
        ),
        keep=f"{ended[0].upper()}{ended[1:]}, none left",
        sure=contradiction(entry),
    )


@require_GET
@vary_on_headers("HX-Request")
def set_form(request: HttpRequest, set_id: int) -> HttpResponse:
    """The form to change a saved set, in its row's place."""
    row = own_set(lifter_of(request), set_id)
    if not is_htmx(request):
        return redirect(session_url(row.session_id, row.session_exercise_id, edit=row.pk))
    return cards_after(request, row.session_exercise, editing=row.pk)


@require_POST
def set_edit(request: HttpRequest, set_id: int) -> HttpResponse:
    """Change a saved set; it is judged again against the target it was shown."""
    row = own_set(lifter_of(request), set_id)
    # In a superset a set put right passes no turn on.
    is_alone = row.session_exercise.superset is None
    return _edit(request, row) or cards_after(request, row.session_exercise, opened=is_alone)


def _edit(request: HttpRequest, row: Set) -> HttpResponse | None:
    """Save the change that was typed; the page that says why not where it is refused."""
    item = row.session_exercise
    form = SetForm(request.POST)
    if not form.is_valid():
        return _typed_again(request, item, errors=_errors(form), row=row)
    lifter = lifter_of(request)
    # What was answered when it was logged is not asked again for another number.
    if form.question and form.question != contradiction(entry_of(row)):
        asked = _contradiction(form.entry, lifter)
        return _typed_again(request, item, contradicts=asked, row=row)
    try:
        sets.edit_set(
            lifter,
            row.pk,
            version=form.cleaned_data["version"] or 0,
            entry=form.entry,
            now=timezone.now(),
        )
    except SetRefusedError as refused:
        return _refused(request, item, refused, form.entry, row)
    return None


@require_POST
def session_finish(request: HttpRequest, session_id: int) -> HttpResponse:
    """End the session and show how it went; a set that is typed and not logged is asked about."""
    if (answer := _settle(request, session_id)) is not None:
        return answer
    sessions.finish_session(lifter_of(request), session_id, now=timezone.now())
    review = reverse("session_review", args=[session_id])
    return HttpResponseClientRedirect(review) if is_htmx(request) else redirect(review)


def _settle(request: HttpRequest, session_id: int) -> HttpResponse | None:
    """What is answered of a set that came along typed; None where nothing of it is open.

    `typed` is the lifter's answer: `log` saves it first, `leave` drops it knowingly.
    """
    answer, item_id = request.POST.get("typed", ""), named_in(request, "item")
    if item_id is None or answer == "leave":
        return None
    lifter, set_id = lifter_of(request), named_in(request, "set")
    item = own_item(lifter, item_id)
    row = own_set(lifter, set_id) if set_id is not None else None
    if item.session.finished_at is not None:
        return None
    if answer == "log":
        saved = _edit(request, row) if row is not None else _log(request, item_id)
        return saved if isinstance(saved, HttpResponse) else None
    screen = read_screen(lifter, item.session, now=timezone.now(), chosen=item_id, editing=set_id)
    drawn = next((card.open for card in screen.cards if card.open is not None), None)
    values = typed_values(request)
    if drawn is None or drawn.is_as_drawn(values):
        return None
    return _typed_again(request, item, row=row, status=HTTPStatus.CONFLICT, is_asked=True)


@require_POST
def set_slip(request: HttpRequest, set_id: int) -> HttpResponse:
    """The answer to whether a set is right: that it is, or that the likely numbers were meant."""
    lifter = lifter_of(request)
    row = own_set(lifter, set_id)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
    try:
        if request.POST.get("answer") == "meant":
            sets.correct_set(lifter, set_id, version=version, now=timezone.now())
        else:
            sets.confirm_set(lifter, set_id, version=version)
    except SetRefusedError as refused:
        errors = {refused.field: refused.says}
        return _typed_again(
            request, row.session_exercise, errors=errors, row=row, status=refused.status
        )
    return cards_after(request, row.session_exercise)


@require_POST
def set_delete(request: HttpRequest, set_id: int) -> HttpResponse:
    """Take a set out of the log, and offer to undo it."""
    row = sets.delete_set(lifter_of(request), set_id, now=timezone.now())
    return cards_after(request, own_set(lifter_of(request), set_id).session_exercise, deleted=row)


@require_POST
def set_restore(request: HttpRequest, set_id: int) -> HttpResponse:
    """Undo a delete."""
    row = sets.restore_set(lifter_of(request), set_id)
    return cards_after(request, own_set(lifter_of(request), row.pk).session_exercise)
