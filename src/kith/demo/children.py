"""The children of a family: what they are called, how old they are, and what is known of each."""

from random import Random

from kith.demo import figures, identifiers, names, places
from kith.demo import tables as t
from kith.demo.book import Book, years_before
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, pick

DISABILITIES = ("AUT", "LD", "BEH", "COMM", "MOB", "HEAR", "VIS")  # as in the children in need census
SEXES = {
    Kind.LOOKED_AFTER: figures.SEX_WITH_FAMILY,
    Kind.LEFT_CARE: {"M": figures.LEAVER_SEX["M"] - 0.96 * figures.LEAVERS_UNACCOMPANIED,
                     "F": figures.LEAVER_SEX["F"] - 0.04 * figures.LEAVERS_UNACCOMPANIED},
}  # fmt: skip


def add_children(book: Book, random: Random, family: Family, code: str, community: str) -> None:
    if family.children[0].unaccompanied:
        came_from = {each[:2]: each[4] for each in names.ALONE}
        community, code = book.turn(f"abroad {family.children[0].kind}", random, came_from)
        family.name = surname(book, random, community, hers=family.hers)
    for child in family.children:
        child.sex = "U" if child.unborn else _sex(book, random, child)
        child.family_name = family.name
        child.given = _given(random, family, child, community)
        _child(book, random, family, child, code, community)


def _given(random: Random, family: Family, child: Child, community: str) -> str:
    """A first name that no brother or sister has."""
    if child.unborn:
        return "Unborn baby"
    taken = {each.given for each in family.children}
    while (name := names.given(random, community, child.sex)) in taken:
        pass
    return name


def _sex(book: Book, random: Random, child: Child) -> str:
    if child.unaccompanied:
        return book.turn(f"sex alone {child.kind}", random, {"M": 96, "F": 4})
    return book.turn(f"sex {child.kind}", random, SEXES.get(child.kind, {"M": 52, "F": 48}))


def _child(book: Book, random: Random, family: Family, child: Child, code: str, community: str) -> None:
    language, religion = _abroad(child, community)
    known = child.has_record and not child.unborn
    age = child.age_on(book.as_of)
    number = book.totals[t.Person] + 1
    in_school = known and age >= 4.7 and not child.unaccompanied
    child.id = book.add(
        t.Person,
        born_on=None if child.unborn else child.born_on,
        expected_on=child.born_on if child.unborn else None,
        birth_date_is="disputed" if child.unaccompanied and random.random() < 0.15 else "known",
        died_on=child.care_end if child.end_reason == "E2" else None,
        sex=child.sex, ethnicity="" if child.unborn else code, religion=religion,
        languages=(language,) if language else ("English",), interpreter=language if known else "",
        disabilities=_disabilities(random) if known else (),
        communication_needs=_communication(random) if known else "",
        nhs_number=identifiers.nhs_number(number) if known and random.random() < 0.93 else "",
        upn=identifiers.upn(number, child.born_on.year + 5) if in_school else "",
        upn_unknown=("UN3" if child.unaccompanied else "UN1") if known and not in_school else "",
        authority_id=f"EST{number:07}" if child.has_record else "",
        record_opened_on=child.opened_on if child.has_record else None,
    )  # fmt: skip
    since = child.opened_on if child.unborn and child.opened_on else child.born_on
    book.add(t.PersonName, child.id, "legal", child.given, child.family_name, since)
    if known and random.random() < 0.08:
        book.add(
            t.PersonName,
            child.id,
            "also_known_as",
            pick(random, ("Bee", "Junior", "Teddy", "Red", "Jaz", "Boo")),
            child.family_name,
            child.born_on,
        )
    if known and age > 12 and random.random() < 0.5:
        book.add(t.Telephone, child.id, places.telephone(random), child.opened_on)
    if child.kind in (Kind.IN_NEED, Kind.CLOSED, Kind.SIBLING) and family.address and not child.unborn:
        book.add(t.Residence, child.id, family.address, max(child.born_on, years_before(book.as_of, 9)))


def _abroad(child: Child, community: str) -> tuple[str, str]:
    """Language and religion of a child who came alone."""
    if not child.unaccompanied:
        return "", ""
    return next((each[2], each[3]) for each in names.ALONE if each[0] == community)


def _disabilities(random: Random) -> tuple[str, ...]:
    if random.random() > 0.12:
        return ()
    return tuple(sorted(random.sample(DISABILITIES, about(random, 1, 2))))


def _communication(random: Random) -> str:
    if random.random() > 0.04:
        return ""
    return pick(random, ("Uses Makaton signs and pictures.", "Wears hearing aids; sit facing and speak clearly.",
                         "Needs time to answer; short sentences help.", "Uses a communication book."))  # fmt: skip


def surname(book: Book, random: Random, community: str, *, hers: bool) -> str:
    """Of several names the rarest so far, so that few families share one, or even the beginning of one."""
    drawn = [names.family(random, community) for _ in range(6)]
    on_her_list = "hers " if hers else ""
    name = min(drawn, key=lambda each: (book.surnames[on_her_list + each[:4]], book.surnames[each]))
    book.surnames.update({name, name[:4], on_her_list + name[:4]})
    return name
