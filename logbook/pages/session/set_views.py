"""Logging a set, its live preview, and what can be done to a saved one."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts import sets
from logbook.acts.entries import SetClashError, SetRefusedError
from logbook.acts.sets import preview
from logbook.advice.facts import read_facts
from logbook.log.own import own_item, own_set
from logbook.log.verdicts import failed
from logbook.log.workbench import open_workbench, when_done
from logbook.models import SessionExercise, Set
from logbook.pages.session.answers import PAGE, cards_after, set_logged
from logbook.pages.session.card_building import is_complete, slip_line
from logbook.pages.session.cards import Typed
from logbook.pages.session.forms import SetForm
from logbook.web.addresses import session_url
from logbook.web.requests import is_htmx, lifter_of, typed_values
from logbook.wording.effort import open_aim
from logbook.wording.sets import set_text
from logbook.wording.warnings import order_text, refusal_text, warning_lines


def _errors(form: SetForm) -> dict[str, str]:
    return {name: str(messages[0]) for name, messages in form.errors.items()}


@require_POST
def set_log(request: HttpRequest, item_id: int) -> HttpResponse:
    """Save the set that was typed, once; answer with its verdict and the next set's form."""
    lifter = lifter_of(request)
    form = SetForm(request.POST)
    if not form.is_valid():
        return _typed_again(request, own_item(lifter, item_id), errors=_errors(form))
    try:
        logged = sets.log_set(
            lifter,
            item_id,
            key=form.cleaned_data["key"],
            number=form.cleaned_data["number"],
            entry=form.entry,
            now=timezone.now(),
        )
    except SetRefusedError as refused:
        return _refused(request, own_item(lifter, item_id), refused)
    response = _after(request, item_id, logged)
    # Whoever sends a set again after a lost answer learns here which one it became.
    response["RepStack-Set"] = str(logged.row.pk)
    return response


def _after(request: HttpRequest, item_id: int, logged: sets.Logged) -> HttpResponse:
    """The set's row and the next form, or every card where the set changed more than its own."""
    if logged.facts is None:
        return cards_after(request, own_item(lifter_of(request), item_id))
    item = logged.facts.item
    is_over = is_complete(item, logged.sets)
    if is_htmx(request) and not is_over and not failed(logged.row):
        return set_logged(request, logged.row, logged.facts, logged.sets)
    # The next exercise opens, or a failure set moved the targets of others: show them all.
    return cards_after(request, item, opened=not is_over)


def _refused(
    request: HttpRequest, item: SessionExercise, refused: SetRefusedError, row: Set | None = None
) -> HttpResponse:
    """The page with what was typed and why it is not saved, at its field or above the form."""
    if not isinstance(refused, SetClashError):
        return _typed_again(request, item, errors={refused.field: refused.says}, row=row)
    saved = refused.saved
    words = set_text(saved.reps, saved.typed_load, saved.rir_halves, lifter_of(request))
    clash = refused.says.format(saved=words)
    return _typed_again(request, item, clash=clash, row=row, status=refused.status)


def _typed_again(
    request: HttpRequest,
    item: SessionExercise,
    *,
    errors: dict[str, str] | None = None,
    clash: str = "",
    row: Set | None = None,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    """The page with what was typed still in the form, and what is wrong with it."""
    typed = Typed(
        item.pk, typed_values(request), errors or {}, clash, row.pk if row is not None else None
    )
    return cards_after(
        request, item, typed=typed, editing=row.pk if row is not None else None, status=status
    )


@require_POST
def set_preview(request: HttpRequest, item_id: int) -> HttpResponse:
    """The warnings the set would carry were it saved now; saves nothing."""
    lifter = lifter_of(request)
    form = SetForm(request.POST)
    if not form.is_valid():
        # Half a number is no mistake yet: only a field that says something wrong is named.
        own_item(lifter, item_id)
        wrong = [text for name, text in _errors(form).items() if request.POST.get(name)]
        return render(request, f"{PAGE}#preview", {"wrong": wrong, "item_id": item_id})
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
        "aim": open_aim(effort.target, lifter),
        "refused": refusal_text(effort.target),
        "item_id": item_id,
        "slip": slip_line(sets.slip_in(bench, form.entry, facts), form.entry.reps, form.entry.load),
        "outcome": effort.judgement.outcome,
    }
    return render(request, f"{PAGE}#preview", context)


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
    item = row.session_exercise
    form = SetForm(request.POST)
    if not form.is_valid():
        return _typed_again(request, item, errors=_errors(form), row=row)
    try:
        sets.edit_set(
            lifter_of(request),
            set_id,
            version=form.cleaned_data["version"] or 0,
            entry=form.entry,
            now=timezone.now(),
        )
    except SetRefusedError as refused:
        return _refused(request, item, refused, row=row)
    return cards_after(request, item)


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
        return _refused(request, row.session_exercise, refused, row=row)
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
