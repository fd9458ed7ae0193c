"""The restore drill: a real database, kept while others write, put back in another, and compared row by row."""

from types import SimpleNamespace

import psycopg
import pytest
from psycopg import sql

from kith.cli import backup, restoring, sealing, snapshot
from kith.cli.problem import Problem

pytestmark = pytest.mark.django_db(transaction=True)
KEY = b"the key of the restore drill"
FACTS = {
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "wall": "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies",
    "walled": "SELECT relname FROM pg_class WHERE relrowsecurity",
    "rights": "SELECT relname, relacl::text, relowner::regrole::text FROM pg_class WHERE relkind IN ('r', 'S')"
    " AND relnamespace = 'public'::regnamespace",
    "functions": "SELECT proname, prosecdef, proacl::text, prosrc FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": "SELECT sequencename, last_value FROM pg_sequences",
}


def connected(urls):
    return psycopg.connect(urls.owner, autocommit=True)


def contents(urls) -> dict[str, list]:
    """Every row of every table but the sessions, as the owner sees them."""
    asked = sql.SQL("SELECT t::text FROM {} t ORDER BY 1")
    with connected(urls) as connection:
        there = [each for each in snapshot.tables(connection) if each not in snapshot.NOT_KEPT]
        return {each: connection.execute(asked.format(sql.Identifier(each))).fetchall() for each in there}


def facts(urls, what: str) -> list:
    with connected(urls) as connection:
        return sorted(connection.execute(FACTS[what]).fetchall(), key=repr)


@pytest.fixture
def elsewhere(urls_under_test, django_db_setup):
    """An empty database to restore into."""
    with connected(urls_under_test) as server:
        urls = urls_under_test.named(f"{server.info.dbname}_drill")
        name = sql.Identifier(f"{server.info.dbname}_drill")
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        yield urls
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def a_document(child, worker, folder, name: str) -> None:
    from kith.casework.models import Document
    from kith.testing.standing import DAY, MOMENT

    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(name.encode() * 300_000)
    Document.objects.create(
        child=child, title="A letter", about_on=DAY, file=name, content_type="text/plain", size=1,
        added_by=worker, added_at=MOMENT,
    )  # fmt: skip


@pytest.fixture
def record(standing, urls_under_test, tmp_path, monkeypatch):
    """A record with a restricted child, history, audit and two documents, one of them named by a row that is gone."""
    from django.db import connection

    from kith.access.models import AuditEntry

    files = tmp_path / "files"
    monkeypatch.setenv("KITH_FILES", str(files))
    monkeypatch.setattr(sealing, "COST", 2**4)
    with connected(urls_under_test) as owner:
        owner.execute("UPDATE people_person SET ethnicity = 'WBRI'")
        owner.execute("INSERT INTO django_session VALUES ('signed-in', 'd', now())")
        owner.execute("INSERT INTO access_installation VALUES (1, 'E08000025', 'Birmingham', false)")
    a_document(standing.child, standing.worker, files, "documents/2026/11/one")
    a_document(standing.child, standing.worker, files, "documents/2026/11/two")
    AuditEntry.objects.create(work="00000000-0000-0000-0000-000000000001", event="added", via="test")
    connection.close()
    return SimpleNamespace(urls=urls_under_test, files=files, file=tmp_path / "kept", standing=standing)


def taken(record, while_it_is_taken=lambda: None) -> list[str]:
    """Take a backup; something happens once its moment is held and before a row of it is read."""
    told: list[str] = []

    def tell(said: str) -> None:
        if not told:
            while_it_is_taken()
        told.append(said)

    return backup.take(record.urls, record.file, KEY, tell)


