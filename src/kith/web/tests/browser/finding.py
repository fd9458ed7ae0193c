"""Finds every address by following links from the pages of each sign-in, as a person would."""

import heapq
import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, get_resolver, resolve

LINK = re.compile(r'(?:href|action)="([^"#][^"]*)"')
LOOKERS = (
    "social.worker",
    "team.manager",
    "reviewing.officer",
    "analyst",
    "information.governance",
    "administrator",
    "provider",
    "adoption.worker",
    "front.door",
    "head.of.service",
    "family.help",
)
ENOUGH = 250  # pages without anything new, after which one sign-in has no more to show


def every_name() -> set[str]:
    """The name of every address there is."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def name_of(address: str) -> str:
    """The name of an address of ours; nothing for what is no page (an asset, another site)."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


@dataclass
class Found:
    """For each name of an address one such address, and the sign-in that was led to it."""

    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def missing(self) -> set[str]:
        return every_name() - set(self.places)

    def look(self, username: str, get, starts: list[str]) -> None:
        """Follow links from these pages, the first of each kind before any second, until nothing new turns up."""
        known: Counter = Counter()
        seen, fruitless = set(starts), 0
        waiting = [(0, place, start) for place, start in enumerate(starts)]
        while waiting and self.missing and fruitless < ENOUGH:
            _, _, address = heapq.heappop(waiting)
            fruitless += address not in starts
            answer = get(address)
            for link in [urlsplit(answer.url)._replace(scheme="", netloc="").geturl(), *links(answer)]:
                if name_of(link) in self.missing:
                    self.places[name_of(link)], fruitless = (username, link), 0
                if link not in seen and name_of(link) != "help-leave":  # leads to another site
                    seen.add(link)
                    known[name_of(link)] += 1
                    heapq.heappush(waiting, (known[name_of(link)], len(seen), link))


def links(answer) -> list[str]:
    """The addresses of our own that a page links to or sends a form to, in order."""
    if "html" not in answer.headers.get("content-type", ""):
        return []
    here = urlsplit(answer.url)
    found = [urlsplit(urljoin(answer.url, unescape(link))) for link in LINK.findall(answer.text())]
    ours = [link._replace(scheme="", netloc="").geturl() for link in found if link.netloc == here.netloc]
    return [link for link in ours if name_of(link)]
