"""The loads a lifter can make at a gym: bars and plates, the lightest load and the smallest step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from logbook.advice.kit import EQUIPMENT, usual_bars, usual_loads, usual_plates
from logbook.models.gyms import LONGEST_NAME, Gym
from logbook.pages.people.loads_text import bars_text, parse_bars, parse_plates, plates_text
from logbook.web.fields import TextField, WholeField
from programming.choices import Equipment
from programming.loads import Load, Unit, converted, parse_load

_LIGHTEST = {"barbell": "The bar", "smith_machine": "The bar"}


def _shown(load: Load, unit: Unit) -> str:
    """What was stated, in the unit typed now."""
    return (load if load.unit == unit else converted(load.micrograms, unit)).text


def _line(label: str, kept: str, usual: str) -> forms.CharField:
    return TextField(
        label=label,
        required=False,
        max_length=300,
        initial=kept,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=f"Blank: {usual}.",
    )


class LoadsForm(forms.Form):
    """For each kind of equipment the lightest load and the step; blank is what a usual gym has.

    `names_it`: one of several gyms has its name in the form.
    """

    version = WholeField(low=1, high=10**6, message="Reload the page.", required=False)

    def __init__(
        self, *args: Any, unit: Unit, gym: Gym, names_it: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.gym, self.names_it = unit, gym, names_it
        self.fields["version"].widget = forms.HiddenInput()
        self.fields["version"].initial = gym.version
        rows: list[Any] = ["version"]
        if names_it:
            self.fields["name"] = TextField(
                label="Name",
                max_length=LONGEST_NAME,
                initial=gym.called,
                error_messages={"required": "Give the gym a name, like Home."},
            )
            rows.append(Div("name"))
        for equipment, name in EQUIPMENT.items():
            stated = gym.stated(equipment)
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
                    initial=_shown(stated[place], self.unit) if stated else "",
                    widget=forms.TextInput(
                        attrs={
                            "inputmode": "decimal",
                            "autocomplete": "off",
                        }
                    ),
                    help_text=f"Blank: {usual[place].text}.",
                )
                fields.append(field)
            more = self._bars_and_plates() if equipment == Equipment.BARBELL else []
            rows.append(Fieldset(name, Div(*fields, css_class="rs-form__pair"), *more))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*rows)

    def _bars_and_plates(self) -> list[str]:
        kept, unit = self.gym, self.unit
        self.fields["bars"] = _line(
            f"Other bars ({unit})",
            bars_text(kept.other_bars, unit) if kept.other_bars is not None else "",
            bars_text(usual_bars(unit), unit),
        )
        self.fields["plates"] = _line(
            f"Plates ({unit})",
            plates_text(kept.plates, unit) if kept.plates is not None else "",
            f"{plates_text(usual_plates(unit), unit)}, as many as it takes. With how many there are: "
            "4×20 2×10, and the unit behind plates of the other one: 4×45lb. What you write says which loads can be made, in place of the step",
        )
        return ["bars", "plates"]

    def clean(self) -> dict[str, Any]:
        """Each pair as loads; a part left blank is the usual one."""
        data = super().clean() or self.cleaned_data
        stated: dict[str, tuple[int, int, str]] = {}
        for equipment in EQUIPMENT:
            usual = usual_loads(equipment, self.unit)
            parts = [
                self._load(f"{equipment}_{part}", data, least=part == "step")
                for part in ("lightest", "step")
            ]
            if equipment in self.gym.loads and self._is_as_kept(equipment, data):
                # What was stated in another unit was shown rounded: it stays as it was stated.
                stated[equipment] = self.gym.loads[equipment]
            elif any(part is not None for part in parts):
                chosen = [part or kept for part, kept in zip(parts, usual, strict=True)]
                stated[equipment] = (chosen[0].milli, chosen[1].milli, str(self.unit))
        self.stated = stated
        self.bars = self._in_one_line("bars", parse_bars, data)
        self.plates = self._in_one_line("plates", parse_plates, data)
        return data

    def _in_one_line(self, field: str, parse: Any, data: dict[str, Any]) -> Any:
        typed = data.get(field) or ""
        try:
            return parse(typed, self.unit) if typed else None
        except ValueError as error:
            self.add_error(field, str(error))
            return None

    @property
    def said(self) -> Gym:
        """The gym as the form states it; only of a valid form."""
        name = self.cleaned_data["name"] if self.names_it else self.gym.name
        if not self.gym.name and name == self.gym.called:
            name = ""
        return replace(
            self.gym, name=name, loads=self.stated, other_bars=self.bars, plates=self.plates
        )

    def against(self, saved: Gym) -> LoadsForm:
        """The same answers in a form for the gym as it stands now, both said where they differ."""
        data = {**dict(self.data.items()), "version": saved.version}
        form = LoadsForm(data, unit=self.unit, gym=saved, names_it=self.names_it)
        form.is_valid()
        for name, field in form.fields.items():
            stands = field.initial or ""
            if name != "version" and stands != data.get(name, "").strip():
                value = stands or "blank"
                form.add_error(name, f"Changed elsewhere to: {value}. Saving now puts yours there.")
        return form

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
