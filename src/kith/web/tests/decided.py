"""Reads the decision file: kinds of page, what each answers to each role and relation, and every page's kind."""

import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "decisions.txt"
RELATIONS = ("own", "colleague", "other_team", "past")
ANSWERS = {"yes", "reason", "no"}
WALLS = {
    "no": lambda decided, page, method, role: "no",
    "as own": lambda decided, page, method, role: decided.answer(page, method, role, "own"),
    "as duty with reason": lambda decided, page, method, role: decided.in_emergency(page, method, role),
}
OPEN, ANYONE, NOTHING = "open", "anyone", "nothing"


@dataclass(frozen=True)
class Decisions:
    """`kinds`: kind -> role -> relation -> answer. `walls`: wall -> rule. `pages`: (address name, method) -> kind."""

    kinds: dict[str, dict[str, dict[str, str]]]
    walls: dict[str, str]
    pages: dict[tuple[str, str], str]

    def answer(self, page: str, method: str, role: str, relation: str) -> str:
        kind = self.pages[page, method]
        whatever = {OPEN: "yes", ANYONE: "yes", NOTHING: "no such method"}
        return whatever.get(kind) or self.answers(kind, role)[relation]

    def behind(self, wall: str, page: str, method: str, role: str) -> str:
        """What a page about a child behind a wall answers."""
        if self.pages[page, method] == NOTHING:
            return "no such method"
        return WALLS[self.walls[wall]](self, page, method, role)

    def in_emergency(self, page: str, method: str, role: str) -> str:
        """What is another team's opens as far as it does to a duty worker with a reason, in what the role may do at all."""
        if self.answers("emergency", role)["own"] != "yes":
            return "no"
        kind, other = self.pages[page, method], self.answer(page, method, role, "other_team")
        could = self.answer(page, method, role, "own") != "no"
        opens = self.answers(kind, "duty")["other_team"] in ("yes", "reason")
        return "yes" if other == "yes" or kind == "person" or (could and opens) else "no"

    def answers(self, kind: str, role: str) -> dict[str, str]:
        return self.kinds[kind].get(role) or self.kinds[kind]["others"]


def read(text: str | None = None) -> Decisions:
    kinds: dict = {}
    walls: dict = {}
    pages: dict = {}
    into = ""
    for line in (text or FILE.read_text()).splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0].startswith("["):
            into = line.split("]")[0].strip("[").removeprefix("kind ").strip()
            continue
        if into == "pages":
            _page(pages, words)
        elif into == "walls":
            name, rule = re.split(r"\s{2,}", line.split("#")[0].strip())
            walls[name] = rule
        elif tuple(words) != RELATIONS:
            kinds.setdefault(into, {})[words[0]] = _answers(words)
    return Decisions(kinds, walls, pages)


def _page(pages: dict, words: list[str]) -> None:
    name, methods, *rest = words
    kind = " ".join(rest)
    for method in methods.split(","):
        if (name, method) in pages:
            raise ValueError(f"{method} {name} is decided twice")
        pages[name, method] = kind


def _answers(words: list[str]) -> dict[str, str]:
    """One answer for each relation; one alone is for a page that is about no child."""
    role, *answers = words
    answers = answers * len(RELATIONS) if len(answers) == 1 else answers
    if len(answers) != len(RELATIONS) or not set(answers) <= ANSWERS:
        raise ValueError(f"The line for {role} does not say one answer for each relation: {words}")
    return dict(zip(RELATIONS, answers, strict=True))
