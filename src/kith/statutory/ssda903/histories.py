"""Each child's history from the merged returns; a child whose timeline cannot stand is left out whole and named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.statutory.ssda903.history import (
    Adoption,
    ChildHistory,
    DeprivationOfLiberty,
    HealthYear,
    LeaverContact,
    MissingPeriod,
    Notice,
    PlacedForAdoption,
    PreviousPermanence,
    Refused,
    Review,
    SocialWorker,
    Source,
    Sources,
    Unaccompanied,
)
from kith.statutory.ssda903.merging import Merged
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.standing import CannotStand, Episode, Notify, day
from kith.statutory.ssda903.timelines import Timelines, timelines

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Histories:
    """The children taken in, by their number; those left out; and what a person should look at."""

    children: Mapping[str, ChildHistory]
    refused: tuple[Refused, ...]
    notices: tuple[Notice, ...]


def histories(merged: Merged) -> Histories:
    """One history for every child of whom any table tells."""
    rows = {name: _by_child(merged, name) for name in TABLES}
    children: dict[str, ChildHistory] = {}
    refused: list[Refused] = []
    notices: list[Notice] = []
    for child in sorted({child for found in rows.values() for child in found}):
        mine = {name: found.get(child, []) for name, found in rows.items()}
        found: list[Notice] = []
        try:
            children[child] = _history(child, mine, merged, found)
            notices += found
        except CannotStand as why:
            refused.append(Refused(child, why.kind, why.reason, why.rows, why.mend))
    return Histories(children, tuple(refused), tuple(notices))


def _by_child(merged: Merged, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in merged[name].iter_rows(named=True):
        found[row["CHILD"]].append(row)
    return found


def _history(child: str, rows: dict[str, list[Row]], merged: Merged, notices: list[Notice]) -> ChildHistory:
    def notify(kind: str, says: str, where: Sources) -> None:
        notices.append(Notice(child, kind, says, where))

    header = rows["Header"][-1] if rows["Header"] else {}
    born_on = _born_on(rows, notify)
    lines = _timelines(rows, born_on, merged, notify)
    if not header:
        notify("no header", "No Header row tells of this child, so sex and ethnicity are unknown.", ())
    return ChildHistory(
        child=child,
        sex=header.get("SEX") or next((row["SEX"] for row in rows["UASC"] if row["SEX"]), None),
        born_on=born_on,
        ethnicity=header.get("ETHNIC"),
        upn=header.get("UPN"),
        mother={"1": True, "0": False}.get(header.get("MOTHER") or ""),
        first_child_born_on=header.get("MC_DOB"),
        sources=_sources(header) if header else (),
        **vars(lines),
        **_others(rows, notify),
    )


def _sources(row: Row) -> Sources:
    return tuple(Source(each["file"], each["row"]) for each in row["sources"])


def _born_on(rows: dict[str, list[Row]], notify: Notify) -> date | None:
    """The header's date of birth, else the one other tables give."""
    told = [row for name in ("Header", *rows) for row in rows[name] if row.get("DOB")]
    if not told:
        notify("no date of birth", "No row gives a date of birth that can be read.", ())
        return None
    others = [row for row in told if row["DOB"] != told[0]["DOB"]]
    if others:
        says = f"Rows disagree about the date of birth. {day(told[0]['DOB'])} was taken, not {day(others[0]['DOB'])}."
        notify("dates of birth differ", says, _all_sources([told[0], *others]))
    return told[0]["DOB"]


def _all_sources(rows: Iterable[Row]) -> Sources:
    return tuple(dict.fromkeys(source for row in rows for source in _sources(row)))


# Episodes


def _timelines(rows: dict[str, list[Row]], born_on: date | None, merged: Merged, notify: Notify) -> Timelines:
    for row in rows["Episodes"]:
        _check_dates(row, born_on, merged)
        _check_goes_on(row, merged, notify)
    return timelines([_episode(row) for row in rows["Episodes"]], notify)


def _check_dates(row: Row, born_on: date | None, merged: Merged) -> None:
    sources = _sources(row)
    if row["DECOM"] is None:
        reason = "An episode has no start date that can be read, so its place in the timeline is unknown."
        raise CannotStand("no start date", reason, sources, "Fill in DECOM.")
    if row["DEC"] is None and any((*source, "DEC") in merged.unreadable for source in sources[-1:]):
        reason = f"The end date of the episode of {day(row['DECOM'])} cannot be read; it would look as if it went on."
        raise CannotStand("end date cannot be read", reason, sources, "Correct DEC.")
    if born_on and row["DECOM"] < born_on:
        reason = f"An episode starts on {day(row['DECOM'])}, before the child was born on {day(born_on)}."
        raise CannotStand("starts before birth", reason, sources, "Correct DOB or DECOM.")


