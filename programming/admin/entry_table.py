"""The table of exercises as a list: what of it is edited, and what differs from what is in force."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.functional import cached_property

from programming.admin.entry_filters import Differing, chosen_draft
from programming.admin.entry_forms import ListedEntryForm
from programming.catalogue.entries import entries
from programming.models import CatalogueRelease, RiskEntry
from programming.releases.publish import in_force
from programming.releases.words import Difference, difference


class EntryTable(ChangeList):
    """The table, editable where it shows a draft to somebody who may change it."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        draft = chosen_draft(request)
        may = self.model_admin.has_change_permission(request)
        self.only_differing = self.params.get(Differing.parameter_name) == "yes"
        self.differing_rows = self.get_query_string({Differing.parameter_name: "yes"})
        self.all_rows = self.get_query_string(remove=[Differing.parameter_name])
        self.list_editable = ListedEntryForm.Meta.fields if draft is not None and may else ()

    @cached_property
    def in_force(self) -> CatalogueRelease | None:
        """What lifters are warned by now, and rows are compared with."""
        return in_force()

    def differs(self, entry: RiskEntry) -> Difference | None:
        """What of a row is not as in the release in force."""
        if self.in_force is None or entry.release_id == self.in_force.pk:
            return None
        return difference(entry, entries(self.in_force.pk))
