"""Progress, a page of pictures, and what is done with what it says."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import people
from logbook.clock import local_date
from logbook.models.people import unit_of
from logbook.pages.progress.acts import forget_weighing, put_aside, say_again
from logbook.pages.progress.bodyweight import read_bodyweight
from logbook.pages.progress.check_in import NUMBERS, read_check_in
from logbook.pages.progress.forms import BodyweightForm, PatternForm
from logbook.pages.progress.letter import last_week, read_letter
from logbook.pages.progress.page import read_progress
from logbook.pages.progress.records import read_standing
from logbook.web.requests import lifter_of, typed_values
from programming.wording import BANDS


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How strength, effort, volume and recovery went over a range of weeks, or over all of them."""
    lifter = lifter_of(request)
    page = read_progress(lifter, request.GET.get("range", ""), now=timezone.now())
    context = {
        "lifter": lifter,
        "page": page,
        "shades": list(enumerate(BANDS.values())),
        "on_body": request.GET.get("volume") == "body",
    }
    return TemplateResponse(request, "logbook/progress/progress.html", context)


@require_POST
def progress_put_aside(request: HttpRequest) -> HttpResponse:
    """Say a pattern no more for four weeks."""
    lifter, form = lifter_of(request), PatternForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Choose one of the patterns on the page.")
    today = local_date(timezone.now(), lifter.zone)
    put_aside(lifter, form.cleaned_data["code"], form.cleaned_data["exercise"], today=today)
    messages.success(request, "Put aside for four weeks. It stands below, to be said again.")
    return redirect("progress")


@require_POST
def progress_say_again(request: HttpRequest, row_id: int) -> HttpResponse:
    """Say a pattern again that was put aside."""
    say_again(lifter_of(request), row_id)
    return redirect("progress")


@require_GET
def progress_week(request: HttpRequest) -> HttpResponse:
    """The letter of the last full week."""
    today = local_date(timezone.now(), lifter_of(request).zone)
    return redirect("progress_letter", last_week(today).isoformat())


@require_GET
def progress_letter(request: HttpRequest, monday: str) -> HttpResponse:
    """A full week in a few lines: planned and done, effort against plan, one thing to change."""
    lifter = lifter_of(request)
    try:
        day = dt.date.fromisoformat(monday)
    except ValueError as error:
        raise Http404("Not a day.") from error
    today = local_date(timezone.now(), lifter.zone)
    letter = read_letter(lifter, day, today)
    if letter is None and day != last_week(today):
        raise Http404("There is no letter of that week.")
    context = {"letter": letter, "monday": day}
    return TemplateResponse(request, "logbook/progress/progress_letter.html", context)


@require_GET
def progress_records(request: HttpRequest) -> HttpResponse:
    """Every record that stands."""
    context = {"records": read_standing(lifter_of(request))}
    return TemplateResponse(request, "logbook/progress/progress_records.html", context)


@require_GET
def progress_check_in(request: HttpRequest) -> HttpResponse:
    """Whether what was answered before sessions goes with what was lifted."""
    cards = read_check_in(lifter_of(request), now=timezone.now())
    context = {"cards": cards, "numbers": NUMBERS}
    return TemplateResponse(request, "logbook/progress/progress_check_in.html", context)


@require_http_methods(["GET", "POST"])
def progress_bodyweight(request: HttpRequest) -> HttpResponse:
    """What the lifter weighed, its trend, and a field for today."""
    lifter, now = lifter_of(request), timezone.now()
    unit = unit_of(lifter)
    form = BodyweightForm(request.POST if request.method == "POST" else None, unit=unit)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            people.weigh(lifter, form.cleaned_data["bodyweight"], now=now)
            messages.success(request, "Saved for today.")
            return redirect("progress_bodyweight")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = read_bodyweight(lifter, request.GET.get("range", ""), local_date(now, lifter.zone))
    typed = typed_values(request).get("bodyweight", page.filled)
    context = {"page": page, "form": form, "typed": typed}
    template = "logbook/progress/progress_bodyweight.html"
    return TemplateResponse(request, template, context, status=status)


@require_POST
def progress_forget_weighing(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take a weighing out."""
    forget_weighing(lifter_of(request), row_id)
    messages.success(request, "Taken out. What you lifted keeps its load.")
    return redirect("progress_bodyweight")
