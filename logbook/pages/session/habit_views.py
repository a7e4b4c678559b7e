"""How an exercise is done, said once; and the warm-up sets that are tapped in."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from logbook.acts import habits, sets
from logbook.acts.entries import SetRefusedError
from logbook.advice.kit import Kit
from logbook.choices import LoadOf, SetKind, Sides
from logbook.log.own import own_item
from logbook.models import SessionExercise, User
from logbook.pages.session.answers import cards_after
from logbook.pages.session.exercise_views import changed
from logbook.pages.session.forms import SetForm
from logbook.pages.session.rows import Typed
from logbook.pages.session.set_views import after_set
from logbook.web.requests import lifter_of
from logbook.wording.bar import bar_choices
from programming.loads import LoadKind

_WARM_UPS = {"on": True, "off": False}


@require_POST
def exercise_habit(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep the bar, what a load and reps are of, whether warm-ups are shown."""
    lifter = lifter_of(request)
    entry = _entry(request, lifter, own_item(lifter, item_id))
    item = habits.say_habit(lifter, item_id, entry)
    # With the bar goes what was filled in for it: what is suggested now can be made.
    return changed(request, item)


def _entry(request: HttpRequest, lifter: User, item: SessionExercise) -> habits.HabitEntry:
    """What was answered. Raises `BadRequest` for what is not among the answers."""
    said = request.POST
    bar, load_of, sides = said.get("bar"), said.get("load_of"), said.get("sides")
    warm_ups = said.get("warm_ups")
    known = {one.value for one in bar_choices(Kit.of(lifter, item), item.risk)}
    if (
        (bar is not None and bar not in known)
        or (load_of is not None and load_of not in ("", *LoadOf.values))
        or (sides is not None and sides not in ("", *Sides.values))
        or (warm_ups is not None and warm_ups not in _WARM_UPS)
    ):
        raise BadRequest("Choose from the answers shown.")
    return habits.HabitEntry(bar, load_of, sides, None if warm_ups is None else _WARM_UPS[warm_ups])


@require_POST
def warm_up_log(request: HttpRequest, item_id: int) -> HttpResponse:
    """Save the warm-up set that was tapped, once; answer with the card as it stands then."""
    lifter = lifter_of(request)
    load, _, reps = request.POST.get("warm_up", "").partition("x")
    kind = LoadKind.ADDED if request.POST.get("load_kind") == LoadKind.ADDED else ""
    if kind and load == "0":
        load, kind = "", LoadKind.BODYWEIGHT
    form = SetForm(
        {
            **({"load_kind": kind} if kind else {}),
            **{name: request.POST.get(name, "") for name in ("key", "number", "unit")},
            "kind": SetKind.WARM_UP,
            "load": load,
            "reps": reps,
        }
    )
    if not form.is_valid():
        own_item(lifter, item_id)
        raise BadRequest("Reload the page and tap the warm-up again.")
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
        typed = Typed(item_id, {}, {"warm_up": refused.says})
        item = own_item(lifter, item_id)
        return cards_after(request, item, typed=typed, status=refused.status)
    return after_set(request, item_id, logged)
