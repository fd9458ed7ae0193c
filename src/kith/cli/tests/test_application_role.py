"""The application connects as a role that owns nothing: the database is the second wall."""

import pytest
from django.db import ProgrammingError, connection, transaction

pytestmark = pytest.mark.django_db


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def test_the_application_owns_nothing():
    assert ask("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert ask("SELECT proname FROM pg_proc WHERE proowner = current_user::regrole") == []


def test_the_application_has_no_special_rights():
    rights = "rolsuper, rolcreatedb, rolcreaterole, rolbypassrls"
    assert ask(f"SELECT {rights} FROM pg_roles WHERE rolname = current_user") == [(False,) * 4]


def test_the_application_is_not_the_owner_in_disguise():
    owners = "SELECT DISTINCT relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert ask(f"SELECT pg_has_role(current_user, owner, 'member') FROM ({owners}) AS o (owner)") == [
        (False,)
    ]


@pytest.mark.parametrize("kind", ["TABLE", "TEMPORARY TABLE"])
def test_the_application_may_make_no_table(kind):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ask(f"CREATE {kind} mine (id int)")


def test_the_application_may_not_empty_a_table():
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ask("TRUNCATE django_session")


def test_the_application_may_write_rows():
    ask("INSERT INTO django_session VALUES ('k', 'd', now()) RETURNING 1")
    assert ask("SELECT session_data FROM django_session") == [("d",)]


@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_afterwards(time):
    ask("INSERT INTO django_session VALUES ('committed', 'd', now()) RETURNING 1")
    assert ask("SELECT count(*) FROM django_session") == [(1,)]