def _check_goes_on(row: Row, merged: Merged, notify: Notify) -> None:
    if row["DEC"] is None and merged.years and row["year"] < merged.years[-1]:
        says = f"The episode of {day(row['DECOM'])} was open in {row['year']} and is in no later return. Shown as going on."
        notify("open and not heard of again", says, _sources(row))


def _episode(row: Row) -> Episode:
    return Episode(
        start=row["DECOM"],
        rne=row["RNE"],
        legal_status=row["LS"],
        need=row["CIN"],
        place=row["PLACE"],
        provider=row["PLACE_PROVIDER"],
        end=row["DEC"],
        end_reason=row["REC"],
        place_change=row["REASON_PLACE_CHANGE"],
        home=row["HOME_POST"],
        postcode=row["PL_POST"],
        urn=row["URN"],
        sources=_sources(row),
    )


# Everything else


def _others(rows: dict[str, list[Row]], notify: Notify) -> dict[str, Any]:
    def dated(name: str, start: str) -> list[Row]:
        return _dated(rows[name], name, start, notify)

    return {
        "reviews": tuple(
            Review(r["REVIEW"], r["REVIEW_CODE"], _sources(r)) for r in dated("Reviews", "REVIEW")
        ),
        "missing": tuple(
            MissingPeriod(r["MISSING"], *_period(r, "MIS_START", "MIS_END", notify), _sources(r))
            for r in dated("Missing", "MIS_START")
        ),
        "placed_for_adoption": tuple(
            PlacedForAdoption(
                *_period(r, "DATE_PLACED", "DATE_PLACED_CEASED", notify),
                r["REASON_PLACED_CEASED"],
                _sources(r),
            )
            for r in dated("PlacedAdoption", "DATE_PLACED")
        ),
        "social_workers": tuple(
            SocialWorker(r["SW_ID"], *_period(r, "SW_DECOM", "SW_DEC", notify), r["SW_REASON"], _sources(r))
            for r in dated("SWEpisodes", "SW_DECOM")
        ),
        "deprivations_of_liberty": tuple(
            DeprivationOfLiberty(*_period(r, "DOLO_START", "DOLO_END", notify), _sources(r))
            for r in dated("DoLo", "DOLO_START")
        ),
        "health_years": tuple(_health_year(row) for row in rows["OC2"]),
        "leaver_contacts": tuple(
            LeaverContact(r["year"], r["IN_TOUCH"], r["ACTIV"], r["ACCOM"], _sources(r)) for r in rows["OC3"]
        ),
        "previous_permanence": _last(rows["PrevPerm"], _previous_permanence),
        "adoption": _last(rows["AD1"], _adoption),
        "unaccompanied": _last(rows["UASC"], lambda row: Unaccompanied(row["DUC"], _sources(row))),
    }


def _dated(rows: list[Row], name: str, start: str, notify: Notify) -> list[Row]:
    """The rows in order of their date; one without it cannot be placed and is noticed."""
    for row in rows:
        if row[start] is None:
            says = f"A row of {name} has no {start} that can be read, so it was left out."
            notify("row without its date", says, _sources(row))
    return sorted((row for row in rows if row[start]), key=lambda row: row[start])


def _period(row: Row, start: str, end: str, notify: Notify) -> tuple[date, date | None]:
    """Start and end; an end before the start is left out and noticed, as nothing else hangs on it."""
    if row[end] and row[end] < row[start]:
        says = f"{end} ({day(row[end])}) is before {start} ({day(row[start])}). The end was left out."
        notify("end before start", says, _sources(row))
        return row[start], None
    return row[start], row[end]


def _last(rows: list[Row], make: Any) -> Any:
    return make(rows[-1]) if rows else None


def _previous_permanence(row: Row) -> PreviousPermanence:
    return PreviousPermanence(row["PREV_PERM"], row["LA_PERM"], row["DATE_PERM"], _sources(row))


def _adoption(row: Row) -> Adoption:
    return Adoption(
        decided_on=row["DATE_INT"],
        matched_on=row["DATE_MATCH"],
        former_foster_carer=row["FOSTER_CARE"],
        adopters=row["NB_ADOPTR"],
        adopters_sex=row["SEX_ADOPTR"],
        adopters_legal_status=row["LS_ADOPTR"],
        sources=_sources(row),
    )


def _health_year(row: Row) -> HealthYear:
    answers = {name.lower(): row[name] for name in TABLES["OC2"].names if name not in ("CHILD", "DOB")}
    return HealthYear(year=row["year"], **answers, sources=_sources(row))
