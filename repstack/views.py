"""The pages of the house itself: health, the icon, what a refused form and a fault answer."""

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views import defaults
from django.views.decorators.http import require_safe

import repstack
from logbook.pages.api.problems import ROOT, problem
from programming import rulebook
from repstack.faults import Fault, fault_of
from repstack.health import database_facts

# What a page shows beside the form that was refused (static/js/app.js).
PLAIN = "text/plain; charset=utf-8"


@require_safe
def healthz_live(request: HttpRequest) -> JsonResponse:
    """Whether this process answers: restarting it helps where it does not."""
    return JsonResponse({"status": "ok", "release": repstack.__version__})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve: 200, or 503 where its database cannot be read and written.

    Answers within a second, also when the database does not.
    """
    fault, said = database_facts()
    facts = {
        "status": fault.status if fault else "ok",
        "release": repstack.__version__,
        "rulebook": rulebook.RULEBOOK_VERSION,
        "database": connection.vendor,
        **said,
    }
    return JsonResponse(facts, status=503 if fault else 200)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Leads to the icon, which has no fixed address: its name changes with its content."""
    return redirect(static("img/icon.svg"))


def server_error(request: HttpRequest) -> HttpResponse:
    """What failed: the database, said with 503, or a page of ours, with Django's 500.

    As the handler of what nobody caught it sees what any layer raises, where a middleware sees
    the view alone. It asks the database for nothing.
    """
    fault = fault_of(sys.exc_info()[1])
    if request.path_info.startswith(ROOT):
        return problem(500) if fault is None else _unavailable(fault)
    if fault is None:
        return defaults.server_error(request)
    response: HttpResponse
    if request.headers.get("HX-Request") == "true":
        words = f"{fault.says} What you typed is still here: send it again in a moment."
        response = HttpResponse(words, status=503, content_type=PLAIN)
    else:
        typed = _typed(request)
        is_read = request.method in {"GET", "HEAD"}
        context = {
            "fault": fault,
            "is_read": is_read,
            "path": request.get_full_path() if is_read or typed else "/",
            "typed": typed,
            "token": get_token(request),
        }
        response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(fault.retry_after)
    return response


def _unavailable(fault: Fault) -> HttpResponse:
    """The same for a program."""
    return problem(503, detail=fault.says, headers={"Retry-After": str(fault.retry_after)})


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The form that was sent, to be sent again: the browser may not keep it.

    None of it where it holds a password or a file, or where it did not come from a page of ours.
    """
    is_ours = getattr(request, "csrf_processing_done", False)
    if request.method != "POST" or not is_ours or request.FILES:
        return []
    if any("password" in name for name in request.POST):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says in plain words why a form was not taken, and what to do.

    `reason` is Django's, in terms of tokens and origins; it helps nobody who reads the page.
    """
    if request.headers.get("HX-Request") == "true":
        words = "Not saved: this page is out of date. Reload it and send again."
        return HttpResponse(words, status=403, content_type=PLAIN)
    return render(request, "403_csrf.html", status=403)
