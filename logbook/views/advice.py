"""What a lifter answers to advice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from logbook.clock import local_date
from logbook.fatigue import end_deload, refuse_deload, start_deload, take_refusal_back
from logbook.views.answers import lifter_of


@require_POST
def deload_refuse(request: HttpRequest) -> HttpResponse:
    """Not now: the suggestion is silent for some days."""
    lifter = lifter_of(request)
    refuse_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    return redirect("today")


@require_POST
def deload_start(request: HttpRequest) -> HttpResponse:
    """Deload from today on."""
    lifter = lifter_of(request)
    start_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    return redirect("today")


@require_POST
def deload_end(request: HttpRequest) -> HttpResponse:
    """Train as usual again, before the deload is over."""
    lifter = lifter_of(request)
    end_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    return redirect("today")


@require_POST
def deload_again(request: HttpRequest) -> HttpResponse:
    """Take the refusal back."""
    take_refusal_back(lifter_of(request))
    return redirect("today")
