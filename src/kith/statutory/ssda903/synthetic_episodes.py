"""Made-up episodes, from the day care began to its end: one child's follow each other without a gap."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from kith.statutory.returns.chance import Chance
from kith.statutory.ssda903.synthetic_children import ADOPTED, ALONE, BREAKS, STAYS

# How many changes in two years, of 100 children.
_MOVES = (range(10), (4, 5, 8, 14, 18, 18, 14, 10, 6, 3))
_FOSTER = (("U6", "PR1"), ("U4", "PR1"), ("U1", "PR1"), ("U6", "PR4"))
_ADOPTERS = ("A6", "PR1")
_RESIDENTIAL_FROM = "8y"


def homes_of(inside: Sequence[str], outside: Sequence[str], count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Foster carers and children's homes to live in: PLACE, PLACE_PROVIDER, PL_POST and URN. The authority's own agency
    has one number; what others run may be in the next authority."""
    posts = [*inside, *outside]
    each = pl.DataFrame({"at": range(count)}).with_columns(pl.col.at % len(_FOSTER))
    kinds = pl.DataFrame(_FOSTER, schema=["PLACE", "PLACE_PROVIDER"], orient="row")
    foster = each.select(
        *(pl.lit(kinds[name]).gather(pl.col.at).alias(name) for name in kinds.columns),
        pl.Series("PL_POST", [posts[n % len(posts)] for n in range(count)]),
    ).with_columns(
        pl.when(pl.col.PLACE_PROVIDER == "PR1")
        .then(pl.lit("SC040001"))
        .otherwise(pl.lit("SC040002"))
        .alias("URN")
    )
    numbers = range(max(count // 8, 20))
    homes = pl.DataFrame(
        {
            "PLACE": ["K2"] * len(numbers),
            "PLACE_PROVIDER": ["PR4"] * len(numbers),
            "PL_POST": [posts[(7 * n + 3) % len(posts)] for n in numbers],
            "URN": [f"SC{100_000 + n}" for n in numbers],
        }
    )
    return foster, homes


def history(
    people: pl.DataFrame, start: date, chance: Chance, homes: tuple[pl.DataFrame, pl.DataFrame]
) -> pl.DataFrame:
    """Every episode of the two years, with the columns of the return and the child's `number`."""
    ordinary = people.filter(~pl.col.story.is_in([ADOPTED, BREAKS]))
    dated = pl.concat([_changes(ordinary, start, chance), _to_adoption(people, start), _breaks(people)])
    told = dated.join(people.drop("began"), on="number", how="left", maintain_order="left")
    return _placed(_ended(_legal(told)), homes)


def _changes(people: pl.DataFrame, start: date, chance: Chance) -> pl.DataFrame:
    """number, at (from 0) and DECOM of the episodes of those who move now and then. Changes are so spread that two are
    some days apart, and none is on the first days of the year."""
    before = start - timedelta(days=364)
    first = pl.max_horizontal("began", pl.lit(before))
    last = pl.col.ended.fill_null(start + timedelta(days=360))
    days = (last - first).dt.total_days()
    moves = chance.among("moves", people.height, *_MOVES).cast(pl.Int64)
    many = people.select("number", "began", first=first, days=days).with_columns(
        moves=(moves * pl.col.days // 720).clip(0, pl.col.days // 24)
    )
    each = many.with_columns(at=pl.int_ranges(0, pl.col.moves + 1)).explode("at")
    slot = pl.col.days // (pl.col.moves + 1)
    jitter = pl.lit(chance.number("jitter", each.height, 1000)).cast(pl.Int64) * (slot // 2) // 1000
    day = pl.col.first + pl.duration(days=pl.col.at * slot + jitter)
    near = (day - start).dt.total_days().is_between(-1, 2)
    begins = pl.when(pl.col.at == 0).then("began").when(near).then(day + pl.duration(days=4)).otherwise(day)
    return each.select("number", "at", begins.cast(pl.Date).alias("DECOM"))


def _to_adoption(people: pl.DataFrame, start: date) -> pl.DataFrame:
    """A care order, then a placement order, then adopters."""
    each = people.filter(pl.col.story == ADOPTED).with_columns(at=pl.lit([0, 1, 2])).explode("at")
    ordered = pl.lit(start - timedelta(days=100)) - pl.duration(days=pl.col.tenth)
    moved = pl.lit(start + timedelta(days=20)) + pl.duration(days=pl.col.tenth)
    begins = pl.when(pl.col.at == 0).then("began").when(pl.col.at == 1).then(ordered).otherwise(moved)
    return each.select("number", pl.col.at.cast(pl.Int64), begins.cast(pl.Date).alias("DECOM"))


def _breaks(people: pl.DataFrame) -> pl.DataFrame:
    only = people.filter(pl.col.story == BREAKS)
    return only.select("number", pl.lit(0, pl.Int64).alias("at"), pl.col.began.alias("DECOM"))


def _legal(told: pl.DataFrame) -> pl.DataFrame:
    """RNE and LS. Some interim orders become full ones, with a move or without; other changes are moves."""
    changes = (pl.col.story == STAYS) & pl.col.tenth.is_between(5, 9)
    here, after = changes & (pl.col.at == 1), changes & (pl.col.at >= 1)
    ls = (
        pl.when(pl.col.story == ALONE).then(pl.lit("V2"))
        .when(pl.col.story == BREAKS).then(pl.lit("V4"))
        .when((pl.col.story == ADOPTED) & (pl.col.at > 0)).then(pl.lit("E1"))
        .when(changes & ~after).then(pl.lit("C1"))
        .when((pl.col.tenth == 0) & (pl.col.story != ADOPTED)).then(pl.lit("V2"))
        .otherwise(pl.lit("C2"))
    )  # fmt: skip
    stayed = (here & (pl.col.tenth < 8)) | ((pl.col.story == ADOPTED) & (pl.col.at == 1))
    rne = (
        pl.when(pl.col.at == 0).then(pl.lit("S")).when(stayed).then(pl.lit("L"))
        .when(here).then(pl.lit("B")).otherwise(pl.lit("P"))
    )  # fmt: skip
    return told.with_columns(rne.alias("RNE"), ls.alias("LS"))


def _ended(told: pl.DataFrame) -> pl.DataFrame:
    """DEC, REC and why the placement changed, by what follows."""
    goes_on = (pl.col.number == pl.col.number.shift(-1)).fill_null(False)
    next_rne = pl.col.RNE.shift(-1)
    moves = goes_on & next_rne.is_in(["P", "B"])
    return told.with_columns(
        pl.when(goes_on).then(pl.col.DECOM.shift(-1)).otherwise("ended").alias("DEC"),
        pl.when(goes_on).then(pl.lit("X1")).otherwise("reason").alias("REC"),
        pl.when(moves).then(pl.lit("CARPL")).alias("REASON_PLACE_CHANGE"),
    )


def _placed(told: pl.DataFrame, homes: tuple[pl.DataFrame, pl.DataFrame]) -> pl.DataFrame:
    """Where the child lives: another place with each move, the same when only the order changed."""
    moved = (pl.col.RNE != "L").cast(pl.Int64).cum_sum().over("number")
    grown = pl.col.DOB.dt.offset_by(_RESIDENTIAL_FROM) <= pl.col.DECOM
    residential = grown.first().over("number") & (((pl.col.post + moved) % 5) == 0)
    foster, home = homes
    at = pl.col.post + 17 * moved
    told = told.with_columns(_lived=residential, _at=at)
    columns = [
        pl.when("_lived").then(pl.lit(home[n]).gather(pl.col("_at") % home.height))
        .otherwise(pl.lit(foster[n]).gather(pl.col("_at") % foster.height)).alias(n)
        for n in foster.columns
    ]  # fmt: skip
    return _exceptions(told.with_columns(columns))


def _exceptions(placed: pl.DataFrame) -> pl.DataFrame:
    """Adopters, and short breaks, which tell nothing of where they are."""
    with_adopters = (pl.col.story == ADOPTED) & (pl.col.at == 2)
    is_break = pl.col.story == BREAKS
    kind = zip(("PLACE", "PLACE_PROVIDER"), _ADOPTERS, ("U6", "PR1"), strict=True)
    return placed.with_columns(
        *(
            pl.when(with_adopters)
            .then(pl.lit(adopters))
            .when(is_break)
            .then(pl.lit(other))
            .otherwise(name)
            .alias(name)
            for name, adopters, other in kind
        ),
        pl.when(with_adopters).then(pl.lit("SC040001")).when(~is_break).then("URN").alias("URN"),
        pl.when(~is_break).then("PL_POST").alias("PL_POST"),
        pl.when(~is_break).then("HOME_POST").alias("HOME_POST"),
    )


def of_year(history: pl.DataFrame, start: date, end: date) -> pl.DataFrame:
    """The episodes open at some time in a year, as they stood on its last day."""
    ended = pl.col("DEC")
    open_in_year = (pl.col("DECOM") <= end) & (ended.is_null() | (ended >= start))
    still_open = ended.is_null() | (ended > end)
    unknown_yet = [pl.when(~still_open).then(n).alias(n) for n in ("DEC", "REC", "REASON_PLACE_CHANGE")]
    return history.filter(open_in_year).with_columns(unknown_yet)
