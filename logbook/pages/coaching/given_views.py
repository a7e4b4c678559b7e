"""A coach's programs: giving one to athletes or a group, and offering what became of it. They show no training."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from logbook.acts import given as acts
from logbook.acts.changes import RefusedChangeError, Said
from logbook.log.groups import groups_of, links_in
from logbook.log.programs import program_for, programs_for
from logbook.models import CoachLink, User
from logbook.pages.coaching.given import Given, read_given
from logbook.pages.coaching.setting_forms import GiveToForm, WhyForm
from logbook.web.requests import coach_of


@require_GET
def coaching_programs(request: HttpRequest) -> HttpResponse:
    """The programs a coach may give: their own, and the ready-made ones."""
    every = list(programs_for(coach_of(request)))
    context = {
        "own": [one for one in every if one.owner_id is not None],
        "ready": [one for one in every if one.owner_id is None],
    }
    return TemplateResponse(request, "logbook/coaching/programs.html", context)


@require_http_methods(["GET", "POST"])
def coaching_given(request: HttpRequest, program_id: int) -> HttpResponse:
    """Who has a program; giving it to more, and offering its state of now to those who have it."""
    coach = coach_of(request)
    page = read_given(coach, program_for(coach, program_id))
    give, offer = _form(coach, page, None), WhyForm()
    status = HTTPStatus.OK
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "give":
            give = _form(coach, page, request)
            if give.is_valid():
                return _give(request, coach, page, give)
        elif act == "offer":
            offer = WhyForm(request.POST)
            if offer.is_valid():
                return _offer(request, coach, page, offer)
        else:
            raise BadRequest("Choose from what is shown.")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"page": page, "give": give, "offer": offer}
    return TemplateResponse(request, "logbook/coaching/given.html", context, status=status)


def _form(coach: User, page: Given, request: HttpRequest | None) -> GiveToForm:
    return GiveToForm(
        request.POST if request is not None else None,
        links=page.open_to,
        groups=[(one.pk, one.name) for one in groups_of(coach)],
    )


def _give(request: HttpRequest, coach: User, page: Given, form: GiveToForm) -> HttpResponse:
    chosen = set(form.cleaned_data["athletes"])
    if (group := form.cleaned_data["group"]) is not None:
        found = groups_of(coach).filter(pk=group).first()
        chosen |= {one.pk for one in links_in(found)} if found is not None else set()
    links = [one for one in page.open_to if one.pk in chosen]
    return _to_each(
        request,
        page,
        links,
        form,
        lambda link, said: acts.give_program(coach, link, page.program.pk, said),
        done="Given to {}.",
        nobody="Nobody was chosen who may get it: they have it, or did not tick programs.",
    )


def _offer(request: HttpRequest, coach: User, page: Given, form: WhyForm) -> HttpResponse:
    given = {one.given.link_id: one.given for one in page.copies if one.is_behind}
    return _to_each(
        request,
        page,
        [one.link for one in given.values()],
        form,
        lambda link, said: acts.offer_state(coach, link, given[link.pk].pk, said),
        done="Offered to {}.",
        nobody="Everybody has this state, or was offered it.",
    )


def _to_each(
    request: HttpRequest,
    page: Given,
    links: Sequence[CoachLink],
    form: WhyForm,
    act: Callable[[CoachLink, Said], object],
    *,
    done: str,
    nobody: str,
) -> HttpResponse:
    """Do it for each by itself: who ended it meanwhile keeps nobody else from it."""
    why, key, names = form.cleaned_data["why"], form.cleaned_data["key"], []
    for link in links:
        said = Said(why, uuid.uuid5(key, str(link.pk)), timezone.now())
        try:
            act(link, said)
        except RefusedChangeError as refusal:
            messages.error(request, str(refusal))
        except Http404:
            messages.error(request, f"{link.athlete} does not let you any more.")
        else:
            names.append(str(link.athlete))
    if names:
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        messages.success(request, f"{done.format(listed)} They read why, and choose.")
    elif not links:
        messages.error(request, nobody)
    return redirect("coaching_given", page.program.pk)
