"""Forms about merging two records of one person, and about undoing it."""

from collections.abc import Iterable, Mapping
from typing import cast

from django import forms
from django.db.models import Field, Model

from kith.casework.actions.merging import Decided
from kith.casework.merging.overlaps import How, Overlap
from kith.casework.merging.since import Corrected, key_of
from kith.casework.merging.words import in_words, kind_of, label, plain, told
from kith.people.models import Person
from kith.web.forms.record import RecordForm

AREA = forms.Textarea(attrs={"rows": 4})
FEW = 3  # rows that overlap: of more it can be said at once which stand
KEPT, MERGED, EACH = "kept", "merged", "each"


def choice(
    asked: str, choices: list[tuple[str, str]], *, error: str, initial: str = "", required: bool = True
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=asked, choices=choices, widget=forms.RadioSelect, initial=initial, required=required,
        error_messages={"required": error},
    )  # fmt: skip


class MergeForm(RecordForm):
    """Which record stays, what stands where the two differ, what is settled where they overlap, and why it is one person."""

    mark_optional = False
    called = {"reason": "why the two are one person", "stays": "which record stays"}

    stays = forms.ChoiceField(
        label="Which record stays?", widget=forms.RadioSelect,
        help_text="Everything about the other moves to it. The other’s number leads to it from then on.",
    )  # fmt: skip

    def __init__(
        self, *args, sides: Mapping[int, str], differing: Iterable[tuple[Field, dict[int, str]]],
        found: Iterable[Overlap], **options,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.people = set(sides)
        self.sides = {str(number): words for number, words in sides.items()}
        cast(forms.ChoiceField, self.fields["stays"]).choices = list(self.sides.items())
        self.columns = {f"column_{field.name}": field.name for field, _ in differing}
        for field, values in differing:
            self.fields[f"column_{field.name}"] = choice(
                label(field), [(str(number), words) for number, words in values.items()],
                error=f"Choose which {label(field)[:1].lower()}{label(field)[1:]} is right",
            )  # fmt: skip
        self.overlaps = {f"row_{each.key}": each for each in found if each.how in (How.CHOOSE, How.OUT)}
        chosen = [each for each in self.overlaps.values() if each.how is How.CHOOSE]
        self.all_rows = "all_rows" if len(chosen) > FEW else ""
        if self.all_rows:
            self._ask_of_all()
        for name, each in self.overlaps.items():
            self.fields[name] = self._standing(each) if each.how is How.CHOOSE else self._out(each)
        self.fields["reason"] = forms.CharField(
            label="How do you know that they are one person?", help_text="Kept with the merge. At least 10 characters.",
            min_length=10, max_length=1000, widget=AREA,
            error_messages={
                "required": "Enter how you know that they are one person",
                "min_length": "Say a little more: at least 10 characters",
            },
        )  # fmt: skip
        self.fields["sure"] = forms.BooleanField(
            label="I have compared the two records: they are one person",
            error_messages={"required": "Tick that you have compared the two records"},
        )

    def _ask_of_all(self) -> None:
        """One answer for many rows: those of the one record, or each by itself."""
        whose = [(number, f"Those of {words}") for number, words in self.sides.items()]
        self.fields["all_rows"] = choice(
            "Which rows stand?", [*whose, (EACH, "I choose for each below")],
            error="Choose whose rows stand, or that you choose for each",
        )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        if self.all_rows and given.get("all_rows") == EACH:
            for name, each in self.overlaps.items():
                if each.how is How.CHOOSE and not given.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def _stands(self, name: str, each: Overlap) -> int:
        """The number of the row that stands: of the record that was said for all, or as it was chosen."""
        every = self.cleaned_data.get("all_rows")
        if not self.all_rows or every == EACH:
            return int(self.cleaned_data[name])
        first = next(iter(self.sides))
        return each.rows[0 if every == first else -1].pk

    def _standing(self, each: Overlap) -> forms.ChoiceField:
        kind = kind_of(each.one)
        pairs = zip(("First", "Second"), each.rows, strict=True)
        choices = [(str(row.pk), f"{which}: {stands(row, self.people)}") for which, row in pairs]
        return choice(
            f"{kind}: which of these stands?", choices, error=f"Choose which {kind[:1].lower()}{kind[1:]} stands",
            required=not self.all_rows,
        )  # fmt: skip

    def _out(self, each: Overlap) -> forms.BooleanField:
        return forms.BooleanField(
            label=f"Take this out: {in_words(each.one, self.people)}",
            error_messages={
                "required": f"One person cannot have this with themselves: {in_words(each.one, self.people)}. "
                "Tick to take it out, or do not merge"
            },
        )

    @property
    def decided(self) -> Decided:
        given = self.cleaned_data
        rows = self.overlaps.items()
        return Decided(
            columns={column: int(given[name]) for name, column in self.columns.items()},
            stands={each.key: self._stands(name, each) for name, each in rows if each.how is How.CHOOSE},
            out=[each.key for name, each in rows if each.how is How.OUT and given[name]],
        )


def stands(row: Model, people: Iterable[int]) -> str:
    """What a choice between two rows says of one."""
    parts = (f"{name[:1].lower()}{name[1:]} {value}" for name, value in told(row, set(people)))
    return ", ".join(parts) or f"number {row.pk}"


class UndoForm(RecordForm):
    """Whose is what was written since, what becomes of corrections, and why the merge is undone."""

    mark_optional = False

    def __init__(
        self, *args, names: Mapping[str, str], written: Iterable[Model], corrected: Iterable[Corrected],
        people: Mapping[str, int], **options,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.people = dict(people)
        self.written = {f"row_{key_of(row)}": key_of(row) for row in written}
        self.corrected = {f"column_{each.key}": each for each in corrected}
        both = [(KEPT, names[KEPT]), (MERGED, names[MERGED])]
        if self.written:
            self.fields["all"] = choice(
                "Whose is everything written since the merge?", [*both, (EACH, "I say so for each below")],
                error="Say whose everything written since is, or that you say so for each",
            )  # fmt: skip
        for row in written:
            self.fields[f"row_{key_of(row)}"] = choice(
                in_words(row, set(people.values())), both, error="", required=False
            )
        for name, each in self.corrected.items():
            self.fields[name] = choice(corrected_words(each), ways(each), error="Choose one", initial="now")
        self.fields["reason"] = forms.CharField(
            label="Why is the merge undone?", help_text="Kept with the merge.",
            error_messages={"required": "Enter why the merge is undone"}, max_length=1000, widget=AREA,
        )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        if given.get("all") == EACH:
            for name in self.written:
                if not given.get(name):
                    self.add_error(name, f"Say whose this is: {self.fields[name].label}")
        return given

    @property
    def whose(self) -> dict[str, int]:
        given = self.cleaned_data
        every = given.get("all")
        return {
            key: self.people[given[name] if every == EACH else str(every)]
            for name, key in self.written.items()
        }

    @property
    def go_back(self) -> list[str]:
        return [each.key for name, each in self.corrected.items() if self.cleaned_data[name] == "before"]


def corrected_words(each: Corrected) -> str:
    what = "This person" if isinstance(each.row, Person) else kind_of(each.row)
    return f"{what}, {label(each.field)[:1].lower()}{label(each.field)[1:]}: corrected since the merge"


def ways(each: Corrected) -> list[tuple[str, str]]:
    """What stands now first, then what stood before."""
    return [
        ("now", f"Leave it as it is now: {_value(each.field, each.now)}"),
        ("before", f"Go back to what it was: {_value(each.field, each.before)}"),
    ]


def _value(field: Field, value: object) -> str:
    if value in (None, "", []):
        return "nothing recorded"
    return plain(field, value) if field.related_model is None else f"number {value}"
