"""The boxes of a draft that are no longer those of its form: of a child whose record was merged, or who left the family."""

import re
from collections.abc import Sequence

from django import forms

from kith.casework.actions.drafts import is_words
from kith.casework.drafts import Values, both
from kith.casework.merges import merged_into
from kith.reach.wall import hidden_people
from kith.web.overtaken import STOOD

OF_A_CHILD = re.compile(r"child-(\d{1,18})-(\w+)")  # a box of a form that asks of several children


def under_numbers_of_now(values: Values) -> Values:
    """What was written of a child in boxes with their number, where their record was merged into another since."""
    found: Values = {}
    for name, each in values.items():
        child = OF_A_CHILD.fullmatch(name)
        into = merged_into(int(child[1])) if child else None
        now = f"child-{into}-{child[2]}" if child and into else name
        found = both(found, {now: each}, {now})
    return found


def left_over(values: Values, forms_: Sequence[forms.BaseForm]) -> list[str]:
    """The words of a draft for which the form has no box any more; of a child who is hidden since, nothing."""
    boxes = {form.add_prefix(name) for form in forms_ for name in form.fields}
    hidden = {f"child-{number}-" for number in hidden_people()}
    others = {
        name: each for name, each in values.items() if name not in boxes and name != STOOD and is_words(each)
    }
    return ["\n".join(each) for name, each in others.items() if not any(map(name.startswith, hidden))]
