"""`kith rule`: one rule explained on the screen."""

import pytest
from click.testing import CliRunner

from kith.cli.main import main
from kith.cli.rule import BOOKS, _codes, _taken


def run(*arguments):
    return CliRunner().invoke(main, ["rule", *arguments])


@pytest.mark.parametrize(
    ("book", "code"), [(book, code) for book in BOOKS for code in _codes(_taken(BOOKS[book][0]))[::8]]
)
def test_a_rule_is_explained_with_its_examples(book, code):
    said = run(book, code)
    assert said.exit_code == 0, said.output
    assert (
        said.stdout.startswith(f"{code} (") and "This passes" in said.stdout and "This fails" in said.stdout
    )


def test_the_columns_say_where_they_stand():
    said = run("across", "x01").stdout
    assert "The two returns give the child different dates of birth." in said
    assert "  DOB: " in said and "(Header)" in said and "(ChildIdentifiers)" in said


def test_a_code_that_is_none_says_which_there_are():
    said = run("across", "X99")
    assert said.exit_code == 1
    assert "Across has no rule X99. The codes are: X01, X02," in said.output
