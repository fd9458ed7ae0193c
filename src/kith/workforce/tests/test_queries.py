"""Caseloads, for one worker and for many in one query; teams."""

from datetime import date

from kith.people.factories import a_child
from kith.testing.standing import DAY
from kith.workforce.factories import a_worker, allocated
from kith.workforce.queries import Caseload, caseload, caseloads, managed_teams, team_on, workers_in


def test_two_parts_for_one_child_are_one_child(standing):
    allocated(standing.child, standing.worker, part="second")
    allocated(a_child(), standing.worker, part="second")
    assert caseloads([standing.worker.pk], DAY) == {standing.worker.pk: Caseload(children=2, leads=1)}


def test_what_has_ended_is_no_longer_in_the_caseload(standing):
    allocated(a_child(), standing.worker, end_on=DAY)
    assert [row.child for row in caseload(standing.worker, DAY)] == [standing.child]


def test_a_worker_with_no_children_has_an_empty_caseload(standing):
    assert caseloads([standing.colleague.pk], DAY) == {standing.colleague.pk: Caseload()}


def test_many_workers_need_no_more_queries(standing, django_assert_num_queries):
    workers = [a_worker(f"Worker {number}") for number in range(10)]
    for worker in workers:
        allocated(a_child(), worker)
    with django_assert_num_queries(1):
        assert {each.children for each in caseloads([worker.pk for worker in workers], DAY).values()} == {1}


def test_who_is_in_a_team_and_who_manages_it(standing):
    standing.colleague.end_on = date(2026, 1, 1)
    standing.colleague.save()
    assert [*workers_in([standing.team.pk], DAY)] == [standing.manager, standing.worker]
    assert [*managed_teams(standing.manager, DAY)] == [standing.team]
    assert not managed_teams(standing.worker, DAY).exists()
    assert team_on(standing.worker, DAY) == standing.team
    assert team_on(standing.head, DAY) is None
