"""After a disposal nothing of the child is anywhere in the database or on the disk; what belongs to others is untouched."""

import json
from datetime import date
from types import SimpleNamespace

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from psycopg import sql

from kith.access.roles import Role
from kith.casework.models import Document, Note, NoteAddition, NoteChild, Visit, VisitChild
from kith.frontdoor.factories import a_contact
from kith.frontdoor.models import ContactAddition, Decision, PartnerCheck, Telling
from kith.keeping.actions.disposal import carry_out_disposal, propose_disposal
from kith.keeping.factories import a_schedule, an_old_record
from kith.keeping.files import remove_files
from kith.people.factories import a_family, a_parent_of
from kith.people.models import Address, Alert, ParentalResponsibility, Person, Relationship, Residence
from kith.reach.actions.reasons import give_reason
from kith.returns.models import Load, LoadIssue, SourceRow
from kith.testing.standing import MOMENT, at_work
from kith.workforce.factories import a_team, a_worker, allocated

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = date(1991, 1, 1)
WORDS = (
    "Quentin",
    "Zebedee",
    "Zeb44",
    "Mirabel",
    "Xylophone",
)  # names, number, a parent's name, what was written


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return tmp_path


@pytest.fixture
def written() -> SimpleNamespace:
    """A record with words in many places, a brother's beside it, and two officers of information governance."""
    team = a_team()
    people = SimpleNamespace(
        worker=a_worker("Wyn Worker", team=team),
        officer=a_worker("Ida One", Role.INFORMATION_GOVERNANCE),
        second=a_worker("Ira Two", Role.INFORMATION_GOVERNANCE),
        child=an_old_record(authority_id="Zeb44"),
        brother=an_old_record("Bruno", "Other", authority_id="BRO1"),
    )
    a_schedule(people.officer)
    for child in (people.child, people.brother):
        allocated(child, people.worker, team, start_on=SINCE, end_on=date(2000, 1, 1))
    family_of(people)
    with at_work(people.worker):
        words_of(people)
    return people


def family_of(people) -> None:
    """A mother of both, who stays; a father and a house of the one child alone, who go."""
    people.mother = a_parent_of(people.child, "Maud", "Other")
    people.father = a_parent_of(people.child, "Mirabel", "Zebedee")
    Relationship.objects.create(person=people.mother, other=people.brother, kind="parent", start_on=SINCE)
    ParentalResponsibility.objects.create(
        child=people.child, holder=people.father, basis="Birth", start_on=SINCE
    )
    a_family(people.child, people.father, name="Zebedee family")
    a_family(people.brother, people.mother, name="Other family")
    for lines, who in (("1 Xylophone Road", people.child), ("2 Shared Road", people.brother)):
        address = Address.objects.create(lines=lines)
        Residence.objects.create(person=who, address=address, start_on=SINCE)
    Residence.objects.create(person=people.child, address=address, start_on=date(1995, 1, 1))


def words_of(people) -> None:
    """A note and a visit of the child alone, corrected once; a note of both; a document; what a return told; a reason."""
    given = {"happened_at": MOMENT, "written_at": MOMENT, "author": people.worker}
    own, both = (Note.objects.create(text=text, **given) for text in ("Xylophone lesson", "Both went out"))
    for note, child in ((own, people.child), (both, people.child), (both, people.brother)):
        NoteChild.objects.create(note=note, child=child)
    NoteAddition.objects.create(note=own, author=people.worker, written_at=MOMENT, text="Xylophone again")
    Note.objects.filter(pk=own.pk).update(text="Went well")
    visit = Visit.objects.create(
        visited_on=SINCE, written_at=MOMENT, worker=people.worker, text="Xylophone heard"
    )
    VisitChild.objects.create(visit=visit, child=people.child, seen=True, impact="Xylophone practised")
    Alert.objects.create(child=people.child, kind="risk", text="Xylophone thrown", start_on=SINCE)
    Alert.objects.filter(child=people.child).delete()
    a_document(people)
    contacts_about(people)
    told_by_a_return(people.child)
    give_reason(child=people.child.pk, reason="Xylophone found in the attic", at=MOMENT, by=people.worker)


def contacts_about(people) -> None:
    """A contact about the child alone, with everything that hangs from it; and one about both."""
    at, by = {"written_at": MOMENT}, people.worker
    own = a_contact(people.child, by=by, worries="Xylophone heard", source_name="Mirabel")
    a_contact(people.child, people.brother, by=by)
    ContactAddition.objects.create(contact=own, author=by, text="Xylophone again", **at)
    Telling.objects.create(contact=own, whom="family", what="decided", not_told="Xylophone", by=by, **at)
    PartnerCheck.objects.create(
        contact=own, agency="police", asked="Xylophone?", asked_at=MOMENT, asked_by=by
    )
    PartnerCheck.objects.update(answer="Xylophone", answered_at=MOMENT)
    decided = {
        "outcome": "nothing",
        "reason": "Xylophone",
        "decided_at": MOMENT,
        "by": a_worker("Dee Decider"),
    }
    Decision.objects.create(contact=own, child=people.child, **decided)


def a_document(people) -> None:
    Document.objects.create(
        child=people.child, title="Xylophone", about_on=SINCE, file=ContentFile(b"Quentin Zebedee", "kept.txt"),
        content_type="text/plain", size=15, added_by=people.worker, added_at=MOMENT,
    )  # fmt: skip


