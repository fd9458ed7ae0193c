"""The rules: every timescale, its limit, where it was read and how sure we are. For anyone signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.lib.timescale import Limit, Timescale
from kith.statutory.clocks import ALL, BY_KEY
from kith.web.jinja import long_date
from kith.web.request import Request

TOPICS = {
    "care": "Being looked after",
    "placement": "Placements",
    "visit": "Visits",
    "adoption": "Adoption",
    "short_breaks": "Short breaks",
    "health": "Health",
    "education": "Education",
    "missing": "Missing",
    "home": "Going home",
    "voice": "The child’s voice",
    "secure": "Secure accommodation",
}
SURE = {
    "yes": "Checked against its source",
    "partly": "Partly checked",
    "no": "Unverified: nobody has checked this against the law yet",
}
COLOURS = {"yes": "green", "partly": "yellow", "no": "grey"}
SHORT = {"yes": "Checked", "partly": "Partly checked", "no": "Unverified"}


def rules(request: Request) -> HttpResponse:
    topics = [
        {"title": topic_title(topic), "rules": [line(each) for each in ALL if topic_of(each) == topic]}
        for topic in dict.fromkeys(map(topic_of, ALL))
    ]
    return render(request, "rules/rules.html", {"topics": topics, "count": len(ALL)})


def rule(request: Request, key: str) -> HttpResponse:
    found = BY_KEY.get(key)
    if found is None:
        raise Http404("There is no rule of that name.")
    return render(
        request, "rules/rule.html", {"rule": line(found), "facts": facts(found), "limits": limits(found)}
    )


def topic_of(timescale: Timescale) -> str:
    return timescale.key.split(".")[0]


def topic_title(topic: str) -> str:
    return TOPICS.get(topic, topic.replace("_", " ").capitalize())


def line(timescale: Timescale) -> dict:
    """A rule as a list shows it."""
    return {
        "key": timescale.key,
        "title": timescale.title,
        "href": reverse("rule", args=[timescale.key]),
        "limit": limit_words(timescale),
        "since": since(timescale.current),
        "source": timescale.current.source,
        "sure": SHORT[timescale.verified],
        "colour": COLOURS[timescale.verified],
        "local": timescale.local,
        "notes": timescale.notes,
    }


def limit_words(timescale: Timescale) -> str:
    words = str(timescale.current.due)
    return words[:1].upper() + words[1:]


def since(limit: Limit) -> str:
    return f"Since {long_date(limit.since)}" if limit.since else "Start date not sourced"


def facts(timescale: Timescale) -> list[dict]:
    """Everything else that is said of a rule, as a summary list."""
    told = {
        "Limit": limit_words(timescale),
        "Kind of clock": timescale.kind.value.capitalize(),
        "Starts when": sentence(timescale.starts),
        "Is met when": sentence(timescale.stops),
        "Who": sentence(timescale.who),
        "Stands in": "Local standard or practice, not law" if timescale.local else sentence(timescale.basis),
        "Gives warning after": ", ".join(str(each) for each in timescale.warnings),
        "Reference in our list": timescale.reference,
    }
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in told.items() if value]


def limits(timescale: Timescale) -> list[dict]:
    """Each limit that has held, the latest first."""
    return [
        {
            "limit": str(each.due),
            "since": since(each),
            "until": long_date(each.until),
            "source": each.source,
            "seen_at": each.seen_at,
            "sure": SURE[each.verified],
            "checked": long_date(each.checked),
        }
        for each in reversed(timescale.limits)
    ]


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


urls = [path("rules/", rules, name="rules"), path("rules/<str:key>/", rule, name="rule")]
