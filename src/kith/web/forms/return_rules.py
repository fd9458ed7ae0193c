"""Narrowing the list of a return's rules."""

from collections.abc import Iterable

from django import forms

from kith.web.forms.plain import Form


class RuleFilter(Form):
    """Words of the rule, its topic, and a year in which it stands."""

    mark_optional = False

    words = forms.CharField(
        label="Code, column or words", required=False, max_length=60,
        help_text="Like 141, DECOM or adopted",
    )  # fmt: skip
    topic = forms.ChoiceField(label="Topic", required=False)
    year = forms.ChoiceField(label="In force in", required=False)

    def __init__(self, topics: Iterable[str], years: Iterable[str], *args, **options):
        super().__init__(*args, **options)
        named = sorted((name, name.replace("_", " ").capitalize()) for name in topics)
        self.fields["topic"].choices = [("", "Every topic"), *named]  # type: ignore[attr-defined]
        latest_first = [(year, year) for year in sorted(years, reverse=True)]
        self.fields["year"].choices = [("", "Any year"), *latest_first]  # type: ignore[attr-defined]
