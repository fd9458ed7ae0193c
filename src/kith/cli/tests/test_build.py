"""`kith build ssda903`: what it writes and says, for whom, and what it refuses in a sentence."""

import stat
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from kith.access.models import AuditEntry, Installation
from kith.access.roles import Role
from kith.cli import build as command
from kith.cli import building
from kith.cli.problem import Problem
from kith.reach.actions.restrictions import restrict
from kith.reach.models import Restriction
from kith.returns.tests.making import ONE_CHILD, child, load
from kith.statutory.ssda903.reading import read
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker


@pytest.fixture
def analyst(db):
    Installation.objects.create(authority_code="E06000999", authority_name="Estermere", demonstration=True)
    return a_worker("Dana Data", Role.DATA)


def test_what_was_loaded_is_written_again(analyst, tmp_path, capsys):
    load(analyst, ONE_CHILD)
    building.build("2017-18", tmp_path / "out", False, False, None)
    found = read(tmp_path / "out")
    assert not found.problems
    days = found["Episodes"].select("DECOM", "DEC", "RNE").rows()
    assert days == [(date(2017, 6, 1), date(2017, 9, 4), "S"), (date(2017, 9, 4), None, "P")]
    assert found["Header"].select("CHILD", "SEX").rows() == [("A1", "1")]
    said = capsys.readouterr().out
    assert "Episodes" in said and "kith check ssda903" in said


def test_only_its_owner_may_read_it_and_the_audit_says_who_took_it(analyst, tmp_path):
    building.build("2017-18", tmp_path / "out", True, False, "dana.data")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IRWXU
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ssda903.xml"]
    entry = AuditEntry.objects.get(event="return built and taken away as files")
    assert (entry.worker, entry.reason) == (analyst.pk, "SSDA903 2017-18")


def test_a_restricted_child_is_in_the_return(analyst, tmp_path):
    load(analyst, ONE_CHILD)
    head = a_worker("Hana Head", Role.HEAD_OF_SERVICE)
    with at_work(head):
        restrict(
            person=child(), kind=Restriction.Kind.STAFF, reason="A colleague's child", allowed=(),
            review_on=DAY + timedelta(100), by=head,
        )  # fmt: skip
    building.build("2017-18", tmp_path / "out", False, False, None)
    assert read(tmp_path / "out")["Header"]["CHILD"].to_list() == ["A1"]


def test_who_may_not_build_is_told_and_nothing_is_written(analyst, tmp_path):
    a_worker("Sam Social")
    with pytest.raises(Problem, match="may not build a return from the record"):
        building.build("2017-18", tmp_path / "out", False, False, "sam.social")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("year", "says"),
    [("2026", "not a collection year"), ("2026-28", "not a collection year"), ("2026-27", "already there")],
)
def test_what_cannot_be_is_refused_before_anything_begins(tmp_path, year, says):
    answered = CliRunner().invoke(command.ssda903, ["--year", year, "--out", str(tmp_path)])
    assert answered.exit_code == 1 and says in answered.output


CHANGES_NOTHING = "A1     04/09/2017  L    V2  N1   U6     PR1             .           .    .                    LE1 5WW    LE1 1FZ   SC123456"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (ONE_CHILD, "Everything is as the loads of 2017-18 told it."),
        ("\n".join([*ONE_CHILD.strip().splitlines()[:-1], CHANGES_NOTHING]), "changes neither legal status nor placement"),
        (None, "No load told of 2017-18"),
    ],
)  # fmt: skip
def test_it_says_how_it_differs_from_what_was_loaded(analyst, tmp_path, capsys, told, says):
    if told:
        load(analyst, told)
    building.build("2017-18", tmp_path / "out", False, True, None)
    said = capsys.readouterr().out
    assert says in said and "not explained" not in said
