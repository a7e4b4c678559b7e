"""The loads a lifter can make: what the bar weighs, and the smallest step."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from logbook.advice.load_scale import EQUIPMENT, usual_loads
from logbook.models import User
from programming.loads import Load, Unit, converted, parse_load

_LIGHTEST = {"barbell": "The bar", "smith_machine": "The bar"}


def _shown(milli: int, typed_in: str, unit: Unit) -> str:
    """What was stated, in the unit typed now."""
    load = Load(milli, Unit(typed_in))
    return (load if load.unit == unit else converted(load.micrograms, unit)).text


class LoadsForm(forms.Form):
    """For each kind of equipment the lightest load and the step; blank is what a usual gym has."""

    def __init__(self, *args: Any, lifter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.kept = Unit(lifter.unit), lifter.loads
        rows = []
        for equipment, name in EQUIPMENT.items():
            stated = lifter.loads.get(equipment)
            usual = usual_loads(equipment, self.unit)
            fields = []
            for place, part in enumerate(("lightest", "step")):
                if equipment == "bodyweight" and part == "lightest":
                    continue
                field = f"{equipment}_{part}"
                label = "Step" if place else _LIGHTEST.get(equipment, "Lightest")
                self.fields[field] = forms.CharField(
                    label=f"{label} ({self.unit})",
                    required=False,
                    max_length=40,
                    initial=_shown(stated[place], stated[2], self.unit) if stated else "",
                    widget=forms.TextInput(
                        attrs={
                            "inputmode": "decimal",
                            "autocomplete": "off",
                        }
                    ),
                    help_text=f"Blank: {usual[place].text}.",
                )
                fields.append(field)
            rows.append(Fieldset(name, Div(*fields, css_class="rs-form__pair")))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*rows)

    def clean(self) -> dict[str, Any]:
        """Each pair as loads; a part left blank is the usual one."""
        data = super().clean() or self.cleaned_data
        stated: dict[str, list[int | str]] = {}
        for equipment in EQUIPMENT:
            usual = usual_loads(equipment, self.unit)
            parts = [
                self._load(f"{equipment}_{part}", data, least=part == "step")
                for part in ("lightest", "step")
            ]
            if equipment in self.kept and self._is_as_kept(equipment, data):
                # What was stated in another unit was shown rounded: it stays as it was stated.
                stated[equipment] = self.kept[equipment]
            elif any(part is not None for part in parts):
                chosen = [part or kept for part, kept in zip(parts, usual, strict=True)]
                stated[equipment] = [chosen[0].milli, chosen[1].milli, str(self.unit)]
        self.stated = stated
        return data

    def _is_as_kept(self, equipment: str, data: dict[str, Any]) -> bool:
        names = [name for name in self.fields if name.startswith(f"{equipment}_")]
        return all(data.get(name) == self.fields[name].initial for name in names)

    def _load(self, field: str, data: dict[str, Any], *, least: bool) -> Load | None:
        typed = str(data.get(field) or "").strip()
        if not typed:
            return None
        try:
            load = parse_load(typed, self.unit)
        except ValueError as error:
            self.add_error(field, str(error))
            return None
        if load.unit != self.unit:
            self.add_error(field, f"Enter it in {self.unit}, the unit of your settings.")
            return None
        if least and not load.milli:
            self.add_error(field, "A step is more than nothing.")
            return None
        return load
