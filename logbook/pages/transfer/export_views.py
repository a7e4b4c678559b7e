"""Out: the page that says what may be taken along, and the files."""

from __future__ import annotations

from http import HTTPStatus

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from logbook.clock import local_date
from logbook.log.taken_out import years_out
from logbook.pages.transfer.exporting import WAYS
from logbook.web.requests import lifter_of, named_in


# Each file reads the whole log, so they are counted; the page itself is not.
@require_http_methods(["GET", "POST"])
@rate_limit(action="export")  # type: ignore[untyped-decorator]
def export(request: HttpRequest) -> HttpResponseBase:
    """Say what may be taken along; send the file that was asked for."""
    lifter = lifter_of(request)
    years = years_out(lifter)
    if request.method != "POST":
        return _page(request, years)
    way, year = WAYS.get(request.POST.get("as", "")), named_in(request, "year")
    if way is None or (request.POST.get("year") and year not in years):
        return _page(request, years, "Choose a file from the list.")
    today = local_date(timezone.now(), lifter.zone)
    response = StreamingHttpResponse(way.write(lifter, year), content_type=way.content_type)
    response["Content-Disposition"] = f'attachment; filename="{way.name(today, year)}"'
    return response


def _page(request: HttpRequest, years: list[int], fault: str = "") -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    context = {"years": years, "fault": fault}
    return TemplateResponse(request, "logbook/transfer/export.html", context, status=status)
