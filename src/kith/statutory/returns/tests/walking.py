"""What holds for every rule of a return. A return's own test of its rules walks through these."""

from itertools import combinations

from kith.lib.checking import check
from kith.lib.rule import identity
from kith.lib.tables import text_tables
from kith.statutory.returns.collection import YEARS


def each_is_called(rule):
    """How a rule is called where tests are listed."""
    return f"{rule.code} {rule.name}"


def passes_and_fails_as_marked(rule, tables_of_example):
    assert rule.examples, (
        "A rule needs an example that passes and one that fails: write .example(ok=, fails=)."
    )
    for example in rule.examples:
        assert _found(rule, tables_of_example(rule, example.ok, example)) == []
        assert _marked(example.fails)
        assert _found(rule, tables_of_example(rule, example.fails, example)) == _marked(example.fails)


def marks_the_same_tables_whatever_it_is_given(rule, tables_of_example):
    texts = [(text, example) for example in rule.examples for text in (example.ok, example.fails)]
    assert len({tables_marked(rule, tables_of_example(rule, text, each)) for text, each in texts}) == 1


def says_what_is_wrong_in_a_sentence(rule):
    assert rule.message.endswith(".")
    assert "\n\n" not in rule.message


def speaks_of_columns_of(rule, columns):
    assert rule.fields
    assert set(rule.fields) <= set(columns)


def stands_in_years_in_order(rule):
    assert rule.since in YEARS
    assert rule.began <= rule.since <= (rule.until or YEARS[-1])


def never_two_versions_in_one_year(rules):
    for one, other in combinations(rules, 2):
        if one.code == other.code:
            assert not any(one.stands_in(year) and other.stands_in(year) for year in YEARS), one.code


def no_two_called_the_same(rules):
    names = [rule.name for rule in rules if rule.until is None]
    assert len(names) == len(set(names))


def _found(rule, tables):
    result = check([rule], tables)
    assert result.ran == (rule.code,), result.not_run
    return sorted(result.issues.select("table", "id").unique().rows())


def _marked(text):
    """The rows marked in an example. The census or the return as a whole is marked as a table of one row."""
    return sorted((name, row) for name, table in text_tables(text).items() for row in table.marked)


def tables_marked(rule, tables):
    made = rule(tables)
    frames = [made] if hasattr(made, "lazy") else made
    columns = {name for frame in frames for name in frame.collect_schema().names()}
    return frozenset(name for name in tables.frames if identity(name) in columns)
