"""Programs: the list, one of them, following it, and the weeks to come."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import programs as acts
from logbook.acts import renewals
from logbook.choices import Excuse, FollowState
from logbook.clock import local_date
from logbook.log.changes import changes_in
from logbook.log.links import calendar_of, calendar_token, program_token, shared_of
from logbook.log.programs import COMING, Course, course_of, followed_by, program_for, programs_for
from logbook.log.workouts import workout_for
from logbook.models import User
from logbook.pages.programs.forms import WEEKDAYS, ExcuseForm, FitForm, FollowForm, SlotForm
from logbook.pages.programs.page import read_program
from logbook.pages.programs.played import play
from logbook.pages.programs.renewed import renewed_of
from logbook.pages.programs.sheet import read_sheet
from logbook.web.requests import lifter_of
from logbook.wording.coach_changes import notices_of
from programming.programs.proposal import best_first
from programming.programs.slots import Slot


def _today(lifter: User) -> dt.date:
    return local_date(timezone.now(), lifter.zone)


@require_GET
def programs(request: HttpRequest) -> HttpResponse:
    """What is followed, what waits, and every program there is, the one that fits best first."""
    lifter = lifter_of(request)
    form = FitForm(request.GET or None)
    said = form.said if form.is_bound else {}
    every = list(programs_for(lifter).prefetch_related("blocks__workouts__planned"))
    ready = [one for one in every if one.owner_id is None]
    course = course_of(lifter, _today(lifter))
    context = {
        "form": form,
        "course": course,
        "renewed": renewed_of(lifter, course),
        "waiting": [held.program for held in followed_by(lifter).filter(state=FollowState.WAITING)],
        "fitting": best_first(ready, level=lifter.level, goal=lifter.goal, **said),
        "own": [one for one in every if one.owner_id is not None],
    }
    return TemplateResponse(request, "logbook/programs/programs.html", context)


@require_GET
def program(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom, how long, how hard and why; every workout with the targets it has for this lifter."""
    lifter = lifter_of(request)
    page = read_program(lifter, program_for(lifter, pk), now=timezone.now())
    chosen = page.course.followed.weekdays if page.course is not None else 0
    days = [(value, name, bool(chosen >> int(value) & 1)) for value, name in WEEKDAYS]
    context: dict[str, object] = {
        "page": page,
        "days": days,
        "course": page.course,
        "renewed": renewed_of(lifter, page.course),
    }
    if page.is_own:
        context["notices"] = notices_of(lifter, changes_in(lifter, page.program))
    if page.is_own and (shared := shared_of(lifter, pk)) is not None:
        path = reverse("shared_program", args=[program_token(shared)])
        context |= {"shared": shared, "address": request.build_absolute_uri(path)}
    return TemplateResponse(request, "logbook/programs/program.html", context)


