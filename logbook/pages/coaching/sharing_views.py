"""What an athlete does about who sees their training. Only these acts let anybody see it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts import coaching as acts
from logbook.acts.looks import consent_of
from logbook.log.coaching import links_of_athlete, requests_to
from logbook.models import CoachLink, CoachRequest, User
from logbook.pages.coaching.forms import ConsentForm
from logbook.pages.coaching.qr import qr_code
from logbook.pages.coaching.sharing import coach_row, read_sharing
from logbook.web.requests import lifter_of, named_in

_FORM = "logbook/coaching/consent.html"


@require_GET
def sharing(request: HttpRequest) -> HttpResponse:
    """Who sees what, who asks, and what was looked at."""
    athlete = lifter_of(request)
    context = {"athlete": athlete, "page": read_sharing(athlete, timezone.now())}
    return TemplateResponse(request, "logbook/coaching/sharing.html", context)


@require_http_methods(["GET", "POST"])
def sharing_invite(request: HttpRequest) -> HttpResponse:
    """Tick what a coach will see, and get an address for them, shown this once."""
    athlete, now = lifter_of(request), timezone.now()
    form = ConsentForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "does": "invite"}
    if request.method != "POST":
        return TemplateResponse(request, _FORM, context)
    if not form.is_valid():
        return TemplateResponse(request, _FORM, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        invitation, token = acts.invite(athlete, form.consent, now=now)
    except acts.RefusedConsentError as refusal:
        form.add_error(None, str(refusal))
        return TemplateResponse(request, _FORM, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    address = request.build_absolute_uri(reverse("coaching_invited", args=[token]))
    context = {"invitation": invitation, "address": address, "qr": qr_code(address)}
    return TemplateResponse(request, "logbook/coaching/invitation.html", context)


@require_POST
def sharing_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    acts.withdraw_invitation(lifter_of(request), pk)
    messages.success(request, "Taken back. The address opens nothing any more.")
    return redirect("sharing")


@require_http_methods(["GET", "POST"])
def sharing_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what the coach who asks will see, and agree to it."""
    athlete, now = lifter_of(request), timezone.now()
    asked: CoachRequest | None = requests_to(athlete, now).filter(pk=pk).first()
    if asked is None:
        raise Http404("Nobody asks so.")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "does": "accept", "coach": asked.coach, "asked": asked}
    if request.method != "POST":
        return TemplateResponse(request, _FORM, context)
    if not form.is_valid():
        return TemplateResponse(request, _FORM, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    acts.accept_request(athlete, pk, form.consent, now=now)
    messages.success(request, f"{asked.coach} sees what you ticked. You can end it here.")
    return redirect("sharing")


@require_POST
def sharing_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to a coach who asked."""
    acts.decline_request(lifter_of(request), pk, now=timezone.now())
    messages.success(request, "Declined. They see that you said no, and nothing else of you.")
    return redirect("sharing")


def _link(athlete: User, pk: int) -> CoachLink:
    found = links_of_athlete(athlete).filter(pk=pk, ended_at=None, coach__isnull=False).first()
    if found is None:
        raise Http404("Nobody who coaches you.")
    return found


@require_http_methods(["GET", "POST"])
def sharing_coach(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a coach sees."""
    athlete = lifter_of(request)
    link = _link(athlete, pk)
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        consent=consent_of(link),
        initial={"version": link.version},
    )
    context = {"form": form, "does": "change", "coach": link.coach, "row": coach_row(link)}
    if request.method != "POST":
        return TemplateResponse(request, _FORM, context)
    if not form.is_valid():
        return TemplateResponse(request, _FORM, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    version = form.cleaned_data["version"] or 0
    try:
        acts.change_consent(athlete, pk, form.consent, version=version, now=timezone.now())
    except acts.ConsentChangedError:
        messages.error(
            request,
            "This was changed elsewhere meanwhile. Here is how it stands; nothing was saved.",
        )
        return redirect("sharing_coach", pk)
    messages.success(request, f"Saved. It holds for the next page {link.coach} opens.")
    return redirect("sharing")


@require_POST
def sharing_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it: the coach sees nothing from their next request on."""
    athlete = lifter_of(request)
    if not links_of_athlete(athlete).filter(pk=pk).exists():
        raise Http404("Nobody who coaches you.")
    acts.end_link(athlete, pk, now=timezone.now())
    messages.success(request, "Ended. They see nothing of yours any more.")
    return redirect("sharing")


@require_POST
def sharing_block(request: HttpRequest) -> HttpResponse:
    """Hear nothing more of a coach."""
    acts.block_coach(
        lifter_of(request),
        link_id=named_in(request, "link"),
        request_id=named_in(request, "request"),
        now=timezone.now(),
    )
    messages.success(request, "Blocked. They see nothing of yours and cannot ask you again.")
    return redirect("sharing")


@require_POST
def sharing_unblock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a coach ask again."""
    acts.unblock_coach(lifter_of(request), pk)
    messages.success(request, "They can ask you again. Nothing else changed.")
    return redirect("sharing")
