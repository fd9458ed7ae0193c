"""Making one record of two, row by row, once everything is decided: every step is in the journal first."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import Field, Model

from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.columns import bare
from kith.casework.merging.journal import Journal
from kith.casework.merging.overlaps import How, Overlap
from kith.casework.merging.references import moving, naming
from kith.people.models import Person, PersonName
from kith.reach.seeing import NotFound

HELD = "SELECT id FROM people_person WHERE id = ANY (%s) ORDER BY id FOR KEY SHARE"
OTHER_NAME = PersonName.Kind.ALSO_KNOWN_AS


def settle(journal: Journal, found: Iterable[Overlap], stands: Mapping[str, int]) -> None:
    """Of what overlaps let one row stand: the one chosen, or else that of the record that stays."""
    instead: dict[Model, Model | None] = {}
    for each in found:
        if each.how is How.OUT:
            instead[each.one] = None
        elif each.how is How.BESIDE:
            journal.left(each.rows[-1])
        elif each.other is not None:
            loses = each.one if stands.get(each.key) == each.other.pk else each.other
            instead[loses] = each.other if loses is each.one else each.one
    for row in instead:
        journal.remove(row, instead=_standing(row, instead))


def _standing(row: Model, instead: Mapping[Model, Model | None]) -> Model | None:
    """The row that stands in the end in the place of one that goes."""
    gone = {row}
    found = instead[row]
    while found is not None and found in instead:
        if found in gone:
            raise ValidationError(
                "Of several rows at the same time each was chosen to give way to another. Choose one that stands."
            )
        gone.add(found)
        found = instead[found]
    return found


def rename(journal: Journal) -> None:
    """The names of the record that goes become other names; what is there already is taken out."""
    merge = journal.merge
    known = {name.plain: name for name in PersonName.objects.filter(person=merge.kept_id).order_by("pk")}
    if not known:
        return
    theirs = list(PersonName.objects.filter(person=merge.merged_id).order_by("pk"))
    for name in theirs:
        if name.plain in known:
            journal.remove(name, instead=known[name.plain])
    others = [name for name in theirs if name.plain not in known]
    journal.change(others, PersonName._meta.get_field("kind"), OTHER_NAME)


def move(journal: Journal) -> None:
    """Every row that names the one names the other, in every table."""
    merge = journal.merge
    left = set(merge.rows.filter(what=MergedRow.What.LEFT).values_list("table", "row"))
    for model, fields in moving().items():
        rows = [
            row
            for row in model._base_manager.filter(naming(model, merge.merged_id)).order_by("pk")
            if (model._meta.db_table, row.pk) not in left
        ]
        _rename_in(journal, rows, fields, merge.merged_id, merge.kept_id)


def _rename_in(journal: Journal, rows: list[Model], fields: Iterable[Field], old: int, new: int) -> None:
    for field in fields:
        journal.change([row for row in rows if getattr(row, field.attname) == old], field, new)


def give_back(journal: Journal, rows: Iterable[Model]) -> None:
    """Rows written since the merge that are the other's."""
    merge = journal.merge
    for row in rows:
        _rename_in(journal, [row], moving()[type(row)], merge.kept_id, merge.merged_id)


def describe(journal: Journal, values: Mapping[str, object]) -> None:
    """Put what is known of the person in the row that stays, and leave nothing in the other."""
    people = Person.objects.in_bulk([journal.merge.kept_id, journal.merge.merged_id])
    journal.describe(people[journal.merge.merged_id], bare())
    journal.describe(people[journal.merge.kept_id], values)


def follow(people: Collection[int]) -> set[int]:
    """Rows that somebody was writing while a record was merged into another follow it, in the writer's own work.

    Returns whose they are now. Raises NotFound where they overlap what is there: nothing is saved, and the writer is told.
    """
    if not people:
        return set()
    with (
        connection.cursor() as cursor
    ):  # the lock that naming a person takes at the end anyway: a merge has ended, or waits
        cursor.execute(HELD, [sorted(people)])
    found = list(Merge.objects.standing().filter(merged__in=people).order_by("pk"))
    try:
        for merge in found:
            move(Journal(merge))
    except IntegrityError:
        raise NotFound("This record was merged with another, where what you wrote would overlap.") from None
    return {merge.kept_id for merge in found}


def lock(*people: int) -> None:
    """Hold two people and every row about them until the work is done: whoever writes meanwhile waits."""
    list(Person.objects.filter(pk__in=people).order_by("pk").select_for_update())
    for model in moving():
        rows = model._base_manager.filter(naming(model, *people)).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
