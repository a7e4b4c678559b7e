"""The account's pages that allauth has none of."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from repstack.accounts import take_back as way_back


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="reset_password_from_key")  # type: ignore[untyped-decorator]
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the account shall be taken back; once it is, a new password is set by mail."""
    way = way_back.read(token)
    if way is None or not way.is_open():
        return render(request, "account/take_back.html")
    if request.method != "POST":
        return render(request, "account/take_back.html", {"email": way.email})
    if not way_back.take_back(way):
        return render(request, "account/take_back.html")
    reset = ResetPasswordForm({"email": way.email})
    if reset.is_valid():
        reset.save(request)
    return redirect("account_reset_password_done")
