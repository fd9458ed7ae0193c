"""The rules of a return, explained to anyone who is signed in."""

import re

import pytest
from django.urls import reverse

from kith.statutory.across.rules import RULES as ACROSS
from kith.statutory.cin.rules import RULES as CENSUS
from kith.statutory.ssda903.rules import RULES
from kith.web.return_rules import BOOKS, _column


@pytest.fixture
def somebody(standing, client):
    client.force_login(standing.worker.user)
    return client


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def listed(client, **query):
    return client.get(reverse("return-rules", args=["ssda903"]), query)


def test_every_rule_is_in_the_list_a_page_at_a_time(somebody):
    codes = set()
    for number in range(1, 8):
        shown = listed(somebody, page=number).content.decode()
        codes |= set(re.findall(r'/rules-of-returns/ssda903/([^/"]+)/', shown))
    assert codes == {rule.code for rule in RULES}


def test_rules_are_found_by_code_column_and_words(somebody):
    assert "1 rule" in words(listed(somebody, words="392c"))
    assert "DUC" in words(listed(somebody, words="DUC"))
    assert "No rule fits." in words(listed(somebody, words="zebra"))


def test_a_topic_and_a_year_narrow_the_list(somebody):
    told = words(listed(somebody, topic="deprivation_of_liberty"))
    assert "Deprivation of liberty" in told and "Adopters" not in told.split("Every topic")[0]
    assert "No rule fits." in words(listed(somebody, topic="deprivation_of_liberty", year="2022-23"))


def test_the_census_has_its_rules_too(somebody):
    assert f"The {len({rule.code for rule in CENSUS})} published rules" in words(
        somebody.get("/rules-of-returns/cin/")
    )


def test_the_rules_of_two_returns_are_ours_and_explained(somebody):
    told = words(somebody.get("/rules-of-returns/across/"))
    assert "The 8 rules by which SSDA903 and the census" in told and "they are ours" in told
    for rule in ACROSS:
        told = words(somebody.get(reverse("return-rule", args=["across", rule.code])))
        assert f"SSDA903 and census rule {rule.code}" in told and "This passes" in told and "At fault" in told


@pytest.mark.parametrize("rule", CENSUS[::20], ids=lambda rule: rule.code)
def test_a_rule_of_the_census_is_explained(somebody, rule):
    told = words(somebody.get(reverse("return-rule", args=["cin", rule.code])))
    assert f"CIN rule {rule.code}" in told and "This passes" in told and "At fault" in told


@pytest.mark.parametrize("rule", RULES[::20], ids=lambda rule: rule.code)
def test_a_rule_is_explained_with_its_columns_and_examples(somebody, rule):
    told = words(somebody.get(reverse("return-rule", args=["ssda903", rule.code])))
    assert f"SSDA903 rule {rule.code}" in told and "This passes" in told and "This fails" in told
    assert all(name in told for name in rule.fields) and "At fault" in told


def test_every_column_a_rule_speaks_of_has_a_meaning():
    for book in BOOKS.values():
        names = {name for _, rule in book.rules() for name in rule.fields}
        assert all(_column(book, name)["means"] for name in names)


def test_what_a_rule_needs_and_since_when_is_said(somebody):
    told = words(somebody.get(reverse("return-rule", args=["ssda903", "INT04"])))
    assert "Since 2022-23" in told
    needy = next(rule for rule in RULES if "last year's files" in rule.needs)
    assert "Last year’s files" in words(somebody.get(reverse("return-rule", args=["ssda903", needy.code])))


@pytest.mark.parametrize("address", ["/rules-of-returns/ssda903/nothing/", "/rules-of-returns/other/"])
def test_what_is_not_there_is_not_found(somebody, address):
    assert somebody.get(address).status_code == 404
