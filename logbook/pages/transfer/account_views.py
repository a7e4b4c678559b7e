"""A whole account that is to be put back: what is in the file, and putting it back."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from logbook.models import ImportUpload, User
from logbook.pages.transfer import acts
from logbook.pages.transfer.account import look_at_account
from logbook.pages.transfer.progress_views import queued


def account_file(
    request: HttpRequest, lifter: User, upload: ImportUpload, content: bytes
) -> HttpResponse:
    """Say what the file has; once that is wanted, restore all of it into an empty account."""
    looked = look_at_account(lifter, content)
    status = HTTPStatus.OK
    if request.method == "POST":
        if looked.is_ready and looked.sets > settings.IMPORT_AT_ONCE_SETS:
            return queued(request, lifter, upload)
        if looked.is_ready and looked.put_back():
            acts.forget_upload(lifter, upload)
            messages.success(request, "Everything in the file is in your account.")
            return redirect("session_list")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"upload": upload, "looked": looked}
    return TemplateResponse(request, "logbook/transfer/account_file.html", context, status=status)
