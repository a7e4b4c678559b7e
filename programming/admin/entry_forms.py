"""The forms of a draft's entries, which never overwrite what another admin wrote meanwhile.

Every field carries the value the page was made with. What was typed is compared with that, and
that with what is stored now: where the two differ, the row is refused with both values.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from programming.choices import Muscle, Safety, Tier
from programming.datafiles import AliasRow
from programming.models import CatalogueRelease, RiskEntry
from programming.names import clean_name, normalised
from programming.releases.drafts import another_name_of, read_aliases
from programming.releases.words import label_of, words

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    EntryModelForm = forms.ModelForm[RiskEntry]
    EntryFormSet = forms.BaseModelFormSet[RiskEntry, "ListedEntryForm"]
else:
    EntryModelForm = forms.ModelForm
    EntryFormSet = forms.BaseModelFormSet


def refuse_empty_warning(tier: str | None, floor: int | None) -> None:
    """Refuse a tier that says to avoid failure with a floor that lets every set end there.

    Raises `ValidationError`. The model does not: what is so already must stay readable.
    """
    if tier == Tier.AVOID and floor == 0:
        text = f"{Tier.AVOID.label} needs a floor of 1 or more: with 0 nothing is avoided."
        raise ValidationError({"floor": text})


class GuardedForm(EntryModelForm):
    """An entry of a draft, refused where it is not what the page showed any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for field in self.fields.values():
                field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        """Refuse what is stale. The model's own `clean` says what the constraints would."""
        # Field by field: a version of the row would refuse the page's untouched rows as well.
        if self.instance.pk and self.has_changed():
            for name, field in self.fields.items():
                if field.show_hidden_initial and self._is_stale(name):
                    self._refuse(name)
        if self.has_changed():
            refuse_empty_warning(self.cleaned_data.get("tier"), self.cleaned_data.get("floor"))
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Look at what was typed alone: a constraint is a query, and most rows are untouched."""
        if self.has_changed():
            super()._post_clean()  # type: ignore[misc] # not in the stubs

    def _is_stale(self, name: str) -> bool:
        field, bound = self.fields[name], self[name]
        seen = self._hidden(name)
        try:
            return field.has_changed(field.to_python(seen), field.prepare_value(bound.initial))
        except ValidationError:
            return True

    def _hidden(self, name: str) -> Any:
        widget = self.fields[name].hidden_widget()
        return widget.value_from_datadict(self.data, self.files, self[name].html_initial_name)

    def _refuse(self, name: str) -> None:
        """Say both values, and have the next save mean what is stored now."""
        now = words(name, self[name].initial)
        if name in self.changed_data:
            typed = words(name, self.cleaned_data.get(name))
            text = (
                f"{label_of(name)}: another admin made it {now} meanwhile; "
                f"you entered {typed}. Save again to keep yours."
            )
        else:
            text = f"{label_of(name)}: another admin made it {now} meanwhile. It stands here now."
        touched = name in self.changed_data
        posted: Any = self.data
        data = posted.copy()
        for key in (self[name].html_initial_name, *(() if touched else (self[name].html_name,))):
            value = self.fields[name].prepare_value(self[name].initial)
            if isinstance(value, list):
                data.setlist(key, value)
            elif value is None or (value is False and key == self[name].html_name):
                data.pop(key, None)
            else:
                data[key] = str(value)
        self.data = data
        self.add_error(name, text)

    def _update_errors(self, errors: ValidationError) -> None:
        """What the model says of fields that are not here is said of the whole row."""
        if hasattr(errors, "error_dict"):
            here: dict[str, list[Any]] = {}
            for name, texts in errors.error_dict.items():
                if name in self.fields or name == NON_FIELD_ERRORS:
                    here.setdefault(name, []).extend(texts)
                else:
                    said = [f"{label_of(name)}: {text}" for one in texts for text in one.messages]
                    here.setdefault(NON_FIELD_ERRORS, []).extend(said)
            errors = ValidationError(here)
        super()._update_errors(errors)  # type: ignore[misc] # not in the stubs


class ListedEntryForm(GuardedForm):
    """What of an entry is edited in the table."""

    class Meta:
        model = RiskEntry
        fields = ("tier", "floor", "floor_with_safeties")


class ListedEntries(EntryFormSet):
    """The rows of the table."""

    def add_fields(self, form: "ListedEntryForm", index: int | None) -> None:
        """With the row's id as a plain number: Django's field looks each one up by itself."""
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(
            initial=form.instance.pk, required=False, widget=forms.HiddenInput
        )
        # The table has no labels beside its fields: each says what it is of which exercise.
        for name in self.form.Meta.fields:
            field = form.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label} of {form.instance.name}"


def _several(choices: Any, label: str, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices,
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class EntryForm(GuardedForm):
    """All of an entry."""

    primary_muscles = _several(Muscle.choices, "Primary muscles", "A set counts in full.")
    secondary_muscles = _several(Muscle.choices, "Secondary muscles", "A set counts by half.")
    safeties = _several(Safety.choices, "Safeties", "Those that lower the floor.")

    class Meta:
        model = RiskEntry
        exclude = ("release", "exercise")
        widgets = {"rationale": AdminTextareaWidget(attrs={"rows": 3})}

    @property
    def draft_id(self) -> int | None:
        """The draft the entry stands in."""
        return self.instance.release_id

    def clean_name(self) -> str:
        """Refuse what cannot be a name, and one that another exercise has, be it as another name."""
        try:
            name = clean_name(self.cleaned_data["name"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault
        others = RiskEntry.objects.filter(release_id=self.draft_id, release__isnull=False)
        for other in others.exclude(pk=self.instance.pk).values_list("name", flat=True):
            if normalised(other) == normalised(name):
                raise forms.ValidationError(f"{other} is in this draft already.")
        if self._is_new_name(name):
            meant = another_name_of(name, self.draft_id, self.instance.exercise_id)
            if meant is not None:
                raise forms.ValidationError(f"{name} is another name of {meant}.")
        return name

    def _is_new_name(self, name: str) -> bool:
        """Whether the exercise had another one so far."""
        had = self.initial.get("name") if self.instance.pk else None
        return had is None or normalised(had) != normalised(name)

    def clean_rationale(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["rationale"].split())

    def clean_primary_muscles(self) -> list[str]:
        """In the order they had."""
        return self._in_order("primary_muscles")

    def clean_secondary_muscles(self) -> list[str]:
        """In the order they had."""
        return self._in_order("secondary_muscles")

    def clean_safeties(self) -> list[str]:
        """In the order they had."""
        return self._in_order("safeties")

    def _in_order(self, name: str) -> list[str]:
        had, typed = getattr(self.instance, name) or [], self.cleaned_data[name]
        return [one for one in had if one in typed] + [one for one in typed if one not in had]


class NewEntryForm(EntryForm):
    """A new exercise for a draft, with its other names."""

    release = forms.ModelChoiceField(
        CatalogueRelease.objects.none(), label="Draft", empty_label=None
    )
    aliases = forms.CharField(
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        label="Other names",
        help_text="One a line; name@hevy for one that a single app uses. They count with the release.",
    )

    class Meta:
        model = RiskEntry
        exclude = ("exercise",)
        widgets = EntryForm.Meta.widgets

    field_order = ("release", "name", "aliases")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts: Any = self.fields["release"]
        drafts.queryset = CatalogueRelease.objects.drafts()

    @property
    def draft_id(self) -> int | None:
        """The draft chosen; its field is cleaned before the name's."""
        draft = self.cleaned_data.get("release")
        return None if draft is None else int(draft.pk)

    def clean_aliases(self) -> list[AliasRow]:
        """Read, each free to be taken."""
        try:
            return read_aliases(self.cleaned_data["aliases"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault
