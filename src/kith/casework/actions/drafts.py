"""Drafts: kept as somebody writes, never overwritten in silence, finished with the form itself.

A leaver's drafts go to their manager by themselves: whose they are is worked out (`DraftQuerySet.of`), not stored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q

from kith.access.audit import Event, current, record
from kith.casework.drafts import FORMS, Draft, DraftCopy, Page, TimeSpent, Values, Written, both
from kith.people.models import Person
from kith.reach.actions.restrictions import require_owner
from kith.reach.around import require_for
from kith.reach.doing import NotPermitted, require
from kith.reach.models import Restriction
from kith.workforce.models import Worker

KEPT_AFTER_DROPPING = timedelta(days=14)
A_CHOICE = 20  # characters: what is longer was written and not chosen
LONGEST = 12 * 60 * 60  # seconds; nobody writes longer at one form, but a clock may be wrong


class Outcome(StrEnum):
    """What became of what was sent to a draft."""

    SAVED = "saved"
    OVERTAKEN = "overtaken"  # written elsewhere since: kept beside the draft
    SENT = "sent"  # this copy of the form was sent or thrown away already: nothing is left to keep
    LATE = "late"  # it arrived after something newer from the same copy


class Overtaken(ValidationError):
    """The draft was written in elsewhere since: both versions have to be seen before it is finished."""


@dataclass(frozen=True)
class Saved:
    """The draft as it stands now, and what became of what was sent."""

    outcome: Outcome
    draft: Draft | None = None


def require_writing(by: Worker, page: Page) -> None:
    """Refuse unless the worker may send the form whose draft this is."""
    form = FORMS[page.form]
    if "restriction" in page.about:
        require_owner(by, _restriction(page))
    elif form.around:
        require_for(by, form.permission, _person(page))
    else:
        require(by, form.permission, page.child)


def save_draft(*, page: Page, written: Written, at: datetime, by: Worker, number: int | None = None) -> Saved:
    """Keep what is written so far. From an older version it goes beside the draft, never over it."""
    require_writing(by, page)
    draft = _alone(page, by, number)
    if _sent(written.token, by):
        return Saved(Outcome.SENT)
    if draft is None:
        return Saved(Outcome.SAVED, _begin(page, written, at, by))
    if overtaken(draft, written):
        _set_aside(draft, written.values, written.token, at, by)
        return Saved(Outcome.OVERTAKEN, draft)
    if _came_late(draft, written):
        return Saved(Outcome.LATE, draft)
    _write(draft, written, at, by)
    return Saved(Outcome.SAVED, draft)


def prefer(*, page: Page, written: Written, at: datetime, by: Worker, number: int | None = None) -> Draft:
    """What is written here becomes the draft; what was written elsewhere since is kept beside it."""
    require_writing(by, page)
    draft = _alone(page, by, number)
    if draft is None:
        return _begin(page, written, at, by)
    if overtaken(draft, written):
        _set_aside(draft, draft.values, draft.token, draft.saved_at, draft.saved_by)
        draft.copies.filter(token=written.token).delete()
    _write(draft, written, at, by)
    return draft


def keep_both(
    *, page: Page, written: Written, other: int, prose: set[str], at: datetime, by: Worker, number: int | None = None
) -> Draft | None:  # fmt: skip
    """Put the other version's words below these; `prose` names the boxes for words."""
    require_writing(by, page)
    draft = _alone(page, by, number)
    copy = draft.copies.filter(pk=other).first() if draft else None
    if draft is None or copy is None:
        return draft
    written = Written(**{**vars(written), "values": both(written.values, copy.values, prose)})
    _write(draft, written, at, by)
    copy.delete()
    return draft


def forget_copy(*, page: Page, other: int, by: Worker, number: int | None = None) -> None:
    """The other version is not wanted."""
    require_writing(by, page)
    draft = _alone(page, by, number)
    if draft:
        draft.copies.filter(pk=other).delete()


def drop_draft(
    *, page: Page, token: UUID, at: datetime, by: Worker, number: int | None = None
) -> Draft | None:  # fmt: skip
    """Throw a draft away, from one copy of the form. Its words can be brought back for a fortnight."""
    require_writing(by, page)
    draft = _alone(page, by, number)
    if draft:
        draft.dropped_at, draft.token, draft.saved_by = at, token, by
        draft.save(update_fields=["dropped_at", "token", "saved_by"])
        record(Event.DRAFT_DROPPED, draft)
    return draft


def bring_back(*, draft: Draft, by: Worker) -> bool:
    """A draft thrown away is wanted after all: unless another of the same form was begun since."""
    require_writing(by, draft.page)
    if _alone(draft.page, by, None) is not None:
        return False
    draft.dropped_at = None
    draft.save(update_fields=["dropped_at"])
    record(Event.DRAFT_BEGUN, draft)
    return True


