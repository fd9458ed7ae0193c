"""Every address and method, for every role and every relation to the child, answers as the decision file says."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from kith.access.roles import ROLES, Reach, Role
from kith.web.tests.decided import ANYONE, NOTHING, OPEN, RELATIONS, read
from kith.web.tests.world import WALLS, a_world, behind_walls

METHODS = ("GET", "POST")
DECIDED = read()
ONCE = {
    (page, "GET") if DECIDED.pages[page, "GET"] != NOTHING else (page, "POST") for page, _ in DECIDED.pages
}
SEE_RECORDS = [role for role, terms in ROLES.items() if {terms.reach, terms.with_reason} != {Reach.NONE}]
OF_A_RECORD = {"child", "person", "family", "draft", "contact"}
ADDRESSES = {
    name: patterns for name, patterns in get_resolver().reverse_dict.lists() if isinstance(name, str)
}


def arguments(page: str) -> list[str]:
    """The names of the arguments an address takes."""
    possibilities, *_ = ADDRESSES[page][0]
    return possibilities[0][1]


def thing(things: dict, name: str, page: str) -> object:
    """The argument of an address; `row` is a row of another table on each page."""
    return things[name][page] if name == "row" else things[name]


def ask(client: Client, page: str, method: str, things: dict) -> str:
    """What the page answers, in the decision file's words; anything it changed is taken back."""
    address = reverse(page, kwargs={name: thing(things, name, page) for name in arguments(page)})
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return as_answer(response)


def as_answer(response) -> str:
    to = response.headers.get("Location", "")
    if response.status_code == 302 and to.startswith(reverse("sign-in") + "?"):
        return "sign in"
    if response.status_code == 302 and "/reason/?" in to:
        return "reason"
    if response.status_code in (200, 302):
        return "yes"
    return {404: "no", 405: "no such method"}.get(response.status_code, f"status {response.status_code}")


def test_somebody_decided_about_every_page_and_method():
    undecided = [
        (page, method) for page in ADDRESSES for method in METHODS if (page, method) not in DECIDED.pages
    ]
    assert not undecided, f"Decide about these in decisions.txt: {undecided}"


def test_nothing_is_decided_that_is_not_there():
    assert not {page for page, _ in DECIDED.pages} - set(ADDRESSES)
    assert set(DECIDED.walls) == set(WALLS)


def test_every_kind_answers_every_role():
    roles = {*Role.values, "others"}
    assert not [
        kind for kind, answers in DECIDED.kinds.items() if "others" not in answers or set(answers) - roles
    ]


def test_every_page_has_a_kind_that_is_there():
    assert not set(DECIDED.pages.values()) - {*DECIDED.kinds, OPEN, ANYONE, NOTHING}


@pytest.mark.parametrize("role", Role.values)
def test_every_page_answers_as_decided(db, role):
    world = a_world(Role(role))
    client = Client()
    client.force_login(world.worker.user)
    wrong = {}
    for page, method in DECIDED.pages:
        for relation in RELATIONS if arguments(page) else RELATIONS[:1]:
            wanted = DECIDED.answer(page, method, role, relation)
            found = ask(client, page, method, world.things[relation])
            if found != wanted:
                wrong[page, method, relation] = f"{found}, not {wanted}"
    assert not wrong, as_lines(wrong)


@pytest.mark.parametrize("role", SEE_RECORDS)
def test_every_page_of_a_record_behind_a_wall_answers_as_decided(db, role):
    """Asked by the roles that see records at all, of every address that names somebody of the record.

    Where the wall lets nobody in, by every method; where it does, once: that a page draws the same for both is walked above.
    """
    world = a_world(Role(role))
    behind = behind_walls(Role(role), world)
    client = Client()
    client.force_login(world.worker.user)
    wrong = {}
    for page, method in DECIDED.pages:
        for wall in behind if set(arguments(page)) & OF_A_RECORD else ():
            if DECIDED.walls[wall] != "no" and (page, method) not in ONCE:
                continue
            wanted = DECIDED.behind(wall, page, method, role)
            found = ask(client, page, method, behind[wall])
            if found != wanted:
                wrong[page, method, wall] = f"{found}, not {wanted}"
    assert not wrong, as_lines(wrong)


def as_lines(wrong: dict) -> str:
    return "\n".join(f"{' '.join(where)}: {what}" for where, what in wrong.items())


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    world = a_world(Role.SOCIAL_WORKER)
    wrong = {}
    for (page, method), kind in DECIDED.pages.items():
        found = ask(Client(), page, method, world.things["own"])
        if found != ("yes" if kind == OPEN else "sign in"):
            wrong[page, method] = found
    assert not wrong


def test_a_worker_who_has_left_is_sent_to_sign_in(db):
    from kith.web.middleware import today

    world = a_world(Role.SOCIAL_WORKER)
    world.worker.user.ended_on = today()
    world.worker.user.save()
    wrong = {}
    for (page, method), kind in DECIDED.pages.items():
        client = Client()
        client.force_login(world.worker.user)
        found = ask(client, page, method, world.things["own"])
        if found != ("yes" if kind == OPEN else "sign in"):
            wrong[page, method] = found
    assert not wrong
