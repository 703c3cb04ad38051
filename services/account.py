"""Who calls: the account behind a request, read with one cheap query."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from models import User


class Account(NamedTuple):
    """A user as the database knows them at this request; a plain row, no entity."""

    id: int
    username: str
    is_admin: bool
    image: str | None
    image_details: str | None


Caller: TypeAlias = Account | User
"""Whose use case it is; commands pass the entity itself."""
