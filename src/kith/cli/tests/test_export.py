"""The export: every table is in it, or is named as left out with a reason."""

import csv
import io
import zipfile

import pytest

from kith.cli import dictionary, export, snapshot
from kith.cli.problem import Problem
from kith.cli.tests.test_restore_drill import a_document, connected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(standing, tmp_path, monkeypatch):
    """A record with one document on the disk and one that is missing."""
    folder = tmp_path / "files"
    monkeypatch.setenv("KITH_FILES", str(folder))
    for name in ("one", "two"):
        a_document(standing.child, standing.worker, folder, f"documents/2026/11/{name}")
    (folder / "documents/2026/11/two").unlink()
    return folder


def read(whole: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(whole.read(name).decode())))


def test_everything_is_in_it_or_named_as_left_out(files, urls_under_test, tmp_path):
    place = tmp_path / "export.zip"
    assert export.write(urls_under_test, place, lambda said: None) == ["documents/2026/11/two"]
    with connected(urls_under_test) as owner, zipfile.ZipFile(place) as whole:
        counts = {table: snapshot.count(owner, table) for table in snapshot.tables(owner)}
        told = {line["table"]: line for line in read(whole, "tables.csv")}
        assert told.keys() == counts.keys()
        kept = {table for table, line in told.items() if not line["left out"].startswith("Left out")}
        assert counts.keys() - kept == dictionary.LEFT_OUT.keys()
        for table in kept:
            assert len(read(whole, f"tables/{table}.csv")) == counts[table] == int(told[table]["rows"]), table
        assert counts["people_person"] > 1
        described = {(line["table"], line["column"]) for line in read(whole, "columns.csv")}
        heads = {
            table: whole.read(f"tables/{table}.csv").decode().splitlines()[0].split(",") for table in kept
        }
        assert described == {(table, column) for table, columns in heads.items() for column in columns}
        assert whole.read("documents/2026/11/one") == (files / "documents/2026/11/one").read_bytes()
        assert "nothing in it is encrypted" in whole.read("README.txt").decode()


def test_no_secret_of_a_sign_in_leaves(files, urls_under_test, tmp_path):
    place = tmp_path / "export"
    with connected(urls_under_test) as owner:
        owner.execute("UPDATE access_user SET password = 'the-hash-of-a-password'")
    export.write(urls_under_test, place, lambda said: None)
    written = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
    assert len(written) > 50
    assert not any(b"the-hash-of-a-password" in each for each in written)
    assert place.stat().st_mode & 0o077 == 0


def test_the_dictionary_says_what_a_column_is_and_how_private(db):
    lines = list(dictionary.lines("people_person", dictionary.models()["people_person"], ["born_on", "sex"]))
    assert lines[0][:4] == ("people_person", "born_on", "date of birth", "DateField")
    assert [line[-1] for line in lines] == ["identity", "identity"]
    assert "Female" in lines[1][5]


def test_a_table_of_somebody_else_is_not_left_out_unsaid(files, urls_under_test, tmp_path):
    with connected(urls_under_test) as owner:
        owner.execute("CREATE TABLE somebody_elses (id int)")
    with pytest.raises(Problem, match="somebody_elses is not Kith's"):
        export.write(urls_under_test, tmp_path / "export", lambda said: None)
    assert not [path for path in tmp_path.iterdir() if "export" in path.name]
