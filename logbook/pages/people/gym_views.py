"""The gyms a lifter trains at, and what can be loaded there."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from logbook.acts import gyms
from logbook.models.gyms import Gym, all_gyms, default_gym
from logbook.models.people import unit_of
from logbook.pages.people.forms import GymNameForm
from logbook.pages.people.loads_form import LoadsForm
from logbook.web.requests import lifter_of


@require_http_methods(["GET", "POST"])
def settings_loads(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Which loads the lifter can make at a gym, where they are not a usual gym's."""
    lifter = lifter_of(request)
    gym = _own_gym(request, key)
    form = LoadsForm(
        request.POST if request.method == "POST" else None,
        unit=unit_of(lifter),
        gym=gym,
        names_it=len(lifter.gyms) > 1,
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            try:
                # A form without its version, of an old page or a program, means what it says.
                version = form.cleaned_data["version"] or gym.version
                gyms.state_gym(lifter, form.said, version=version)
            except gyms.GymChangedError as error:
                form, status = form.against(error.saved), HTTPStatus.CONFLICT
            else:
                messages.success(request, "Saved. Suggestions keep to these loads from now on.")
                return _back_to(gym.key, is_named=key is not None)
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, gym, form=form, status=status)


@require_POST
def gym_add(request: HttpRequest) -> HttpResponse:
    """Train at another gym as well."""
    lifter = lifter_of(request)
    form = GymNameForm(request.POST)
    if form.is_valid():
        try:
            return _back_to(gyms.add_gym(lifter, form.cleaned_data["gym"]).key, is_named=True)
        except gyms.GymRefusedError as refused:
            form.add_error("gym", str(refused))
    return _page(request, default_gym(lifter), naming=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def gym_close(request: HttpRequest, key: int) -> HttpResponse:
    """Train at a gym no more, or again."""
    is_closed = request.POST.get("close", "on") == "on"
    try:
        gyms.close_gym(lifter_of(request), key, is_closed=is_closed)
    except gyms.GymRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("settings_loads")
    return redirect("settings_loads") if is_closed else _back_to(key, is_named=True)


def _own_gym(request: HttpRequest, key: int | None) -> Gym:
    """The gym an address names, else the one trained at last. Raises `Http404`."""
    lifter = lifter_of(request)
    if key is None:
        return default_gym(lifter)
    found = next((one for one in all_gyms(lifter) if one.key == key), None)
    if found is None:
        raise Http404("Not a gym of yours.")
    return found


def _back_to(key: int, *, is_named: bool) -> HttpResponse:
    return redirect("gym", key) if is_named else redirect("settings_loads")


def _page(
    request: HttpRequest,
    gym: Gym,
    *,
    form: LoadsForm | None = None,
    naming: GymNameForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    lifter = lifter_of(request)
    several = len(lifter.gyms) > 1
    found = all_gyms(lifter)
    context = {
        "gym": gym,
        "form": form or LoadsForm(unit=unit_of(lifter), gym=gym, names_it=several),
        "naming": naming or GymNameForm(),
        "gyms": [one for one in found if not one.is_closed] if several else [],
        "closed": [one for one in found if one.is_closed],
    }
    return TemplateResponse(request, "logbook/people/settings_loads.html", context, status=status)
