"""The genogram's page, list, print and picture: the same family on a day, and never anybody who may not be told of."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.people.factories import a_child, a_family, a_parent_of, a_person
from kith.people.models import Address, Relationship, Residence, Withholding
from kith.reach.actions.restrictions import restrict
from kith.testing.standing import at_work
from kith.workforce.factories import allocated, is_also

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)


def related(one, kind, other, start=SINCE, end=None):
    return Relationship.objects.create(person=one, other=other, kind=kind, start_on=start, end_on=end)


def living(*people, since=SINCE):
    place = Address.objects.create(lines="7 Millrace Lane")
    for each in people:
        Residence.objects.create(person=each, address=place, start_on=since)


def read(client, worker, child, page="genogram", **query):
    client.force_login(worker.user)
    answer = client.get(reverse(page, args=[child.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def told(client, worker, child):
    """All that the genogram says to a worker, by every route: the page with its list, and the picture."""
    page = read(client, worker, child)
    return page[page.index("<main") : page.index("</main>")] + read(client, worker, child, "genogram-picture")


def drawn(page):
    return page.split("<figure", 1)[1].split("<h2", 1)[0]


@pytest.fixture
def family(standing):
    """Robin, whose mother Sam lives with Robin and parted from the father; a sister of another team's, a grandmother."""
    standing.parent.sex = "F"
    standing.parent.save()
    standing.father = a_parent_of(standing.child, "Noel", sex="M", born_on=date(1985, 2, 3))
    standing.sister = a_child("Jay", record_opened_on=SINCE)
    standing.gran = a_person("Ruth", "Elder", sex="F", born_on=date(1955, 1, 1))
    related(standing.sister, "half_sibling", standing.child)
    related(standing.parent, "parent", standing.sister)
    related(standing.gran, "parent", standing.parent)
    related(standing.gran, "grandparent", standing.child)
    related(standing.parent, "partner", standing.father, end=date(2023, 4, 5))
    living(standing.child, standing.parent)
    return standing


def test_the_drawing_and_the_list_say_the_same(client, family):
    page = read(client, family.worker, family.child)
    drawing, words = page.split("In words", 1)
    for name in ("Robin", "Sam", "Noel", "Jay", "Ruth"):
        assert name in drawing and name in words
    for said in (
        "Separated from Sam Example on 5 April 2023, together from 1 January 2020",
        "Child of Ruth Elder",
        "Lives with Sam Example since 1 January 2020",
        "father not known",
        "half-sister",
    ):
        assert said in words


def test_it_is_shown_as_it_was_on_a_day(client, family):
    page = read(client, family.worker, family.child, on="2022-03-01")
    assert "Partner of Sam Example since 1 January 2020" in page and "Separated" not in page
    assert "Genogram of Robin Example on 1 March 2022" in page
    assert "Ruth" not in drawn(read(client, family.worker, family.child, on="2019-12-31"))


def test_before_the_child_was_born_the_page_says_so(client, family):
    page = read(client, family.worker, family.child, on="2010-01-01")
    assert (
        "There was nothing to draw on this day" in page
        and "Ruth" not in page.split("<main", 1)[1].split("</form>")[1]
    )


@pytest.mark.parametrize(
    "day, said", [("2999-01-01", "must be today or in the past"), ("2020-02-31", "real date")]
)
def test_a_day_that_cannot_be_is_refused_and_today_shown(client, family, day, said):
    page = read(client, family.worker, family.child, on=day)
    assert said in page and f"on {timezone.localdate():%-d %B %Y}" in page


def test_the_picture_is_an_image_that_nobody_keeps(client, family):
    client.force_login(family.worker.user)
    answer = client.get(reverse("genogram-picture", args=[family.child.pk]))
    assert answer["Content-Type"] == "image/svg+xml" and "no-store" in answer["Cache-Control"]
    assert "Ruth" in answer.content.decode() and "Example" not in answer["Content-Disposition"]


def test_the_family_page_leads_to_it_and_to_each_familys(client, family):
    page = read(client, family.worker, family.child, "family")
    address = reverse("genogram", args=[family.child.pk])
    assert f'href="{address}"' in page and f'href="{address}?family=' in page


