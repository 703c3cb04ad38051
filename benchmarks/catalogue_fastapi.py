"""The alternative that people know: FastAPI, SQLAlchemy's ORM, pydantic; uvicorn serves it.

Written as the tutorials of the three do: mapped classes with relationships, a session
a request by dependency, a plain function as view, `response_model`. It loads a page
with its categories and offers in three statements and picks the offer in Python. It
leaves out `lowest_price_30d`, which the shop works out. Setting: PLAIN_DATABASE_URL.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
    sessionmaker,
)

from models import UTCDateTime

engine = create_engine(
    os.environ["PLAIN_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"),
    pool_size=10,
)
make_session = sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    """The tables as this application sees them."""

    type_annotation_map = {datetime: UTCDateTime}


class Category(Base):
    """A shelf."""

    __tablename__ = "category"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Offer(Base):
    """A discount."""

    __tablename__ = "offer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    basis_points: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    @property
    def discount_percent(self) -> float:
        """The discount in percent."""
        return self.basis_points / 100


class Application(Base):
    """An offer held by a product."""

    __tablename__ = "offer_application"
    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    applied_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    offer: Mapped[Offer] = relationship()


class Product(Base):
    """Something for sale."""

    __tablename__ = "product"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str | None]
    price_cents: Mapped[int]
    stock: Mapped[int]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    image: Mapped[str | None]
    image_details: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    category: Mapped[Category] = relationship()
    applications: Mapped[list[Application]] = relationship()

    @property
    def offer(self) -> Offer | None:
        """The largest discount that runs now."""
        now = datetime.now(UTC)
        running = [
            one.offer
            for one in self.applications
            if one.applied_at <= now
            and (one.removed_at is None or one.removed_at > now)
            and one.offer.starts_at <= now < one.offer.ends_at
        ]
        return max(running, key=lambda offer: (offer.basis_points, -offer.id), default=None)

    @property
    def offer_id(self) -> int | None:
        """The id of that offer."""
        return self.offer.id if self.offer else None

    @property
    def is_on_offer(self) -> bool:
        """Whether an offer runs."""
        return self.offer is not None

    @property
    def current_cents(self) -> int:
        """What it costs now."""
        discount = self.offer.basis_points if self.offer else 0
        return (self.price_cents * (10_000 - discount) + 5_000) // 10_000

    @property
    def price(self) -> float:
        """The base price."""
        return self.price_cents / 100

    @property
    def current_price(self) -> float:
        """What it costs now."""
        return self.current_cents / 100

    @property
    def discount_amount(self) -> float:
        """What the offer takes off."""
        return (self.price_cents - self.current_cents) / 100

    @property
    def image_url(self) -> str | None:
        """Where its picture is."""
        return f"/static/products/{self.image}" if self.image else None

    @property
    def picture(self) -> dict[str, Any] | None:
        """What else is shown of it."""
        if self.image_details is None:
            return None
        return json.loads(self.image_details.replace('"url":"', '"url":"/static/products/'))


class Out(BaseModel):
    """An answer, read off attributes."""

    model_config = ConfigDict(from_attributes=True)


class CategoryOut(Out):
    """The category of a product."""

    name: str


class OfferOut(Out):
    """The offer of a product."""

    name: str
    discount_percent: float


class ProductOut(Out):
    """A product."""

    id: int
    name: str
    description: str | None
    price: float
    stock: int
    category_id: int
    category: CategoryOut
    offer_id: int | None
    offer: OfferOut | None
    current_price: float
    is_on_offer: bool
    discount_amount: float
    image_url: str | None
    image: dict[str, Any] | None = Field(validation_alias="picture")
    created_at: datetime
    updated_at: datetime


def session() -> Iterator[Session]:
    """Give a request its session."""
    with make_session() as opened:
        yield opened


Database = Annotated[Session, Depends(session)]
WHOLE = (
    joinedload(Product.category),
    selectinload(Product.applications).joinedload(Application.offer),
)


@app.get("/api/products")
def products(database: Database, limit: int = 20) -> list[ProductOut]:
    """List the newest products."""
    on_sale = select(Product).where(Product.withdrawn_at.is_(None)).options(*WHOLE)
    return database.scalars(on_sale.order_by(Product.id.desc()).limit(limit)).all()


@app.get("/api/products/{product_id}")
def product(product_id: int, database: Database) -> ProductOut:
    """Read a product."""
    found = database.get(Product, product_id, options=WHOLE)
    if found is None:
        raise HTTPException(404)
    return found
