"""A coach's groups: naming them, putting athletes in. They show names and no training."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from logbook.acts import groups as acts
from logbook.log.coaching import links_of_coach
from logbook.log.groups import groups_counted, groups_of, links_in
from logbook.pages.coaching.forms import GroupForm, GroupNameForm
from logbook.web.requests import coach_of


@require_http_methods(["GET", "POST"])
def coaching_groups(request: HttpRequest) -> HttpResponse:
    """The groups there are, and making one."""
    coach = coach_of(request)
    form = GroupNameForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                made = acts.make_group(coach, form.cleaned_data["name"])
            except acts.RefusedGroupError as refusal:
                form.add_error("name", str(refusal))
            else:
                return redirect("coaching_group", made.pk)
    context = {"form": form, "groups": list(groups_counted(coach))}
    return TemplateResponse(request, "logbook/coaching/groups.html", context, status=status)


@require_http_methods(["GET", "POST"])
def coaching_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: its name, and a tick for each athlete."""
    coach = coach_of(request)
    group = groups_of(coach).filter(pk=pk).first()
    if group is None:
        raise Http404("No group of yours.")
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        links=list(links_of_coach(coach)),
        initial={"name": group.name, "athletes": [one.athlete_id for one in links_in(group)]},
    )
    context = {"form": form, "group": group}
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                gone = acts.change_group(
                    coach, pk, name=form.cleaned_data["name"], athlete_ids=form.athlete_ids
                )
            except acts.RefusedGroupError as refusal:
                form.add_error("name", str(refusal))
            else:
                left_out = " Who is not coached by you any more was left out." if gone else ""
                messages.success(request, f"Saved.{left_out}")
                return redirect("coaching_groups")
    return TemplateResponse(request, "logbook/coaching/group.html", context, status=status)


@require_POST
def coaching_group_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a group."""
    acts.delete_group(coach_of(request), pk)
    messages.success(request, "Deleted. Its athletes stay yours.")
    return redirect("coaching_groups")
