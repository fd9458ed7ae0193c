"""The data dictionary of a return: what each column means and holds in a year."""

import pytest
from django.urls import reverse

from kith.statutory.ssda903.specification import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, standing):
    client.force_login(standing.stranger.user)


def page(client, table, year="2026-27"):
    return client.get(reverse("dictionary-table", args=["ssda903", table]), {"year": year}).content.decode()


def test_every_column_of_every_table_is_told(client):
    for table in TABLES.values():
        told = page(client, table.name.lower())
        assert all(f'id="{name}"' in told for name in table.names)


def test_codes_are_those_of_the_year(client):
    now, then = page(client, "header"), page(client, "header", "2022-23")
    assert "<strong>M</strong>" in now
    assert "<strong>M</strong>" not in then


def test_a_table_is_there_only_in_the_years_that_ask_for_it(client):
    dolo = reverse("dictionary-table", args=["ssda903", "dolo"])
    assert client.get(dolo, {"year": "2026-27"}).status_code == 200
    assert client.get(dolo, {"year": "2022-23"}).status_code == 404


def test_a_year_we_do_not_know_is_the_newest(client):
    assert (
        "2026-27" in client.get(reverse("dictionary", args=["ssda903"]), {"year": "1999-00"}).content.decode()
    )


def test_there_is_no_dictionary_of_a_return_that_is_not_there(client):
    assert client.get(reverse("dictionary", args=["no-such"])).status_code == 404
