"""People for tests."""

from datetime import date

from kith.people.models import Family, FamilyMember, Person, PersonName, Relationship


def a_person(given: str = "Alex", family: str = "Example", **details: object) -> Person:
    person = Person.objects.create(**details)
    PersonName.objects.create(person=person, given=given, family=family, start_on=date(2000, 1, 1))
    return person


def a_child(given: str = "Robin", family: str = "Example", **details: object) -> Person:
    usual = {"born_on": date(2014, 5, 6), "sex": "F", "record_opened_on": date(2020, 1, 1)}
    return a_person(given, family, **(usual | details))


def a_parent_of(child: Person, given: str = "Sam", family: str = "Example", **details: object) -> Person:
    parent = a_person(given, family, **details)
    Relationship.objects.create(person=parent, other=child, kind="parent", start_on=date(2014, 5, 6))
    return parent


def a_family(*people: Person, name: str = "Example family") -> Family:
    family = Family.objects.create(name=name, start_on=date(2020, 1, 1))
    for person in people:
        FamilyMember.objects.create(family=family, person=person, start_on=date(2020, 1, 1))
    return family