@require_GET
def played(request: HttpRequest, pk: int) -> HttpResponse:
    """The next sessions as they would be, were every set to end at its aim."""
    lifter = lifter_of(request)
    found = play(lifter, program_for(lifter, pk), now=timezone.now())
    return TemplateResponse(request, "logbook/programs/played.html", {"played": found})


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The program on paper, with empty places for what will be done."""
    lifter = lifter_of(request)
    found = read_sheet(lifter, program_for(lifter, pk), now=timezone.now())
    return TemplateResponse(request, "logbook/programs/sheet.html", {"sheet": found})


@require_GET
def workout_sheet(request: HttpRequest, workout_id: int) -> HttpResponse:
    """One workout on paper."""
    lifter = lifter_of(request)
    workout = workout_for(lifter, workout_id)
    program = program_for(lifter, workout.block.program_id)
    found = read_sheet(lifter, program, now=timezone.now(), workout=workout.pk)
    return TemplateResponse(request, "logbook/programs/sheet.html", {"sheet": found})


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the program up, or change the days of the one that is followed."""
    lifter = lifter_of(request)
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Choose from the days shown.")
    chosen = program_for(lifter, pk)
    acts.follow(lifter, chosen, weekdays=form.weekdays, today=_today(lifter))
    messages.success(request, f"You follow {chosen.name}.")
    return redirect("today")


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the program wait; it goes on where it was."""
    acts.pause(lifter_of(request), pk)
    messages.success(request, "Paused. It goes on where it was when you follow it again.")
    return redirect("programs")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the program up; what was logged stays."""
    acts.end(lifter_of(request), pk)
    messages.success(request, "Ended. Everything you logged in it stays.")
    return redirect("programs")


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a ready-made program as it is now, or stay with it as it was begun."""
    lifter = lifter_of(request)
    if request.POST.get("act") == "take":
        taken = renewals.take_renewed(lifter, pk, today=_today(lifter))
        does = "You follow" if taken.state == FollowState.RUNNING else "There waits"
        messages.success(request, f"{does} {taken.program.name} as it is now.")
    else:
        renewals.decline_renewed(lifter, pk)
        messages.success(request, "Yours stays as you began it.")
    return redirect("programs")


@require_GET
def coming(request: HttpRequest) -> HttpResponse:
    """What comes in the next four weeks: by day where the program has days, else by week."""
    lifter = lifter_of(request)
    today = _today(lifter)
    course = course_of(lifter, today)
    feed = calendar_of(lifter)
    if course is None and feed is None:
        return redirect("programs")
    context = _coming(course, today) if course is not None else {}
    if feed is not None:
        path = reverse("calendar", args=[calendar_token(feed)])
        context |= {"feed": feed, "address": request.build_absolute_uri(path)}
    return TemplateResponse(request, "logbook/programs/coming.html", context)


def _coming(course: Course, today: dt.date) -> dict[str, object]:
    """The weeks ahead: of each its name, and rows of a day, its session, and why it has none."""
    weeks: list[tuple[object, list[tuple[dt.date | None, Slot | None, str]]]]
    if course.by_weekday:
        excused = {
            day: Excuse(why).label for day, why in course.excused.items() if day <= today + COMING
        }
        planned = dict(course.coming(today))
        days = sorted({*planned, *excused})
        rows = [(day, planned.get(day), excused.get(day, "")) for day in days]
        weeks = [
            (monday, list(group))
            for monday, group in groupby(rows, lambda row: row[0] - dt.timedelta(row[0].weekday()))
        ]
    else:
        ahead = course.open[: course.program.days * 4]
        weeks = [
            (number, [(None, one, "") for one in group])
            for number, group in groupby(ahead, lambda one: one.week)
        ]
    left_out = [one for one in course.slots if course.changes.get(one.number, today) is None]
    return {
        "course": course,
        "weeks": weeks,
        "left_out": left_out,
        "today": today,
        "last": today + COMING,
        "excuses": Excuse.choices,
    }


@require_POST
def slot(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a session off to a day, leave it out, or let it come in its turn again."""
    lifter = lifter_of(request)
    get_object_or_404(followed_by(lifter), pk=pk)
    form = SlotForm(request.POST, today=_today(lifter))
    if not form.is_valid():
        if "day" not in form.errors:
            raise BadRequest("Choose from what is shown.")
        messages.error(request, "Choose a day of the next four weeks.")
        return redirect("programs_coming")
    said = form.cleaned_data
    if said["act"] == "back":
        acts.take_change_back(lifter, pk, said["slot"])
    else:
        day = said["day"] if said["act"] == "move" else None
        acts.change_slot(lifter, pk, said["slot"], day=day)
    return redirect("programs_coming")


@require_POST
def excuse(request: HttpRequest) -> HttpResponse:
    """Plan nothing on a day, or plan on it again."""
    lifter = lifter_of(request)
    form = ExcuseForm(request.POST, today=_today(lifter))
    if not form.is_valid():
        messages.error(request, "Choose a day of the next four weeks, and why.")
    elif form.cleaned_data["back"]:
        acts.take_excuse_back(lifter, form.cleaned_data["day"])
    else:
        acts.excuse(lifter, form.cleaned_data["day"], reason=form.cleaned_data["reason"])
    return redirect("programs_coming")
