"""What holds for every request: log-in by default, nothing private kept, nothing unreadable."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from logbook.pages.api.problems import ROOT, problem
from repstack.access import OPEN_ROUTES, TOKEN_ROUTES

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class LogInRequired:
    """Sends strangers to the log-in page, save from the routes of `access.OPEN_ROUTES`.

    That list alone decides, unlike with Django's middleware of the same purpose: what a view of
    another package says of itself does not open it. Routes that ask for a token are on a list beside
    it: there nobody looks at who is logged in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's response."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        arguments: tuple[object, ...],
        keywords: dict[str, object],
    ) -> HttpResponseBase | None:
        """Let open routes and people who are logged in pass; send others to the log-in page."""
        match = request.resolver_match
        if match is not None and match.view_name in {*OPEN_ROUTES, *TOKEN_ROUTES}:
            return None
        if request.user.is_authenticated:
            return None
        return self.to_log_in(request)

    def to_log_in(self, request: HttpRequest) -> HttpResponseBase:
        """A redirect that leads back to the page the person was on.

        An expired session must not put the log-in page into a table row, so htmx is told to
        leave the page, and by 401 that nothing was done. An action takes POST only: after it,
        back means the page it stood on.
        """
        is_htmx = request.headers.get("HX-Request") == "true"
        back = request.get_full_path()
        if is_htmx:
            back = _path_here(request, request.headers.get("HX-Current-URL", ""))
        elif request.method not in {"GET", "HEAD"}:
            back = _path_here(request, request.headers.get("Referer", ""))
        redirect = redirect_to_login(back, resolve_url(settings.LOGIN_URL))
        if not is_htmx:
            return redirect
        leave = HttpResponseClientRedirect(redirect.url)
        leave.status_code = HTTPStatus.UNAUTHORIZED
        return leave


def _path_here(request: HttpRequest, url: str) -> str:
    """The path of a URL of this site, else the start page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return settings.LOGIN_REDIRECT_URL
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return settings.LOGIN_REDIRECT_URL
    return parts._replace(scheme="", netloc="", fragment="").geturl()


class PermissionsPolicy:
    """Says of every answer that nothing here asks for the camera, the place and the like."""

    policy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response with its header."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.policy)
        return response


class PrivatePages:
    """Answers are kept nowhere: `Cache-Control: no-store`, unless a page without a log-in says otherwise.

    A shared phone's back button and a proxy must not show what someone logged. Static files
    are served before this and are cached for long.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response with its header."""
        response = self.get_response(request)
        match = request.resolver_match
        is_open = match is not None and match.view_name in {*OPEN_ROUTES, *TOKEN_ROUTES}
        if not (is_open and response.has_header("Cache-Control")):
            response["Cache-Control"] = "no-store"
        return response


class RefuseUnreadable:
    """Refuses what no page could use, before a page has to: with 400 and 413, never 500.

    A NUL character in a path or in the name of a query parameter is nobody's typing, and no
    text column of PostgreSQL can hold one. In a *value* it is left to the page's form, which
    says so beside the field; a value that no form reads is caught when the database refuses it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's response, or the refusal."""
        if _length(request) > settings.REQUEST_MAX_BYTES:
            return _refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if "\0" in request.path_info or any("\0" in name for name in request.GET):
            return _refusal(request, HTTPStatus.BAD_REQUEST)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        arguments: tuple[object, ...],
        keywords: dict[str, object],
    ) -> HttpResponseBase | None:
        """Refuse a stranger's large form before anything reads it: reading is what costs."""
        if _length(request) <= settings.STRANGER_MAX_BYTES or request.user.is_authenticated:
            return None
        return _refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """400 for a NUL that reached the database; every other fault is a fault of ours."""
        # PostgreSQL's driver raises either, depending on where it meets the character.
        if isinstance(exception, DataError | ValueError) and "NUL" in str(exception):
            return _refusal(request, HTTPStatus.BAD_REQUEST)
        return None


def _length(request: HttpRequest) -> int:
    """The length the request announces, in bytes. One that announces none has no body."""
    announced = request.headers.get("Content-Length") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def _refusal(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    if request.path_info.startswith(ROOT):
        return problem(status)
    return render(request, "400.html", {"status": status}, status=status)
