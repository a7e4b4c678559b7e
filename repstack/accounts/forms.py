"""allauth's forms, where RepStack does more than they do."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, LoginForm, SignupForm
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class SignUpForm(SignupForm):  # type: ignore[misc]
    """The form of allauth, which looks whether an address is taken before it makes the account."""

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """The new account, or the answer to an address that has one already.

        Between the look and the account another post may have made it: then this one is answered
        as if it had come after.
        """
        if self.account_already_exists:
            # A new account costs a hash: without one the clock would tell who has an account.
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                made: tuple[AbstractBaseUser | None, HttpResponse | None] = super().try_save(
                    request
                )
                return made
        except IntegrityError:
            try:
                self.clean_email()
            except ValidationError:
                messages.info(request, "This address has an account now: log in.")
                return None, redirect("account_login")
            # Who has an account is nobody's to learn where a mail can say it.
            late: tuple[AbstractBaseUser | None, HttpResponse | None] = super().try_save(request)
            return late


class AddAddressForm(AddEmailForm):  # type: ignore[misc]
    """The form of allauth, which tells of an address that goes and of none that comes."""

    def save(self, request: HttpRequest) -> EmailAddress:
        """The new address, not confirmed yet; the owner's addresses hear of it."""
        address = super().save(request)
        get_adapter().send_notification_mail(
            "account/email/email_added", self.user, {"added_email": address.email}
        )
        return address


class LogInForm(LoginForm):  # type: ignore[misc]
    """The form of allauth, which can say that an account is closed for a while."""

    def is_locked(self) -> bool:
        """Whether too many wrong passwords were typed: then a mail lets its owner in."""
        return bool(self.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"))
