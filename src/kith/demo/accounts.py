"""Who may sign in to a demonstration: one for each role, with one password for all, which is shown to everybody."""

from datetime import date

from kith.access.roles import Role
from kith.demo import tables as t
from kith.demo.book import Book
from kith.demo.workers import Workforce

# Shown wherever a demonstration runs; accounts exist only there.
PASSWORD = "estermere-demonstration"  # noqa: S105
NO_PASSWORD = "!nobody-signs-in-with-this-and-no-hash-is-like-it"  # noqa: S105
NAMES = {
    Role.FRONT_DOOR: ("front.door", "Marsha Brackdale"),
    Role.FAMILY_HELP: ("family.help", "Ikram Pathoshdar"),
    Role.SOCIAL_WORKER: ("social.worker", "Tilly Fallowmere"),
    Role.DUTY: ("duty.worker", "Kofi Sabadoro"),
    Role.TEAM_MANAGER: ("team.manager", "Ngozi Temichuku"),
    Role.REVIEWING_OFFICER: ("reviewing.officer", "Warren Hollingwick"),
    Role.PLACEMENTS: ("placements", "Priya Malinderi"),
    Role.PERSONAL_ADVISER: ("personal.adviser", "Leon Stenbridge"),
    Role.DATA: ("analyst", "Zuzana Horarczyk"),
    Role.INFORMATION_GOVERNANCE: ("information.governance", "Orla Quillcroft"),
    Role.HEAD_OF_SERVICE: ("head.of.service", "Reuben Elfendale"),
    Role.PARTNER: ("health.visitor", "Safa Rahanwari"),
    Role.PROVIDER: ("provider", "Micah Tulgrove"),
    Role.YOUNG_PERSON: ("young.person", "A young person"),  # no names: whoever keeps accounts reads this list
    Role.PARENT: ("parent", "A parent"),
    Role.INSPECTOR: ("inspector", "Petra Vaselka"),
    Role.ADOPTION: ("adoption.worker", "Bronagh Ashwater"),
    Role.ADMINISTRATOR: ("administrator", "Toby Lodholt"),
}


def sign_ins() -> list[tuple[str, str, str]]:
    """Role, user name and password of everybody who may sign in."""
    return [(str(Role(role).label), username, PASSWORD) for role, (username, _) in NAMES.items()]


def add_accounts(book: Book, force: Workforce, hashed: str) -> None:
    """Logins for those who hold children take over the posts' present holders; the others get a worker of their own."""
    assert force.hers and force.hers.manager
    taken = {
        Role.SOCIAL_WORKER: force.hers.now,
        Role.TEAM_MANAGER: force.hers.manager.now,
        Role.REVIEWING_OFFICER: force.reviewing[0].now,
        Role.PERSONAL_ADVISER: force.advisers[0].now,
        Role.FAMILY_HELP: force.need[0].now,
    }
    since = date(book.as_of.year - 1, 1, 1)
    for role, (username, name) in NAMES.items():
        if role in (Role.YOUNG_PERSON, Role.PARENT):
            continue
        user = _login(book, role, username, hashed, since)
        force.signed_in[role] = taken.get(role, book.totals[t.Worker] + 1)
        if role in taken:
            rows = book.rows[t.Worker]
            rows[taken[role] - 1] = rows[taken[role] - 1]._replace(name=name, user_id=user)
        else:
            book.add(t.Worker, name, since, user_id=user)


def add_other_logins(book: Book, force: Workforce) -> None:
    """Everybody else who works here now has a login too, with a password that fits nothing."""
    rows = book.rows[t.Worker]
    for role, post in force.posts():
        worker = rows[post.now - 1]
        if worker.user_id is None:
            username = f"{worker.name.lower().replace(' ', '.')}.{worker.id}"
            user = _login(book, Role(role), username, NO_PASSWORD, worker.start_on)
            rows[post.now - 1] = worker._replace(user_id=user)
    book.duty = force.signed_in[Role.DUTY]
    book.logins = {worker.id: worker.user_id for worker in rows if worker.user_id}
    book.managers = {
        worker: post.manager.now for _, post in force.posts() if post.manager for _, _, worker in post.holders
    }


def add_family_accounts(book: Book, hashed: str, parent: int, child: int) -> None:
    """A parent and a young person, who are people of the record as well."""
    since = date(book.as_of.year - 1, 1, 1)
    for role, person in ((Role.PARENT, parent), (Role.YOUNG_PERSON, child)):
        username, name = NAMES[role]
        user = _login(book, role, username, hashed, since)
        book.add(t.KnownAs, book.add(t.Worker, name, since, user_id=user), person)


def _login(book: Book, role: Role, username: str, hashed: str, since: date) -> int:
    user = book.add(t.User, username, hashed)
    book.add(t.RoleHeld, user, role.value, since)
    return user
