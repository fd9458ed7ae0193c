"""`kith authority` and `kith account`: an empty database becomes one that people can use."""

import io

import pytest
from click.testing import CliRunner
from django.test import Client

from kith.access.audit import Event
from kith.access.models import AuditEntry, Installation, OneTimeCode, User
from kith.access.roles import Permission, Role
from kith.access.sealed import fits
from kith.casework.actions.accounts import change_password, set_authority
from kith.cli import account, accounts, loading
from kith.cli.problem import Problem
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.returns.tests.making import ONE_CHILD, returned
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker
from kith.workforce.models import TeamMembership, Worker

PASSWORD = "a long enough sentence"


@pytest.fixture
def typed(monkeypatch):
    """What is given on standard input."""

    def give(words: str) -> None:
        monkeypatch.setattr(accounts.sys, "stdin", io.StringIO(f"{words}\n"))

    give(PASSWORD)
    return give


@pytest.fixture
def authority(db):
    accounts.set_authority("E08000025", "Birmingham")


def add(username="d.data", roles=("data",), team="", number="", name="Dana Data"):
    accounts.add(username, name, roles, team, number)


def test_an_empty_database_becomes_an_authoritys_and_no_other_ones(authority):
    here = Installation.objects.get()
    assert (here.authority_code, here.authority_name, here.demonstration) == (
        "E08000025",
        "Birmingham",
        False,
    )
    with pytest.raises(Problem, match="holds the records of Birmingham"):
        accounts.set_authority("E06000999", "Elsewhere")


def test_a_lead_practitioner_may_work_for_a_school(authority, typed):
    accounts.add("l.lead", "Lia Lead", ("family_help",), "", "", "Weir Lane School")
    assert Worker.objects.get(user__username="l.lead").organisation == "Weir Lane School"


def test_a_code_that_is_none_is_refused_before_anything():
    answer = CliRunner().invoke(account.authority, ["--code", "Birmingham", "--name", "Birmingham"])
    assert answer.exit_code == 1 and "Write --code E08000025" in answer.output


def test_who_is_added_can_sign_in_and_do_what_the_role_may(authority, typed, capsys):
    add()
    user = User.objects.get(username="d.data")
    assert user.may(Permission.RETURN_LOAD, accounts.timezone.localdate())
    assert Client().login(username="d.data", password=PASSWORD)
    assert "Dana Data may sign in as d.data: data and performance analyst." in capsys.readouterr().out


def test_a_team_is_made_where_there_is_none_and_a_team_manager_manages_it(authority, typed, capsys):
    add("n.manager", ("team_manager",), team="Looked after 1")
    typed(PASSWORD)
    add("s.social", ("social_worker",), team="looked after 1")
    found = TeamMembership.objects.order_by("pk").values_list("team__name", "manages")
    assert list(found) == [("Looked after 1", True), ("Looked after 1", False)]
    assert capsys.readouterr().out.count("so it was made") == 1


