"""Chronology entries from the front door: contacts, what was decided, referrals.

Who made a contact is told by kind alone: their name is on the contact's own page, and a partner's answer only there.
"""

from collections.abc import Iterator

from kith.childfile.entry import About, Entry, Kind, joined
from kith.frontdoor.models import Contact, ContactChild, Decision, Referral
from kith.frontdoor.queries import decisions_in_force
from kith.frontdoor.seeing import unhidden
from kith.lib.days import day_of
from kith.store.holding import tells


@tells(ContactChild)
def contacts(about: About) -> Iterator[Entry]:
    rows = ContactChild.objects.filter(child=about.child, contact__in=unhidden())
    for row in rows.select_related("contact__taken_by"):
        contact = row.contact
        yield Entry(
            on=day_of(contact.received_at), at=contact.received_at, kind=Kind.CONTACT,
            title=f"Contact from: {from_whom(contact)}", text=joined(contact.worries, risks(contact)),
            by=contact.taken_by.name, source="contact", number=contact.pk, significant=True,
        )  # fmt: skip


def from_whom(contact: Contact | Referral) -> str:
    words = contact.get_source_display()
    return words[:1].lower() + words[1:]


def risks(contact: Contact) -> str:
    told = {"Danger now": contact.in_danger, "Risk outside the home": contact.outside_home}
    return ". ".join(words for words, holds in told.items() if holds)


@tells(Decision)
def decisions(about: About) -> Iterator[Entry]:
    for row in decisions_in_force().filter(child=about.child, contact__in=unhidden()):
        yield Entry(
            on=day_of(row.decided_at), at=row.decided_at, kind=Kind.CONTACT, title=f"Decided: {outcome(row)}",
            text=joined(row.reason, f"Offered: {row.offered}" if row.offered else ""), by=row.by.name,
            source="contact", number=row.contact_id, significant=True,
        )  # fmt: skip


def outcome(row: Decision) -> str:
    words = row.get_outcome_display()
    return words[:1].lower() + words[1:]


@tells(Referral)
def referrals(about: About) -> Iterator[Entry]:
    for row in Referral.objects.filter(child=about.child):
        ended = "Nothing further was done." if row.no_further_action else ""
        need = f"Main need: {row.get_primary_need_display()}" if row.primary_need else ""
        yield Entry(
            on=row.referred_on, kind=Kind.CONTACT, title="Referral received", text=joined(need, ended),
            source="referral", number=row.pk,
        )  # fmt: skip


SOURCES = (contacts, decisions)
QUIET = (referrals,)
