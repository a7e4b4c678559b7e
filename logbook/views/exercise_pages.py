"""An exercise by itself: what it is, what failing it costs, and changing one of the lifter's own."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from logbook.forms.exercises import OwnExerciseForm
from logbook.models import User
from logbook.views.answers import lifter_of
from logbook.wording import risk_text
from programming.models import RiskEntry
from programming.own_exercises import change_own_exercise, own_entry


def _own(lifter: User, exercise_id: int) -> RiskEntry:
    """The entry of the lifter's own exercise. Raises `Http404` for any other."""
    try:
        return own_entry(lifter, exercise_id)
    except RiskEntry.DoesNotExist as error:
        raise Http404 from error


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
            changed = change_own_exercise(lifter, exercise_id, **form.values(entry))
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, risk_text(changed))
            return redirect("exercise_edit", exercise_id)
    return _edit_page(request, entry, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _edit_page(
    request: HttpRequest, entry: RiskEntry, form: OwnExerciseForm, status: HTTPStatus
) -> HttpResponse:
    context = {"entry": entry, "own_form": form}
    return TemplateResponse(request, "logbook/exercise_edit.html", context, status=status)
