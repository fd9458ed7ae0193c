"""The data dictionary of a return: what each column means and holds in a year."""

import pytest
from django.urls import reverse

from kith.web.dictionary import RETURNS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, standing):
    client.force_login(standing.stranger.user)


def page(client, table, year="2026-27", collection="ssda903"):
    return client.get(reverse("dictionary-table", args=[collection, table]), {"year": year}).content.decode()


@pytest.mark.parametrize("collection", RETURNS)
def test_every_column_of_every_table_is_told(client, collection):
    for table in RETURNS[collection].tables.values():
        told = page(client, table.name.lower(), collection=collection)
        assert all(f'id="{each.name}"' in told for each in table.columns_in("2026-27"))


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
