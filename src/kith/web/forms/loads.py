"""Forms of loading a return: the files, the years and the team, and what to look at."""

from django import forms
from django.core.exceptions import ValidationError

from kith.returns.models import Load, LoadIssue
from kith.returns.queries import topics_of
from kith.statutory.returns.sources import MEGABYTE, READABLE
from kith.statutory.ssda903.years import collection_year
from kith.web.forms.plain import Form
from kith.web.sent import MOST_SENT
from kith.workforce.models import Team

TAKEN = (*READABLE, ".zip")
LEFT_OUT = "none"
FIRST_RETURN = 1991  # no return was collected before the Children Act 1989 came into force


class Several(forms.ClearableFileInput):
    """One or more files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Every file that was sent."""

    widget = Several

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(each, initial) for each in data or [None]]


class UploadForm(Form):
    """The files of a return."""

    sent = FilesField(
        label="The files of the return",
        help_text=f"CSV, XML or a zip of them, {MOST_SENT // MEGABYTE} MB together. Choose several at once if need be.",
    )

    def clean_sent(self):
        found = self.cleaned_data["sent"]
        if wrong := [each.name for each in found if not each.name.lower().endswith(TAKEN)]:
            raise ValidationError(f"{wrong[0]} is not a CSV, XML or zip file", "kind")
        if sum(each.size for each in found) > MOST_SENT:
            raise ValidationError(
                f"The files together must be smaller than {MOST_SENT // MEGABYTE} MB", "size"
            )
        return found


class ConfirmForm(Form):
    """The collection years, as proposed or put right, and the team that holds the children.

    Files of which the dates leave no doubt are asked about together, one year at a time; with `each`, one by one.
    """

    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label="Team that holds the new children until somebody is allocated",
        required=False, empty_label="No team: only heads of service find them in a list",
    )  # fmt: skip

    def __init__(self, load: Load, *args, as_of, each=False, **options):
        super().__init__(*args, **options)
        self.groups = groups(load.files, each)
        for place, group in enumerate(self.groups):
            self.fields[f"year_{place}"] = forms.ChoiceField(
                label=label(group), choices=year_choices(as_of), initial=group[0]["year"] or LEFT_OUT
            )
        self.order_fields([*(f"year_{place}" for place in range(len(self.groups))), "team"])

    def years(self) -> dict[str, str]:
        """The years by file; a file that is not to be loaded has none."""
        chosen = {
            file["name"]: self.cleaned_data[f"year_{place}"]
            for place, group in enumerate(self.groups)
            for file in group
        }
        return {name: year for name, year in chosen.items() if year != LEFT_OUT}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.years():
            raise ValidationError(
                "Choose the year of at least one file, or there is nothing to load", "nothing"
            )
        return cleaned


def groups(files: list[dict], each: bool) -> list[list[dict]]:
    """Files to be asked about together: the sure ones of one year. The doubtful ones come first, one by one."""
    alone = [[file] for file in files if each or not file["sure"]]
    years = sorted({file["year"] for file in files if file["sure"]}) if not each else []
    return alone + [[file for file in files if file["sure"] and file["year"] == year] for year in years]


def label(group: list[dict]) -> str:
    names = [file["name"] for file in group]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"Year of {names[0]}{more}"


def year_choices(as_of) -> list[tuple[str, str]]:
    latest = int(collection_year(as_of)[:4])
    years = [f"{year}-{(year + 1) % 100:02}" for year in range(latest, FIRST_RETURN - 1, -1)]
    return [*((year, year) for year in years), (LEFT_OUT, "Do not load this file")]


class IssueFilter(Form):
    """Which of the things to look at to show."""

    mark_optional = False

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Everything"), *LoadIssue.Kind.choices]
    )
    about = forms.ChoiceField(label="About", required=False)
    child = forms.CharField(label="Child’s number in the return", required=False, max_length=36)

    def __init__(self, load: Load, *args, **options):
        super().__init__(*args, **options)
        topics = [("", "Anything"), *((each, each) for each in topics_of(load))]
        self.fields["about"].choices = topics  # type: ignore[attr-defined]
