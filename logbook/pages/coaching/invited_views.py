"""How a coach comes to an athlete: by an invitation's address, or by asking. Neither shows a log."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import coaching as acts
from logbook.log.coaching import invitation_at, requests_of, taken_up_at
from logbook.pages.coaching.forms import AskForm
from logbook.pages.coaching.sharing import offered_acts, offered_text
from logbook.web.requests import coach_of

_ASK = "logbook/coaching/ask.html"


@require_GET
def coaching_invited(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation offers, and from whom."""
    coach, now = coach_of(request), timezone.now()
    invitation = invitation_at(coach, token, now)
    if invitation is None:
        if (link := taken_up_at(coach, token)) is not None:
            return redirect("coaching_athlete", link.athlete_id)
        raise Http404("No invitation here.")
    context = {
        "invitation": invitation,
        "token": token,
        "offered": offered_text(invitation),
        "may": offered_acts(invitation),
    }
    return TemplateResponse(request, "logbook/coaching/invited.html", context)


@require_POST
def coaching_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation up."""
    link = acts.accept_invitation(coach_of(request), token, now=timezone.now())
    messages.success(request, f"You coach {link.athlete} from now on.")
    return redirect("coaching")


@require_POST
def coaching_decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no to an invitation."""
    acts.decline_invitation(coach_of(request), token, now=timezone.now())
    messages.success(request, "Declined. The athlete sees that.")
    return redirect("coaching")


@require_http_methods(["GET", "POST"])
def coaching_ask(request: HttpRequest) -> HttpResponse:
    """Ask whoever has an address, and see what was asked.

    What comes back is the same whether anybody has it: nothing is looked up.
    """
    coach, now = coach_of(request), timezone.now()
    form = AskForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                acts.ask(coach, form.cleaned_data["address"], now=now)
            except acts.RefusedConsentError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    "Asked. If somebody here has that address, they find it under More, Who sees what.",
                )
                return redirect("coaching_ask")
    context = {"form": form, "asked": list(requests_of(coach, now))}
    return TemplateResponse(request, _ASK, context, status=status)


@require_POST
def coaching_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was asked."""
    acts.withdraw_request(coach_of(request), pk)
    messages.success(request, "Taken back.")
    return redirect("coaching_ask")
