"""Away: what would go with an account, and its end."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from logbook.acts.leaving import LastAdminError, leave
from logbook.log.leaving import belongings_of
from logbook.web.requests import lifter_of


@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what would go; where that is meant, delete it and log out."""
    person = lifter_of(request)
    fault, status = "", HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        fault = "Tick the box if you mean it. Nothing was deleted."
        if request.POST.get("sure") == "on":
            try:
                leave(person)
            except LastAdminError as error:
                fault = str(error)
            else:
                logout(request)
                messages.success(request, "Your account and everything in it is deleted.")
                return redirect("account_login")
    context = {"has": belongings_of(person), "fault": fault, "person": person}
    return TemplateResponse(request, "logbook/transfer/account_delete.html", context, status=status)
