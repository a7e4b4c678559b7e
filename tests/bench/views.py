"""The floor: what any page of this kind costs before it does anything of its own."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tests.bench.models import FloorRow


@require_POST
def floor(request: HttpRequest) -> HttpResponse:
    """One INSERT and a partial of 2 KB, behind log-in, CSRF and all the middleware."""
    row = FloorRow._default_manager.create(
        athlete_id=request.user.pk,
        key=uuid.UUID(request.POST["key"]),
        reps=int(request.POST["reps"]),
        load=int(request.POST["load"]),
        note=request.POST["note"],
        logged_at=timezone.now(),
    )
    return render(request, "bench/floor.html", {"row": row})