def test_what_was_kept_while_others_wrote_is_all_there_in_another_database(record, elsewhere, monkeypatch):
    before = contents(record.urls)

    with psycopg.connect(record.urls.owner) as other:  # somebody is half way through a piece of work
        other.execute("INSERT INTO workforce_team (name) VALUES ('Half way')")

        def write() -> None:
            other.execute("UPDATE people_person SET ethnicity = 'OOTH'")
            other.commit()
            a_document(record.standing.child, record.standing.worker, record.files, "documents/2026/11/three")

        assert taken(record, write) == []
    assert contents(record.urls) != before

    monkeypatch.setenv("KITH_FILES", str(record.files.with_name("elsewhere")))
    restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    after = contents(elsewhere)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    assert after.keys() == before.keys()
    for what in FACTS.keys() - {"sequences"}:
        assert facts(elsewhere, what) == facts(record.urls, what), what
    two = {f"documents/2026/11/{name}" for name in ("one", "two")}
    there = {
        str(path.relative_to(snapshot.files())): path.read_bytes()
        for path in snapshot.files().rglob("*")
        if path.is_file()
    }
    assert there == {name: name.encode() * 300_000 for name in two}
    with connected(elsewhere) as owner:
        assert owner.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        with pytest.raises(psycopg.DatabaseError, match="Cannot update"):
            owner.execute("UPDATE access_auditentry SET event = 'other'")
        owner.execute("INSERT INTO workforce_team (name) VALUES ('The next number is free')")


def test_a_wrong_key_or_a_changed_file_changes_nothing(record, elsewhere):
    taken(record)
    whole = record.file.read_bytes()
    for place in (40, len(whole) // 2, len(whole) - 1):
        record.file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(Problem):
            restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    record.file.write_bytes(whole[:-1])
    with pytest.raises(Problem, match="changed or cut short"):
        restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    record.file.write_bytes(whole)
    with pytest.raises(Problem, match="The key does not open"):
        restoring.put_back(elsewhere, record.file, b"some other key of some length", lambda said: None)
    assert contents(elsewhere) == {}
    assert not list(record.files.glob(".restoring-*"))


def test_a_failure_half_way_leaves_nothing(record, elsewhere):
    """Something in the way, of which the emptiness of the tables does not tell."""
    taken(record)
    with connected(elsewhere) as owner:
        owner.execute("CREATE VIEW web_formsent AS SELECT 1")
    with pytest.raises(Problem, match=r"pg_restore failed: .*web_formsent"):
        restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    assert contents(elsewhere) == {}
    assert not list(record.files.glob(".restoring-*"))


def test_a_record_is_never_written_over_and_a_demonstration_only_when_asked(record, elsewhere, monkeypatch):
    taken(record)
    with pytest.raises(Problem, match="holds the record of Birmingham"):
        restoring.put_back(record.urls, record.file, KEY, lambda said: None, again=True)
    with connected(elsewhere) as owner:
        owner.execute("CREATE TABLE somebody_elses (id int)")
    with pytest.raises(Problem, match="holds something already"):
        restoring.put_back(elsewhere, record.file, KEY, lambda said: None, again=True)
    with connected(elsewhere) as owner:
        owner.execute("DROP TABLE somebody_elses")
        owner.execute("CREATE TABLE access_installation (authority_name text, demonstration bool)")
        owner.execute("GRANT SELECT ON access_installation TO PUBLIC")
        owner.execute("INSERT INTO access_installation VALUES ('Made up', true)")
    with pytest.raises(Problem, match="--again"):
        restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    restoring.put_back(elsewhere, record.file, KEY, lambda said: None, again=True)
    assert contents(elsewhere) == contents(record.urls)


def test_a_document_that_the_disk_has_not_is_named_and_the_rest_is_kept(record):
    (record.files / "documents/2026/11/one").unlink()
    assert taken(record) == ["documents/2026/11/one"]
    told = restoring.read(record.file, KEY, None)
    assert list(told.hashes) == ["documents/2026/11/two"]


def test_a_backup_that_fails_leaves_no_file(record, monkeypatch):
    monkeypatch.setattr(snapshot.Snapshot, "documents", lambda moment: ["../../outside"])
    with pytest.raises(Problem, match="outside the folder"):
        taken(record)
    assert list(record.file.parent.glob("*kept*")) == []


def test_a_backup_is_never_written_over_another(record):
    record.file.write_text("the only one there is")
    with pytest.raises(Problem, match="already there"):
        taken(record)
    assert record.file.read_text() == "the only one there is"


def test_a_backup_of_a_newer_kith_is_refused(record, elsewhere):
    with connected(record.urls) as owner:
        owner.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_new', now())"
        )
    taken(record)
    with pytest.raises(Problem, match=r"another version of Kith .*people/0999_new"):
        restoring.put_back(elsewhere, record.file, KEY, lambda said: None)
    assert contents(elsewhere) == {}
