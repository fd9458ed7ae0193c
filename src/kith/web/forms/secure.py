"""Forms for secure accommodation, by the hour."""

from datetime import datetime
from typing import Any

from kith.web.forms.fields import DateField, TimeField
from kith.web.forms.record import RecordForm, moment_of

EXAMPLE, TIME = "For example, 16 11 2026", "For example, 2:30pm"
LATER = "Leave empty if it has not happened"


class _Moments(RecordForm):
    """Days with times: each pair is given whole, or not at all."""

    pairs: tuple[str, ...] = ()

    def clean(self) -> dict:
        given = super().clean() or {}
        for pair in self.pairs:
            for name, other in ((f"{pair}_on", f"{pair}_time"), (f"{pair}_time", f"{pair}_on")):
                if given.get(other) and not given.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return given

    @property
    def details(self) -> dict[str, Any]:
        return {f"{pair}_at": self._moment(pair) for pair in self.pairs}

    def _moment(self, pair: str) -> datetime | None:
        day, time = self.cleaned_data[f"{pair}_on"], self.cleaned_data[f"{pair}_time"]
        return moment_of(day, time) if day and time else None


class ChangeSecureForm(_Moments):
    """When the child left, and when a court gave authority."""

    past: tuple[str, ...] = ("ended_on", "authorised_on")
    pairs: tuple[str, ...] = ("ended", "authorised")

    ended_on = DateField(label="Day they left", called="the day they left", required=False, help_text=LATER)
    ended_time = TimeField(label="Time they left", called="the time they left", required=False)
    authorised_on = DateField(
        label="Day a court gave authority", called="the day a court gave authority", required=False, help_text=LATER
    )  # fmt: skip
    authorised_time = TimeField(
        label="Time a court gave authority", called="the time a court gave authority", required=False
    )


class SecureForm(ChangeSecureForm):
    """From when a child is in secure accommodation."""

    past = ("started_on", "ended_on", "authorised_on")
    pairs = ("started", "ended", "authorised")
    field_order = ("started_on", "started_time")

    started_on = DateField(label="Day they went in", called="the day they went in", help_text=EXAMPLE)
    started_time = TimeField(label="Time they went in", called="the time they went in", help_text=TIME)
