"""What the database itself refuses: who may change the record of a conference, and what may never change."""

import pgtrigger

from kith.store.history import MOVED_BY_A_MERGE

CHAIRS_OWN = """
IF (OLD.chaired_by_id IS NULL OR OLD.chaired_by_id::text = current_setting('kith.worker', true)) THEN
    IF TG_OP = 'DELETE' AND OLD.chaired_by_id IS NULL THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND OLD.chaired_by_id IS NOT DISTINCT FROM NEW.chaired_by_id THEN
        RETURN NEW;
    END IF;
END IF;
RAISE EXCEPTION 'the record of a conference is changed by whoever chaired it, and by nobody else';
"""
CHAIRS_ROW = """
IF EXISTS (
    SELECT FROM protection_conference WHERE id = OLD.conference_id
    AND (chaired_by_id IS NULL OR chaired_by_id::text = current_setting('kith.worker', true) AND TG_OP = 'UPDATE')
) THEN
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSIF NEW.conference_id = OLD.conference_id AND NEW.child_id = OLD.child_id THEN
        RETURN NEW;
    END IF;
END IF;
"""
# Two records of one child in one discussion or conference: merging leaves one of the two rows, and its journal says so first.
TAKEN_OUT_BY_A_MERGE = """
IF TG_OP = 'DELETE' AND EXISTS (
    SELECT FROM casework_mergedrow taken
    WHERE taken."table" = TG_TABLE_NAME AND taken."row" = OLD.id AND taken.what = 'removed'
) THEN
    RETURN OLD;
END IF;
"""
ANSWERED_ONCE = """
IF TG_OP = 'UPDATE' AND OLD.answered_at IS NULL AND
    to_jsonb(OLD) - ARRAY['answer', 'answered_at', 'answered_by_id']
    = to_jsonb(NEW) - ARRAY['answer', 'answered_at', 'answered_by_id'] THEN
    RETURN NEW;
END IF;
"""
# Asked only when it is marked: a merge moves the child of the enquiry and of the discussion one after the other.
ABOUT_THE_CHILD = """
IF TG_OP = 'UPDATE' AND NEW.clock_id IS NOT DISTINCT FROM OLD.clock_id THEN
    RETURN NEW;
END IF;
IF NEW.clock_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM protection_strategychild WHERE discussion_id = NEW.clock_id AND child_id = NEW.child_id
) THEN
    RAISE EXCEPTION 'the clock of an enquiry starts at a strategy discussion about the same child';
END IF;
RETURN NEW;
"""
CHAIRS_LIST = """
IF EXISTS (
    SELECT FROM protection_conference WHERE id = OLD.conference_id
    AND (chaired_by_id IS NULL OR chaired_by_id::text = current_setting('kith.worker', true))
) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END IF;
RAISE EXCEPTION 'who was at a conference is changed by whoever chaired it, and by nobody else';
"""
FAMILYS_OWN = """
IF OLD.family_plan <> '' AND OLD.family_plan IS DISTINCT FROM NEW.family_plan THEN
    RAISE EXCEPTION 'the plan a family made is kept as they wrote it';
END IF;
RETURN NEW;
"""


def changed_by_its_chair() -> list[pgtrigger.Trigger]:
    """Whoever chaired the conference corrects its record; nobody else does, and nobody removes it.

    One that nobody is known to have chaired came from a return, and goes when that load is undone.
    """
    return [_guard("chairs_own", CHAIRS_OWN)]


def changed_by_its_conferences_chair() -> list[pgtrigger.Trigger]:
    """The same for what was decided there for one child; a merge may move it to the record that stays."""
    return [_guard("chairs_own", CHAIRS_ROW + TAKEN_OUT_BY_A_MERGE + MOVED_BY_A_MERGE)]


def decided_for_a_child() -> list[pgtrigger.Trigger]:
    """Only added to; but a merge may move it, and take one of two out."""
    return [_guard("only_added_to", TAKEN_OUT_BY_A_MERGE + MOVED_BY_A_MERGE)]


def answered_once() -> list[pgtrigger.Trigger]:
    """Only an answer may be added, once."""
    return [_guard("answered_once", ANSWERED_ONCE + MOVED_BY_A_MERGE)]


def starts_with_the_same_child() -> pgtrigger.Trigger:
    """An enquiry's clock starts at a discussion about its own child."""
    return pgtrigger.Trigger(
        name="clock_is_the_childs",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=ABOUT_THE_CHILD,
    )


def as_the_family_wrote_it() -> list[pgtrigger.Trigger]:
    """The family's own plan, once it is written down, is changed by nobody."""
    return [
        pgtrigger.Trigger(
            name="familys_own", when=pgtrigger.Before, operation=pgtrigger.Update, func=FAMILYS_OWN
        )
    ]


def listed_by_its_chair() -> pgtrigger.Trigger:
    """Whoever chaired the conference says who was there; nobody else changes it."""
    return _guard("chairs_own", CHAIRS_LIST)


def _guard(name: str, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=func
    )
