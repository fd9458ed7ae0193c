"""Forms of checking files: the files and the year, a child's number, and which issues to show."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from kith.lib.words import plural
from kith.statutory.return_kinds import DEFAULT, shown_by
from kith.statutory.returns.asking import county_of, is_authority
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.sources import MEGABYTE
from kith.statutory.ssda903.years import collection_year
from kith.web.forms.fields import DateField
from kith.web.forms.loads import TAKEN, FilesField
from kith.web.forms.plain import Form
from kith.web.sent import MOST_SENT, contents

LISTS = (".csv", ".xlsx")


class SeveralFiles(FilesField):
    """Any number of files, each of a kind that can be read; none where it is not required."""

    def __init__(self, *, kinds: tuple[str, ...], called: str, **options):
        super().__init__(**options)
        self.kinds, self.called = kinds, called

    def clean(self, data, initial=None):
        if not data and not self.required:
            return []
        found = super().clean(data, initial)
        if wrong := [each.name for each in found if not each.name.lower().endswith(self.kinds)]:
            raise ValidationError(f"{wrong[0]} is not {self.called}", "kind")
        return found


class CheckForm(Form):
    """The files of a return, which year of which authority they are, and what they may be compared with. Which return it is
    the files show."""

    sent = SeveralFiles(
        kinds=TAKEN, called="a CSV, XML or zip file", label="The files of the return",
        help_text=f"CSV, XML or a zip of them, {MOST_SENT // MEGABYTE} MB together with those below. Choose several at once if need be.",
    )  # fmt: skip
    year = forms.ChoiceField(label="Collection year")
    authority = forms.CharField(
        label="Authority", max_length=9, help_text="Its code, like E08000025",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    as_of = DateField(
        label="Day the files were drawn", called="the day the files were drawn",
        help_text="Rules for the end of the year wait until 31 March has passed. To run them all the same, give 1 April after it.",
    )  # fmt: skip
    last = SeveralFiles(
        kinds=TAKEN, called="a CSV, XML or zip file", label="Last year’s files", required=False,
        help_text="For the rules of SSDA903 that compare with last year.",
    )  # fmt: skip
    lists = SeveralFiles(
        kinds=LISTS, called="a CSV or XLSX file", label="Ofsted’s lists of providers", required=False,
        help_text="CSV or XLSX as published, for the rules of SSDA903 about Ofsted numbers.",
    )  # fmt: skip

    def __init__(self, *args, as_of: date, here: str, **options):
        year = collection_year(as_of)
        initial = {"year": year if year in YEARS else YEARS[-1], "authority": here, "as_of": as_of}
        super().__init__(*args, initial=initial, **options)
        self.here = here
        self.fields["year"].choices = [(each, each) for each in reversed(YEARS)]  # type: ignore[attr-defined]

    def clean_authority(self):
        """The authority's own code needs no list to be one: a demonstration's is in none."""
        code = self.cleaned_data["authority"].strip().upper()
        if code == self.here:
            return code
        if county := county_of(code):
            raise ValidationError(f"{code} is a district. The return is its county’s: {county}", "district")
        if not is_authority(code):
            raise ValidationError(
                f"{code} is not the code of an authority in England, like E08000025", "unknown"
            )
        return code

    def clean(self):
        cleaned = super().clean()
        sizes = [
            each.size for name in ("sent", "last", "lists") for each in self.cleaned_data.get(name) or ()
        ]
        if sum(sizes) > MOST_SENT:
            self.add_error("sent", f"The files together must be smaller than {MOST_SENT // MEGABYTE} MB")
        elif self.cleaned_data.get("sent"):
            self._recognise()
        return cleaned

    def _recognise(self) -> None:
        """What was sent, as it is read once, and the return that it is of."""
        self.cleaned_data["files"] = contents(self.cleaned_data["sent"])
        shown = shown_by(self.cleaned_data["files"])
        kind = shown[0] if shown else DEFAULT
        if len(shown) > 1:
            self.add_error(
                "sent", "These are the files of two returns. Check the files of one return at a time"
            )
        self.cleaned_data["collection"] = kind.key
        for name, called in (
            () if kind.beside else (("last", "last year’s files"), ("lists", "lists of providers"))
        ):
            if self.cleaned_data.get(name):
                self.add_error(name, f"The {kind.called} is not compared with {called}. Leave these out")


class ChildForm(Form):
    """The number of a child in the files. It is sent, never part of an address."""

    mark_optional = False

    number = forms.CharField(
        label="Child’s number in the return", max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )  # fmt: skip


class IssueFilter(Form):
    """Which issues to show: by rule, table, how they stand to the check before, and one child by its place in the list."""

    mark_optional = False

    rule = forms.ChoiceField(label="Rule", required=False)
    table = forms.ChoiceField(label="Table", required=False)
    since = forms.ChoiceField(label="Since the check before", required=False)
    child = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        rules: Iterable[tuple[str, int]],
        tables: Iterable[str],
        since: Iterable[tuple[str, str]],
        *args,
        **options,
    ):
        super().__init__(*args, **options)
        counted = [(code, f"{code} ({plural(count, 'issue')})") for code, count in rules]
        self._offer("rule", [("", "Every rule"), *counted])
        self._offer("table", [("", "Every table"), *((each, each) for each in tables)])
        self._offer("since", [("", "All there are now"), *since])
        if not since:
            del self.fields["since"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
