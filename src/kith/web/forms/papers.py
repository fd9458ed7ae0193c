"""Which passages of a paper are left out for its reader, and why."""

from typing import Any

from django import forms

from kith.sharing.actions.papers import Said
from kith.sharing.marks import PassageMark
from kith.web.forms.plain import Form
from kith.web.papers.paper import Line, Paper, Stands
from kith.web.papers.readers import As

Because = PassageMark.Because


class PartsForm(Form):
    """A tick for each passage, and a reason beside it; what is withheld from the reader is not asked."""

    mark_optional = False

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        self.paper = paper
        self.asked = [each for each in paper.lines if each.stands is not Stands.WITHHELD]
        super().__init__(*args, **options)
        for number, line in enumerate(self.asked, 1):
            why = line.mark.because if line.mark and line.mark.because else self.usual
            self.fields[f"out-{line.key}"] = forms.BooleanField(
                required=False, initial=line.proposed, label=f"Part {number}"
            )
            self.fields[f"because-{line.key}"] = forms.ChoiceField(
                required=False, choices=Because.choices, initial=why, label=f"Why part {number} is left out"
            )

    @property
    def usual(self) -> str:
        """Why most is left out for this reader: of a child's paper, and of one for the wider family, it is not for them."""
        adult = self.paper.reader.what in (As.PARENT, As.CARER)
        return Because.OTHERS if adult else Because.UNSUITED

    @property
    def said(self) -> list[Said]:
        """Of each passage that was on the page; one whose words have changed meanwhile was not."""
        shown = [each for each in self.asked if f"because-{each.key}" in self.data]
        return [Said(each.recorded.passage, self._because(each)) for each in shown if each.recorded]

    def _because(self, line: Line) -> str:
        if not self.cleaned_data[f"out-{line.key}"]:
            return ""
        return self.cleaned_data[f"because-{line.key}"] or self.usual

    @property
    def sections(self) -> list[tuple[str, list[tuple[Line, Any, Any]]]]:
        """Each heading with its passages, each with its two fields."""
        asked = {each.key for each in self.asked}
        return [
            (section.heading, [self._row(each) for each in section.recorded if each.key in asked])
            for section in self.paper.sections
            if any(each.key in asked for each in section.recorded)
        ]

    def _row(self, line: Line) -> tuple[Line, Any, Any]:
        return line, self[f"out-{line.key}"], self[f"because-{line.key}"]
