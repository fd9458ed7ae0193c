"""`kith build cin`: what it writes and says, for whom, and what it refuses in a sentence."""

import stat
from datetime import date

import pytest
from click.testing import CliRunner

from kith.access.models import AuditEntry, Installation
from kith.access.roles import Role
from kith.assessment.factories import a_referral
from kith.cli import build as command
from kith.cli import building
from kith.cli.problem import Problem
from kith.people.factories import a_child
from kith.statutory.cin.reading import read
from kith.workforce.factories import a_worker


@pytest.fixture
def analyst(db):
    Installation.objects.create(authority_code="E06000999", authority_name="Estermere", demonstration=True)
    a_referral(a_child(authority_id="R1", ethnicity="WBRI"), referred_on=date(2025, 5, 6))
    return a_worker("Dana Data", Role.DATA)


def test_the_census_is_written_as_one_file_that_is_read_without_a_problem(analyst, tmp_path, capsys):
    building.census("2025-26", tmp_path / "out", "E08000025", None)
    found = read(tmp_path / "out" / "cin.xml")
    assert not found.problems
    assert found["Header"].select("LEA", "Year", "ReferenceDate").rows() == [
        ("330", "2026", date(2026, 3, 31))
    ]
    assert found["CINdetails"].select("LAchildID", "CINreferralDate").rows() == [("R1", date(2025, 5, 6))]
    said = capsys.readouterr().out
    assert "CINdetails" in said and "kith check cin" in said and "LEA" not in said


def test_only_its_owner_may_read_it_and_the_audit_says_who_took_it(analyst, tmp_path):
    building.census("2025-26", tmp_path / "out", None, "dana.data")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IRWXU
    entry = AuditEntry.objects.get(event="return built and taken away as files")
    assert (entry.worker, entry.reason) == (analyst.pk, "Children in need census 2025-26")


def test_an_authority_whose_digits_are_not_known_is_told(analyst, tmp_path, capsys):
    building.census("2025-26", tmp_path / "out", None, None)
    assert "LEA is blank" in capsys.readouterr().out


def test_who_may_not_build_is_told_and_nothing_is_written(analyst, tmp_path):
    a_worker("Sam Social")
    with pytest.raises(Problem, match="may not build a return from the record"):
        building.census("2025-26", tmp_path / "out", None, "sam.social")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("year", "says"), [("2026", "not a collection year"), ("2025-26", "already there")])
def test_what_cannot_be_is_refused_before_anything_begins(tmp_path, year, says):
    answered = CliRunner().invoke(command.cin, ["--year", year, "--out", str(tmp_path)])
    assert answered.exit_code == 1 and says in answered.output
