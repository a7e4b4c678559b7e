"""What is done to many entries of a draft at once; each says what it changed and what not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from programming.admin.entry_forms import refuse_empty_warning
from programming.choices import Safety, Tier
from programming.datafiles.faults import sentences
from programming.models import RiskEntry
from programming.models.catalogue import HIGHEST_FLOOR
from programming.releases.changes import facts_of
from programming.releases.drafts import remove

_NAMED = 5

Edit = Callable[[RiskEntry], None]


@dataclass(slots=True)
class Bulk:
    """What became of the entries chosen."""

    changed: list[RiskEntry] = field(default_factory=list)
    same: int = 0
    refused: list[str] = field(default_factory=list)


def edit_all(entries: Iterable[RiskEntry], edit: Edit) -> Bulk:
    """Change each entry that may say so afterwards; the others stay as they are."""
    done = Bulk()
    for entry in entries:
        before = facts_of(entry)
        edit(entry)
        if facts_of(entry) == before:
            done.same += 1
            continue
        try:
            entry.clean_fields(exclude={"release", "exercise"})
            entry.clean()
            refuse_empty_warning(entry.tier, entry.floor)
        except ValidationError as fault:
            done.refused.append(f"{entry.name} ({' '.join(sentences(fault))})")
            continue
        entry.save()
        done.changed.append(entry)
    return done


def _set_tier(entry: RiskEntry, tier: Tier) -> None:
    entry.tier = tier.value


def _move_floor(entry: RiskEntry, by: int) -> None:
    # A floor of 0 is as low as it gets: it counts among those that were so already.
    entry.floor = max(entry.floor + by, 0)


def _set_safeties(entry: RiskEntry, safeties: list[str], floor: int | None) -> None:
    if set(entry.safeties) != set(safeties):
        entry.safeties = safeties
    entry.floor_with_safeties = floor


def tell(model_admin: Any, request: HttpRequest, done: Bulk) -> None:
    """Count what changed, what was so already and what was refused, with the first reasons."""
    told = [f"{len(done.changed)} changed"]
    if done.same:
        told.append(f"{done.same} were so already")
    if done.refused:
        more = len(done.refused) - _NAMED
        reasons = "; ".join(done.refused[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
        told.append(f"{len(done.refused)} refused: {reasons}")
    level = messages.WARNING if done.refused else messages.SUCCESS
    model_admin.message_user(request, ", ".join(told).rstrip(".") + ".", level)


class SafetiesForm(forms.Form):
    """Which safeties count, and the floor with them."""

    safeties = forms.MultipleChoiceField(
        choices=Safety.choices, widget=forms.CheckboxSelectMultiple
    )
    floor_with_safeties = forms.IntegerField(min_value=0, max_value=HIGHEST_FLOOR)


def _action(name: str, description: str, edit: Edit) -> Any:
    def act(model_admin: Any, request: HttpRequest, queryset: QuerySet[RiskEntry]) -> None:
        done = edit_all(queryset, edit)
        tell(model_admin, request, done)

    act.__name__ = name
    return admin.action(description=description, permissions=["change"])(act)


@admin.action(description="Set safeties and the floor with them…", permissions=["change"])
def set_safeties(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[RiskEntry]
) -> HttpResponseBase | None:
    """Ask which, then set them."""
    form = SafetiesForm(request.POST if "apply" in request.POST else None)
    if not form.is_valid():
        return _page(model_admin, request, queryset, set_safeties.__name__, form)
    chosen, floor = form.cleaned_data["safeties"], form.cleaned_data["floor_with_safeties"]
    done = edit_all(queryset, partial(_set_safeties, safeties=chosen, floor=floor))
    tell(model_admin, request, done)
    return None


@admin.action(description="Remove from the draft…", permissions=["delete"])
def remove_from_draft(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[RiskEntry]
) -> HttpResponseBase | None:
    """Ask, then take them out."""
    if "apply" not in request.POST:
        return _page(model_admin, request, queryset, remove_from_draft.__name__, None)
    gone = list(queryset)
    remove(gone)
    model_admin.message_user(request, f"{len(gone)} removed from the draft.", messages.SUCCESS)
    return None


def _page(
    model_admin: Any,
    request: HttpRequest,
    queryset: QuerySet[RiskEntry],
    action: str,
    form: forms.Form | None,
) -> TemplateResponse:
    entries = list(queryset)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Set safeties" if form is not None else "Remove from the draft",
        "entries": entries,
        "action": action,
        "form": form,
        "opts": model_admin.opts,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/programming/riskentry/bulk.html", context)


ACTIONS = (
    *(
        _action(f"set_{tier.value}", f"Set tier: {tier.label}", partial(_set_tier, tier=tier))
        for tier in Tier
    ),
    _action("raise_floor", "Raise the floor by one", partial(_move_floor, by=1)),
    _action("lower_floor", "Lower the floor by one", partial(_move_floor, by=-1)),
    set_safeties,
    _action("clear_safeties", "Clear safeties", partial(_set_safeties, safeties=[], floor=None)),
    remove_from_draft,
)
