"""Who provides homes for children, and the homes."""

from django.db import models
from django.db.models import Q

from kith.people.models import Person
from kith.store.history import keeps_history


@keeps_history
class Provider(models.Model):
    """An organisation that provides homes: an authority's own fostering service, an agency, a company, a charity."""

    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name


@keeps_history
class Home(models.Model):
    """A place where a child may live: a foster family, a children's home, a parent's house.

    From a return only the Ofsted number and the postcode are known; together they name the home.
    """

    name = models.CharField(max_length=150, blank=True)
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="homes"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="whose own home it is: hidden with them",
    )  # fmt: skip
    urn = models.CharField("Ofsted number", max_length=8, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "postcode"],
                condition=Q(name="", address="", person__isnull=True),
                name="providers_home_of_a_return_once",
            )
        ]
        indexes = [models.Index(fields=["postcode"], name="providers_home_postcode")]

    def __str__(self) -> str:
        return self.name or " ".join(part for part in ("Home", self.urn and f"number {self.urn}") if part)
