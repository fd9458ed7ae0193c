"""Forms about families: relationships, responsibility, groups, professionals, alerts, what is withheld."""

from django import forms

from kith.people.models import Alert, Person, Relationship, Withholding
from kith.people.queries import SYMMETRIC, word_for
from kith.web.forms.fields import DateField
from kith.web.forms.people import LIKE, BirthFields, EndForm, NameFields
from kith.web.forms.plain import Form
from kith.web.forms.record import RecordForm, chosen_or_none, names_of, offer

CHILD_IS = "child is "  # the value of a choice that is read from the child's side


def kinds(other: Person | None, child: Person) -> list[tuple[str, str]]:
    """What the other may be to the child, in words that fit both: "mother", or "daughter" where the child is a parent."""
    sex = other.sex if other else "U"
    made = []
    for kind in Relationship.Kind.values:
        made.append((kind, word_for(kind, sex).capitalize()))
        if kind not in SYMMETRIC:
            made.append((CHILD_IS + kind, word_for(kind, sex, inverse=True).capitalize()))
    usual = [each for each in made if not each[0].startswith(CHILD_IS)]
    return chosen_or_none([*usual, *(each for each in made if each not in usual)], "Choose what they are")


class FindPersonForm(Form):
    """Whom to relate, found among everyone this worker may find."""

    mark_optional = False
    called = {"words": "a name, a date of birth or a number"}

    words = forms.CharField(
        label="Name, date of birth or number", max_length=100, min_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": "Enter at least 2 characters"},
    )  # fmt: skip


class RelationshipForm(RecordForm):
    """What somebody is to the child, since when."""

    past = ("start_on",)
    called = {"kind": "what they are to the child"}

    kind = forms.ChoiceField(label="What are they to the child?")
    start_on = DateField(
        label="Since when?",
        called="the day it began",
        help_text="For a birth relative, the child’s date of birth",
    )

    def __init__(self, *args, child, other=None, **options):
        super().__init__(*args, **options)
        words = f"What is {other.name} to {child.name}?" if other else f"What are they to {child.name}?"
        self.fields["kind"].label = words
        offer(self, "kind", kinds(other, child))
        self.fields["kind"].error_messages["required"] = "Select what they are to the child"
        if child.born_on:
            self.initial.setdefault("start_on", child.born_on)

    @property
    def child_is(self) -> bool:
        return self.cleaned_data["kind"].startswith(CHILD_IS)

    @property
    def kind_of(self) -> str:
        return self.cleaned_data["kind"].removeprefix(CHILD_IS)


class RelativeForm(RelationshipForm, NameFields, BirthFields):
    """Somebody not yet known, and what they are to the child."""

    past = ("start_on", "born_on")  # type: ignore[assignment]
    field_order = ("given", "family", "kind", "start_on", "sex", "born_on", "birth_date_is", "expected_on")

    @property
    def person(self) -> dict:
        names = ("given", "family", "sex", "born_on", "birth_date_is", "expected_on")
        return {name: self.cleaned_data[name] for name in names}


class AmongForm(RecordForm):
    """A form that asks which of some people."""

    people_field = ""
    nobody = "Choose a person"

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.people = {str(each.pk): each for each in people}
        several = isinstance(self.fields[self.people_field], forms.MultipleChoiceField)
        names = names_of(self.people.values())
        offer(self, self.people_field, names if several else chosen_or_none(names, self.nobody))

    def chosen(self):
        """The person chosen; None only where a form offers nobody as a choice."""
        return self.people.get(self.cleaned_data[self.people_field])


class ResponsibilityForm(AmongForm):
    """Who holds parental responsibility, and why."""

    past = ("start_on",)
    people_field = "holder"
    nobody = "The authority, by an order"
    called = {"basis": "why they hold it"}

    holder = forms.ChoiceField(
        label="Who holds it?", required=False, help_text="If they are not here, add them as a relative first"
    )
    basis = forms.CharField(
        label="Why do they hold it?",
        max_length=150,
        help_text="For example, mother; named on the birth certificate; care order",
    )
    start_on = DateField(label="Since when?", called="the day it began", help_text=LIKE)
    mark_optional = False


class FamilyForm(AmongForm):
    """A family that is worked with together."""

    past = ("start_on",)
    people_field = "members"
    called = {"name": "a name for the family"}

    name = forms.CharField(
        label="Name of the family", max_length=150, help_text="For example, Marrowby family, mother’s home"
    )
    members = forms.MultipleChoiceField(
        label="Who else belongs to it?", required=False, widget=forms.CheckboxSelectMultiple
    )
    start_on = DateField(
        label="From which day?", called="the day work with the family begins", help_text=LIKE
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not self.people:
            del self.fields["members"]

    @property
    def members_chosen(self) -> list[Person]:
        return [self.people[each] for each in self.cleaned_data.get("members", [])]


class MemberForm(AmongForm):
    """Somebody who belongs to the family."""

    past = ("start_on",)
    people_field = "person"

    person = forms.ChoiceField(label="Who?", error_messages={"required": "Select who belongs to the family"})
    start_on = DateField(label="From which day?", called="the day they joined it", help_text=LIKE)


class ProfessionalForm(RecordForm):
    """Somebody outside the service who is involved with the child."""

    past = ("start_on",)
    called = {"name": "their name", "profession": "their profession"}

    name = forms.CharField(label="Name", max_length=100)
    profession = forms.CharField(
        label="Profession", max_length=100, help_text="For example, health visitor or class teacher"
    )
    organisation = forms.CharField(label="Organisation", max_length=150, required=False)
    telephone = forms.CharField(label="Telephone number", max_length=30, required=False)
    email = forms.EmailField(label="Email address", required=False)
    start_on = DateField(label="Involved since when?", called="the day they became involved", help_text=LIKE)


class AlertForm(RecordForm):
    """What anyone who meets the child must know first."""

    past = ("start_on",)
    called = {"kind": "the kind of alert", "text": "what to know"}

    kind = forms.ChoiceField(
        label="What kind of alert?", choices=Alert.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What must everyone know?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands at the top of every page of the record. Say what to do, in a few words.",
    )  # fmt: skip
    start_on = DateField(label="Since when?", called="the day it began", help_text=LIKE)


class WithholdForm(AmongForm):
    """What is kept from whom, and why."""

    past = ("start_on",)
    people_field = "withheld_from"
    called = {
        "what": "what is withheld",
        "withheld_from": "the person it is withheld from",
        "reason": "why it is withheld",
    }

    withheld_from = forms.ChoiceField(
        label="From whom?", help_text="If they are not here, add them as a relative first"
    )
    what = forms.MultipleChoiceField(
        label="What must they not learn?",
        choices=Withholding.What.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    start_on = DateField(label="From which day?", called="the day from which it is withheld", help_text=LIKE)


class EndWithReasonForm(EndForm):
    """The day something ended, and why."""

    called = {"reason": "why it ended"}

    reason = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
