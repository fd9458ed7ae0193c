"""A built return in tests, with tables of its own and issues; and checking and signing it as people do."""

from kith.lib.tables import text_tables
from kith.people.factories import a_child
from kith.returns.actions.signing import check_return, sign_return
from kith.returns.built_files import keep
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.statutory.ssda903.as_text import from_rows
from kith.statutory.ssda903.specification import TABLES
from kith.testing.standing import MOMENT, at_work

YEAR = "2026-27"
HEADER = "Header\nCHILD  SEX  DOB         ETHNIC\nA1     F    03/05/2016  WBRI"
EPISODES = "Episodes\nCHILD  DECOM       RNE  LS  PLACE  DEC  REC\nA1     01/06/2026  S    V2  U6     .    ."


def tables(text: str = f"{HEADER}\n\n{EPISODES}") -> dict:
    """Every table of a return with every column, typed as the specification says."""
    told = text_tables(text)
    rows = {name: told[name].rows if name in told else () for name in TABLES}
    return {
        name: from_rows(name, rows[name], table.names).select(table.names) for name, table in TABLES.items()
    }


def a_built_return(text: str | None = None, year: str = YEAR, rules: tuple[str, ...] = ()) -> BuiltReturn:
    """A return that was built, with one issue of a child of its own for each rule named."""
    built = BuiltReturn.objects.create(
        year=year,
        state=BuiltReturn.State.DONE,
        asked_at=MOMENT,
        ended_at=MOMENT,
        counts={"issues": len(rules)},
    )
    keep(built, tables(text) if text else tables())
    for rule in rules:
        ReturnIssue.objects.create(
            year=year,
            child=a_child(f"Of {rule}"),
            rule=rule,
            table="Episodes",
            first_seen=built,
            last_seen=built,
        )
    return built


def check(built, by, **left: str):
    with at_work(by):
        said = {rule.removeprefix("rule_"): why for rule, why in left.items()}
        return check_return(built=built, saw="Every total", left=said, at=MOMENT, by=by)


def sign(built, by, words: str = ""):
    with at_work(by):
        return sign_return(built=built, words=words, at=MOMENT, by=by)
