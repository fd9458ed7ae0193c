"""Names are found despite spelling, in parts, and the likeliest first; through the index."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection

from kith.people.factories import a_child, a_person
from kith.people.models import PersonName
from kith.reach.search import search
from kith.testing.standing import at_work

# 20,000 persons with names put together from syllables.
MANY = """
WITH made AS (
  INSERT INTO people_person (birth_date_is, sex, gender, ethnicity, religion, languages, interpreter, disabilities,
    communication_needs, nhs_number, upn, former_upn, upn_unknown, authority_id)
  SELECT 'known', 'U', '', '', '', '{}', '', '{}', '', '', '', '', '', 'N' || n FROM generate_series(1, 20000) n RETURNING id)
INSERT INTO people_personname (person_id, kind, given, family, start_on)
SELECT id, 'legal', g[1 + id % 8] || h[1 + id / 8 % 8], f[1 + id * 7 % 12] || e[1 + id / 5 % 10], '2010-01-01' FROM made,
  (SELECT '{Al,Be,Ka,Da,Le,Mi,Na,Wi}'::text[] g, '{n,lie,seph,bin,mes,drea,tha,m}'::text[] h,
   '{Jon,Mar,Fern,Thorn,Mill,Stan,Hart,Lang,Kem,Pen,Wood,Ox}'::text[] f,
   '{by,grove,ley,ton,ham,well,field,wick,stead,hurst}'::text[] e) parts
"""


def names(worker, words):
    with at_work(worker):
        return [person.name for person in search(worker, words)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (("Tamsin", "Smith"), "Tamsin Smyth"),
        (("John", "Quill"), "Jhon Quill"),
        (("John", "Quill"), "jhon"),
        (("Katharine", "Quill"), "catherine"),
        (("Steven", "Quill"), "stephen"),
        (("Muhammad", "Quill"), "Mohammed"),
        (("Philippa", "Quill"), "Phillipa"),
        (("Zoë", "Ångström"), "zoe angstrom"),
        (("Jose", "Garcia"), "José García"),
        (("Anne-Marie", "Quill"), "anne marie"),
        (("Anne-Marie", "Quill"), "annmarie quill"),
        (("Siân", "Okafor-Quill"), "quill"),
        (("Siân", "Okafor-Quill"), "Okafor Quill"),
        (("Siân", "Okafor-Quill"), "okafor-quil"),
        (("Shea", "O’Brien"), "obrien"),
        (("Shea", "O'Brien"), "O’Brien"),
        (("Li", "Wu"), "wu"),
        (("Bartholomew", "Quill"), "tholom"),
        (("Tamsin", "Quill"), "QUILL tamsin"),
        (("Tamsin Jane", "Quill"), "Tamsin Quill"),
        (("Ньюша", "Квилл"), "ньюша"),
    ],
)
def test_a_name_is_found_as_people_type_it(standing, name, typed):
    a_person(*name)
    assert names(standing.head, typed)[0] == " ".join(name)


def test_a_name_in_like_letters_is_not_everyones(standing):
    a_person("Zebedee", "Yarrow")
    assert names(standing.head, "Bogumil") == []


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'", "\\", "!!", "’", "‐", "🙂", "\x00"])
def test_nothing_is_found_for_nothing(standing, typed):
    assert names(standing.head, typed) == []


@pytest.mark.parametrize(
    "typed", ["a", "x" * 2000, "%%% robin", "robin'; --", "robin\x00 example", "robin \\ example"]
)
def test_whatever_is_typed_is_answered(standing, typed):
    assert len(names(standing.head, typed)) <= 100


def test_the_likeliest_comes_first(standing):
    for given in ("Annabel", "Ann", "Anna"):
        a_person(given, "Quill")
    assert names(standing.head, "Ann Quill")[0] == "Ann Quill"
    assert names(standing.head, "Anna Quill")[0] == "Anna Quill"


def test_among_equals_a_child_with_a_record_comes_first(standing):
    adult, child = a_person("Tamsin", "Quill"), a_child("Tamsin", "Quill")
    with at_work(standing.head):
        assert search(standing.head, "tamsin quill") == [child, adult]


def test_an_old_name_is_still_found_after_the_names_in_use(standing):
    changed, still = a_child("Robin", "Newname"), a_person("Tamsin", "Quill")
    PersonName.objects.create(
        person=changed, given="Tamsin", family="Quill", start_on=date(1990, 1, 1), end_on=date(2000, 1, 1)
    )
    with at_work(standing.head):
        assert search(standing.head, "tamsin quill") == [still, changed]


def test_a_name_a_person_is_also_known_by_is_found(standing):
    person = a_person("Theodore", "Quill")
    PersonName.objects.create(person=person, kind="also_known_as", given="Spike", start_on=date(2020, 1, 1))
    assert names(standing.head, "spike") == ["Theodore Quill"]


def test_a_person_with_several_fitting_names_is_listed_once(standing):
    person = a_person("Tamsin", "Quill")
    PersonName.objects.create(person=person, kind="preferred", given="Tamsin", start_on=date(2021, 1, 1))
    assert len(names(standing.head, "tamsin")) == 1


def test_among_very_many_names_the_index_is_used(standing):
    a_person("Tamsin", "Quill")
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        cursor.execute("SET LOCAL enable_seqscan = off")  # nobody has counted these rows for the planner yet
    before = scans()
    with at_work(standing.head):
        assert search(standing.head, "tamzin quil")[0].name == "Tamsin Quill"
    after = scans()
    assert after.whole == before.whole
    assert after.index > before.index


def scans() -> SimpleNamespace:
    """How often this transaction has read the names, all of them or by an index."""
    asked = "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'people_personname'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        whole, index = cursor.fetchone()
    return SimpleNamespace(whole=whole, index=index)
