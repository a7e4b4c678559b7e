"""What a coach sets for one athlete, where that is ticked: targets, the level, programs; each with why."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import changes as acts
from logbook.acts import coached_levels, given
from logbook.acts.looks import write_down_look
from logbook.choices import Looked
from logbook.kept.levels import background_of
from logbook.log.changes import changes_by, programs_of
from logbook.log.programs import program_for, programs_for
from logbook.models import CoachLink
from logbook.pages.coaching.plans import held_program, read_plan
from logbook.pages.coaching.setting_forms import (
    GiveForm,
    LevelSetForm,
    TargetForm,
    TechniqueForm,
    WhyForm,
)
from logbook.web.requests import athlete_of, coach_of
from logbook.wording.coach_changes import notices_of
from programming.choices import Level
from programming.programs.editing import ProgramChangedError
from programming.programs.plans import RefusedEditError

_TOLD = "They see it before their next session, and can refuse it."


def opened_plans(request: HttpRequest, pk: int, tick: str = "") -> CoachLink:
    """The link to an athlete whose plans a coach sets something in, written down in their log.

    Raises `Http404` where neither tick is set, or not this one.
    """
    link = athlete_of(request, pk, tick)
    if not (link.sets_targets or link.sets_programs):
        raise Http404("Nothing you may set.")
    if not write_down_look(coach_of(request), [pk], Looked.PROGRAM, now=timezone.now()):
        raise Http404("Nobody you coach.")
    return link


@require_GET
def coaching_plans(request: HttpRequest, pk: int) -> HttpResponse:
    """The athlete's programs, what can be set, and what became of what was."""
    return _plans(request, opened_plans(request, pk))


def _plans(
    request: HttpRequest,
    link: CoachLink,
    refused: WhyForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    coach, athlete = coach_of(request), link.athlete
    context: dict[str, object] = {
        "link": link,
        "athlete": athlete,
        "held": programs_of(athlete),
        "notices": notices_of(athlete, changes_by(link)),
    }
    forms: list[WhyForm] = []
    if link.sets_programs:
        programs = [
            (one.pk, one.name) for one in programs_for(coach).order_by("owner", "position", "pk")
        ]
        forms.append(GiveForm(programs=programs))
    if link.sets_targets:
        background = background_of(athlete)
        lifts = background.stable_lifts if background is not None else None
        forms += [
            LevelSetForm(initial={"level": athlete.level}),
            TechniqueForm(initial={"lifts": lifts}),
        ]
        context["has_answered"] = lifts is not None
    for form in forms:
        shown = refused if type(refused) is type(form) else form
        context[type(form).__name__.lower()] = shown
    return TemplateResponse(request, "logbook/coaching/plans.html", context, status=status)


def _set(
    request: HttpRequest,
    link: CoachLink,
    form: WhyForm,
    act: Callable[[acts.Said], object],
    *,
    done: str,
) -> HttpResponse:
    """Do what a valid form says; anything else is the page with what was typed."""
    if form.is_valid():
        data = form.cleaned_data
        try:
            act(acts.Said(data["why"], data["key"], timezone.now()))
        except (acts.RefusedChangeError, RefusedEditError) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{done} {_TOLD}")
            return redirect("coaching_plans", link.athlete_id)
    return _plans(request, link, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def coaching_level(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the athlete's level."""
    link, form = opened_plans(request, pk, "sets_targets"), LevelSetForm(request.POST)
    return _set(
        request,
        link,
        form,
        lambda said: coached_levels.set_level(
            coach_of(request), link, Level(form.cleaned_data["level"]), said
        ),
        done="The level is set.",
    )


@require_POST
def coaching_technique(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the athlete how many lifts are steady."""
    link, form = opened_plans(request, pk, "sets_targets"), TechniqueForm(request.POST)
    return _set(
        request,
        link,
        form,
        lambda said: coached_levels.set_technique(
            coach_of(request), link, form.cleaned_data["lifts"], said
        ),
        done="The answer is set.",
    )


@require_POST
def coaching_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the athlete a program."""
    coach, link = coach_of(request), opened_plans(request, pk, "sets_programs")
    programs = [(one.pk, one.name) for one in programs_for(coach)]
    form = GiveForm(request.POST, programs=programs)
    return _set(
        request,
        link,
        form,
        lambda said: given.give_program(coach, link, form.cleaned_data["program"], said),
        done="The program is given: they choose when to follow it.",
    )


# --- One program --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def coaching_plan(request: HttpRequest, pk: int, program_id: int) -> HttpResponse:
    """A program with its targets; a post says why it is going to be changed, and opens the editor."""
    if request.method == "POST":
        link = opened_plans(request, pk, "sets_programs")
        held_program(link, program_id)
        form = WhyForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            said = acts.Said(data["why"], data["key"], timezone.now())
            try:
                change = acts.begin_change(coach_of(request), link, program_id, said)
            except acts.RefusedChangeError as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("coaching_edit", pk, change.program_id or program_id)
        return _plan(request, link, program_id, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _plan(request, opened_plans(request, pk), program_id, WhyForm())


def _plan(
    request: HttpRequest,
    link: CoachLink,
    program_id: int,
    form: WhyForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    page = read_plan(link, program_id, now=timezone.now())
    context = {
        "link": link,
        "athlete": link.athlete,
        "page": page,
        "form": form,
        "is_open": link.sets_programs
        and page.is_own
        and acts.open_change(link, program_for(link.athlete, program_id)) is not None,
    }
    return TemplateResponse(request, "logbook/coaching/plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
def coaching_target(
    request: HttpRequest, pk: int, program_id: int, day_id: int, place: int, line: int
) -> HttpResponse:
    """Set the target of one line of sets by hand."""
    link = opened_plans(request, pk, "sets_targets")
    held_program(link, program_id)
    program = program_for(link.athlete, program_id)
    planned = [
        one
        for block in program.blocks.all()
        for day in block.workouts.all()
        if day.pk == day_id and not day.is_removed
        for one in day.planned.all()
    ]
    if place >= len(planned) or line >= len(planned[place].lines):
        raise Http404("Not a line of this program.")
    low, aim, high = planned[place].lines[line].target or (None, None, None)
    initial = {"low": low, "aim": aim, "high": high, "exercise": planned[place].exercise_id}
    form = TargetForm(request.POST if request.method == "POST" else None, initial=initial)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            data = form.cleaned_data
            aimed = acts.Aimed(day_id, place, line, data["exercise"], form.target)
            said = acts.Said(data["why"], data["key"], timezone.now())
            try:
                change = acts.set_target(coach_of(request), link, program_id, aimed, said)
            except ProgramChangedError:
                form.add_error(None, "This workout was changed since. Choose the exercise again.")
            except (acts.RefusedChangeError, RefusedEditError) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"The target is set. {_TOLD}")
                return redirect("coaching_plan", pk, change.program_id or program_id)
    page = read_plan(link, program_id, now=timezone.now())
    day = next(day for _, days in page.blocks for day in days if day.key == day_id)
    shown = next(one for one in day.lines if (one.place, one.number) == (place, line))
    context = {"link": link, "page": page, "day": day, "shown": shown, "form": form}
    return TemplateResponse(request, "logbook/coaching/target.html", context, status=status)
