"""The level, the answers it rests on, and the sense of effort."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import levels, people
from logbook.choices import StrengthFormula
from logbook.clock import moment
from logbook.kept.levels import background_of, read_level
from logbook.log.changes import level_set_by
from logbook.log.long_term import read_lifts
from logbook.pages.level.forms import BackgroundForm, FormulaForm, LevelForm
from logbook.pages.level.guesses import read_guesses
from logbook.pages.level.page import level_page
from logbook.pages.level.sense import read_sense
from logbook.pages.level.strength import strength_card
from logbook.web.requests import is_htmx, lifter_of
from programming.choices import Level


@require_GET
def level(request: HttpRequest) -> HttpResponse:
    """The level in force, the score with each sign, and what would change it."""
    return _level(request, LevelForm())


def _level(request: HttpRequest, form: LevelForm, status: int = HTTPStatus.OK) -> HttpResponse:
    lifter, now = lifter_of(request), timezone.now()
    standing = read_level(lifter, now=now)
    context = {
        "lifter": lifter,
        "page": level_page(lifter, standing, now=now),
        "background": standing.background,
        "levels": Level.choices,
        "formulas": StrengthFormula.choices,
        "set_by": level_set_by(lifter) if lifter.is_level_by_hand else "",
        "form": form,
    }
    return TemplateResponse(request, "logbook/level/level.html", context, status=status)


@require_http_methods(["GET", "POST"])
def level_answers(request: HttpRequest) -> HttpResponse:
    """The answers, to be changed."""
    lifter = lifter_of(request)
    form = BackgroundForm(
        request.POST if request.method == "POST" else None,
        background=background_of(lifter),
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            levels.answer(lifter, form.entry, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("level")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return TemplateResponse(
        request, "logbook/level/level_answers.html", {"form": form}, status=status
    )


@require_POST
def level_set(request: HttpRequest) -> HttpResponse:
    """Set the level by hand."""
    form = LevelForm(request.POST)
    if not form.is_valid():
        return _level(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    levels.set_level(lifter_of(request), Level(form.cleaned_data["level"]))
    messages.success(request, "Your level is set by hand. The score goes on beside it.")
    return redirect("level")


@require_POST
def level_follow(request: HttpRequest) -> HttpResponse:
    """Follow the score again."""
    levels.follow_score(lifter_of(request), now=timezone.now())
    messages.success(request, "Your level follows the score again.")
    return redirect("level")


@require_POST
def level_formula(request: HttpRequest) -> HttpResponse:
    """Show the strength score by another formula; htmx gets the score alone."""
    lifter = lifter_of(request)
    form = FormulaForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Choose a formula from the list.")
    people.choose_formula(lifter, form.cleaned_data["formula"])
    if not is_htmx(request):
        return redirect(reverse("level") + "#strength")
    now = timezone.now()
    history, bodyweight = read_lifts(lifter, moment(now, lifter.zone))
    card = strength_card(lifter, background_of(lifter), history, bodyweight, now=now)
    return TemplateResponse(request, "logbook/level/level.html#score", {"strength": card})


@require_GET
def rir_sense(request: HttpRequest) -> HttpResponse:
    """How well the lifter judges the reps that are left."""
    sense = read_sense(lifter_of(request), now=timezone.now())
    return TemplateResponse(request, "logbook/level/rir_sense.html", {"sense": sense})


@require_GET
def guesses(request: HttpRequest) -> HttpResponse:
    """How good our guesses are for the lifter, beside plain rules."""
    page = read_guesses(lifter_of(request), now=timezone.now())
    return TemplateResponse(request, "logbook/level/guesses.html", {"page": page})
