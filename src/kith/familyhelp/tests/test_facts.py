"""The stretches in which the work may go on, and the local clock of visits that counts in them alone."""

from datetime import date

from kith.childfile.gather import gather
from kith.familyhelp.factories import a_consent, family_help
from kith.familyhelp.facts import family_helps, stretches
from kith.familyhelp.models import Basis
from kith.statutory.clocks.compute import deadlines
from kith.statutory.clocks.family_help import VISIT
from kith.testing.standing import DAY, days_ago


def a_basis(start: int, end: int | None = None) -> Basis:
    return Basis(start_on=date(2026, 1, start), end_on=date(2026, 1, end) if end else None)


def joined(*bases: Basis, until: int | None = None) -> list:
    found = stretches(bases, date(2026, 1, until) if until else None)
    return [(start.day, end.day if end else None) for start, end in found]


def test_what_touches_is_one_stretch():
    assert joined(a_basis(1, 5), a_basis(5, 9), a_basis(3, 4)) == [(1, 9)]
    assert joined(a_basis(1, 5), a_basis(6)) == [(1, 5), (6, None)]
    assert joined(a_basis(1), a_basis(2, 3)) == [(1, None)]
    assert joined(a_basis(1), until=7) == [(1, 7)]
    assert joined() == []


def test_a_child_has_a_fact_for_each_stretch(standing):
    made = family_help(standing.child, lead=standing.worker, consent=False)
    a_consent(made, withdrawn_on=days_ago(20), withdrawn_because="Enough")
    a_consent(made, days=5)
    rows = family_helps([standing.child.pk]).rows()
    assert rows == [
        (standing.child.pk, made.pk, days_ago(30), days_ago(20)),
        (standing.child.pk, made.pk, days_ago(5), None),
    ]


def visits_due(standing) -> list:
    found = deadlines(gather([standing.child.pk]), DAY)
    return [(each.due_on, each.met_on, each.ended_on) for each in found if each.timescale is VISIT]


def test_a_visit_is_due_every_20_working_days_and_never_while_consent_is_withdrawn(standing):
    made = family_help(standing.child, lead=standing.worker, days=42, consent=False)
    basis = a_consent(made, days=42)
    assert [due for due, *_ in visits_due(standing)] == [date(2026, 11, 2)]
    basis.withdrawn_on, basis.withdrawn_because = days_ago(20), "Enough"
    basis.save()
    ((_, met, ended),) = visits_due(standing)
    assert (met, ended) == (None, days_ago(20))


def test_it_is_local_and_never_law():
    assert VISIT.local
    assert VISIT.basis == "local"
