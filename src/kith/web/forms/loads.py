"""Forms of loading a return: the files, the years and the team, and what to look at."""

from django import forms
from django.core.exceptions import ValidationError

from kith.returns.models import Load, LoadIssue
from kith.returns.queries import topics_of
from kith.returns.uploads import MOST_SENT
from kith.statutory.ssda903.sources import MEGABYTE, READABLE
from kith.statutory.ssda903.years import collection_year
from kith.web.forms.plain import Form
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
    """The collection year of each file, as proposed or put right, and the team that holds the children."""

    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label="Team that holds the new children until somebody is allocated",
        required=False, empty_label="No team: only heads of service find them in a list",
    )  # fmt: skip

    def __init__(self, load: Load, *args, as_of, **options):
        self.load = load
        super().__init__(*args, **options)
        for place, file in enumerate(load.files):
            self.fields[f"year_{place}"] = forms.ChoiceField(
                label=f"Year of {file['name']}", choices=year_choices(as_of), initial=file["year"] or LEFT_OUT
            )
        self.order_fields([*(f"year_{place}" for place in range(len(load.files))), "team"])

    def years(self) -> dict[str, str]:
        """The years by file; a file that is not to be loaded has none."""
        chosen = {
            file["name"]: self.cleaned_data[f"year_{place}"] for place, file in enumerate(self.load.files)
        }
        return {name: year for name, year in chosen.items() if year != LEFT_OUT}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.years():
            raise ValidationError(
                "Choose the year of at least one file, or there is nothing to load", "nothing"
            )
        return cleaned


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
