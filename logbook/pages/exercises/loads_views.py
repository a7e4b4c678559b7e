"""One dumbbell or the pair: what loads are of, and converting those on record, with a look at it first."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from logbook.acts.habits import say_load_of
from logbook.acts.loads_of import LogChangedError, convert_loads, put_loads_back
from logbook.advice.kit import is_by_the_piece
from logbook.choices import LoadOf
from logbook.models import User
from logbook.pages.exercises.loads import read_loads
from logbook.pages.exercises.views import entry_of
from logbook.web.requests import lifter_of
from programming.models import RiskEntry

_CHANGED = "Your log changed meanwhile. This is how it stands now."


@require_http_methods(["GET", "POST"])
def exercise_loads(request: HttpRequest, exercise_id: int) -> HttpResponse:
    """What loads are of; what would be converted; converting it, and putting it back."""
    lifter = lifter_of(request)
    entry = entry_of(lifter, exercise_id)
    if not is_by_the_piece(entry):
        raise Http404("Its loads are of one thing.")
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            _done(request, lifter, entry)
        except LogChangedError:
            messages.error(request, _CHANGED)
            status = HTTPStatus.CONFLICT
        else:
            return redirect("exercise_loads", exercise_id)
    page = read_loads(lifter, entry, timezone.now())
    name = "logbook/exercises/exercise_loads.html"
    return TemplateResponse(request, name, {"page": page, "entry": entry}, status=status)


def _done(request: HttpRequest, lifter: User, entry: RiskEntry) -> None:
    """Do what the form asks for. Raises `LogChangedError`, and `BadRequest` for what no form here does."""
    said, now, exercise = request.POST, timezone.now(), entry.exercise_id
    if said.get("act") == "say" and said.get("load_of") in LoadOf.values:
        say_load_of(lifter, exercise, said["load_of"])
    elif said.get("act") == "convert" and said.get("to") in LoadOf.values:
        many = convert_loads(
            lifter, exercise, said["to"],
            unsaid="unsaid" in said, seen=said.get("state", ""), now=now,
        )  # fmt: skip
        messages.success(request, f"{_sets(many)} of {LoadOf(said['to']).label} now.")
    elif said.get("act") == "back":
        many, stay = put_loads_back(lifter, exercise, now=now)
        left = f" {stay:,} you edited since stay." if stay else ""
        messages.success(
            request, f"{_sets(many)} as {'it was' if many == 1 else 'they were'}.{left}"
        )
    else:
        raise BadRequest("Choose one of the answers shown.")


def _sets(many: int) -> str:
    return "1 set is" if many == 1 else f"{many:,} sets are"
