"""A warning where somebody writes or prints: free text can tell what is withheld."""

from collections.abc import Iterable

from kith.access.audit import current
from kith.access.roles import Permission
from kith.people.models import Person, Withholding
from kith.reach.seeing import terms_with
from kith.reach.withheld import readers

WRITING, PRINTED = "do not write {it} here", "do not show them this sheet"


def warnings(children: Iterable[Person], then: str = WRITING) -> list[str]:
    """ "Robin Example’s address and school are withheld from Sam Example: do not write them here."

    Never told on a sheet made for somebody, nor to those from whom it is withheld. Whose role does not see the
    family is not told the name.
    """
    if current().prepared_for:
        return []
    known = {each.pk: each for each in children}
    rows = (
        Withholding.objects.on(current().as_of).filter(child__in=known).exclude(withheld_from__in=readers())
    )
    rows = rows.select_related("withheld_from").prefetch_related("withheld_from__names")
    found: dict[tuple[int, Person], list[str]] = {}
    for row in rows.order_by("child", "withheld_from", "what"):
        found.setdefault((row.child_id, row.withheld_from), []).append(row.get_what_display().lower())
    return [_words(known[child], whom, what, then) for (child, whom), what in found.items()]


def _words(child: Person, whom: Person, what: list[str], then: str) -> str:
    one = len(what) == 1
    kept = what[0] if one else f"{', '.join(what[:-1])} and {what[-1]}"
    name = whom.name if terms_with(Permission.FAMILY_SEE) else "somebody around the child"
    verb, it = ("is", "it") if one else ("are", "them")
    return f"{child.name}’s {kept} {verb} withheld from {name}: {then.format(it=it)}."
