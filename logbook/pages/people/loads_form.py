"""The loads a lifter can make: what the bar weighs, and the smallest step."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from logbook.advice.load_scale import EQUIPMENT, usual_loads
from logbook.models import User
from programming.loads import Load, Unit, in_unit, parse_load

_LIGHTEST = {"barbell": "The bar", "smith_machine": "The bar"}


def _shown(milli: int, typed_in: str, unit: Unit) -> str:
    """What was stated, in the unit typed now."""
    load = Load(milli, Unit(typed_in))
    return (load if load.unit == unit else in_unit(load.micrograms, unit)).text


class LoadsForm(forms.Form):
    """For each kind of equipment the lightest load and the step; blank is what a usual gym has."""

    def __init__(self, *args: Any, lifter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = Unit(lifter.unit)
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
            if any(part is not None for part in parts):
                chosen = [part or kept for part, kept in zip(parts, usual, strict=True)]
                stated[equipment] = [chosen[0].milli, chosen[1].milli, str(self.unit)]
        self.stated = stated
        return data

    def _load(self, field: str, data: dict[str, Any], *, least: bool) -> Load | None:
        typed = str(data.get(field) or "").strip()
        if not typed:
            return None
        try:
            load = parse_load(typed, self.unit)
        except ValueError as error:
            self.add_error(field, str(error))
            return None
        if least and not load.milli:
            self.add_error(field, "A step is more than nothing.")
            return None
        return load
