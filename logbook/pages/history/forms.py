"""Name, note and times of a session."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from logbook.acts.sessions import SessionEntry
from logbook.clock import instant, local_date, local_time
from logbook.models import TrainingSession
from logbook.web.fields import TextField, WholeField

_COLUMNS = {
    "name": "name",
    "note": "note",
    "version": "version",
    "started": "started_at",
    "finished": "finished_at",
}
LONGEST_SESSION = dt.timedelta(hours=24)
# Weeks are counted back from a session's day, and the calendar ends at year 1.
FIRST_YEAR = 1970


class SessionForm(forms.Form):
    """Name, note and times of a session; times are a wall clock's in the session's zone."""

    name = TextField(max_length=80, error_messages={"required": "Give the session a name."})
    started = forms.DateTimeField(
        label="Started",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Enter a date and a time."},
    )
    finished = forms.DateTimeField(
        label="Finished",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Enter a date and a time."},
    )
    note = TextField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), label="Note"
    )
    version = WholeField(low=1, high=10**6, message="Reload the page.")

    def __init__(
        self, *args: Any, session: TrainingSession, now: dt.datetime, **kwargs: Any
    ) -> None:
        self.session, self.now = session, now
        kwargs.setdefault("initial", initial_of(session))
        super().__init__(*args, **kwargs)
        self.fields["version"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "name",
            "started",
            "finished",
            "note",
            "version",
        )

    def _instant(self, field: str) -> dt.datetime | None:
        typed = self.cleaned_data.get(field)
        if typed is None:
            return None
        wall = typed.replace(tzinfo=None)
        kept = self.session.started_at if field == "started" else self.session.finished_at
        if kept is not None and wall == local_time(kept, self.session.zone).replace(
            second=0, microsecond=0, tzinfo=None
        ):
            return kept
        if wall.year < FIRST_YEAR:
            raise ValidationError(f"Enter a date from {FIRST_YEAR} on.")
        if wall.year > self.now.year + 1:
            raise ValidationError("This time is still to come.")
        try:
            return instant(wall, self.session.zone)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean_started(self) -> dt.datetime | None:
        """The start as an instant; unchanged to the minute, it stays as it was to the second."""
        return self._instant("started")

    def clean_finished(self) -> dt.datetime | None:
        """The end as an instant."""
        return self._instant("finished")

    def clean(self) -> dict[str, Any]:
        """Times in order, not ahead, and no longer than a day.

        A session that is put on another day takes its end along where only its start was changed.
        """
        data = super().clean() or self.cleaned_data
        started, finished = data.get("started"), data.get("finished")
        if started and finished and finished == self.session.finished_at:
            saved = self.session
            if local_date(started, saved.zone) != saved.local_date:
                finished = data["finished"] = finished + (started - saved.started_at)
        if started and started > self.now:
            self.add_error("started", "This time is still to come.")
        if started and finished and not dt.timedelta(0) <= finished - started <= LONGEST_SESSION:
            self.add_error("finished", "Enter an end after the start, within 24 hours.")
        return data

    def against(self, saved: TrainingSession) -> SessionForm:
        """The same values in a form for the session as it stands now, both shown."""
        data = {name: self.data.get(name, "") for name in self.fields}
        form = SessionForm({**data, "version": saved.version}, session=saved, now=self.now)
        form.is_valid()
        for name, value in initial_of(saved).items():
            shown = (
                f"{value:%d %b %Y %H:%M}" if isinstance(value, dt.datetime) else value or "empty"
            )
            if name != "version" and form.cleaned_data.get(name) != getattr(saved, _COLUMNS[name]):
                form.add_error(name, f"Changed elsewhere to: {shown}. Saving now puts yours there.")
        return form

    @property
    def entry(self) -> SessionEntry:
        """What was typed; only of a valid form."""
        data = self.cleaned_data
        return SessionEntry(data["name"], data["note"], data["started"], data["finished"])


def initial_of(session: TrainingSession) -> dict[str, object]:
    """The session as its form shows it."""
    return {
        "name": session.name,
        "note": session.note,
        "version": session.version,
        "started": local_time(session.started_at, session.zone).replace(tzinfo=None),
        "finished": (
            local_time(session.finished_at, session.zone).replace(tzinfo=None)
            if session.finished_at is not None
            else None
        ),
    }
