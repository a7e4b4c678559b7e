"""Picking an exercise for a session: search, add, swap, and one of the lifter's own."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts import session_exercises
from logbook.log.own import own_item, own_session
from logbook.models import SessionExercise, User
from logbook.pages.exercises.forms import OwnExerciseForm, PickForm, SearchForm
from logbook.pages.exercises.picking import Picking, read_picking, substitutes_for
from logbook.web.addresses import session_url
from logbook.web.requests import is_htmx, lifter_of
from logbook.wording.risks import risk_text
from programming.catalogue.own import create_own_exercise


def _swapped(lifter: User, session_id: int, item_id: int | None) -> SessionExercise | None:
    """The exercise another one is to take the place of. Raises `Http404` for a session not its own."""
    if item_id is None:
        return None
    item = own_item(lifter, item_id)
    if item.session_id != session_id:
        raise Http404
    return item


def _page(
    request: HttpRequest,
    picking: Picking,
    query: str,
    swap: SessionExercise | None,
    *,
    fragment: str = "",
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    asked = {"own": "on", "q": query, **({"swap_for": swap.pk} if swap is not None else {})}
    address = reverse("exercise_pick", args=[picking.session.pk])
    context = {
        "own_url": f"{address}?{urlencode(asked, quote_via=quote)}#own",
        "session": picking.session,
        "found": picking.found,
        "query": query,
        "swap": swap,
        "is_swap": swap is not None,
        "substitutes": (
            substitutes_for(lifter_of(request), swap) if swap is not None and not fragment else []
        ),
        **more,
    }
    page = f"logbook/exercises/exercise_pick.html{fragment}"
    return TemplateResponse(request, page, context, status=status)


@require_GET
@vary_on_headers("HX-Request")
def exercise_pick(request: HttpRequest, session_id: int) -> HttpResponse:
    """Search for an exercise to add, or to do in another's place (`?swap_for=`)."""
    lifter = lifter_of(request)
    form = SearchForm(request.GET)
    picking = read_picking(lifter, session_id, form.query)
    swap = _swapped(lifter, session_id, form.swap)
    if is_htmx(request):
        return _page(request, picking, form.query, swap, fragment="#found")
    own_form = OwnExerciseForm(initial={"name": form.query})
    return _page(request, picking, form.query, swap, own_form=own_form, own_open=form.wants_own)


@require_POST
def exercise_add(request: HttpRequest, session_id: int) -> HttpResponse:
    """Put the picked exercise into the session, at the end or in another's place."""
    lifter = lifter_of(request)
    own_session(lifter, session_id)
    form = PickForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Pick an exercise from the list.")
    swap = _swapped(lifter, session_id, form.cleaned_data["swap_for"])
    return _picked(lifter, session_id, form.cleaned_data["exercise"], swap)


def _picked(
    lifter: User, session_id: int, exercise_id: int, swap: SessionExercise | None
) -> HttpResponse:
    if swap is not None:
        item = session_exercises.swap_exercise(lifter, swap.pk, exercise_id)
    else:
        item = session_exercises.add_exercise(lifter, session_id, exercise_id)
    return redirect(session_url(session_id, item.pk))


@require_POST
def exercise_create(request: HttpRequest, session_id: int) -> HttpResponse:
    """Make an exercise of the lifter's own, put it into the session and say what failing it costs."""
    lifter = lifter_of(request)
    own_session(lifter, session_id)
    swap = _swapped(lifter, session_id, SearchForm(request.POST).swap)
    form = OwnExerciseForm(request.POST)
    if form.is_valid():
        try:
            risk = create_own_exercise(lifter, **form.values())
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, risk_text(risk))
            return _picked(lifter, session_id, risk.exercise_id, swap)
    picking = read_picking(lifter, session_id, "")
    refused = HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, picking, "", swap, status=refused, own_form=form, own_open=True)
