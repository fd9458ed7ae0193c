"""Makes the demonstration authority in an empty database: whole, or not at all."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from kith.access.audit import Event, record
from kith.access.models import Installation
from kith.care.models import Placement
from kith.deadlines.models import DeadlineRow
from kith.deadlines.projection import rebuild_all
from kith.demo import places
from kith.demo.accounts import PASSWORD
from kith.demo.after import correct, explain
from kith.demo.assessing import add_assessments
from kith.demo.authority import Authority
from kith.demo.bare import bare, put_on, take_off
from kith.demo.before_court import add_before_court
from kith.demo.copying import Copier
from kith.demo.emergency import open_in_an_emergency
from kith.demo.front_door import add_front_door
from kith.demo.helping import add_family_help
from kith.demo.partners import add_partners
from kith.demo.protection import add_protection
from kith.demo.seldom import add_seldom
from kith.people.models import Person
from kith.work import work

# The database asks these of every enquiry that is written; without their index each would take longer than the one before.
ASKED_WHILE_FILLED = {"protection_strategychild"}


class NotEmpty(RuntimeError):
    """The database already holds somebody's records."""


def make(*, seed: int, open_children: int, as_of: date, progress: Callable[[str], None]) -> None:
    """Make the borough as it stands on `as_of`. Raises NotEmpty where there is an authority or any person."""
    with _nothing_collected(), work(None, as_of, via="command", everyone=True) as doing:
        _require_empty()
        progress("thinking of families")
        authority = Authority(
            seed=seed, open_children=open_children, as_of=as_of, password=make_password(PASSWORD)
        )
        copier = Copier()
        again = take_off(set(copier.tables) - ASKED_WHILE_FILLED)
        for part in authority.parts():
            copier.write(part)
            progress(f"{copier.written.get(Person, 0):,} people, {copier.rows:,} rows written")
        add_seldom(seed, as_of)
        add_front_door(seed, as_of)
        add_assessments(as_of)
        add_family_help(as_of)
        add_protection(as_of)
        add_before_court(as_of)
        add_partners(as_of)
        progress("making indexes and working out deadlines")
        with bare([DeadlineRow._meta.db_table]):
            indexes = partial(put_on, again, connection.connection)
            progress(f"deadlines of {rebuild_all(as_of=as_of, meanwhile=indexes):,} children worked out")
        record(Event.ADDED, _installation(), on=as_of, reason=f"Demonstration made with seed {seed}")
        correct(authority.book.slips, copier.before.get(Placement, 0), doing)
        progress(f"{explain(seed, as_of):,} reasons for lateness written")
        open_in_an_emergency(as_of)
        _keep(authority.files)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Millions of rows and no circles among them: looking for circles takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _require_empty() -> None:
    if Installation.objects.exists() or Person.objects.exists():
        raise NotEmpty(
            "This database holds records already, and a demonstration is only made in an empty one. "
            "Point DATABASE_URL and DATABASE_OWNER_URL at an empty database."
        )


def _installation() -> Installation:
    return Installation.objects.create(
        authority_code=places.AUTHORITY_CODE, authority_name=places.AUTHORITY_NAME, demonstration=True
    )


def _keep(files: dict[str, bytes]) -> None:
    """The documents, last: a file is no part of the transaction, and one without a row does no harm."""
    for path, content in files.items():
        if default_storage.exists(path):
            default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
