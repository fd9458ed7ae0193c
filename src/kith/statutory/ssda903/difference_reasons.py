"""The closed list of reasons why a return that was loaded is not built again as it was told, in the order they are tried."""

from kith.statutory.returns.differing import Difference, Reason
from kith.statutory.ssda903 import difference_cells as cells
from kith.statutory.ssda903 import difference_rows as rows
from kith.statutory.ssda903.difference import Compared


def reason_for(difference: Difference, compared: Compared) -> Reason | None:
    """The first reason that holds; none where the difference is on nobody's list."""
    return next((reason for reason in REASONS if reason.holds(difference, compared)), None)


REASONS = (
    Reason("The row names no child.", rows.nobody),
    Reason("The child's episodes contradict each other, so the child was left out.", rows.left_out),
    Reason("The row has no day of its own that can be read.", rows.without_its_day),
    Reason("The row lies outside the collection year.", rows.outside_the_year),
    Reason("The same row is told twice.", rows.told_twice),
    Reason("Another year's return, loaded beside this one, tells it so.", rows.of_another_year),
    Reason("The return has no header for the child; one is built of what other tables tell.", rows.no_header),
    Reason("The episode changes neither legal status nor placement, so it goes on from the one before.", rows.changes_nothing),
    Reason("The child was not looked after then.", rows.not_looked_after),
    Reason("Health is asked of children looked after all year, and this child was not.", rows.not_all_year),
    Reason("Earlier permanence is asked of children whose care began in the year, and this child's did not.", rows.care_began_earlier),
    Reason("The child was not adopted in the year.", rows.not_adopted),
    Reason("The social worker has no number.", rows.worker_without_a_number),
    Reason("The social worker is shown from the day care began.", rows.worker_before_care),
    Reason("The row overlaps another of the child's.", rows.overlaps),
    Reason("It ended after the year, so the end was not known on its last day.", cells.end_after_the_year),
    Reason("An end is given a reason but no day.", cells.end_without_its_day),
    Reason("The end is before the start, so it was left out.", cells.end_before_start),
    Reason("The episode has no end, and another follows: it ended when that began.", cells.ended_by_the_next),
    Reason("Why the placement changed is given, but it did not change.", cells.no_change_to_explain),
    Reason("Why the episode began (RNE) does not fit with what changed.", cells.letter_does_not_fit),
    Reason("Two episodes begin on the day, and the record holds one need and one home postcode for it.", cells.two_on_one_day),
    Reason("No need is given, so the last one known stands.", cells.need_not_said),
    Reason("The home is sealed for adoption, so its postcode and number stay empty.", cells.sealed),
    Reason("Sex is in the codes of another year, or not given.", cells.sex_in_other_codes),
    Reason("The tables give different dates of birth; the header's stands.", cells.born_on_another_day),
    Reason("Motherhood is asked of girls looked after in the year only.", cells.not_asked_of_them),
    Reason("The value cannot be: the record holds no such code or number.", cells.cannot_be_held),
)  # fmt: skip
