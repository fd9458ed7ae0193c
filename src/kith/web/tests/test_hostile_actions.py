"""Actions called as no page would call them: with rows of others, stale rows, nobody, and days that cannot be."""

import ast
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

import kith
from kith.access.roles import Role
from kith.care.actions.legal_status import end_order, record_order
from kith.care.actions.periods import become_looked_after
from kith.care.actions.placements import end_placement
from kith.care.factories import in_care
from kith.care.models import Placement, PlacementBefore
from kith.casework.actions.families import give_responsibility, join_family, relate, start_family
from kith.casework.actions.notes import change_note, finalise_note, write_note
from kith.casework.actions.oversight import record_oversight
from kith.casework.actions.visits import write_visit
from kith.casework.models import Note
from kith.people.factories import a_child, a_family, a_person
from kith.reach.doing import NotPermitted
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
WORDS = {"happened_at": MOMENT, "text": "Well", "kind": "case_note", "significant": False, "at": MOMENT}
VISIT = {"visited_on": DAY, "place": "", "text": "", "kind": "care", "at": MOMENT}


def test_a_note_is_about_somebody_and_by_oneself(standing):
    with at_work(standing.worker), pytest.raises(ValidationError):
        write_note(children=[], by=standing.worker, **WORDS)
    for by in (standing.stranger, standing.worker):
        with at_work(standing.stranger), pytest.raises(NotPermitted):
            write_note(children=[], by=by, **WORDS)
        with at_work(standing.stranger), pytest.raises(NotPermitted):
            write_visit(about=[], by=by, **VISIT)
    assert not Note.objects.exists()


def test_a_note_about_two_children_is_changed_only_by_whoever_may_write_for_both(standing):
    sister = a_child("Wren")
    held = allocated(sister, standing.worker, standing.team)
    with at_work(standing.worker):
        note = write_note(children=[standing.child, sister], by=standing.worker, **WORDS)
    held.end_on = DAY
    held.save()
    with at_work(standing.worker), pytest.raises(NotPermitted):
        change_note(note=note, by=standing.worker, **WORDS)


def test_a_note_that_was_finalised_meanwhile_is_not_opened_again(standing):
    with at_work(standing.worker):
        note = write_note(children=[standing.child], by=standing.worker, **WORDS)
        stale = Note.objects.get()
        finalise_note(note=note, at=MOMENT, by=standing.worker)
    with at_work(standing.worker), pytest.raises(NotPermitted):
        change_note(note=stale, by=standing.worker, **(WORDS | {"text": "Other"}))
    assert Note.objects.get().finalised_at