def finish(*, page: Page, written: Written, at: datetime, by: Worker, number: int | None = None) -> None:
    """The form is sent and its words stand on the record: the draft is emptied, and only the time it took is kept.

    A form sent without a draft leaves an empty one, so that what its script still has on the way is known to be old.
    Raises Overtaken where the draft holds words this form never showed.
    """
    require_writing(by, page)
    draft = _alone(page, by, number) or _of_page(page, written, at, by)
    if draft.pk and overtaken(draft, written):
        raise Overtaken("This draft was written in elsewhere since you opened this page.")
    taken = max(draft.seconds, _sensible(written.seconds))
    draft.values, draft.seconds, draft.token, draft.saved_by, draft.finished_at = {}, 0, written.token, by, at
    draft.save()
    draft.copies.all().delete()
    if taken:
        TimeSpent.objects.create(form=page.form, finished_on=current().as_of, seconds=taken)


def forget_dropped(*, at: datetime) -> int:
    """What was thrown away a fortnight ago is gone; so is what was typed of somebody who was then never added."""
    ago = at - KEPT_AFTER_DROPPING
    Draft.objects.unfinished().filter(child=None, saved_at__lt=ago).update(
        dropped_at=ago - timedelta(seconds=1)
    )
    old = Draft.objects.filter(dropped_at__lt=ago).exclude(values={})
    DraftCopy.objects.filter(draft__in=old).delete()
    return old.update(values={})


def overtaken(draft: Draft, written: Written) -> bool:
    """Whether the draft was written in another copy of the form since the version this one knows."""
    elsewhere = written.token != draft.token and written.values != draft.values
    return elsewhere and written.version < draft.version


def _restriction(page: Page) -> Restriction:
    found = Restriction.objects.filter(pk=page.about["restriction"], person=page.child).select_related(
        "owner"
    )
    if (row := found.first()) is None:
        raise NotPermitted("There is no such restriction, or you may not see it.")
    return row


def _person(page: Page) -> Person:
    found = Person.objects.filter(pk=page.child).first() if page.child else None
    if found is None:
        raise NotPermitted("There is no such person, or you may not see them.")
    return found


def _came_late(draft: Draft, written: Written) -> bool:
    """Whether the same copy of the form has sent something newer already."""
    return written.token == draft.token and written.turn is not None and written.turn <= draft.turn


def _alone(page: Page, by: Worker, number: int | None) -> Draft | None:
    """The unfinished draft of this page, while nobody else can begin, write or finish it.

    Where no row is there to be locked the page itself is: or a late save would begin a draft of what is just sent.
    """
    about = ",".join(f"{name}={page.about[name]}" for name in sorted(page.about))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"draft {by.pk} {page.form} {page.child} {about}"],
        )
    found = Draft.objects.select_for_update().unfinished().of(by, current().as_of).on(page)
    return (found.filter(pk=number).first() if number else None) or found.filter(author=by).first()


def _sent(token: UUID, by: Worker) -> bool:
    done = Q(finished_at__isnull=False) | Q(dropped_at__isnull=False)
    return Draft.objects.filter(done, token=token, saved_by=by).exists()


def _begin(page: Page, written: Written, at: datetime, by: Worker) -> Draft:
    draft = _of_page(page, written, at, by)
    draft.values, draft.version, draft.turn = written.values, 1, written.turn or 0
    draft.seconds = _sensible(written.seconds)
    draft.save()
    record(Event.DRAFT_BEGUN, draft)
    return draft


def _of_page(page: Page, written: Written, at: datetime, by: Worker) -> Draft:
    """A draft of this page with nothing in it yet."""
    return Draft(
        author=by, saved_by=by, begun_at=at, saved_at=at, child_id=page.child, form=page.form, about=page.about,
        token=written.token,
    )  # fmt: skip


def _write(draft: Draft, written: Written, at: datetime, by: Worker) -> None:
    same = (
        draft.token == written.token
    )  # without its script a copy counts no turns: those it counted before still hold
    draft.turn = written.turn if written.turn is not None else draft.turn if same else 0
    draft.values, draft.token = _without_a_box(draft.values, written.values) | written.values, written.token
    draft.seconds = max(draft.seconds, _sensible(written.seconds))
    draft.version, draft.saved_at, draft.saved_by = draft.version + 1, at, by
    draft.save()


def _without_a_box(before: Values, now: Values) -> Values:
    """Words for which the form has no box any more, such as those about a brother who left the family: a box for words is
    always sent, empty or not."""
    return {name: each for name, each in before.items() if name not in now and is_words(each)}


def is_words(values: list[str]) -> bool:
    """Whether this was written, and not chosen among answers."""
    return any(len(each) > A_CHOICE for each in values)


def _set_aside(draft: Draft, values: dict, token: UUID, at: datetime, by: Worker) -> None:
    told = {"values": values, "saved_at": at, "saved_by": by, "child_id": draft.child_id}
    DraftCopy.objects.update_or_create(draft=draft, token=token, defaults=told)


def _sensible(seconds: int) -> int:
    return min(max(seconds, 0), LONGEST)
