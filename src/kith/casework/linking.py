"""Which of many people are likely to be one person, by probabilistic record linkage (Fellegi and Sunter, 1969) with Splink.

Knows nothing of the database: it takes a table of people and gives a table of pairs. How telling each likeness is, is
learnt from the table itself: among pairs drawn by lot (`u`, hardly ever one person), and by expectation maximisation among
pairs that share something (`m`). That two numbers are the same is not learnt: those who are there twice lack one as a rule.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison
from splink.internals.exceptions import EMTrainingException

SEED = 7
DRAWN = 2e6  # pairs by lot
STUDIED = 1e6  # pairs in each round of learning
ROUNDS = 8  # of learning: with more, what is never seen of one person becomes too small a number to write
MEMORY = "3GB"
AT_LEAST = 0.5  # likelihood of a pair that is worth somebody's time
# What `link` takes: one row for each person. Lists are empty where nothing is known, other columns null.
PEOPLE: dict[str, Any] = {
    "unique_id": pl.Int64, "given": pl.String, "family": pl.String, "givens": pl.List(pl.String),
    "families": pl.List(pl.String), "given_sounds": pl.List(pl.String), "family_sounds": pl.List(pl.String),
    "born_on": pl.Date, "sex": pl.String, "nhs_number": pl.String, "upn": pl.String,
    "addresses": pl.List(pl.Int64), "postcodes": pl.List(pl.String), "relatives": pl.List(pl.Int64),
}  # fmt: skip

Levels = tuple[tuple[str, str], ...]


def _name(one: str, several: str) -> Levels:
    """The same name now; one they both have had; one that sounds alike; one spelt alike, or cut short."""
    alike = f"jaro_winkler_similarity({one}_l, {one}_r)"
    return (
        ("same", f"{one}_l = {one}_r"),
        ("former", f"list_has_any({several}_l, {several}_r)"),
        ("sound", f"list_has_any({one}_sounds_l, {one}_sounds_r) AND {alike} > 0.7"),
        ("spelt", f"{alike} > 0.9 OR damerau_levenshtein({one}_l, {one}_r) <= 1"),
        ("short", f"substr({one}_l, 1, 3) = substr({one}_r, 1, 3) AND {alike} > 0.7"),
    )


# Each comparison: null where nothing can be said, else the first of its levels that holds, else that they differ.
KNOWN: dict[str, tuple[str, Levels]] = {
    "given": ("given_l IS NULL OR given_r IS NULL", _name("given", "givens")),
    "family": ("family_l IS NULL OR family_r IS NULL", _name("family", "families")),
    "born": (
        "born_l IS NULL OR born_r IS NULL",
        (
            ("same", "born_l = born_r"),
            ("swapped", "swapped_l = born_r"),
            ("digit", "damerau_levenshtein(born_l, born_r) <= 1"),
            ("year", "abs(year_l - year_r) <= 1 AND substr(born_l, 5, 2) = substr(born_r, 5, 2)"),
        ),
    ),
    "sex": ("sex_l IS NULL OR sex_r IS NULL", (("same", "sex_l = sex_r"),)),
    "nhs_number": ("nhs_number_l IS NULL OR nhs_number_r IS NULL", (("same", "nhs_number_l = nhs_number_r"),)),
    "upn": ("upn_l IS NULL OR upn_r IS NULL", (("same", "upn_l = upn_r"),)),
    "home": (
        "len(addresses_l) = 0 OR len(addresses_r) = 0",
        (("address", "list_has_any(addresses_l, addresses_r)"), ("postcode", "list_has_any(postcodes_l, postcodes_r)")),
    ),
    "kin": ("len(relatives_l) = 0 OR len(relatives_r) = 0", (("shared", "list_has_any(relatives_l, relatives_r)"),)),
}  # fmt: skip
NUMBERS = ("nhs_number", "upn")
BY_CHANCE, MISTYPED = 1e-7, 0.05  # two people with one number; one person with two
SELDOM = 0.01  # the least that is believed of one person, whatever was learnt
RARE = ("given", "family")  # the rarer the name, the more it tells
# Two who are each other's relatives are two people; and nobody is compared with somebody of another age.
NOT_KIN = "NOT list_contains(l.known_to, r.unique_id)"
AN_AGE = "(l.about IS NULL OR r.about IS NULL OR abs(l.about - r.about) <= 1)"
# Only pairs that share one of these are compared at all.
COMPARED: tuple[Any, ...] = (
    f"l.nhs_number = r.nhs_number AND {NOT_KIN}",
    f"l.upn = r.upn AND {NOT_KIN}",
    f"l.born = r.born AND l.family_sound = r.family_sound AND {NOT_KIN}",
    f"l.born = r.born AND l.given_sound = r.given_sound AND {NOT_KIN}",
    f"l.swapped = r.born AND l.initial = r.initial AND {NOT_KIN}",
    f"l.given_sound = r.given_sound AND l.family_sound = r.family_sound AND {NOT_KIN} AND {AN_AGE}",
    f"l.home = r.home AND l.initial = r.initial AND {NOT_KIN} AND {AN_AGE}",
)
STUDIED_BY = (
    f"l.born = r.born AND l.initial = r.initial AND {NOT_KIN}",
    f"l.given = r.given AND l.family = r.family AND {NOT_KIN} AND {AN_AGE}",
)


def link(people: pl.DataFrame, at_least: float = AT_LEAST) -> pl.DataFrame:
    """Pairs likely to be one person, likeliest first: one, other (the lower number first), likelihood, reasons.

    `people` has the columns of PEOPLE. A reason is a comparison and its level: "born.swapped". Fewer than two people, or
    too few to learn from, give no pairs.
    """
    if people.height < 2:
        return _none()
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'")
        api = DuckDBAPI(connection=connection)
        data = api.register(_prepared(people).to_arrow())
        learning = Linker(data, _settings(), log_level="ERROR")
        try:
            _learn(learning, connection)
        except (
            EMTrainingException,
            ValueError,
        ):  # nobody is there twice for sure, so nothing tells what that looks like
            return _none()
        linker = Linker(data, _not_too_sure(learning.misc.save_model_to_json()), log_level="ERROR")
        found = linker.inference.predict(threshold_match_probability=at_least)
        return _pairs(connection.table(found.physical_name).pl())


def _none() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"one": pl.Int64, "other": pl.Int64, "likelihood": pl.Float64, "reasons": pl.List(pl.String)}
    )


def _prepared(people: pl.DataFrame) -> pl.DataFrame:
    """With what pairs are looked for by."""
    return people.select(list(PEOPLE)).with_columns(
        born=pl.col.born_on.dt.strftime("%Y%m%d"),
        swapped=pl.col.born_on.dt.strftime("%Y%d%m"),
        year=pl.col.born_on.dt.year(),
        about=pl.col.born_on.dt.year(),
        initial=pl.col.given.str.slice(0, 1),
        given_sound=pl.col.given_sounds.list.first(),
        family_sound=pl.col.family_sounds.list.first(),
        home=pl.col.addresses.list.last(),
        circle=pl.col.relatives,
        known_to=pl.col.relatives,
    ).drop("born_on").sort("unique_id")  # fmt: skip


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(_comparisons()),
        blocking_rules_to_generate_predictions=[
            *COMPARED, block_on("circle", "initial", arrays_to_explode=["circle"]),
        ],
        retain_matching_columns=True, em_convergence=0.001, max_iterations=ROUNDS,
    )  # fmt: skip


def _comparisons() -> Iterator[CustomComparison]:
    for column, (unknown, known) in KNOWN.items():
        made: list[Any] = [levels.CustomLevel(unknown).configure(is_null_level=True)]
        for level, holds in known:
            rare: dict[str, Any] = (
                {"tf_adjustment_column": column} if column in RARE and level == "same" else {}
            )
            made.append(
                levels.CustomLevel(holds, level).configure(**rare, **_given(column, 1 - MISTYPED, BY_CHANCE))
            )
        other = levels.ElseLevel()
        made.append(
            other.configure(**_given(column, MISTYPED, 1 - BY_CHANCE)) if column in NUMBERS else other
        )
        yield CustomComparison(made, output_column_name=column)


def _given(column: str, m: float, u: float) -> dict[str, Any]:
    """What is said of a number instead of learnt."""
    if column not in NUMBERS:
        return {}
    return {
        "m_probability": m, "u_probability": u, "fix_m_probability": True, "fix_u_probability": True,
    }  # fmt: skip


def _learn(linker: Linker, connection: duckdb.DuckDBPyConnection) -> None:
    training = linker.training
    surely: list[Any] = [
        "l.nhs_number = r.nhs_number",
        "l.given = r.given AND l.family = r.family AND l.born = r.born",
    ]
    training.estimate_probability_two_random_records_match(surely, recall=0.4)
    connection.execute("SET threads = 1")  # what is drawn by lot is the same again only so
    training.estimate_u_using_random_sampling(max_pairs=DRAWN, seed=SEED)
    connection.execute("RESET threads")
    for rule in STUDIED_BY:
        training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=STUDIED, record_sample_proportion=1.0
        )


def _not_too_sure(model: dict) -> dict:
    """What was hardly ever or never seen of one person may be seen tomorrow."""
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level["m_probability"] = max(level.get("m_probability") or 0, SELDOM)
                level["u_probability"] = max(level.get("u_probability") or 0, BY_CHANCE)
    return model


def _pairs(found: pl.DataFrame) -> pl.DataFrame:
    reasons = pl.concat_list(
        [_reason(column, known) for column, (_, known) in KNOWN.items()]
    ).list.drop_nulls()
    return found.filter(_two_of_them().not_()).select(
        one=pl.min_horizontal("unique_id_l", "unique_id_r"), other=pl.max_horizontal("unique_id_l", "unique_id_r"),
        likelihood=pl.col.match_probability, reasons=reasons,
    ).unique(["one", "other"]).sort("likelihood", "one", "other", descending=[True, False, False])  # fmt: skip


def _two_of_them() -> pl.Expr:
    """Each other's relatives; or born on quite another day, with no number in common. Not every comparison asks that."""
    kin = pl.col.relatives_l.list.contains(pl.col.unique_id_r)
    numbered = pl.any_horizontal(pl.col(f"gamma_{number}") == 1 for number in NUMBERS)
    return kin.fill_null(False) | ((pl.col.gamma_born == 0) & ~numbered)


def _reason(column: str, known: Levels) -> pl.Expr:
    """Splink numbers levels from the last: 0 is that they differ, -1 that nothing can be said."""
    words = {len(known) - place: f"{column}.{level}" for place, (level, _) in enumerate(known)}
    return pl.col(f"gamma_{column}").replace_strict(words, default=None, return_dtype=pl.String)
