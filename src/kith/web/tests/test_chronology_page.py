"""The chronology page: opens on what is significant, is narrowed, paged and printed."""

import pytest

from kith.casework.models import Note, NoteChild
from kith.web.tests.record_pages import address, ago


@pytest.fixture
def notes(standing):
    for days in range(40):
        at = f"{ago(days)} 12:00Z"
        note = Note.objects.create(
            happened_at=at, written_at=at, author=standing.worker, text=f"Note number {days}.", significant=days == 7,
            finalised_at=at,
        )  # fmt: skip
        NoteChild.objects.create(note=note, child=standing.child)


def read(client, standing, **query):
    client.force_login(standing.worker.user)
    return client.get(address("chronology", standing.child, **query)).content.decode()


def test_it_opens_on_what_is_significant(client, standing, notes):
    told = read(client, standing)
    assert "Note number 7." in told and "Note number 8." not in told


def test_everything_is_one_link_away_and_comes_in_pages(client, standing, notes):
    assert "Note number 8." in read(client, standing, show="everything")
    assert "Note number 39." not in read(client, standing, show="everything")
    assert "Note number 39." in read(client, standing, show="everything", page=2)


def test_the_links_between_pages_keep_the_filters(client, standing, notes):
    assert "?show=everything&amp;kind=note&amp;page=2" in read(
        client, standing, show="everything", kind="note"
    )


def test_for_printing_it_comes_whole(client, standing, notes):
    assert "Note number 39." in read(client, standing, show="everything", print="1")


def test_words_are_searched(client, standing, notes):
    told = read(client, standing, show="everything", words="number%2031")
    assert "Note number 31." in told and "Note number 30." not in told


def test_dates_and_kinds_narrow_it_and_can_be_taken_away(client, standing, notes):
    told = read(client, standing, show="everything", kind="note", since=ago(2).isoformat())
    assert "Note number 2." in told and "Note number 3." not in told
    assert "Remove Notes" in told and "Remove From" in told


def test_a_date_that_is_not_understood_is_said(client, standing, notes):
    assert "must include a month and year" in read(client, standing, **{"since-day": 3})


def test_where_nothing_fits_it_says_so(client, standing, notes):
    assert "Nothing significant fits." in read(client, standing, words="zebra")
    assert "Nothing fits." in read(client, standing, words="zebra", show="everything")
