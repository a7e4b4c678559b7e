"""An exercise by itself: what it is, what failing it costs, and changing one of the lifter's own."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.models import User
from logbook.pages.exercises.acts import change_own, put_star
from logbook.pages.exercises.forms import OfferForm, OwnExerciseForm, StarForm
from logbook.pages.exercises.page import read_exercise
from logbook.templatetags.repstack_exercises import exercise_row
from logbook.web.addresses import page_begin_in
from logbook.web.requests import is_htmx, lifter_of
from logbook.wording.risks import risk_text
from programming.catalogue.entries import current_release, entry_for, last_entry
from programming.catalogue.own import offer, own_entry, taken_over_by
from programming.models import RiskEntry


def _own(lifter: User, exercise_id: int) -> RiskEntry:
    """The entry of the lifter's own exercise. Raises `Http404` for any other."""
    try:
        return own_entry(lifter, exercise_id)
    except RiskEntry.DoesNotExist as error:
        raise Http404 from error


def entry_of(lifter: User, exercise_id: int) -> RiskEntry:
    """The entry of an exercise as it now is, or as it was when the catalogue had it last.

    Raises `Http404` for another lifter's own and for one there never was.
    """
    try:
        return entry_for(exercise_id, current_release(), lifter)
    except ObjectDoesNotExist as error:
        last = last_entry(exercise_id)
        if last is None:
            raise Http404 from error
        return last


@require_GET
def exercise_detail(request: HttpRequest, exercise_id: int) -> HttpResponse:
    """What an exercise is, what failing it costs, and what the lifter did of it."""
    lifter = lifter_of(request)
    try:
        entry = entry_of(lifter, exercise_id)
    except Http404:
        into = taken_over_by(lifter, exercise_id)
        if into is None:
            raise
        return redirect("exercise_detail", into)
    page = read_exercise(
        lifter,
        entry,
        page_begin_in(request.GET.get("before", "")),
        range_=request.GET.get("range", ""),
        now=timezone.now(),
    )
    context = {"page": page, "entry": entry, "lifter": lifter}
    return TemplateResponse(request, "logbook/exercises/exercise_detail.html", context)


@require_POST
def exercise_star(request: HttpRequest, exercise_id: int) -> HttpResponse:
    """Put a star on an exercise or take it off; back to the search it was tapped in."""
    lifter = lifter_of(request)
    entry = entry_of(lifter, exercise_id)
    form = StarForm(request.POST).values
    is_on = bool(form.get("star"))
    put_star(lifter, entry.exercise, is_on=is_on)
    session_id, swap_for = form.get("session"), form.get("swap_for")
    if session_id is None:
        return redirect("exercise_detail", exercise_id)
    if is_htmx(request):
        row = exercise_row(entry, is_starred=is_on, is_swap=swap_for is not None, has_focus=True)
        return HttpResponse(row)
    query = {"q": form.get("q", ""), **({"swap_for": swap_for} if swap_for else {})}
    return redirect(f"{reverse('exercise_pick', args=[session_id])}?{urlencode(query)}")


@require_POST
def exercise_offer(request: HttpRequest, exercise_id: int) -> HttpResponse:
    """Offer an own exercise for the catalogue, or take the offer back."""
    entry = _own(lifter_of(request), exercise_id)
    offer(entry, is_offered=OfferForm(request.POST).is_offered)
    return redirect("exercise_detail", exercise_id)


@require_http_methods(["GET", "POST"])
def exercise_edit(request: HttpRequest, exercise_id: int) -> HttpResponse:
    """Rename an own exercise, or answer anew what failing it costs."""
    lifter = lifter_of(request)
    entry = _own(lifter, exercise_id)
    if request.method == "GET":
        return _edit_page(request, entry, OwnExerciseForm.of(entry), HTTPStatus.OK)
    form = OwnExerciseForm.of(entry, request.POST)
    if form.is_valid():
        try:
            changed = change_own(lifter, exercise_id, **form.values(entry))
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, risk_text(changed))
            return redirect("exercise_detail", exercise_id)
    return _edit_page(request, entry, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _edit_page(
    request: HttpRequest, entry: RiskEntry, form: OwnExerciseForm, status: HTTPStatus
) -> HttpResponse:
    context = {"entry": entry, "own_form": form}
    return TemplateResponse(request, "logbook/exercises/exercise_edit.html", context, status=status)
