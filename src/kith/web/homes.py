"""Homes and needs: every placement, how far from home, why it changed, and everything else SSDA903 asks about care."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.access.roles import Permission
from kith.care.models import SEALED, PeriodOfCare, Placement
from kith.care.queries import Stay
from kith.childfile.homes import Homes, homes
from kith.childfile.last_return import unended
from kith.lib.words import plural
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.reach.withheld import What
from kith.returns.queries import sources_of
from kith.web.care_details import EPISODES, codes_used, episode, nothing, other, permanence, rows
from kith.web.jinja import long_date
from kith.web.record import record_frame
from kith.web.record_actions import ON_HOMES, actions
from kith.web.request import Request

WITHHELD = "Withheld"
Sources = Mapping[tuple[str, int], list[str]]


def page(request: Request, child: int) -> HttpResponse:
    person = get_child(request.worker, child, Permission.HOMES_SEE)
    frame = record_frame(person, "homes")
    hidden = frame["summary"].hidden
    found, sources = homes(child, hidden), sources_of(child)
    context = {
        "homes": found,
        "stays": [card(each, found, sources, hidden, request) for each in found.stays],
        "periods": [
            period(each, found, sources, unended(person, each, request.as_of), request.as_of)
            for each in found.periods
        ],
        "sources": sources,
        "address_withheld": What.ADDRESS in hidden,
        "episodes": [episode(each, hidden) for each in found.episodes],
        "codes_used": codes_used(found.episodes),
        "episode_columns": EPISODES,
        "permanence": permanence(found, sources),
        "other": other(found, hidden, sources),
        "nothing": nothing(found),
        "actions": actions(request.worker, person, frame["summary"], ON_HOMES),
        "may_change": may(request.worker, Permission.PLACEMENT_CHANGE, person),
        "may_change_status": may(request.worker, Permission.LEGAL_STATUS_CHANGE, person),
    }
    return render(request, "homes/homes.html", frame | context)


def card(stay: Stay, found: Homes, sources: Sources, hidden: frozenset, request: Request) -> dict:
    """A placement and the temporary stays inside it."""
    row = stay.placement
    return {
        "number": row.pk,
        "ended": row.end_on is not None,
        "title": row.get_place_display(),
        "when": dates(row.start_on, row.end_on, request.as_of),
        "current": row.holds_on(request.as_of),
        "temporary": row.temporary,
        "rows": told(stay, hidden),
        "inside": [card(each, found, sources, hidden, request) for each in stay.inside],
        "corrected": found.corrected.get(("placement", row.pk), []),
        "sources": sources.get((row._meta.label, row.pk), []),
    }


def told(stay: Stay, hidden: frozenset) -> list[dict]:
    """What is known of a placement, row by row."""
    row = stay.placement
    return rows(
        *(where(stay) if What.ADDRESS not in hidden else [("Home", WITHHELD)]),
        ("Provider", provider(row, hidden)),
        ("How it began", ". ".join(began(row))),
        ("Meant to last", until_18(row)),
        ("Why it changed", row.get_end_reason_display()),
    )


def where(stay: Stay) -> list[tuple[str, str]]:
    home = stay.placement.home
    if home is None:
        return [("Home", SEALED if stay.placement.home_is_sealed else "Not recorded")]
    postcode = home.postcode or "postcode not recorded"
    miles = f"{stay.miles:.1f} miles from home" if stay.miles is not None else "distance from home not known"
    return [
        ("Home", ", ".join(part for part in (str(home), home.address) if part)),
        ("Postcode", f"{postcode}, {miles}"),
    ]


def provider(row: Placement, hidden: frozenset) -> str:
    name = str(row.home.provider) if row.home and row.home.provider and What.ADDRESS not in hidden else ""
    kind = row.get_provider_type_display()
    return f"{name}, {kind[:1].lower()}{kind[1:]}" if name and kind else name or kind


def began(row: Placement) -> list[str]:
    known = (
        (row.same_carer, "Same carer as before"),
        (row.emergency, "Made in an emergency"),
        (row.regulation_24, "With a connected person under temporary approval (regulation 24)"),
    )
    return [words for holds, words in known if holds]


def until_18(row: Placement) -> str:
    lasts = f"To 18, decided {long_date(row.until_18_from)}" if row.until_18_from else ""
    agreed = (
        f"The child agreed to fewer visits on {long_date(row.long_term_agreed_on)}"
        if row.long_term_agreed_on
        else ""
    )
    return ". ".join(part for part in (lasts, agreed) if part)


def dates(start: date, end: date | None, as_of: date) -> str:
    """ "3 March 2025 to now, 1 year and 8 months"."""
    last = end if end and end <= as_of else as_of
    to = long_date(end) if end else "now"
    return f"{long_date(start)} to {to}, {duration((last - start).days)}"


def duration(days: int) -> str:
    """How long, in the unit that says it best."""
    if days < 0:
        return "not yet begun"
    if days < 61:
        return plural(days, "day")
    months = round(days / 30.44)
    years, rest = divmod(months, 12)
    parts = [plural(years, "year")] * bool(years) + [plural(rest, "month")] * bool(rest)
    return " and ".join(parts)


def period(row: PeriodOfCare, found: Homes, sources: Sources, unended: date | None, as_of: date) -> dict:
    return {
        "row": row,
        "when": when_in_care(row, unended, as_of),
        "moves": plural(moves, "move") if (moves := found.moves_in(row)) else "no moves",
        "corrected": found.corrected.get(("period_of_care", row.pk), []),
        "sources": sources.get((row._meta.label, row.pk), []),
    }


def when_in_care(row: PeriodOfCare, unended: date | None, as_of: date) -> str:
    """From when to when; plainly, where a return tells of neither the start nor the end."""
    before = "before " if row.began_earlier else ""
    note = " (it began before the first return we have)" if row.began_earlier else ""
    if unended:
        return f"{before}{long_date(row.start_on)} to the last return, {long_date(unended)}: no end was reported{note}"
    if row.began_earlier:
        return f"{before}{long_date(row.start_on)} to {long_date(row.end_on) if row.end_on else 'now'}{note}"
    return dates(row.start_on, row.end_on, as_of)


urls = [path("children/<int:child>/homes/", page, name="homes")]
