"""Every table of the shop, and what a row knows about itself.

Contents, in the order of the areas:

- column types: `UTCDateTime`, `Cents`, `SortableText`
- pictures: `Pictured`, `Image`, `MOST_IMAGES`
- accounts: `User`, `UserSession`, `AuditEvent`
- catalogue: `Category`, `Product`, `PricePoint`, `CatalogueState`
- search: what the database keeps to find products by their words
- offers: `Offer`, `OfferRun`, `OfferApplication`, `OfferSet`, `OfferSetMember`
- stock: `StockMovement`
- cart: `CartItem`
- orders: `Order`, `OrderItem`, `OrderEvent`, `IdempotencyRecord`

Amounts of money are integer cents (`*_cents`), discounts integer basis points
(1250 is 12.5 %), instants timezone-aware and in UTC. What is history
(`PricePoint`, `OfferApplication`, `StockMovement`) is only ever added to.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

from flask_bcrypt import Bcrypt
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    CheckConstraint,
    Computed,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    """The declarative base; named constraints let migrations find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


REPLICA = "replica"
"""The name of the engine that reads may go to, and of what a session keeps of it."""


class ShopSession(Session):
    """A session that reads from the replica while it is lent a connection to it."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """Return where the session's statements go."""
        lent: Connection | None = self.info.get(REPLICA)
        return super().get_bind(*args, **kwargs) if lent is None else lent


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    # A service returns what it committed; a second query to read it again earns nothing.
    session_options={"class_": ShopSession, "expire_on_commit": False},
)
SEARCH_INDEX = "product_search"
"""The index of words: a GIN index on PostgreSQL, a table of FTS5 on SQLite."""


def is_of_the_models(name: str | None, kind: str, parents: MutableMapping[str, str | None]) -> bool:
    """Say whether a table or index is one that the models declare, for Alembic to compare.

    The index of words is not: no model can say what it is.
    """
    return not (name or "").startswith(SEARCH_INDEX)


bcrypt = Bcrypt()


# --- Column types -----------------------------------------------------------------------------


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values; SQLite keeps it as UTC text, which sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps. Raises ValueError on a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the kept instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Cents = BigInteger
"""Money: a whole number of cents, exact on every database (SQLite keeps NUMERIC as a float)."""

SortableText = Text().with_variant(Text(collation="C"), "postgresql")
"""Normalised text, ordered by code point on both databases, whatever the server's locale."""


@compiles(Computed, "sqlite")
def _worked_out_when_read(computed: Computed, compiler: DDLCompiler, **_options: Any) -> str:
    """Write what SQLite can add to a table that has rows; an index of it is stored anyway."""
    return f"GENERATED ALWAYS AS ({computed.sqltext}) VIRTUAL"


# --- Pictures ---------------------------------------------------------------------------------


MOST_IMAGES = 20
"""How many pictures a product has at most."""


class Pictured:
    """Columns of what may have pictures: its first one, so that lists need not look for it.

    `image` is the name of its file. `image_details` is what else is shown of it, as the JSON
    that goes over the wire but for bare file names in the place of addresses; null for a
    picture whose size nobody has looked at yet.
    """

    image: Mapped[str | None] = mapped_column(String(255))
    image_details: Mapped[str | None] = mapped_column(Text)


class Image(Base):
    """A picture of a product or a user; the one with the lowest `position` is shown first.

    Positions count from 1 and change only under the lock of the owner's row. `renditions` are
    smaller ones: `{"width", "height", "name"}` each. Pictures from before the shop made these
    have no size, no colour and no instant until `flask images renew` has been at them.
    """

    __tablename__ = "image"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position_from_1"),
        Index("ix_image_owner_type_owner_id_position", "owner_type", "owner_id", "position"),
        Index("ix_image_name", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_type: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(255))
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    alt: Mapped[str | None] = mapped_column(Text)
    color: Mapped[str | None] = mapped_column(String(7))
    placeholder: Mapped[str | None] = mapped_column(Text)
    renditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


