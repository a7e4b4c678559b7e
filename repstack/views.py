"""The pages of the house itself: health, the icon, and what a refused form answers."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

import repstack
from programming import rulebook


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve: 200, or 503 when its database does not answer."""
    facts: dict[str, object] = {
        "status": "ok",
        "release": repstack.__version__,
        "rulebook": rulebook.RULEBOOK_VERSION,
        "database": connection.vendor,
    }
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT sqlite_version()")
                facts["sqlite_version"] = cursor.fetchone()[0]
                cursor.execute("PRAGMA journal_mode")
                facts["journal_mode"] = cursor.fetchone()[0]
            else:
                cursor.execute("SELECT 1")
    except DatabaseError:
        facts["status"] = "database does not answer"
        return JsonResponse(facts, status=503)
    return JsonResponse(facts)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Leads to the icon, which has no fixed address: its name changes with its content."""
    return redirect(static("img/icon.svg"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says in plain words why a form was not taken, and what to do.

    `reason` is Django's, in terms of tokens and origins; it helps nobody who reads the page.
    """
    if request.headers.get("HX-Request") == "true":
        words = "Not saved: this page is out of date. Reload it and send again."
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
    return render(request, "403_csrf.html", status=403)
