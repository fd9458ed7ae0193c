"""What families sent online and what partners contributed in the demonstration: a few, so that no page of it is empty."""

from datetime import date, datetime, time, timedelta

from kith.access.roles import Role
from kith.demo.emergency import signed_in
from kith.demo.protection import _hers
from kith.frontdoor.asking import HelpRequest
from kith.lib.days import LONDON
from kith.sharing.log import log
from kith.sharing.models import Contribution, ContributionChild, Sharing

TOLD = (
    {
        "reference": "7KQH-M3TW", "whom": "mine", "children": [{"given": "Alfie", "family": "", "age": "4"}, {"given": "The baby", "family": "", "age": "7 months"}],
        "worries": "I am on my own with both and I have not slept properly for weeks. Yesterday I shouted so loud that the neighbour came.",
        "working": "Alfie loves nursery. My sister comes on Sundays.", "would_help": "Somebody to talk to, and an hour to sleep.",
        "name": "Kelly", "telephone": "07700 900318", "when": "Weekdays when Alfie is at nursery, 9am to noon", "avoid": ["message", "letter"],
    },
    {
        "reference": "XP4C-92RJ", "whom": "me", "children": [{"given": "Jas", "family": "", "age": "14"}],
        "worries": "My stepdad is ok when he has not been drinking. I stay at my friend’s when he has. Mum does not know that I write this.",
        "working": "", "would_help": "", "name": "Jas", "telephone": "07700 900645", "when": "After 4pm, not at weekends",
        "avoid": ["message", "letter", "visit", "answer"], "avoid_more": "Please do not ring the house phone.",
    },
)  # fmt: skip
QUESTION = "Have the appointments of the last six months been kept, and how did you find the child and the home when you last saw them?"
SAID = "Four of six were kept. Weight is on its line. At the last visit the child was settled; the mother was tired and said so, and asked about the group on Tuesdays."


def add_partners(as_of: date) -> None:
    """Two requests that wait, one set aside long ago, and of one child a contribution received and one asked for."""
    for place, told in enumerate(TOLD):
        HelpRequest.objects.create(sent_at=_at(as_of, 1, 20 + place), **told)
    HelpRequest.objects.create(
        sent_at=_at(as_of, 420, 10), taken_at=_at(as_of, 419, 9), taken_by=signed_in(Role.FRONT_DOOR), reference="K7RD-2WMH",
        whom="known", children=[], worries="Is this page working?", aside="Somebody tried the page out.",
    )  # fmt: skip
    for child in [each for each in _hers(as_of) if each.born_on][:1]:
        _asked(child, as_of, days=9, agency="health", partner="Health visitor, Estermere East", said=SAID)
        _asked(child, as_of, days=1, agency="education", partner="Designated safeguarding lead", said="")


def _asked(child, as_of: date, *, days: int, agency: str, partner: str, said: str) -> None:
    by, at = signed_in(Role.SOCIAL_WORKER), _at(as_of, days, 11)
    sent = at + timedelta(days=2) if said else None
    made = Contribution.objects.create(
        to="enquiry", agency=agency, partner=partner, question=QUESTION, shown=["last_name", "born"], basis="enquiry",
        because="A section 47 enquiry is under way. The parents were told that we ask.", asked_at=at, asked_by=by,
        ends_at=at + timedelta(days=7), link=f"of nobody {child.pk} {days}", code="of nobody", text=said, sent_at=sent,
    )  # fmt: skip
    ContributionChild.objects.create(contribution=made, child=child)
    log(made, child.pk, Sharing.What.ASKED, at, by=by)
    for what in (Sharing.What.OPENED, Sharing.What.SENT) if sent else ():
        log(made, child.pk, what, sent or at)


def _at(as_of: date, days: int, hour: int) -> datetime:
    return datetime.combine(as_of - timedelta(days=days), time(hour, 20), LONDON)
