"""A row of any table in words, for whoever settles what overlaps."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import (
    Field,
    ForeignKey,
    JSONField,
    Model,
    TextField,
    UUIDField,
    prefetch_related_objects,
)

from kith.casework.drafts import Draft
from kith.casework.models import NoteChild, VisitChild
from kith.lib.days import LONDON
from kith.people.models import Person

SEALED = "Sealed"
LONG = (TextField, JSONField, UUIDField)  # what workers wrote, and what says nothing to a reader

# What a table's own name would not tell a practitioner.
CALLED = {
    "people.PersonName": ("name", "names"), "people.Residence": ("address", "addresses"),
    "people.FamilyMember": ("place in a family", "places in families"),
    "casework.NoteChild": ("note", "notes"), "casework.VisitChild": ("visit", "visits"),
    "familyhelp.FamilyHelpChild": ("part in family help", "parts in family help"),
    "assessment.AssessmentChild": ("part of an assessment", "parts of assessments"),
    "assessment.NeedPlan": ("child in need plan", "child in need plans"),
    "assessment.NeedPlanReview": ("review of a child in need plan", "reviews of child in need plans"),
    "assessment.NeedPlanAction": ("action of a child in need plan", "actions of child in need plans"),
    "returns.SourceRow": ("row of a return", "rows of returns"),
    "returns.LoadedRow": ("row that a load brought", "rows that loads brought"),
    "workforce.KnownAs": ("link to a worker", "links to workers"),
    "protection.StrategyChild": ("part of a strategy discussion", "parts of strategy discussions"),
    "protection.Enquiry": ("section 47 enquiry", "section 47 enquiries"),
    "protection.TransferIn": ("move from another authority", "moves from other authorities"),
    "protection.ConferenceChild": ("part of a conference", "parts of conferences"),
    "sharing.ContributionChild": ("part of a partner’s contribution", "parts of partners’ contributions"),
    "sharing.Sharing": ("line of the sharing log", "lines of the sharing log"),
    "protection.CoreGroupChild": ("part of a core group", "parts of core groups"),
    "protection.PreProceedings": ("pre-proceedings", "pre-proceedings"),
    "protection.PreProceedingsMeeting": ("review meeting in pre-proceedings", "review meetings in pre-proceedings"),
    "protection.GroupDecisionOffer": ("offer of family group decision-making", "offers of family group decision-making"),
    "protection.OfferedTo": ("offer to a parent", "offers to parents"),
    "protection.CourtHearing": ("day in court", "days in court"),
}  # fmt: skip


FIRST_WORDS = 120  # characters: enough to know a note again
NESTED = {"casework.NoteChild": "note__author", "casework.VisitChild": "visit__worker"}


def fetched(rows: Iterable[Model]) -> None:
    """Fetch whom and what some rows name, in a constant number of queries for each table."""
    by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, some in by_model.items():
        for field in _fields(model):
            if isinstance(field, ForeignKey):
                names = f"{field.name}__names" if field.related_model is Person else field.name
                prefetch_related_objects([row for row in some if getattr(row, field.attname)], names)
        if model._meta.label in NESTED:
            prefetch_related_objects(some, NESTED[model._meta.label])


def kind_of(row: Model) -> str:
    """What sort of row it is: "Placement", "Relationship"."""
    words, _ = kinds_of(type(row))
    return words[:1].upper() + words[1:]


def kinds_of(model: type[Model]) -> tuple[str, str]:
    """What one row of a table is called, and several."""
    told = model._meta
    return CALLED.get(told.label) or (str(told.verbose_name), str(told.verbose_name_plural))


def told(row: Model, people: Collection[int] = ()) -> list[tuple[str, str]]:
    """What stands in a row, column by column: not what is empty, what was written at length, and whose (`people`) it is."""
    if isinstance(row, NoteChild | VisitChild | Draft):
        return _told_of_words(row)
    fields = (each for each in _fields(type(row)) if not _is_of(each, row, people))
    return [(label(field), value) for field in fields if (value := said(field, row))]


def _told_of_words(row: NoteChild | VisitChild | Draft) -> list[tuple[str, str]]:
    """What was written, when, by whom and how it begins: whose it is can be told by that. What its writer has not finished
    is theirs."""
    try:
        if isinstance(row, Draft):
            return [("Of", row.called.lower()), ("By", row.author.name), ("Saved", _moment(row.saved_at))]
        if isinstance(row, VisitChild):
            about = [("On", _day(row.visit.visited_on)), ("By", row.visit.worker.name)]
            return [("Kind", row.visit.get_kind_display()), *about, ("Beginning", _first(row.visit.text))]
        about = [("Of", _moment(row.note.happened_at)), ("By", row.note.author.name)]
        begins = ("Beginning", _first(row.note.text)) if row.note.finalised_at else ("Not", "finished")
        return [("Kind", row.note.get_kind_display()), *about, begins]
    except (ObjectDoesNotExist, AttributeError):
        return [("It", f"is {SEALED.lower()}")]


def _first(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= FIRST_WORDS else f"“{plain[:FIRST_WORDS].rsplit(' ', 1)[0]} …”"


def in_words(row: Model, people: Collection[int] = ()) -> str:
    """ "Placement (starts on 1 March 2024, kind of placement Foster placement)"."""
    parts = ", ".join(f"{name[:1].lower()}{name[1:]} {value}" for name, value in told(row, people))
    return f"{kind_of(row)} ({parts})" if parts else kind_of(row)


def _is_of(field: Field, row: Model, people: Collection[int]) -> bool:
    return field.related_model is Person and getattr(row, field.attname) in people


def label(field: Field) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def said(field: Field, row: Model) -> str:
    """A value as a person reads it; what the reader may not see of it is "Sealed"."""
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return ""
    if isinstance(field, ForeignKey):
        return _named(field, row)
    return plain(field, value)


def plain(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def _moment(value: datetime) -> str:
    return f"{value.astimezone(LONDON):%-d %B %Y, %H:%M}"


def _day(value: date) -> str:
    return f"{value:%-d %B %Y}"


def _named(field: ForeignKey, row: Model) -> str:
    try:
        return str(getattr(row, field.name) or SEALED)
    except ObjectDoesNotExist:
        return SEALED


def _fields(model: type[Model]) -> list[Field]:
    return [
        each
        for each in model._meta.concrete_fields
        if not each.primary_key and not each.generated and not isinstance(each, LONG)
    ]