# --- Accounts ---------------------------------------------------------------------------------


class User(Pictured, Base):
    """An account. `name_key` is the name without case and Unicode form (NFKC, casefold).

    `name_twin` is 0 but for accounts adopted from an original database whose
    names differ only in case: they are numbered, so that the pair stays unique.
    """

    __tablename__ = "user"
    __table_args__ = (UniqueConstraint("name_key", "name_twin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(Text, unique=True)
    name_key: Mapped[str] = mapped_column(Text)
    name_twin: Mapped[int] = mapped_column(default=0, server_default="0")
    password: Mapped[str] = mapped_column(String(255))
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))


class UserSession(Base):
    """A sign-in: both its tokens name this row and die with it.

    `agent` is how the client called itself, shortened; `address` the network it came
    from. `refresh_number` is that of the one refresh token that serves, given at
    `refreshed_at`; it only counts up where refresh tokens are rotated.
    """

    __tablename__ = "user_session"
    __table_args__ = (Index("ix_user_session_expires_at", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    agent: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(50))
    refresh_number: Mapped[int] = mapped_column(default=0, server_default="0")
    refreshed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AuditEvent(Base):
    """Something an admin changed, or that concerns security: who, what, on what, from where.

    Ids here point nowhere, so that the trail outlives what it speaks of. Names of people
    are not kept: they are looked up when it is read, and gone when the account is.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_created_at", "created_at"),
        Index("ix_audit_event_action_id", "action", "id"),
        Index("ix_audit_event_actor_id_id", "actor_id", "id"),
        Index("ix_audit_event_subject_type_subject_id", "subject_type", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    action: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None] = mapped_column(Integer)
    subject_type: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[int | None] = mapped_column(Integer)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    address: Mapped[str | None] = mapped_column(String(50))
    request_id: Mapped[str | None] = mapped_column(String(64))


# --- Catalogue --------------------------------------------------------------------------------


class Category(Base):
    """A shelf of the shop."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


def _on_sale_index(name: str, *columns: str) -> Index:
    """Index only what is on sale: what was withdrawn would stand in the way of every list."""
    on_sale = text("withdrawn_at IS NULL")
    return Index(name, *columns, sqlite_where=on_sale, postgresql_where=on_sale)


class Product(Pictured, Base):
    """Something for sale.

    `price_cents` and `price_since` are its latest PricePoint, kept here so that
    a read of now needs no history. `stock` is the sum of its StockMovements.
    `search_name` and `search_text` are the normalised words that `q` looks in.

    From `terms_since` on its price follows from this row alone: the base price, and the
    offers of its `OfferSet` (null for none) of which the best that runs counts. What it
    cost before is told by the history.

    `is_sold_out` is worked out by the database. An index that spoke of `stock` itself would
    make PostgreSQL write to all of them at each sale; this changes with the last unit only.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_cents >= 0", name="price_not_negative"),
        Index("ix_product_search_name_id", "search_name", "id"),
        Index("ix_product_category_id_id", "category_id", "id"),
        Index("ix_product_terms_since", "terms_since"),
        _on_sale_index("ix_product_offer_set_id_id", "offer_set_id", "id"),
        _on_sale_index("ix_product_offer_set_id_price", "offer_set_id", "price_cents", "id"),
        _on_sale_index("ix_product_category_offer_set_id", "category_id", "offer_set_id", "id"),
        _on_sale_index(
            "ix_product_category_offer_set_price",
            "category_id",
            "offer_set_id",
            "price_cents",
            "id",
        ),
        Index(
            "ix_product_sold_out",
            "category_id",
            "offer_set_id",
            "price_cents",
            sqlite_where=text("withdrawn_at IS NULL AND is_sold_out = 1"),
            postgresql_where=text("withdrawn_at IS NULL AND is_sold_out"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    search_name: Mapped[str] = mapped_column(SortableText)
    search_text: Mapped[str] = mapped_column(SortableText)
    price_cents: Mapped[int] = mapped_column(Cents)
    price_since: Mapped[datetime] = mapped_column(UTCDateTime)
    stock: Mapped[int] = mapped_column(Integer)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    offer_set_id: Mapped[int | None] = mapped_column(ForeignKey("offer_set.id"))
    terms_since: Mapped[datetime] = mapped_column(
        UTCDateTime, server_default=text("'1970-01-01 00:00:00.000000'")
    )
    is_sold_out: Mapped[bool] = mapped_column(Computed("stock = 0", persisted=True), nullable=True)


class PricePoint(Base):
    """The base price of a product from `since` until its next point."""

    __tablename__ = "price_point"
    __table_args__ = (
        UniqueConstraint("product_id", "since"),
        CheckConstraint("price_cents >= 0", name="price_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    price_cents: Mapped[int] = mapped_column(Cents)
    since: Mapped[datetime] = mapped_column(UTCDateTime)


class CatalogueState(Base):
    """One row: a number that every change of what the catalogue's answers show counts up."""

    __tablename__ = "catalogue_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


# --- Search -----------------------------------------------------------------------------------

INDEXED_CHARACTERS = 200
"""So much of a word is in the index; PostgreSQL takes at most 2,046 bytes of a lexeme."""

SEARCH_ON_POSTGRESQL = (
    # Lexemes are the words as they are: no parser has a say in where a word ends. The cost
    # keeps the planner from using the function on row after row instead of on the index.
    """
    CREATE FUNCTION search_vector(words text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS $$
    BEGIN
        IF octet_length(words) > 2000 THEN
            words := regexp_replace(words, '([^ ]{200})[^ ]+', '\\1', 'g');
        END IF;
        RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
    END $$
    """,
    """
    CREATE INDEX product_search ON product
    USING gin (search_vector(search_name), search_vector(search_text))
    """,
)
SEARCH_ON_SQLITE = (
    # The tokenizer parts words at blanks, as they are kept, and knows no Unicode of its own.
    """
    CREATE VIRTUAL TABLE product_search USING fts5(
        search_name, search_text, content='product', content_rowid='id',
        tokenize='ascii', detail='column'
    )
    """,
    """
    CREATE TRIGGER product_search_added AFTER INSERT ON product BEGIN
        INSERT INTO product_search (rowid, search_name, search_text)
        VALUES (new.id, new.search_name, new.search_text);
    END
    """,
    """
    CREATE TRIGGER product_search_deleted AFTER DELETE ON product BEGIN
        INSERT INTO product_search (product_search, rowid, search_name, search_text)
        VALUES ('delete', old.id, old.search_name, old.search_text);
    END
    """,
    """
    CREATE TRIGGER product_search_changed AFTER UPDATE OF id, search_name, search_text ON product
    WHEN (old.id, old.search_name, old.search_text)
        IS NOT (new.id, new.search_name, new.search_text)
    BEGIN
        INSERT INTO product_search (product_search, rowid, search_name, search_text)
        VALUES ('delete', old.id, old.search_name, old.search_text);
        INSERT INTO product_search (rowid, search_name, search_text)
        VALUES (new.id, new.search_name, new.search_text);
    END
    """,
)
for _dialect, _statements in (
    ("postgresql", SEARCH_ON_POSTGRESQL),
    ("sqlite", SEARCH_ON_SQLITE),
):
    for _statement in _statements:
        _ddl = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(Product.__table__, "after_create", _ddl)


# --- Offers -----------------------------------------------------------------------------------


class Offer(Base):
    """A discount that runs while `starts_at <= now < ends_at`.

    With a `recurrence` (an RRULE) it runs only during its `OfferRun`s, and the two
    are the first one's start and the last one's end. `timezone` is the IANA zone
    that it was planned in, whose wall clock the rule goes by.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint("basis_points BETWEEN 0 AND 10000", name="discount_in_range"),
        Index("ix_offer_starts_at", "starts_at"),
        Index("ix_offer_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    basis_points: Mapped[int] = mapped_column(Integer)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    timezone: Mapped[str | None] = mapped_column(String(64))
    recurrence: Mapped[str | None] = mapped_column(String(255))


class OfferRun(Base):
    """One run of a recurring offer, `starts_at <= now < ends_at`; one that has begun stays."""

    __tablename__ = "offer_run"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        UniqueConstraint("offer_id", "starts_at"),
        Index("ix_offer_run_starts_at", "starts_at"),
        Index("ix_offer_run_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)


class OfferApplication(Base):
    """An offer held by a product from `applied_at` until `removed_at` (for ever when null)."""

    __tablename__ = "offer_application"
    __table_args__ = (
        Index(
            "uq_offer_application_open",
            "product_id",
            "offer_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_offer_application_product_id", "product_id"),
        Index("ix_offer_application_offer_id_product_id", "offer_id", "product_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    applied_at: Mapped[datetime] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class OfferSet(Base):
    """The offers that some products hold together; made once for each such combination.

    `key` is their ids in order, joined by commas. Products of one set have the same discount
    at every instant, so that a list of them by base price is one by current price.
    """

    __tablename__ = "offer_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)


class OfferSetMember(Base):
    """An offer of a set."""

    __tablename__ = "offer_set_member"
    __table_args__ = (UniqueConstraint("offer_set_id", "offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_set_id: Mapped[int] = mapped_column(ForeignKey("offer_set.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)


LARGEST_STOCK = 10_000_000
"""How many units of a product the shop keeps at most, and a cart may ask for."""


# --- Stock ------------------------------------------------------------------------------------


class StockMovement(Base):
    """Why and by how much a stock changed; a product's stock is the sum of its movements."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        Index("ix_stock_movement_product_id_id", "product_id", "id"),
        CheckConstraint("delta <> 0", name="delta_not_zero"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    delta: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(20))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


# --- Cart -------------------------------------------------------------------------------------


class CartItem(Base):
    """How many of a product a user means to buy; one row a product."""

    __tablename__ = "cart_item"
    __table_args__ = (
        UniqueConstraint("user_id", "product_id"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    quantity: Mapped[int] = mapped_column(Integer)


# --- Orders -----------------------------------------------------------------------------------


class Order(Base):
    """A purchase. `created_at` is null for orders adopted from the original program,
    which kept no instants.
    """

    __tablename__ = "order"
    __table_args__ = (
        CheckConstraint(
            "status IN ('placed', 'shipped', 'delivered', 'cancelled')", name="status_known"
        ),
        Index("ix_order_user_id_id", "user_id", "id"),
        Index("ix_order_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    status: Mapped[str] = mapped_column(String(20), default="placed")
    total_cents: Mapped[int] = mapped_column(Cents)
    created_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class OrderItem(Base):
    """A line of an order: the product's name and price at the instant of purchase, for ever.

    `product_id` is null only on adopted lines whose product is gone.
    """

    __tablename__ = "order_item"
    __table_args__ = (Index("ix_order_item_order_id", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Integer)
    price_cents: Mapped[int] = mapped_column(Cents)


class OrderEvent(Base):
    """A change of an order's status after it was placed: to what, when, by whom."""

    __tablename__ = "order_event"
    __table_args__ = (Index("ix_order_event_order_id_id", "order_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    status: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class IdempotencyRecord(Base):
    """The first answer to an `Idempotency-Key` of a user, kept for 24 hours.

    `status` and `body` are null only inside the transaction that works the answer out.
    """

    __tablename__ = "idempotency_record"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_idempotency_record_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None] = mapped_column(Integer)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


# --- Ids --------------------------------------------------------------------------------------

for _table in Base.metadata.tables.values():
    # An id is never given twice, which SQLite would do once the last row is deleted:
    # a token kept from a deleted account must not fit the next one.
    _table.dialect_options["sqlite"]["autoincrement"] = True