def test_a_familys_drawing_marks_its_children_whose_records_are_seen(client, family):
    mine, theirs = a_child("Ali"), a_child("Zed")
    allocated(mine, family.worker, family.team)
    group = a_family(family.child, mine, theirs, name="The household")
    for each in (mine, theirs):
        related(family.parent, "parent", each)
    page = read(client, family.worker, family.child, family=group.pk)
    assert "Genogram of The household" in page
    alone = read(client, family.worker, family.child)
    # Of the three circles a marked child has two; Zed's record is not seen, and Zed not marked.
    assert drawn(page).count("<circle") == drawn(alone).count("<circle") + 1


def test_a_family_the_child_is_not_in_is_not_found(client, family):
    other = a_family(family.sister, name="Another family")
    client.force_login(family.worker.user)
    for page in ("genogram", "genogram-picture"):
        assert client.get(reverse(page, args=[family.child.pk]), {"family": other.pk}).status_code == 404


def test_relatives_of_a_record_beyond_reach_are_not_in_it(client, family):
    hers = a_parent_of(family.sister, "Ferdinand", sex="M")
    before = told(client, family.worker, family.child)
    assert "Ferdinand" not in before
    allocated(family.sister, family.worker, family.team)
    assert "Ferdinand" in told(client, family.worker, family.child)
    assert hers.name in read(client, family.head, family.child)


@pytest.mark.parametrize("who", ["father", "gran", "sister"])
def test_whom_a_restriction_hides_is_as_if_never_recorded(client, family, who):
    hidden = getattr(family, who)
    rows = Relationship.objects.filter(person=hidden) | Relationship.objects.filter(other=hidden)
    kept = list(rows)
    rows.delete()
    without = told(client, family.worker, family.child)
    Relationship.objects.bulk_create(kept)
    living(family.child, hidden)
    assert told(client, family.worker, family.child) != without
    with at_work(family.head, timezone.localdate()):
        restrict(
            person=hidden, kind="relocated", reason="Safety", review_on=timezone.localdate() + timedelta(days=30),
            allowed=[], by=family.head,
        )  # fmt: skip
    assert told(client, family.worker, family.child) == without


def kept_from_the_mother(family, carer, kind="kinship_carer"):
    """The child's address is withheld from the mother; where the child lives a relative cares for her."""
    related(carer, kind, family.child)
    Residence.objects.filter(person=family.child).delete()
    living(family.child, carer)
    Withholding.objects.create(
        child=family.child, what="address", withheld_from=family.parent, reason="Safety", start_on=SINCE
    )


@pytest.mark.parametrize("kind", ["kinship_carer", "foster_carer", "guardian"])
def test_who_cares_for_a_child_whose_address_is_withheld_is_never_told_to_the_reader(client, family, kind):
    kept_from_the_mother(family, family.gran, kind)
    assert "Ruth" in told(client, family.worker, family.child)
    is_also(family.worker, family.parent)
    said = told(client, family.worker, family.child)
    assert not any(words in said for words in ("Ruth", "Elder", "Kinship", "guardian", "Foster"))
    assert "Lives with" not in said and "Live together" not in said


def test_a_drawing_prepared_for_somebody_leaves_out_what_is_withheld_from_them(client, family):
    kept_from_the_mother(family, family.gran)
    for page in ("genogram", "genogram-picture"):
        ours = read(client, family.worker, family.child, page)
        theirs = read(client, family.worker, family.child, page, **{"for": family.parent.pk})
        assert "Ruth" in ours and "Ruth" not in theirs
    page = read(client, family.worker, family.child, **{"for": family.parent.pk})
    assert "Prepared for" in page and "kith-child" not in page


def test_the_number_of_queries_does_not_grow_with_the_family(client, family):
    client.force_login(family.worker.user)
    address = reverse("genogram", args=[family.child.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(12):
        more = a_child(f"Kim{number}")
        related(family.parent, "parent", more)
        related(more, "sibling", family.child)
        living(more, a_parent_of(more, f"Pat{number}"))
        allocated(more, family.worker, family.team)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert "Pat11" in page.content.decode()
    assert len(many) == len(few)
