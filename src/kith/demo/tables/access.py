"""Logins, and the audit."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class User(NamedTuple):
    id: int
    username: str
    password: str


class RoleHeld(NamedTuple):
    id: int
    user_id: int
    role: str
    start_on: date


class AuditEntry(NamedTuple):
    id: int
    at: datetime
    work: UUID
    event: str
    worker: int | None
    user: int | None
    child: int | None
    model: str
    row: int | None
    on: date | None = None
    reason: str = ""
    via: str = "web"
    page: str = ""
    address: str | None = None
