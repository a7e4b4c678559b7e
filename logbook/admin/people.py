"""Accounts in the admin: what support needs of them, and nothing that was logged."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format

from logbook.admin.rights import ROLES, SuperusersAlone, is_last_keeper, may_more
from logbook.models import Set, TrainingSession, User
from logbook.pages.publishing.release_list import admin_of

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    NewUserForm = BaseUserCreationForm[User]
    ChangedUserForm = UserChangeForm[User]
    UserBase = DjangoUserAdmin[User]
else:
    NewUserForm = BaseUserCreationForm
    ChangedUserForm = UserChangeForm
    UserBase = DjangoUserAdmin

_KEEPING = ("is_active", "is_staff", "is_superuser")


class _OneAddress:
    """E-mail addresses are kept in lower case, as `UserManager` writes them."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        """The address in lower case."""
        return str(self.cleaned_data["email"]).lower()


class PersonAddForm(_OneAddress, NewUserForm):
    """A new person: an address and a password."""

    class Meta:
        model = User
        fields = ("email", "name")


class PersonForm(_OneAddress, ChangedUserForm):
    """A person's details; the password has a page of its own."""

    class Meta:
        model = User
        fields = "__all__"
        widgets = {"email": forms.EmailInput(attrs={"class": "vTextField"})}

    def clean(self) -> dict[str, Any]:
        """Refuse what would leave nobody who may give rights."""
        typed = super().clean() or self.cleaned_data
        lost = [name for name in _KEEPING if name in self.changed_data and not typed[name]]
        if lost and is_last_keeper(self.instance):
            text = "Nobody else may give rights. Make another active superuser first."
            self.add_error(lost[0], text)
        return typed


@admin.register(User)
class UserAdmin(UserBase):
    """Lifters, coaches and admins. Who is to stay away is made inactive, not deleted."""

    add_form = PersonAddForm
    form = PersonForm
    list_display = ("email", "name", "roles", "is_active", "date_joined", "last_login")
    list_filter = ("is_active", "is_lifter", *ROLES)
    search_fields = ("email", "name")
    ordering = ("email",)
    date_hierarchy = None
    list_per_page = 50
    readonly_fields = (
        "last_login",
        "date_joined",
        "sessions",
        "sets",
        "last_session",
        "second_factor",
    )
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "second_factor")}),
        ("Roles", {"fields": ("is_active", "is_lifter", *ROLES)}),
        ("Pages", {"fields": ("zone", "unit", "effort_input", "theme", "is_welcomed")}),
        ("Use", {"fields": ("date_joined", "last_login", "sessions", "sets", "last_session")}),
    )
    rights_fieldset = ("Permissions", {"fields": ("groups", "user_permissions")})
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)

    # --- Who may what ----------------------------------------------------------------------------
    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever has the permission, of people who may no more than they do."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not may_more(obj, admin_of(request)))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: the page that asks would list a log set by set."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """With the permissions for who may give them."""
        found = super().get_fieldsets(request, obj)
        return (*found, self.rights_fieldset) if obj and request.user.is_superuser else found

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Roles are a superuser's to give."""
        return (
            self.readonly_fields if request.user.is_superuser else (*self.readonly_fields, *ROLES)
        )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """What the list filters by: Django allows every column, and each answer tells what it holds."""
        return lookup.partition("__")[0] in self.list_filter

    # --- What is written -------------------------------------------------------------------------
    def save_model(
        self, request: HttpRequest, obj: User, form: "forms.ModelForm[User]", change: bool
    ) -> None:
        """Let the old address go with all that is known of it: it would go on giving entry."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()

    def get_urls(self) -> list[Any]:
        """The page that takes a second factor away, before the admin's own."""
        view = self.admin_site.admin_view(self.second_factor_view)
        own = path("<object_id>/second-factor/", view, name="logbook_user_second_factor")
        return [own, *super().get_urls()]

    def second_factor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then take away a second factor that was lost; it is logged, and its owner told."""
        person = self.get_object(request, unquote(object_id))
        # One's own goes by the account's pages, which ask for the password first.
        if not request.user.is_superuser or person is None or person == request.user:
            raise PermissionDenied
        back = reverse("admin:logbook_user_change", args=[person.pk])
        if not is_mfa_enabled(person):
            self.message_user(request, f"{person} has no second factor.", messages.WARNING)
            return HttpResponseRedirect(back)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": f"Remove the second factor of {person}",
                "opts": self.opts,
                "person": person,
                "back": back,
            }
            return TemplateResponse(request, "admin/logbook/user/second_factor.html", context)
        with transaction.atomic():
            Authenticator.objects.filter(user=person).delete()
            self.log_change(request, person, "Removed the second factor.")
        self.message_user(request, f"The second factor of {person} is removed.", messages.SUCCESS)
        try:
            get_adapter().send_mail("account/email/second_factor_removed", person.email, {})
        except OSError:
            text = f"The mail to {person.email} could not be sent. Tell them yourself."
            self.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(back)

    # --- In words --------------------------------------------------------------------------------
    @admin.display
    def roles(self, user: User) -> str:
        """What the person is here."""
        held = {
            "lifter": user.is_lifter,
            "coach": user.is_coach,
            "admin": user.is_staff,
            "superuser": user.is_superuser,
        }
        return ", ".join(role for role, is_held in held.items() if is_held) or "none"

    @admin.display
    def sessions(self, user: User) -> int:
        """How many there are, and nothing of what is in them."""
        return TrainingSession.objects.visible_to(user).count()

    @admin.display
    def sets(self, user: User) -> int:
        """How many are in the log."""
        return Set.objects.visible_to(user).live().count()

    @admin.display
    def last_session(self, user: User) -> str:
        """The day of the latest one."""
        latest = TrainingSession.objects.visible_to(user).latest_first()
        day = latest.values_list("local_date", flat=True).first()
        return "none" if day is None else date_format(day)

    @admin.display
    def second_factor(self, user: User) -> str:
        """Whether the log-in asks for one."""
        return "on" if is_mfa_enabled(user) else "off"


# Django's own lets whoever may change a group give its rights to everyone in it.
admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(SuperusersAlone, DjangoGroupAdmin):
    """Groups with the permissions they give."""
