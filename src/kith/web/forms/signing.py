"""Forms of signing a return off: what somebody looked at and why issues are left; and the signature."""

from collections.abc import Mapping, Sequence

from django import forms

from kith.lib.words import plural
from kith.returns.signing import Left
from kith.web.forms.plain import Form, speak_plainly

MOST = 500
_OF = "why_"


class CheckForm(Form):
    """What somebody looked at, and a box for each rule with issues. A rule may be left empty for now."""

    mark_optional = False  # a box may wait, and is needed in the end
    called = {"saw": "what you looked at"}

    saw = forms.CharField(
        label="What did you look at?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, the reconciliation line by line, and every issue of the rules below. Name no child.",
    )  # fmt: skip

    def __init__(self, *args, left: Sequence[Left], before: Mapping[str, str], **options):
        super().__init__(*args, **options)
        for each in left:
            asked = self.fields[_OF + each.rule] = _why(each, before.get(each.rule, ""))
            speak_plainly(asked, f"why issues of rule {each.rule} are left")

    def left(self) -> dict[str, str]:
        """Why issues are left, by the code of the rule, where something was said."""
        said = {name.removeprefix(_OF): words for name, words in self.cleaned_data.items() if name != "saw"}
        return {rule: words for rule, words in said.items() if words}


def _why(each: Left, before: str) -> forms.CharField:
    of = f"{plural(each.issues, 'issue')} of {plural(each.children, 'child', 'children')}"
    return forms.CharField(
        label=f"Rule {each.rule}: why are its issues left?", required=False, max_length=MOST, initial=each.why or before,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=f"{of}. {each.says}",
    )  # fmt: skip


class SignForm(Form):
    """The signature."""

    called = {"sure": "I have looked at what is left and why, and sign this return off"}

    words = forms.CharField(
        label="Anything to be kept with it?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, when it was sent and to whom. Name no child.",
    )  # fmt: skip
    sure = forms.BooleanField(label="I have looked at what is left and why, and sign this return off")
