"""What hangs on rows that loads brought: work that undoing a load would take the ground from."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from django.db.models import Model

from kith.people.models import Person
from kith.reach.models import AccessReason
from kith.returns.bringing import Kind
from kith.returns.comparing import LEANING, fingerprint
from kith.returns.links import links_to, model_of
from kith.returns.models import LoadedRow
from kith.workforce.models import Allocation

LEANT = tuple(field.model for field in LEANING)
READING = (AccessReason,)  # having opened a record is no work on it


def what_followed(children: Iterable[int], kind: Kind, staying: Container[int]) -> dict[int, list[str]]:
    """For each of these children on whom work has followed since a load of this kind of return: of which kinds. Those who
    are `staying` are told of by another kind of return too."""
    chosen = list(children)
    kept = {(each.model, each.row): each for each in LoadedRow.objects.filter(child__in=chosen)}
    made = {each.child_id for each in kept.values() if each.model == Person._meta.label}
    going = {child for child in made if child not in staying}
    found: dict[int, list[str]] = defaultdict(list)
    for child, model in _added(chosen, kept, going, kind):
        found[child].append(_words(model))
    models: tuple[type[Model], ...] = (*kind.models, Allocation)
    mine = {model._meta.label for model in models}
    for child, model in _changed({
        key: each for key, each in kept.items() if key[0] in mine or each.child_id in going
    }):  # fmt: skip
        found[child].append(f"{model._meta.verbose_name} changed or removed")
    return {child: sorted(set(kinds)) for child, kinds in found.items()}


def _words(model: type[Model]) -> str:
    """Notes, where the model is "this note is about this child"."""
    return str(model._meta.verbose_name_plural).replace(" childs", "s")


def _added(
    chosen: list[int], kept: dict[tuple[str, int], LoadedRow], going: set[int | None], kind: Kind
) -> Iterator[tuple[int, type[Model]]]:
    """Rows no load brought. On a child known before the load only rows of the kinds a load brings count."""
    for field in links_to(Person):
        model = field.model
        if model in READING:
            continue
        for number, child in model._default_manager.filter(**{f"{field.name}__in": chosen}).values_list(
            "pk", field.attname
        ):
            counts = child in going or model in kind.models or model in LEANT
            if counts and (model._meta.label, number) not in kept:
                yield child, model


def _changed(kept: dict[tuple[str, int], LoadedRow]) -> Iterator[tuple[int, type[Model]]]:
    by_model: dict[str, dict[int, LoadedRow]] = defaultdict(dict)
    for (label, number), each in kept.items():
        by_model[label][number] = each
    for label, rows in by_model.items():
        model = model_of(label)
        there = model._default_manager.in_bulk(list(rows))
        for number, each in rows.items():
            if number not in there or fingerprint(there[number]) != each.fingerprint:
                yield each.child_id or 0, model
