"""Who of the record a load's remark may be about, for a person to decide: nothing is done with it."""

from collections import defaultdict
from collections.abc import Iterable

from kith.people.models import Person
from kith.reach.models import Restriction
from kith.returns.models import LoadIssue

MAY_BE_KNOWN, SAME_PUPIL_NUMBER = "perhaps known already", "conflict: unique pupil number"
Likely = tuple[int, str]  # the record, and the authority's number or what stands for it
MOST = 5


def likely(found: Iterable[LoadIssue]) -> dict[int, list[Likely]]:
    """By issue: the records with the same pupil number, or of children born on the same day with the same sex. Nobody whom
    a restriction hides is among them. A constant number of queries."""
    issues = list(found)
    return _by_pupil_number(issues) | _by_birth(issues)


def _open_to_all():
    return Person.objects.exclude(pk__in=Restriction.objects.values("person"))


def _by_pupil_number(issues: list[LoadIssue]) -> dict[int, list[Likely]]:
    told = {each.pk: _upns(each) for each in issues if each.about == SAME_PUPIL_NUMBER}
    rows = _open_to_all().filter(upn__in=set().union(*told.values()) - {""}) if told else []
    people = [(row.upn, (row.pk, _called(row))) for row in rows]
    return {issue: [one for upn, one in people if upn in upns][:MOST] for issue, upns in told.items()}


def _upns(issue: LoadIssue) -> set[str]:
    return {str((row.get("values") or {}).get("UPN") or "") for row in issue.rows}


def _by_birth(issues: list[LoadIssue]) -> dict[int, list[Likely]]:
    numbers = {each.child_identifier: each.pk for each in issues if each.about == MAY_BE_KNOWN}
    asked = {row.pk: row for row in Person.objects.filter(authority_id__in=numbers)} if numbers else {}
    born = {row.born_on for row in asked.values() if row.born_on}
    alike: dict[tuple, list[Likely]] = defaultdict(list)
    for row in _open_to_all().children().filter(born_on__in=born).order_by("pk") if born else []:
        alike[row.born_on, row.sex].append((row.pk, _called(row)))
    return {
        numbers[row.authority_id]: [one for one in alike[row.born_on, row.sex] if one[0] != row.pk][:MOST]
        for row in asked.values()
    }


def _called(row: Person) -> str:
    return row.authority_id or f"record {row.pk}"
