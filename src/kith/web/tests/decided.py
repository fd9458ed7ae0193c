"""Reads the decision file: kinds of page, what each answers to each role and relation, and every page's kind."""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "decisions.txt"
RELATIONS = ("own", "colleague", "other_team", "past")
ANSWERS = {"yes", "reason", "no"}
OPEN, ANYONE, NOTHING = "open", "anyone", "nothing"


@dataclass(frozen=True)
class Decisions:
    """`kinds`: kind -> role -> relation -> answer. `pages`: (address name, method) -> kind."""

    kinds: dict[str, dict[str, dict[str, str]]]
    pages: dict[tuple[str, str], str]

    def answer(self, page: str, method: str, role: str, relation: str) -> str:
        kind = self.pages[page, method]
        whatever = {OPEN: "yes", ANYONE: "yes", NOTHING: "no such method"}
        return whatever.get(kind) or self.answers(kind, role)[relation]

    def answers(self, kind: str, role: str) -> dict[str, str]:
        return self.kinds[kind].get(role) or self.kinds[kind]["others"]


def read(text: str | None = None) -> Decisions:
    kinds: dict = {}
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
        elif tuple(words) != RELATIONS:
            kinds.setdefault(into, {})[words[0]] = _answers(words)
    return Decisions(kinds, pages)


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
