"""The Jinja environment of the pages: GOV.UK macros, our components, and how dates and numbers read."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static as hashed
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined

from kith.lib.words import plural
from kith.web.forms.components import as_component, error_list
from kith.web.locking import whose
from kith.web.sessions import seconds_left

GOVUK = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})


def environment(**options) -> Environment:
    """Django's options with the GOV.UK macros beside our templates."""
    options["loader"] = ChoiceLoader([options["loader"], GOVUK])
    options["undefined"] = Undefined  # the GOV.UK macros lean on it
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django passes autoescape
    made.globals |= {"static": static, "url": url, "as_component": as_component, "error_list": error_list}
    made.globals |= {"with_query": with_query} | site()
    made.filters |= FILTERS
    return made


def page_context(request) -> dict:
    """What every page shows around its content. Asks nothing of the database: error pages use it too."""
    worker = getattr(request, "worker", None)
    user = getattr(request, "_cached_user", None)  # the login, only if somebody already looked it up
    signed_in = bool(worker or (user and user.is_authenticated))
    return site(request) | {
        "worker_name": str(
            getattr(worker, "name", "") or (user.get_username() if user and signed_in else "")
        ),
        "signed_in": signed_in,
        "drafts_whose": whose(user) if worker and user else "",
        "seconds_left": seconds_left(request.session) if signed_in and hasattr(request, "session") else 0,
        "navigation": getattr(request, "navigation", []),
        "unread": getattr(request, "unread", None),
        "messages": messages(request),
    }


def messages(request) -> Iterator[dict]:
    """What was just done, read only when the page shows it."""
    for each in get_messages(request):
        yield {"text": str(each), "kind": each.level_tag}


def site(request=None) -> dict:
    """Whose Kith this is. Held by the environment too, for an error page drawn with no request."""
    return {
        "authority_name": getattr(request, "authority_name", getattr(settings, "AUTHORITY_NAME", "")),
        "demonstration": getattr(request, "demonstration", getattr(settings, "DEMONSTRATION", False)),
    }


def static(path: str) -> str:
    """The address of an asset. Where assets were never collected the plain address serves: a page without
    its style beats no page, above all for an error."""
    try:
        return hashed(path)
    except ValueError:
        return settings.STATIC_URL + path


def url(name: str, *args, **kwargs) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def with_query(request, **changes) -> str:
    """The address of this page with some of its query changed; None takes a name out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def long_date(day) -> str:
    """3 March 2026."""
    return f"{as_day(day):%-d %B %Y}" if day else ""


def short_date(day) -> str:
    """3 Mar 2026."""
    return f"{as_day(day):%-d %b %Y}" if day else ""


def weekday_date(day) -> str:
    """Tuesday 3 March 2026."""
    return f"{as_day(day):%A %-d %B %Y}" if day else ""


def clock(moment) -> str:
    """2:30pm, midday or midnight, in local time."""
    if moment is None:
        return ""
    at = timezone.localtime(moment) if isinstance(moment, datetime.datetime) else moment
    named = {(0, 0): "midnight", (12, 0): "midday"}.get((at.hour, at.minute))
    minutes = f":{at.minute:02d}" if at.minute else ""
    return named or f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment(at) -> str:
    """3 March 2026 at 2:30pm."""
    return f"{long_date(at)} at {clock(at)}" if at else ""


def as_day(given) -> datetime.date:
    """A system moment counts for the day it was here, not the day it was in Greenwich."""
    if isinstance(given, datetime.datetime):
        return timezone.localtime(given).date() if timezone.is_aware(given) else given.date()
    return given


def age_in_words(born, on) -> str:
    """ "5 years", "14 months" until two, "6 weeks" until three months; "not yet born" before birth."""
    if not born:
        return ""
    if on < born:
        return "not yet born"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 3:
        weeks = (on - born).days // 7
        return plural(weeks, "week") if weeks else plural((on - born).days, "day")
    return plural(months, "month") if months < 24 else plural(months // 12, "year")


def days_late(days: int) -> str:
    """ "2 days late", "due today", "due tomorrow", "due in 5 days": `days` is how far past the day due."""
    if days > 0:
        return f"{plural(days, 'day')} late"
    return {0: "due today", -1: "due tomorrow"}.get(days) or f"due in {plural(-days, 'day')}"


FILTERS = {
    "long_date": long_date,
    "short_date": short_date,
    "weekday_date": weekday_date,
    "clock": clock,
    "moment": moment,
    "age": age_in_words,
    "plural": plural,
    "days_late": days_late,
}
