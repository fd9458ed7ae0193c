"""Kinds of disability, in the codes of the children in need census (Department for Education)."""

DISABILITIES = {
    "NONE": "No disability",
    "MOB": "Mobility",
    "HAND": "Hand function",
    "PC": "Personal care",
    "INC": "Incontinence",
    "COMM": "Communication",
    "LD": "Learning",
    "HEAR": "Hearing",
    "VIS": "Vision",
    "BEH": "Behaviour",
    "CON": "Consciousness",
    "AUT": "Autism",
    "DDA": "Another disability",
}


def in_words(codes: list[str]) -> str:
    """ "Learning, autism"; a code that is not known to us stays as it is."""
    return ", ".join(DISABILITIES.get(code, code) for code in codes).capitalize()
