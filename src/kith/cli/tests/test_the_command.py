"""The command itself: its help, its table of sign-ins, and what it does not load."""

import subprocess
import sys

from click.testing import CliRunner

from kith.cli.main import main
from kith.cli.prepare import Progress, table


def test_help_names_the_commands():
    said = CliRunner().invoke(main, ["--help"]).output
    assert "serve" in said
    assert "demo" in said


def test_the_command_loads_no_django():
    code = "import sys, kith.cli.main, kith.cli.serve, kith.cli.demo; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_sign_ins_are_laid_out_in_columns():
    laid = table(("Role", "User name"), [("Social worker", "amina")])
    assert laid.splitlines() == [
        "  Role           User name",
        "  -------------  ---------",
        "  Social worker  amina",
    ]


def test_progress_counts_migrations(capsys):
    progress = Progress(2)
    for said in ("  Applying people.0001_initial...", " OK\n", " OK\n"):
        progress.write(said)
    assert capsys.readouterr().out == "  2 of 2\n"