def test_a_worker_a_return_told_of_gets_the_login(authority, typed):
    known = Worker.objects.create(name="Social worker SW77", social_work_england="SW77", start_on=DAY)
    add("s.social", ("social_worker",), number="SW77", name="Sam Social")
    known.refresh_from_db()
    assert (known.name, known.user.username) == ("Sam Social", "s.social")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("short", "too short"),
        ("1qaz2wsx3edc", "too common"),
        ("d.data.d.data", "may not be the user name"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_nobody_is_added(authority, typed, given, says):
    typed(given)
    with pytest.raises(Problem, match=says):
        add("d.data.d.data")
    assert not User.objects.exists()


def test_a_role_or_a_name_that_cannot_be_is_one_sentence(authority, typed):
    with pytest.raises(Problem, match=r"There is no role wizard\. The roles are: front_door"):
        add(roles=("wizard",))
    add()
    typed(PASSWORD)
    with pytest.raises(Problem, match=r"called d\.data already"):
        add()
    with pytest.raises(Problem, match=r"Nobody signs in here as n\.obody"):
        accounts.end("n.obody")


def test_nobody_is_added_before_it_is_known_whose_records_these_are(db, typed):
    with pytest.raises(Problem, match="kith authority"):
        add()


def test_another_password_signs_out_whoever_is_signed_in(authority, typed):
    add()
    there = Client()
    there.login(username="d.data", password=PASSWORD)
    typed("another long sentence")
    accounts.password("d.data")
    assert there.get("/loads/").status_code == 302
    assert Client().login(username="d.data", password="another long sentence")


def test_an_ended_account_comes_in_no_more_and_no_password_brings_it_back(authority, typed):
    add()
    accounts.end("d.data")
    user = User.objects.get()
    assert not user.roles_on(accounts.timezone.localdate())
    assert not Client().login(username="d.data", password=PASSWORD)
    with pytest.raises(Problem, match="Nobody signs in here"):
        accounts.password("d.data")


@pytest.mark.parametrize(
    ("lost", "says"), [("password", "Use a one-time code"), ("second_step", "Use a code from paper"), ("both", "new second step")]
)  # fmt: skip
def test_whoever_is_locked_out_gets_a_code_at_the_machine(authority, typed, capsys, lost, says):
    add()
    accounts.code("d.data", lost)
    said = capsys.readouterr().out
    code = next(line.strip() for line in said.splitlines() if line.startswith("    "))
    assert says in said and fits(code, OneTimeCode.objects.get().hashed)
    assert AuditEntry.objects.filter(event=Event.CODE_GIVEN, via="command").count() == 1


def test_the_one_administrator_begins_anew_with_a_code_of_the_machines(authority, typed, capsys):
    add("a.admin", ("administrator",))
    accounts.code("a.admin", "password")
    code = next(line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("    "))
    there = Client()
    there.post("/sign-in/one-time-code/", {"username": "a.admin", "code": code})
    there.post("/sign-in/new-password/", {"password": "a new long sentence", "again": "a new long sentence"})
    assert "The administrator of the machine made a one-time code" in there.get("/accounts/").content.decode()


def test_somebody_is_known_by_one_subject_and_it_is_theirs_alone(authority, typed):
    add()
    accounts.subject("d.data", "object-1")
    assert User.objects.get().subject == "object-1"
    typed(PASSWORD)
    add("e.data")
    with pytest.raises(Problem, match="Another account has that subject"):
        accounts.subject("e.data", "object-1")


def test_everything_is_in_the_audit_as_done_by_the_command(authority, typed):
    add(team="Looked after 1")
    accounts.end("d.data")
    rows = AuditEntry.objects.filter(via="command", worker=None, user=None)
    assert rows.count() == AuditEntry.objects.count()
    told = set(rows.values_list("event", "model"))
    assert {
        (Event.ADDED, "access.User"),
        (Event.ADDED, "access.Installation"),
        (Event.ENDED, "access.RoleHeld"),
    } <= told


def test_nobody_signed_in_does_any_of_it_not_even_an_administrator(db):
    someone = a_worker("Ada Admin", Role.ADMINISTRATOR)
    with at_work(someone), pytest.raises(NotPermitted):
        set_authority(code="E08000025", name="Birmingham")
    with at_work(someone), pytest.raises(NotPermitted):
        change_password(username=someone.user.username, password=PASSWORD)


def test_a_return_is_loaded_into_a_real_database_by_its_analyst_and_no_other_authoritys(
    authority, typed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    add()
    usual = {"years": {}, "team": None, "yes": True, "listing": None}
    with pytest.raises(Problem, match="holds the records of Birmingham"):
        loading.load_files(returned(ONE_CHILD), "E06000999", username="d.data", **usual)
    with pytest.raises(Problem, match="--as USERNAME"):
        loading.load_files(returned(ONE_CHILD), "E08000025", username=None, **usual)
    loading.load_files(returned(ONE_CHILD), "E08000025", username="d.data", **usual)
    assert Person.objects.children().count() == 1
