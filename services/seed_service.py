"""What a new shop has from the start: twenty categories and one admin."""

from __future__ import annotations

from sqlalchemy import select

from models import Category, User, db
from services import clock
from services.catalogue_state import catalogue_changed
from services.passwords import password_hash
from services.text import name_key
from services.transaction import execute, insert_into, transactional

ADMIN_NAME = "admin"
CATEGORIES = (
    "Electronics", "Fashion", "Home", "Beauty", "Sports", "Books", "Toys", "Groceries",
    "Automotive", "Tools", "Pets", "Jewelry", "Music", "Movies", "Gaming", "Health", "Baby",
    "Office", "Industrial", "Software",
)  # fmt: skip


class SeedService:
    """Fills a new database; each part is made once and never again."""

    @staticmethod
    @transactional
    def categories() -> int:
        """Add the twenty categories to a shop that has none; return how many were added."""
        if db.session.scalar(select(Category.id).limit(1)) is not None:
            return 0
        # Of two nodes that are set up at once the second waits for the first, and adds nothing.
        rows = [{"name": name} for name in CATEGORIES]
        into = insert_into(Category).values(rows).on_conflict_do_nothing()
        added = execute(into.returning(Category.id)).all()
        if added:
            catalogue_changed()
        db.session.commit()
        return len(added)

    @staticmethod
    def admin(password: str | None) -> bool:
        """Add the admin to a shop that has none; say whether it was added."""
        if password is None or SeedService.has_admin():
            return False
        return SeedService._add_admin(password_hash(password))

    @staticmethod
    @transactional
    def _add_admin(hashed: str) -> bool:
        key = name_key(ADMIN_NAME)
        taken = db.session.scalar(select(User.id).where(User.name_key == key).limit(1))
        if SeedService.has_admin() or taken is not None:
            return False
        user = {
            "username": ADMIN_NAME,
            "name_key": key,
            "password": hashed,
            "is_admin": True,
            "created_at": clock.now(),
        }
        into = insert_into(User).values(user).on_conflict_do_nothing()
        added = execute(into.returning(User.id)).first()
        db.session.commit()
        return added is not None

    @staticmethod
    def has_admin() -> bool:
        """Say whether somebody may run this shop."""
        return db.session.scalar(select(User.id).where(User.is_admin).limit(1)) is not None