def test_what_has_ended_does_not_end_again(standing):
    placement = in_care(standing.child)
    stale = Placement.objects.get(pk=placement.pk)
    with at_work(standing.worker):
        end_placement(placement=placement, end_on=DAY, reason="CARPL", by=standing.worker)
        with pytest.raises(ValidationError, match="already ended"):
            end_placement(placement=stale, end_on=DAY - timedelta(1), reason="CARPL", by=standing.worker)
        order = record_order(
            child=standing.child, kind="care", court="", start_on=DAY, end_on=DAY, by=standing.worker
        )
        with pytest.raises(ValidationError, match="ended already"):
            end_order(order=order, end_on=DAY + timedelta(9), by=standing.worker)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_a_placement_at_once_do_not_overwrite_each_other(standing):
    placement = in_care(standing.child)
    allocated(standing.child, standing.colleague, standing.team, part="second")
    together, ended, refused = Barrier(2), [], []

    def finish(worker, day):
        row = Placement.objects.get(pk=placement.pk)
        together.wait()
        try:
            with at_work(worker):
                end_placement(placement=row, end_on=day, reason="CARPL", by=worker)
            ended.append(day)
        except ValidationError as why:
            refused.append(str(why))
        connection.close()

    both = [
        Thread(target=finish, args=[worker, DAY - timedelta(days)])
        for days, worker in enumerate((standing.worker, standing.colleague))
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert (len(ended), len(refused)) == (1, 1)
    assert Placement.objects.get(pk=placement.pk).end_on == ended[0]
    assert PlacementBefore.objects.filter(pgh_obj_id=placement.pk).count() == 1


def test_nobody_is_looked_after_before_their_birth_or_after_their_death(standing):
    child = standing.child
    child.died_on = DAY - timedelta(10)
    child.save()
    said = {"legal_status": "C2", "place": "U6", "need": "N1", "home_postcode": "", "by": standing.worker}
    for day in (child.born_on - timedelta(1), DAY):
        with at_work(standing.worker), pytest.raises(ValidationError):
            become_looked_after(child=child, start_on=day, **said)


def test_nobody_oversees_what_was_their_own_work_on_the_day_it_is_about(standing):
    allocated(standing.child, standing.manager, standing.team, part="second", end_on=DAY)
    said = {"child": standing.child, "text": "Good", "decision": "", "at": MOMENT, "by": standing.manager}
    with at_work(standing.manager), pytest.raises(NotPermitted):
        record_oversight(about_on=DAY - timedelta(1), **said)
    with at_work(standing.manager):
        assert record_oversight(about_on=DAY, **said)


def test_whom_one_cannot_find_one_cannot_join_to_ones_own_child(standing):
    """Joined, a stranger's addresses and telephones would be on a page that opens."""
    helper = a_worker("Fay Helper", Role.FAMILY_HELP, standing.team)
    allocated(standing.child, helper, standing.team, part="second")
    unknown, since = a_person("Ulla", "Unknown"), {"start_on": DAY, "by": helper}
    family = a_family(standing.child)
    for joining in (
        lambda: relate(person=unknown, other=standing.child, kind="friend", **since),
        lambda: start_family(child=standing.child, name="F", members=[unknown], **since),
        lambda: join_family(family=family, person=unknown, **since),
        lambda: give_responsibility(child=standing.child, holder=unknown, basis="Birth", **since),
    ):
        with at_work(helper), pytest.raises(NotPermitted):
            joining()


# The code itself: every action asks first, and leaves an entry in the audit.

ACTIONS = sorted(
    each
    for pattern in ("*/actions/*.py", "*/actions.py")
    for each in Path(kith.__file__).parent.glob(pattern)
    if each.name != "__init__.py"
)
ASKS = {"require", "require_for", "require_to_allocate", "_require_all", "_require_either", "_require_family",
        "_require_managed", "_require_owner", "_require_mine", "require_keeper", "require_owner", "require_writing",
        "require_undoing", "require_merging", "require_screening", "require_deciding", "require_screening_or_deciding",
        "require_looking", "_require_standing", "may_ask", "require_going_on", "require_helping"}  # fmt: skip
TELLS = {"record", "viewed"}
TOLD_ELSEWHERE = {
    "give_code",  # by access.one_time
    "keep_both", "forget_copy", "finish",  # a draft is told of when it is begun and thrown away; sent, by the form's action
}  # fmt: skip


Functions = dict[tuple[Path, str], ast.FunctionDef]


def functions() -> Functions:
    """Every function of the actions, by file and name: two files may call something of their own alike."""
    trees = [(each, ast.parse(each.read_text())) for each in ACTIONS]
    return {
        (file, node.name): node
        for file, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def calls(node: ast.AST) -> set[str]:
    made = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return {each.id for each in made if isinstance(each, ast.Name)}


def reaches(file: Path, name: str, wanted: set[str], known: Functions, seen: frozenset = frozenset()) -> bool:
    """Whether a function of this file, or what it calls, there or in another, calls one of those wanted."""
    if name in wanted:
        return True
    found = [(file, name)] if (file, name) in known else [each for each in known if each[1] == name]
    return any(
        reaches(where, called, wanted, known, seen | set(found))
        for where, name in set(found) - seen
        for called in calls(known[where, name])
    )


def public_actions(known: Functions) -> list[tuple[Path, str]]:
    """Those that somebody does: they say by whom."""
    return [
        (file, name)
        for (file, name), node in known.items()
        if not name.startswith("_") and any(each.arg == "by" for each in node.args.kwonlyargs)
    ]


def test_every_action_asks_whether_it_may_before_anything_else():
    known = functions()
    wrong = []
    for where in public_actions(known):
        first = next(
            each for each in known[where].body if not isinstance(getattr(each, "value", None), ast.Constant)
        )
        if not calls(first) & ASKS:
            wrong.append(where)
    assert wrong == []


def test_every_action_leaves_an_entry_in_the_audit():
    known = functions()
    silent = {name for file, name in public_actions(known) if not reaches(file, name, TELLS, known)}
    assert silent == TOLD_ELSEWHERE
    assert len(public_actions(known)) > 60