def told_by_a_return(child: Person) -> None:
    followed = [
        {"child": child.pk, "number": "Zeb44", "kinds": "notes"},
        {"child": 0, "number": "Z1", "kinds": "notes"},
    ]
    load = Load.objects.create(authority="E08000025", state="done", begun_at=MOMENT, followed=followed)
    SourceRow.objects.create(
        load=load, child=child, table="Header", year="2010-11", file="x", row=1, values={"CHILD": "Zeb44"}
    )
    LoadIssue.objects.create(load=load, kind="warning", child_identifier="Zeb44", says="Zeb44 differs")


def dump(urls) -> dict[str, list[str]]:
    """Every row of every table as words, as the owner sees it."""
    with psycopg.connect(urls.owner) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        asked = sql.SQL("SELECT each::text FROM {} each ORDER BY 1")
        return {
            each: [row for (row,) in connection.execute(asked.format(sql.Identifier(each)))]
            for each in tables
        }


def rows_with(urls, words) -> list[str]:
    return [
        f"{table}: {row}"
        for table, rows in dump(urls).items()
        for row in rows
        if words.lower() in row.lower()
    ]


def proposed(people):
    with at_work(people.officer):
        return propose_disposal(
            child=people.child, reason="Quentin Zebedee is 38", at=MOMENT, by=people.officer
        )


def disposed(people) -> None:
    proposal = proposed(people)
    with at_work(people.second):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=people.second)


def test_nothing_of_the_child_remains(written, urls_under_test, files):
    for words in WORDS:
        assert rows_with(urls_under_test, words), f"{words} was nowhere before"
    assert [each for each in files.rglob("*") if each.is_file()]
    disposed(written)
    assert [found for words in WORDS for found in rows_with(urls_under_test, words)] == []
    assert [each for each in files.rglob("*") if each.is_file()] == []


def test_no_row_points_to_whoever_went(written, urls_under_test):
    gone = {written.child.pk, written.father.pk}
    disposed(written)
    with psycopg.connect(urls_under_test.owner) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name IN ('child_id', 'person_id', 'other_id', 'holder_id', 'withheld_from_id')"
        ).fetchall()
        asked = "SELECT count(*) FROM {} WHERE {} = ANY (%s)"
        found = [each for each in columns if connection.execute(
            sql.SQL(asked).format(*map(sql.Identifier, each)), [[*gone]]).fetchone() != (0,)]  # fmt: skip
    assert len(columns) > 60
    assert found == []


def test_what_belongs_to_the_brother_is_untouched(written, urls_under_test):
    before = dump(urls_under_test)
    disposed(written)
    after = dump(urls_under_test)
    for table in ("people_person", "people_personname", "people_address", "people_family", "casework_note"):
        mine = [
            row
            for row in before[table]
            if not any(words in row for words in WORDS) and "Went well" not in row
        ]
        kept = [row for row in mine if not row.startswith(f"({written.father.pk},")]
        assert kept == after[table], table
    assert NoteChild.objects.get().child == written.brother
    assert Relationship.objects.get().person == written.mother


def test_the_audit_keeps_who_did_what_by_number(written, urls_under_test):
    number = written.child.pk
    before = len(dump(urls_under_test)["access_auditentry"])
    disposed(written)
    with psycopg.connect(urls_under_test.owner) as connection:
        told = connection.execute(
            "SELECT event, worker, reason FROM access_auditentry WHERE child = %s ORDER BY id", [number]
        ).fetchall()
    assert len(dump(urls_under_test)["access_auditentry"]) > before
    assert ("reason given to open a record", written.worker.pk, "") in told
    assert ("disposed of", written.second.pk, "") in told


def test_a_crash_in_the_middle_leaves_everything(written, urls_under_test, files):
    proposal = proposed(written)
    before = dump(urls_under_test)
    with pytest.raises(RuntimeError), at_work(written.second):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=written.second)
        raise RuntimeError("The power went")
    assert differing(before, dump(urls_under_test)) <= {"access_auditentry"}  # what was seen stays seen
    assert [each.read_bytes() for each in files.rglob("*") if each.is_file()] == [b"Quentin Zebedee"]


def test_a_row_that_nobody_thought_of_stops_all_of_it(written, urls_under_test):
    with psycopg.connect(urls_under_test.owner) as connection:
        connection.execute("CREATE TABLE forgotten (child_id bigint REFERENCES people_person)")
        connection.execute("INSERT INTO forgotten VALUES (%s)", [written.child.pk])
    proposal = proposed(written)
    before = dump(urls_under_test)
    with pytest.raises(Exception, match="forgotten"), at_work(written.second):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=written.second)
    assert differing(before, dump(urls_under_test)) <= {"access_auditentry"}


def differing(one: dict, other: dict) -> set[str]:
    return {table for table in one | other if one.get(table) != other.get(table)}


def test_a_file_that_could_not_be_removed_is_tried_again(written, files, monkeypatch):
    from django.core.files.storage import default_storage

    def refuses(name: str) -> None:
        raise OSError("The disk is away")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", refuses)
        disposed(written)
    assert any(each.is_file() for each in files.rglob("*"))
    assert remove_files() == 1
    assert not any(each.is_file() for each in files.rglob("*"))


def test_the_other_children_of_a_load_stay_named_in_it(written):
    disposed(written)
    assert json.dumps(Load.objects.get().followed) == '[{"child": 0, "kinds": "notes", "number": "Z1"}]'


def test_the_same_record_is_not_disposed_of_twice(written):
    proposal = proposed(written)
    with at_work(written.second):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=written.second)
    with at_work(written.second), pytest.raises((ValidationError, type(proposal).DoesNotExist)):
        carry_out_disposal(proposal=proposal, at=MOMENT, by=written.second)
