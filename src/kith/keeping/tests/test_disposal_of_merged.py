"""Disposal of a record that another was merged into: nothing of either remains, and no merge slips past a proposal."""

import pytest
from django.core.exceptions import ValidationError

from kith.casework.actions.merging import Decided, merge
from kith.casework.actions.unmerging import undo_merge
from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.since import key_of, written_since
from kith.keeping.actions.disposal import withdraw_proposal
from kith.keeping.factories import an_old_record
from kith.keeping.tests.test_disposal import carried_out, old, proposed  # noqa: F401 - a fixture
from kith.people.models import Person
from kith.reach.seeing import NotFound
from kith.testing.standing import MOMENT, at_work


def test_what_was_merged_goes_too_with_the_journal(old):  # noqa: F811
    twin, head = an_old_record(), old.people.head
    with at_work(head):
        merge(kept=old.child, merged=twin, decided=Decided(), reason="One child", at=MOMENT, by=head)
    carried_out(old, proposed(old))
    assert not Person.objects.filter(pk__in=(old.child.pk, twin.pk)).exists()
    assert not Merge.objects.exists() and not MergedRow.objects.exists()


def test_a_merge_or_its_undoing_lets_a_proposal_lapse(old):  # noqa: F811
    twin, head, proposal = an_old_record(), old.people.head, proposed(old)
    with at_work(head):
        made = merge(kept=old.child, merged=twin, decided=Decided(), reason="One child", at=MOMENT, by=head)
    with pytest.raises(ValidationError, match="has lapsed"):
        carried_out(old, proposal)
    with at_work(old.officer):
        withdraw_proposal(proposal=proposal, because="Merged", at=MOMENT, by=old.officer)
    again = proposed(old)
    with at_work(head):
        whose = {key_of(row): twin.pk for row in written_since(made)}
        undo_merge(merge=made, whose=whose, go_back=(), reason="Two", at=MOMENT, by=head)
    again.refresh_from_db()
    with pytest.raises(ValidationError, match="has lapsed"):
        carried_out(old, again)
    assert Person.objects.filter(pk=twin.pk, names__isnull=False).exists()


def test_a_record_merged_into_another_is_not_disposed_of_by_its_old_number(old):  # noqa: F811
    twin, head = an_old_record(), old.people.head
    with at_work(head):
        merge(kept=twin, merged=old.child, decided=Decided(), reason="One child", at=MOMENT, by=head)
    with pytest.raises((NotFound, ValidationError)):
        proposed(old)
