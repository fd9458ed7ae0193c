"""Forms for family help: starting it, what it rests on, another lead, and closing it."""

from collections.abc import Iterable
from typing import cast

from django import forms

from kith.familyhelp.actions.help import RestsOn
from kith.familyhelp.models import Basis, FamilyHelp
from kith.people.models import Family, Person
from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm, names_of, offer
from kith.web.forms.workers import WorkerField
from kith.workforce.models import Worker

EXAMPLE = "For example, 16 11 2026"


def words(label: str, hint: str = "", rows: int = 4, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=20_000, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )  # fmt: skip


class BasisForm(RecordForm):
    """Somebody consents, or the law allows it."""

    past = ("start_on",)
    called = {
        "kind": "what the help rests on", "who": "who gave it", "to_what": "to what",
    }  # fmt: skip

    kind = forms.ChoiceField(
        label="What does the help rest on?", choices=Basis.Kind.choices, widget=forms.RadioSelect, initial="consent"
    )  # fmt: skip
    who = forms.CharField(
        label="Who gave it?",
        max_length=150,
        help_text="For example, Sam Ash, father. Without consent: who decided",
    )
    to_what = words(
        "To what?", "What they agreed to, and to whom it may be told. Without consent: which law, and why"
    )
    start_on = DateField(label="From which day?", called="the day from which", help_text=EXAMPLE)
    end_on = DateField(
        label="Until which day?",
        called="the day until which",
        required=False,
        help_text="Where a day was agreed",
    )

    def rests_on(self) -> RestsOn:
        given = self.cleaned_data
        return RestsOn(**{each: given[each] for each in ("kind", "who", "to_what", "end_on")})


class StartForm(BasisForm):
    """Help of a family starts, on the day on which consent or the law allows it."""

    called = BasisForm.called | {
        "family": "the family", "children": "the children", "lead": "the lead practitioner", "wants": "what the family wants help with",
    }  # fmt: skip

    family = forms.ChoiceField(label="Which family?", widget=forms.RadioSelect)
    children = forms.MultipleChoiceField(
        label="Which children is it for?", widget=forms.CheckboxSelectMultiple,
        help_text="One plan for all of them",
    )  # fmt: skip
    lead = WorkerField(
        label="Who is the lead practitioner?", help_text="They may work for a school, health or a charity"
    )
    wants = words("What does the family want help with?", "In their own words")

    field_order = ("family", "children", "wants", "lead")

    def __init__(
        self,
        *args,
        families: Iterable[Family],
        children: Iterable[Person],
        leads: Iterable[Worker],
        **options,
    ):
        super().__init__(*args, **options)
        self.families = {str(each.pk): each for each in families}
        self.people = {str(each.pk): each for each in children}
        offer(self, "family", [(key, each.name) for key, each in self.families.items()])
        offer(self, "children", names_of(self.people.values()))
        cast(WorkerField, self.fields["lead"]).among(leads)

    def details(self) -> dict:
        """What the action is told."""
        given = self.cleaned_data
        return {
            "family": self.families[given["family"]], "children": [self.people[each] for each in given["children"]],
            "start_on": given["start_on"], "lead": given["lead"], "wants": given["wants"], "basis": self.rests_on(),
        }  # fmt: skip


class WithdrawForm(RecordForm):
    """Consent is withdrawn."""

    past = ("withdrawn_on",)
    called = {"because": "why it is withdrawn"}

    withdrawn_on = DateField(label="From which day?", called="the day it is withdrawn", help_text=EXAMPLE)
    because = words(
        "Why is it withdrawn?", "As they said it. They need no reason: say so where they gave none"
    )


class LetsGo(RecordForm):
    """For whom the lead until now is the worker no longer; not asked where they hold nobody."""

    lets_go = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Their allocation ends on that day. Leave out whoever they go on working with.",
    )  # fmt: skip

    def __init__(self, *args, held: Iterable[Person], lead: Worker, **options):
        super().__init__(*args, **options)
        self.held = {str(each.pk): each for each in held}
        self.fields["lets_go"].label = f"Whose worker is {lead.name} no longer?"
        self.fields["lets_go"] = self.fields.pop("lets_go")  # asked last
        offer(self, "lets_go", names_of(self.held.values()))
        if not self.held:
            del self.fields["lets_go"]

    def details(self) -> dict:
        """What the action is told."""
        chosen = self.cleaned_data.get("lets_go", ())
        return self.cleaned_data | {"lets_go": [self.held[each] for each in chosen]}


class LeadForm(LetsGo):
    """Somebody else is the lead practitioner."""

    past = ("from_on",)
    called = {"lead": "the lead practitioner"}

    lead = WorkerField(label="Who is the lead practitioner now?")
    from_on = DateField(label="From which day?", called="the day from which", help_text=EXAMPLE)

    def __init__(self, *args, leads: Iterable[Worker], **options):
        super().__init__(*args, **options)
        cast(WorkerField, self.fields["lead"]).among(leads)


class JoinForm(RecordForm):
    """The help is for one more child."""

    past = ("start_on",)
    called = {"joining": "the child"}

    joining = forms.ChoiceField(label="Which child?", widget=forms.RadioSelect)
    start_on = DateField(
        label="From which day?", called="the day from which",
        help_text="For example, the day a baby was born or a brother moved in",
    )  # fmt: skip

    def __init__(self, *args, children: Iterable[Person], **options):
        super().__init__(*args, **options)
        self.people = {str(each.pk): each for each in children}
        offer(self, "joining", names_of(self.people.values()))

    def details(self) -> dict:
        """What the action is told."""
        return self.cleaned_data | {"joining": self.people[self.cleaned_data["joining"]]}


class LeaveForm(LetsGo):
    """The help is for one child no longer."""

    past = ("end_on",)
    called = {"because": "why it is not for them any more"}

    end_on = DateField(label="From which day?", called="the day from which", help_text=EXAMPLE)
    because = words("Why is it not for them any more?", "For example, they live with their father now")

    def details(self) -> dict:
        """What the action is told."""
        return super().details() | {"lets_go": bool(self.cleaned_data.get("lets_go"))}


class CloseForm(LetsGo):
    """The help ends, with what has changed."""

    past = ("end_on",)
    called = {"end_reason": "why it ends", "changed": "what has changed"}

    end_on = DateField(label="Day the help ends", called="the day the help ends", help_text=EXAMPLE)
    end_reason = forms.ChoiceField(
        label="Why does it end?", choices=FamilyHelp.EndReason.choices, widget=forms.RadioSelect
    )
    changed = words("What has changed?", "Against each goal, and what the family say", 8)
