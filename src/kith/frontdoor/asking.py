"""Families and young people ask for help themselves: what they sent, what became of it, and what is not sent yet."""

import pgtrigger
from django.db import models
from django.db.models import Q

from kith.workforce.models import Worker

TAKEN_ONCE = """
IF TG_OP = 'UPDATE' AND OLD.taken_at IS NULL AND NEW.taken_at IS NOT NULL AND
    to_jsonb(OLD) - '{taken_at,taken_by_id,contact_id,aside}'::text[] = to_jsonb(NEW) - '{taken_at,taken_by_id,contact_id,aside}'::text[]
THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'pgtrigger: Cannot % rows of % table, which is only added to', lower(TG_OP), TG_TABLE_NAME;
"""


class HelpRequest(models.Model):
    """Somebody asks for help on the public page. Their words stay as they sent them; only the front door reads them.

    The children named are words, nobody's record: whoever takes the request says who they are.
    """

    class Whom(models.TextChoices):
        ME = "me", "Me: I am a child or young person"
        MINE = "mine", "My child, or a child I look after"
        KNOWN = "known", "A child I know"

    class Avoid(models.TextChoices):
        MESSAGE = "message", "Do not leave a message"
        TEXT = "text", "Do not send a text message"
        EMAIL = "email", "Do not send an email"
        LETTER = "letter", "Do not write to the address"
        VISIT = "visit", "Do not come to the home without telling me first"
        ANSWER = "answer", "Do not say who you are if somebody else answers"

    reference = models.CharField(max_length=9, unique=True)
    sent_at = models.DateTimeField()
    whom = models.CharField("who the help is for", max_length=5, choices=Whom.choices)
    children = models.JSONField("the children, as they were named")
    worries = models.TextField("what worries them")
    working = models.TextField("what is going well", blank=True)
    would_help = models.TextField("what would help", blank=True)
    name = models.CharField("their name", max_length=150, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=150, blank=True)
    address = models.TextField("where to write to", max_length=300, blank=True)
    no_contact = models.BooleanField("asks not to be contacted", default=False)
    when = models.TextField("when it is safe to contact them", max_length=500, blank=True)
    avoid = models.JSONField("what not to do", default=list, blank=True)
    avoid_more = models.TextField("what else not to do", max_length=500, blank=True)
    # What became of it, once: taken into a contact, or set aside with a reason.
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(
        "frontdoor.Contact", null=True, blank=True, on_delete=models.PROTECT, related_name="asked_online"
    )
    aside = models.TextField("why it was set aside", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True, contact__isnull=True, aside="")
                | Q(taken_at__isnull=False, taken_by__isnull=False)
                & (Q(contact__isnull=False, aside="") | Q(contact__isnull=True) & ~Q(aside="")),
                name="frontdoor_help_taken_or_why_not",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_added_to",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=TAKEN_ONCE,
            )
        ]

    @property
    def to_avoid(self) -> list[str]:
        """What not to do, in the words they chose from, and in their own."""
        words = dict(self.Avoid.choices)
        return [*(words[each] for each in self.avoid if each in words), *filter(None, [self.avoid_more])]


class HelpAnswers(models.Model):
    """What somebody has answered and not sent yet, for an hour, sealed with the key that only their browser has.

    Behind the wall a row is there for the one browser whose key the page tells the database, and for nobody else.
    """

    key = models.CharField("what is kept of the browser's key", max_length=64, unique=True)
    sealed = models.TextField(blank=True)
    reference = models.CharField("of what was sent", max_length=9, blank=True)
    began_at = models.DateTimeField()

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="sent_once", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__reference="")
            )
        ]


class HelpTry(models.Model):
    """Somebody began or sent a request, counted against floods for a day. Where from is kept as a hash only."""

    class Kind(models.TextChoices):
        BEGAN = "began", "Began"
        SENT = "sent", "Sent"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    where = models.CharField("hash of where it came from", max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="frontdoor_help_try_at")]
