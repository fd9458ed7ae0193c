"""On what basis something of a child is shared with a partner: what a worker chooses from, each with its source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Basis:
    """`source`: the provision, as it is cited. Which of them holds is the worker's judgement, and is written down."""

    key: str
    words: str
    source: str


BASES = (
    Basis(
        "enquiry", "A section 47 enquiry: those asked have a duty to help with it", "Children Act 1989, section 47(9) to (11)"
    ),
    Basis(
        "in_need", "A child in need: another authority or a health body is asked to help", "Children Act 1989, sections 17 and 27"
    ),
    Basis("cooperation", "Working together for the child’s well-being", "Children Act 2004, section 10"),
    Basis(
        "safeguarding", "Safeguarding a child at risk, where asking for consent would not do",
        "Data Protection Act 2018, Schedule 1, paragraph 18",
    ),
    Basis(
        "consent", "A parent, or a young person who can decide it, agreed", "The common law duty of confidentiality: consent"
    ),
)  # fmt: skip
CHOICES = [(each.key, each.words) for each in BASES]
IN_FULL = {each.key: f"{each.words} ({each.source})" for each in BASES}
