"""Every field of the record is classified for privacy, once."""

from collections import Counter
from pathlib import Path

from django.apps import apps

FILE = Path(__file__).parents[1] / "privacy.txt"
CLASSES = {"identity", "whereabouts", "special", "narrative", "care", "worker", "system"}


def classified() -> list[tuple[str, str]]:
    """Each field as "people.Person.born_on", with its class."""
    found, into = [], ""
    for line in FILE.read_text().splitlines():
        if line.startswith("["):
            into = line.strip("[]")
        elif line and not line.startswith("#"):
            model, fields = line.split(":")
            found += [(f"{model}.{field}", into) for field in fields.split()]
    return found


def fields() -> set[str]:
    """Every field of our models but links and row numbers; what stood before has the fields of what it copies."""
    ours = [
        each for each in apps.get_models() if each.__module__.startswith("kith.") and not is_history(each)
    ]
    return {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.local_fields
        if not field.is_relation and (not field.primary_key or field.name != "id")
    }


def is_history(model) -> bool:
    return model.__name__.endswith("Before")


def test_every_field_is_classified():
    missing = fields() - {field for field, _ in classified()}
    assert not missing, f"Say in store/privacy.txt what these are: {sorted(missing)}"


def test_nothing_is_classified_twice_or_is_not_there():
    named = [field for field, _ in classified()]
    assert not [field for field, times in Counter(named).items() if times > 1]
    gone = set(named) - fields()
    assert not gone, f"These are no longer there: {sorted(gone)}"


def test_the_classes_are_the_seven():
    assert {into for _, into in classified()} == CLASSES
