"""Lifters, coaches and admins, and what they say about themselves."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.http import HttpRequest

from logbook.models import Background, Bodyweight, CheckIn, LevelComputation, User
from programming.admin import ReadOnly
from programming.loads import Load, Unit

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    NewUserForm = BaseUserCreationForm[User]
    ChangedUserForm = UserChangeForm[User]
    UserBase = DjangoUserAdmin[User]
    CheckInBase = admin.ModelAdmin[CheckIn]
    BodyweightBase = admin.ModelAdmin[Bodyweight]
    BackgroundBase = admin.ModelAdmin[Background]
    ComputationBase = admin.ModelAdmin[LevelComputation]
else:
    NewUserForm = BaseUserCreationForm
    ChangedUserForm = UserChangeForm
    UserBase = DjangoUserAdmin
    CheckInBase = BodyweightBase = BackgroundBase = ComputationBase = admin.ModelAdmin

PER_PAGE = 50
_TRAINING = ("level", "is_level_by_hand", "goal", "unit", "effort_input", "energy_balance")


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


@admin.register(User)
class UserAdmin(UserBase):
    """Lifters, coaches and admins. Who is to stay away is made inactive, not deleted."""

    add_form = PersonAddForm
    form = PersonForm
    list_display = ("email", "name", "roles", "level", "goal", "is_active", "date_joined")
    list_filter = ("is_active", "is_staff", "is_coach", "is_lifter", "level", "goal")
    search_fields = ("email", "name")
    ordering = ("email",)
    date_hierarchy = None
    list_per_page = PER_PAGE
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Roles", {"fields": ("is_active", "is_lifter", "is_coach", "is_staff", "is_superuser")}),
        ("Training", {"fields": _TRAINING}),
        ("Pages", {"fields": ("zone", "theme", "is_welcomed")}),
        ("Permissions", {"fields": ("groups", "user_permissions")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)

    @admin.display
    def roles(self, user: User) -> str:
        """What the person is here."""
        held = {"lifter": user.is_lifter, "coach": user.is_coach, "admin": user.is_staff}
        return ", ".join(role for role, is_held in held.items() if is_held) or "none"

    def save_model(
        self, request: HttpRequest, obj: User, form: "forms.ModelForm[User]", change: bool
    ) -> None:
        """Keep a level that was changed here: it is one set by hand."""
        if "level" in form.changed_data:
            obj.is_level_by_hand = True
        super().save_model(request, obj, form, change)


@admin.register(Background)
class BackgroundAdmin(ReadOnly, BackgroundBase):
    """What lifters answered of their training."""

    list_display = (
        "athlete",
        "total_months",
        "uninterrupted_months",
        "stable_lifts",
        "sex",
        "answered_on",
    )
    list_select_related = ("athlete",)
    search_fields = ("athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False


@admin.register(LevelComputation)
class LevelComputationAdmin(ReadOnly, ComputationBase):
    """Levels, week by week."""

    list_display = ("monday", "athlete", "points", "known", "computed", "level")
    list_filter = ("level",)
    list_select_related = ("athlete",)
    search_fields = ("athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False


@admin.register(CheckIn)
class CheckInAdmin(ReadOnly, CheckInBase):
    """How lifters were, and what it added up to."""

    list_display = (
        "local_date",
        "athlete",
        "state",
        "points",
        "sleep",
        "short_nights",
        "recovery",
        "stress",
        "energy_balance",
    )
    list_filter = ("state",)
    list_select_related = ("athlete",)
    search_fields = ("athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False


@admin.register(Bodyweight)
class BodyweightAdmin(BodyweightBase):
    """Weighings as typed."""

    list_display = ("local_date", "athlete", "weight")
    list_select_related = ("athlete",)
    search_fields = ("athlete__email", "athlete__name")
    autocomplete_fields = ("athlete",)
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False
    fields = ("athlete", "local_date", "milli", "unit", "micrograms")
    readonly_fields = ("micrograms",)

    @admin.display(ordering="micrograms")
    def weight(self, weighing: Bodyweight) -> str:
        """What was typed, with its unit."""
        return str(Load(weighing.milli, Unit(weighing.unit)))

    def save_model(self, request: HttpRequest, obj: Bodyweight, form: object, change: bool) -> None:
        """Keep the canonical mass beside what was typed."""
        obj.micrograms = Load(obj.milli, Unit(obj.unit)).micrograms
        obj.save()
