"""The timeline as a picture: lanes of bars over one axis of time, drawn to SVG without a browser or a script."""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from math import ceil
from threading import Lock, Thread
from typing import Any

from kith.childfile.timeline import Lane, Stretch

DAY = timedelta(days=1)
LETTER = 6.6  # about how wide a letter is, in pixels
# Two shades for each lane, so that neighbours are told apart; white letters can be read on all of them.
SHADES = {
    Lane.CARE: ("#12404a", "#2c616d"),
    Lane.LEGAL: ("#4c2c92", "#6b4fa8"),
    Lane.HOMES: ("#144e81", "#1d70b8"),
    Lane.SCHOOLS: ("#005a30", "#2a7a4b"),
    Lane.WORKERS: ("#594d00", "#76681a"),
}
INSIDE, INK = "#fff4d6", "#0b0c0c"

_warming = Lock()
_warm = False


def warm() -> None:
    """Have what draws ready, in the background: its first picture takes a second, the next ones a few hundredths."""
    global _warm
    with _warming:
        if _warm:
            return
        _warm = True
    day = date(2000, 1, 1)
    Thread(target=draw, args=([], day, day + DAY), kwargs={"described": ""}, daemon=True).start()


def draw(stretches: Iterable[Stretch], start: date, end: date, *, described: str, width: int = 820) -> str:
    """The picture of some stretches between two days as SVG; `end` is the first day that is out."""
    import altair
    import vl_convert

    rows = [
        bar
        for lane in Lane
        for bar in _bars([each for each in stretches if each.lane is lane], start, end, width)
    ]
    chart = _chart(altair, rows, start, end, width)
    named = f'<svg role="img" aria-label="{escape(described)}" '
    return vl_convert.vegalite_to_svg(chart.to_dict()).replace("<svg ", named, 1)


def _bars(lane: list[Stretch], start: date, end: date, width: int) -> list[dict]:
    """The bars of one lane; those that overlap go below each other, and a temporary stay within its home."""
    free: list[date] = []
    bars = []
    for place, each in enumerate(lane):
        until = min(each.end_on or end, end)
        last = max(until, each.start_on + DAY)
        row = 0 if each.inside else _row(free, each.start_on, last)
        pixels = width * (last - each.start_on).days / max((end - start).days, 1)
        bars.append(_bar(each, row, place, last, pixels))
    return bars


def _row(free: list[date], begins: date, ends: date) -> int:
    """The first row that is free again on a day."""
    for row, day in enumerate(free):
        if day <= begins:
            free[row] = ends
            return row
    free.append(ends)
    return len(free) - 1


def _bar(each: Stretch, row: int, place: int, last: date, pixels: float) -> dict:
    lane = list(Lane).index(each.lane)
    return {
        "row": f"{lane}.{row:02d}|{each.lane.value if row == 0 else ''}",
        "from": each.start_on.isoformat(),
        "to": last.isoformat(),
        "words": fitting(each.label, pixels),
        "fill": INSIDE if each.inside else SHADES[each.lane][place % 2],
        "inside": each.inside,
    }


def fitting(words: str, pixels: float) -> str:
    """As many of the words as fit; nothing where not even a few letters do."""
    letters = int((pixels - 8) / LETTER)
    if letters >= len(words):
        return words
    return f"{words[: letters - 1].rstrip()}…" if letters > 4 else ""


def _chart(altair: Any, rows: list[dict], start: date, end: date, width: int) -> Any:
    days = [start.isoformat(), max(end, start + DAY).isoformat()]
    time = {"type": "temporal", "scale": altair.Scale(domain=days, type="utc")}
    # The label of a row stands after the sign; only the first row of a lane has one.
    axis = altair.Axis(
        title=None, labelExpr="split(datum.label, '|')[1]", domain=False, ticks=False, labelFontSize=13
    )
    lanes = altair.Y("row:N", sort="ascending", axis=axis, scale=altair.Scale(paddingInner=0.12))
    across = altair.X(
        "from",
        title=None,
        axis=altair.Axis(format=_format(start, end), labelFontSize=12, tickCount=_ticks(start, end, width)),
        **time,
    )
    base = altair.Chart(altair.Data(values=rows)).encode(y=lanes, x=across)
    fill = altair.Fill("fill:N", scale=None)
    long = base.transform_filter("!datum.inside").mark_bar(stroke="white", strokeWidth=1, height=34)
    short = base.transform_filter("datum.inside").mark_bar(stroke=INK, strokeWidth=1, height=11, yOffset=10)
    words = base.mark_text(align="left", dx=4, dy=-5, fontSize=12, limit=width)
    ends = altair.X2("to")
    layers = (
        long.encode(x2=ends, fill=fill),
        short.encode(x2=ends, fill=fill),
        words.transform_filter("!datum.inside").encode(text="words:N", color=altair.value("white")),
    )
    return (
        altair.layer(*layers)
        .properties(width=width, height=altair.Step(40))
        .configure(font="sans-serif")
        .configure_view(stroke=None)
    )


def _format(start: date, end: date) -> str:
    """Years for a long time, months for a short one."""
    return "%Y" if (end - start).days > 3 * 366 else "%b %Y"


def _ticks(start: date, end: date, width: int) -> dict:
    """A tick where a year or a month begins, so that no two have the same words; as many as there is room for."""
    years = _format(start, end) == "%Y"
    many = (end - start).days / (365.25 if years else 30.4)
    return {"interval": "year" if years else "month", "step": max(ceil(many / max(width // 90, 3)), 1)}
