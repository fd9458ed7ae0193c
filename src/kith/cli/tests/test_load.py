"""`kith load`: what it says and asks, and what it refuses in a sentence."""

import csv
import stat

import pytest
from click.testing import CliRunner

from kith.access.models import Installation
from kith.access.roles import Role
from kith.cli import load as command
from kith.cli import loading
from kith.cli.problem import Problem
from kith.people.models import Person
from kith.returns.models import Load
from kith.returns.tests.census import REFERRAL, a_child, census
from kith.returns.tests.making import ONE_CHILD, child, returned
from kith.returns.tests.test_load_return import CANNOT_STAND
from kith.workforce.factories import a_team, a_worker
from kith.workforce.models import Allocation

USUAL = {"authority": "E06000999", "years": {}, "team": None, "yes": True, "listing": None, "username": None}


@pytest.fixture
def demonstration(db, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a_worker("Dana Data", Role.DATA)
    a_worker("Sam Social")
    return Installation.objects.create(
        authority_code="E06000999", authority_name="Estermere", demonstration=True
    )


def run(text=ONE_CHILD, **other):
    loading.load_files(returned(text), **(USUAL | other))


def test_in_a_demonstration_the_data_analyst_loads_and_it_says_so(demonstration, capsys):
    run()
    said = capsys.readouterr().out
    assert "Working as Dana Data, data analyst of the demonstration (dana.data)" in said
    assert "episodes.csv" in said and "2017-18" in said and "the latest year in the file" in said
    assert "Loaded: 1 new child," in said and "kith load undo" in said
    assert child().authority_id == "A1"


def test_the_year_put_right_is_the_year_loaded(demonstration):
    run(years={"episodes.csv": "2018-19"})
    assert {each["name"]: each["year"] for each in Load.objects.get().files}["episodes.csv"] == "2018-19"


def test_without_yes_it_asks_first_and_no_loads_nothing(demonstration, monkeypatch):
    monkeypatch.setattr(loading.click, "confirm", lambda words: False)
    run(yes=False)
    assert Load.objects.get().state == Load.State.DROPPED
    assert not Person.objects.exists()


def test_the_children_left_out_are_in_a_file_only_its_owner_reads(demonstration, tmp_path):
    run(CANNOT_STAND)
    path = tmp_path / f"kith-load-{Load.objects.get().pk}.csv"
    lines = list(csv.reader(path.open()))
    assert ["Child left out", "B2"] in [line[:2] for line in lines]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_again_says_that_there_is_nothing_new(demonstration, capsys):
    run()
    run()
    assert (
        "Nothing new: the record already holds what these files tell of 1 child." in capsys.readouterr().out
    )


def test_a_team_by_name_holds_the_children(demonstration):
    run(team=a_team("Riverside").name.upper())
    assert Allocation.objects.get(child=child()).team.name == "Riverside"


def test_an_undone_load_is_undone(demonstration, capsys):
    run()
    loading.undo_number(Load.objects.get().pk, None)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"username": "nobody"}, "Nobody here signs in as nobody"),
        ({"username": "sam.social"}, "Your role may not load a return"),
        ({"team": "Hillside"}, "There is no team called Hillside"),
        ({"years": {"other.csv": "2017-18"}}, "--year other.csv names 0 files"),
    ],
)
def test_what_is_wrong_is_one_sentence(demonstration, wrong, says):
    with pytest.raises(Problem, match=says):
        run(**wrong)
    assert not Person.objects.exists()


def test_a_database_of_another_authority_refuses(demonstration):
    Installation.objects.update(demonstration=False)
    with pytest.raises(Problem, match="holds the records of Estermere"):
        run(authority="E08000001")


def test_an_empty_database_says_what_to_do_first(db):
    with pytest.raises(Problem, match="kith demo"):
        run()


def test_a_census_says_what_was_not_taken(demonstration, capsys):
    details = REFERRAL.replace("<CPPstartDate>2024-06-28</CPPstartDate>", "")
    loading.load_files(census(a_child(details=details)), **USUAL, collection="cin")
    said = " ".join(capsys.readouterr().out.split())
    assert "cin2025.xml" in said and "Its header says 2025" in said
    assert "Loaded: 1 new child," in said and "Row not taken 1" in said
    assert child("C1").enquiries.count() == 1


def test_a_census_of_another_authority_is_refused_before_anything_is_noted(demonstration):
    with pytest.raises(Problem, match="says LEA 330, and this record is that of E09000001, which is LEA 201"):
        loading.load_files(census(a_child()), **(USUAL | {"authority": "E09000001"}), collection="cin")
    assert not Load.objects.exists()


def test_a_file_that_is_no_census_is_refused_before_a_database_is_started(tmp_path):
    (tmp_path / "return.xml").write_text("<Shopping/>")
    done = CliRunner().invoke(command.load, ["cin", str(tmp_path), "--authority", "E06000999"])
    assert done.exit_code == 1
    assert "Nothing of a children in need census could be read" in done.output


def test_a_year_that_is_none_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "episodes.csv").write_text("CHILD,DECOM,RNE,LS\nA1,01/04/2020,S,C2\n")
    arguments = ["ssda903", str(tmp_path), "--authority", "E06000999", "--year", "episodes.csv=2017-19"]
    done = CliRunner().invoke(command.load, arguments)
    assert done.exit_code == 1
    assert "Write --year episodes.csv=2017-18" in done.output


def test_a_folder_without_a_return_is_refused_before_a_database_is_started(tmp_path):
    (tmp_path / "shopping.csv").write_text("apples,pears\n1,2\n")
    done = CliRunner().invoke(command.load, ["ssda903", str(tmp_path), "--authority", "E06000999"])
    assert done.exit_code == 1
    assert "Nothing of an SSDA903 return could be read" in done.output
