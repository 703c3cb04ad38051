"""Every body and query that goes in or out, as marshmallow schemas.

Contents, in the order of the areas:

- `ma`, fields: `Hundredths`, `Whole`, `Flag`, `Words`, `Instant`, `ImageAddress`, `FirstImage`
- everywhere: `ProblemSchema`, `MessageSchema`, `PageQuerySchema`, `DryRunQuerySchema`
- images: `ImageUploadSchema`, `ShownImageSchema`, `ImageSchema`, `ImageChangeSchema`, ...
- accounts: `RegisterSchema`, `LoginSchema`, `TokensSchema`, `UserSchema`, ...
- catalogue: `CategorySchema`, `ProductSchema`, `ProductQuerySchema`, ...
- offers: `OfferSchema`, ...
- cart: `CartSchema`, ...
- orders: `OrderSchema`, `CheckoutResultSchema`

Shape only: types, lengths, ranges, what is required. The services know the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson
from flask_marshmallow import Marshmallow
from flask_smorest.fields import Upload
from marshmallow import (
    EXCLUDE,
    RAISE,
    Schema,
    ValidationError,
    fields,
    post_dump,
    post_load,
    pre_load,
    validate,
    validates_schema,
)
from marshmallow_sqlalchemy import SQLAlchemySchema, auto_field

from models import LARGEST_STOCK, MOST_IMAGES, User

ma = Marshmallow()

LARGEST_ID = 2**31 - 1
LARGEST_PRICE = Decimal("99999999.99")
LARGEST_TOTAL = Decimal("10000000000000")
LARGEST_DISCOUNT = Decimal(20)
MAY_BE_ABSENT = "may_be_absent"
"""In a field's metadata: an answer may leave it out. All other members are always there."""


# --- Fields -----------------------------------------------------------------------------------


class Hundredths(fields.Field[int]):
    """A number with at most two decimals on the wire, a whole number of hundredths inside.

    Money (cents) and percentages (basis points). JSON numbers only; with
    `from_text` the text of a query parameter.
    """

    default_error_messages = {
        "invalid": "Not a number with at most two decimals.",
        "range": "Must be from {minimum} to {maximum}.",
    }

    def __init__(
        self,
        minimum: Decimal | int = 0,
        maximum: Decimal | int = LARGEST_PRICE,
        from_text: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.minimum, self.maximum, self.from_text = Decimal(minimum), Decimal(maximum), from_text

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        # The nearest binary float of a quotient of integers prints as its two decimals.
        return None if value is None else value / 100

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if not self._is_number(value):
            raise self.make_error("invalid")
        exact = Decimal(str(value))  # str() of a float is its shortest form, what was sent.
        if not self.minimum <= exact <= self.maximum:
            raise self.make_error("range", minimum=self.minimum, maximum=self.maximum)
        hundredths = exact * 100
        if hundredths != int(hundredths):
            raise self.make_error("invalid")
        return int(hundredths)

    def _is_number(self, value: Any) -> bool:
        if self.from_text:
            return (
                isinstance(value, str)
                and re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", value) is not None
            )
        return isinstance(value, int | float) and not isinstance(value, bool)


class Whole(fields.Integer):
    """A JSON integer; no text, no fraction, no boolean."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if type(value) is float and value.is_integer() and abs(value) < 2**53:
            value = int(value)  # JSON knows one kind of number: 1.0 is 1.
        if type(value) is not int:
            raise self.make_error("invalid")
        return value


class QueryWhole(fields.Integer):
    """A whole number as the text of a query parameter."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,15}", value):
            raise self.make_error("invalid")
        return int(value)


class Flag(fields.Boolean):
    """A JSON boolean; no text, no number."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if type(value) is not bool:
            raise self.make_error("invalid")
        return value


class QueryFlag(fields.Boolean):
    """`true` or `false` as the text of a query parameter."""

    truthy = {"true", "1"}
    falsy = {"false", "0"}


class WithoutNul(validate.Regexp):
    """A pattern without NUL, of which NUL is told apart from all else that does not fit."""

    def __call__(self, value: str) -> str:  # type: ignore[override]
        """Return the text. Raises ValidationError."""
        if "\x00" in value:
            raise ValidationError("Must not hold NUL characters.")
        return super().__call__(value)


class Words(fields.String):
    """Text for people: kept exactly as sent, never blank, without NUL."""

    def __init__(self, maximum: int, blank: bool = False, minimum: int = 0, **kwargs: Any) -> None:
        pattern = r"^[^\x00]*$" if blank else r"^[^\x00]*[^\x00\s][^\x00]*$"
        checks = [
            validate.Length(min=minimum or None if blank else max(1, minimum), max=maximum),
            WithoutNul(re.compile(pattern, re.DOTALL), error="Must not be blank."),
        ]
        super().__init__(validate=checks, **kwargs)


class Instant(fields.Field[datetime]):
    """An instant of RFC 3339, answered in UTC; naive when sent without offset, for the service to place.

    At most six digits of a second; years 1900 to 2999.
    """

    default_error_messages = {
        "invalid": "Not an instant such as 2026-11-27T18:15:00Z (in an address + is written %2B)."
    }
    FORM = re.compile(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2}(\.[0-9]{1,6})?0*)?"
        r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
    )

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else value.isoformat()

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        found = self.FORM.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise self.make_error("invalid")
        day, minute, second, _fraction, offset = found.group(1, 2, 3, 4, 5)
        second = second or ":00"
        leap = second[:3] == ":60"
        text = f"{day}T{minute}{':59' + second[3:] if leap else second}{(offset or '').upper()}"
        try:
            instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
            if leap:
                instant = self._after_leap_second(instant)
            if not 1900 <= instant.year < 3000:
                raise ValueError
        except (ValueError, OverflowError):
            raise self.make_error("invalid") from None
        return instant

    @staticmethod
    def _after_leap_second(instant: datetime) -> datetime:
        """Read 23:59:60 UTC as the second after it, as clocks without leap seconds do."""
        utc = instant.astimezone(UTC) if instant.tzinfo else instant
        if (utc.hour, utc.minute) != (23, 59):
            raise ValueError("a leap second is at 23:59:60 UTC")
        return instant + timedelta(seconds=1)


class Moment(Instant):
    """An instant coming in, with or without offset; the pattern stands in the API docs."""


class ImageAddress(fields.String):
    """The address of an image file in `folder`, of whose row only the name is kept."""

    def __init__(self, folder: str, **kwargs: Any) -> None:
        super().__init__(dump_only=True, allow_none=True, **kwargs)
        self.folder = folder

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else f"/static/{self.folder}/{value}"


class FirstImage(fields.Nested):
    """What else is shown of the first image in `folder`: of it the row keeps JSON, see `Pictured`."""

    def __init__(self, schema: type[Schema], folder: str) -> None:
        super().__init__(schema, attribute="image_details", dump_only=True, allow_none=True)
        self.folder = folder

    def _serialize(self, nested_obj: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if nested_obj is None:
            return None
        return orjson.loads(with_addresses(nested_obj, self.folder))


def with_addresses(details: str, folder: str) -> str:
    """Put the address in the place of each bare file name in the JSON of an image.

    Inside of a text every quotation mark has a backslash before it, so nothing else is found.
    """
    return details.replace('"url":"', f'"url":"/static/{folder}/')


def Money(**kwargs: Any) -> Hundredths:
    """A field of money going out, or in with `minimum` and `maximum`."""
    return Hundredths(**kwargs)


def Identity(**kwargs: Any) -> Whole:
    """A field that names a row by its id."""
    return Whole(validate=validate.Range(1, LARGEST_ID), **kwargs)


def example(value: Any, description: str | None = None) -> dict[str, Any]:
    """Return the metadata of a field for the API docs."""
    metadata: dict[str, Any] = {"examples": [value]}
    if description:
        metadata["description"] = description
    return metadata


# --- Everywhere -------------------------------------------------------------------------------


class ShopSchema(ma.Schema):  # type: ignore[name-defined]
    """The base of all bodies: unknown members are refused, values are read off attributes."""

    class Meta:
        unknown = RAISE

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """Read an attribute, or a member of a plain dict."""
        if isinstance(obj, dict):
            return obj.get(attr, default)
        for name in attr.split("."):
            obj = getattr(obj, name, default)
        return obj


class ProblemSchema(Schema):
    """Every failure, as application/problem+json (RFC 9457)."""

    class Meta:
        unknown = EXCLUDE

    type = fields.String(
        required=True,
        metadata=example(
            "/problems/validation-failed", "What kind of problem; stable, for programs."
        ),
    )
    title = fields.String(required=True, metadata=example("Some fields are not valid"))
    status = fields.Integer(required=True, metadata=example(400))
    detail = fields.String(
        required=True, metadata=example("price: Must be from 0.01 to 99999999.99.")
    )
    error = fields.String(
        required=True,
        metadata=example(
            "price: Must be from 0.01 to 99999999.99.", "The same sentence as `detail`."
        ),
    )
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={
            "description": "For invalid input: the messages of each field.",
            MAY_BE_ABSENT: True,
        },
    )
    request_id = fields.String(
        required=True, metadata=example("1f0c1a9e5d6f4c1b", "Name it when you ask for help.")
    )


class MessageSchema(ShopSchema):
    """A sentence for a person."""

    message = fields.String(required=True)


class PageQuerySchema(ShopSchema):
    """Which page of a list."""

    limit = QueryWhole(
        load_default=20,
        validate=validate.Range(1, 100),
        metadata={"description": "At most so many rows."},
    )
    cursor = fields.String(
        validate=validate.Regexp(r"^[A-Za-z0-9_.-]{1,2000}$"),
        metadata={
            "description": "Where the page begins; taken from the `Link` header of the page before."
        },
    )
    count = QueryFlag(
        load_default=False,
        metadata={"description": "Whether `X-Total-Count` tells how many rows there are in all."},
    )


class DryRunQuerySchema(ShopSchema):
    """Whether to do it or only to try."""

    dry_run = QueryFlag(
        load_default=False,
        metadata={"description": "Change nothing, and tell what would be changed."},
    )


# --- Images -----------------------------------------------------------------------------------


class ImageUploadSchema(ShopSchema):
    """A multipart body with one file."""

    image = Upload(
        required=True,
        metadata={"description": "A png, jpg, jpeg, gif, webp or avif file of at most 5 MB."},
    )


class RenditionSchema(ShopSchema):
    """A smaller WebP of an image, for `srcset`."""

    width = Whole(metadata=example(480))
    height = Whole(metadata=example(360))
    url = fields.String(metadata=example("/static/products/4b0c-480.webp"))


class ProfileImageSchema(ShopSchema):
    """How to show an image before and while it is loaded."""

    width = Whole(metadata=example(1600))
    height = Whole(metadata=example(1200))
    renditions = fields.List(
        fields.Nested(RenditionSchema),
        metadata={"description": "From the narrowest to the widest; never wider than the image."},
    )
    placeholder = fields.String(
        metadata=example(
            "data:image/webp;base64,UklGRh4A",
            "A tiny image to show meanwhile, less than 400 bytes.",
        )
    )
    color = fields.String(metadata=example("#2f7fb5", "The colour that most of it has."))


class ShownImageSchema(ProfileImageSchema):
    """How to show a product's first image, and what to say to whoever can't see it."""

    alt = fields.String(allow_none=True, metadata=example("Black headphones on a table"))


class ProductImageRenditionSchema(RenditionSchema):
    """A smaller WebP of a product's image."""

    url = ImageAddress("products", attribute="name")


class ImageSchema(ShopSchema):
    """One image of a product. Those from before the shop made renditions have no size yet."""

    id = Whole(metadata=example(31))
    position = Whole(metadata=example(1, "From 1; the first one is the product's `image_url`."))
    url = ImageAddress("products", attribute="name")
    alt = fields.String(allow_none=True, metadata=example("Black headphones on a table"))
    width = Whole(allow_none=True, metadata=example(1600))
    height = Whole(allow_none=True, metadata=example(1200))
    renditions = fields.List(fields.Nested(ProductImageRenditionSchema))
    placeholder = fields.String(allow_none=True)
    color = fields.String(allow_none=True, metadata=example("#2f7fb5"))
    created_at = Instant(allow_none=True)


class ImageChangeSchema(ShopSchema):
    """What may change in an image."""

    position = Whole(
        validate=validate.Range(1, MOST_IMAGES),
        metadata=example(1, "1 makes it the first; past the last it becomes the last."),
    )
    alt = Words(
        300,
        blank=True,
        allow_none=True,
        metadata=example(
            "Black headphones on a table", "For who can't see it; empty where it only decorates."
        ),
    )


# --- Accounts ---------------------------------------------------------------------------------


class RegisterSchema(ShopSchema):
    """A new account."""

    username = Words(80, minimum=3, required=True, metadata=example("ada"))
    password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(6, 1024),
        metadata=example("correct horse"),
    )


class LoginSchema(ShopSchema):
    """A name and its password."""

    username = Words(1024, blank=True, required=True, metadata=example("admin"))
    password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(max=4096),
        metadata=example("admin123"),
    )


class AccessTokenSchema(ShopSchema):
    """A new access token."""

    access_token = fields.String(
        required=True,
        metadata={
            "description": "Send it as `Authorization: Bearer <access_token>`; lasts 1 hour."
        },
    )


class TokensSchema(AccessTokenSchema):
    """The two tokens of a sign-in."""

    refresh_token = fields.String(
        required=True, metadata={"description": "Serves `POST /api/refresh`; lasts 30 days."}
    )


class RefreshedSchema(AccessTokenSchema):
    """A new access token, and a new refresh token where the shop rotates them."""

    refresh_token = fields.String(
        metadata={
            "description": "Only with REFRESH_TOKEN_ROTATION: keep it, the one you sent "
            "serves 10 seconds more.",
            MAY_BE_ABSENT: True,
        }
    )


class UserSchema(SQLAlchemySchema[Any]):
    """An account as anybody may see it."""

    class Meta:
        model = User

    id = auto_field(metadata=example(7))
    username = auto_field(metadata=example("ada"))
    is_admin = auto_field()
    profile_image_url = ImageAddress(
        "users", attribute="image", metadata=example("/static/users/4b0c.jpg")
    )
    image = FirstImage(ProfileImageSchema, "users")


class UserChangeSchema(ShopSchema):
    """Another name."""

    username = Words(80, minimum=3, metadata=example("grace"))


class PasswordChangeSchema(ShopSchema):
    """The password so far, and the one from now on."""

    current_password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(max=4096),
        metadata=example("admin123"),
    )
    new_password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(6, 1024),
        metadata=example("correct horse"),
    )


class LeaveSchema(ShopSchema):
    """The password, to be sure that it is you."""

    password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(max=4096),
        metadata=example("correct horse"),
    )


class SignInSchema(ShopSchema):
    """Where somebody is signed in."""

    id = Whole(metadata=example(12))
    created_at = Instant()
    last_used_at = Instant(metadata={"description": "To the minute or so."})
    expires_at = Instant()
    agent = fields.String(
        allow_none=True,
        metadata=example("Mozilla/5.0 (X11; Linux x86_64)", "What the client called itself."),
    )
    address = fields.String(
        allow_none=True, metadata=example("203.0.113.0/24", "The network it came from.")
    )
    current = fields.Boolean(metadata={"description": "Whether it is the one that asks."})


class RegisteredSchema(MessageSchema):
    """The account that was opened."""

    user = fields.Nested(UserSchema)


class UserImageSchema(MessageSchema):
    """The account with its new image."""

    profile_image_url = ImageAddress("users")
    user = fields.Nested(UserSchema)


# --- Catalogue --------------------------------------------------------------------------------


class CategoryWriteSchema(ShopSchema):
    """A category's name."""

    name = Words(80, required=True, metadata=example("Garden"))


class CategoryChangeSchema(ShopSchema):
    """What may change in a category."""

    name = Words(80, metadata=example("Garden and Balcony"))


class CategorySchema(ShopSchema):
    """A category with how many products it has on sale."""

    id = Whole()
    name = fields.String(metadata=example("Electronics"))
    product_count = Whole()


class CategoryNameSchema(ShopSchema):
    """A category as a product shows it."""

    name = fields.String(metadata=example("Electronics"))


class AppliedOfferSchema(ShopSchema):
    """The running offer as a product shows it."""

    name = fields.String(metadata=example("Black Friday"))
    discount_percent = Hundredths(attribute="basis_points", metadata=example(12.5))


class ProductWriteSchema(ShopSchema):
    """The members of a product that an admin sets."""

    name = Words(200, required=True, metadata=example("Wireless Headphones"))
    price = Money(
        attribute="price_cents", minimum=Decimal("0.01"), required=True, metadata=example(89.9)
    )
    category_id: fields.Integer = Identity(required=True, metadata=example(1))
    description = Words(
        5000, blank=True, allow_none=True, metadata=example("Forty hours of music.")
    )
    offer_id = Identity(
        allow_none=True,
        metadata=example(
            None, "An offer to apply. In PUT, null takes off the offers that run now."
        ),
    )


class ProductCreateSchema(ProductWriteSchema):
    """A new product."""

    stock: fields.Integer = Whole(
        load_default=10, validate=validate.Range(0, LARGEST_STOCK), metadata=example(25)
    )


class ProductChangeSchema(ShopSchema):
    """The members of a product to change; the others stay."""

    name = Words(200, metadata=example("Wireless Headphones 2"))
    price = Money(attribute="price_cents", minimum=Decimal("0.01"), metadata=example(79.9))
    category_id = Identity(metadata=example(1))
    description = Words(5000, blank=True, allow_none=True)
    stock = Whole(validate=validate.Range(0, LARGEST_STOCK), metadata=example(30))
    offer_id = Identity(
        allow_none=True,
        metadata=example(None, "An offer to apply; null takes off the offers that run now."),
    )


class ProductSchema(ShopSchema):
    """A product at the instant of the answer."""

    id = Whole(metadata=example(12))
    name = fields.String(metadata=example("Wireless Headphones"))
    description = fields.String(allow_none=True)
    price = Money(attribute="price_cents", metadata=example(89.9, "The base price."))
    stock = Whole(metadata=example(25))
    category_id = Whole(metadata=example(1))
    category = fields.Nested(CategoryNameSchema)
    offer_id = Whole(allow_none=True, metadata={"description": "The offer that runs now, or null."})
    offer = fields.Nested(AppliedOfferSchema, allow_none=True)
    current_price = Money(
        attribute="current_price_cents", metadata=example(78.66, "What one unit costs now.")
    )
    is_on_offer = fields.Boolean()
    discount_amount = Money(attribute="discount_cents", metadata=example(11.24))
    image_url = ImageAddress("products", attribute="image")
    image = FirstImage(ShownImageSchema, "products")
    lowest_price_30d = Money(
        attribute="lowest_price_30d_cents",
        allow_none=True,
        metadata=example(
            89.9,
            "The lowest price asked in the 30 days before the running reduction began; "
            "null when no offer runs or none was asked.",
        ),
    )
    percent_off_lowest = Hundredths(
        attribute="basis_points_off_lowest",
        allow_none=True,
        metadata=example(
            12.5,
            "How far `current_price` lies below `lowest_price_30d`, rounded down: the percentage "
            "to announce. 0 when it does not; null where `lowest_price_30d` is.",
        ),
    )
    created_at = Instant()
    updated_at = Instant()


class ProductReplaceSchema(ProductWriteSchema):
    """A whole product. Takes back what GET gave: members that only the shop sets are ignored."""

    stock = Whole(
        validate=validate.Range(0, LARGEST_STOCK),
        metadata={"examples": [25], "description": "Left out: the stock stays as it is."},
    )

    @pre_load
    def drop_members_of_the_shop(self, data: Any, **kwargs: Any) -> Any:
        """Take out what GET gives and no client sets."""
        if not isinstance(data, Mapping):
            return data
        ours = ProductSchema._declared_fields.keys() - self.fields.keys()
        return {name: value for name, value in data.items() if name not in ours}


class ProductLineSchema(ProductCreateSchema):
    """A line of an import: without `id` a new product, else what changes in that one."""

    class Meta:
        exclude = ("offer_id",)

    id: fields.Integer = Identity(metadata=example(12))
    category = Words(80, metadata=example("Electronics"))
    category_id: fields.Integer = Identity(metadata=example(1))


class ProductCellsSchema(ProductLineSchema):
    """A line of an import as the text of its cells."""

    id = QueryWhole(validate=validate.Range(1, LARGEST_ID))
    price = Money(attribute="price_cents", minimum=Decimal("0.01"), from_text=True, required=True)
    stock = QueryWhole(load_default=10, validate=validate.Range(0, LARGEST_STOCK))
    category_id = QueryWhole(validate=validate.Range(1, LARGEST_ID))


class ImportQuerySchema(DryRunQuerySchema):
    """What to do with a file of which some lines are refused."""

    partial = QueryFlag(
        load_default=False,
        metadata={"description": "Import the good lines; else all lines or none."},
    )


class RefusedLineSchema(ShopSchema):
    """A line that can't be imported, and why."""

    line = Whole(metadata=example(7, "Counted from 1, the header included."))
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata=example(
            {"price": ["Must be from 0.01 to 99999999.99."]},
            "The messages of each column; `line` for the line as a whole.",
        ),
    )


class ImportReportSchema(ShopSchema):
    """What an import did, or would do."""

    dry_run = fields.Boolean(metadata={"description": "Nothing was changed, it was only tried."})
    partial = fields.Boolean()
    lines = Whole(metadata=example(1000, "Lines with a product, good or not."))
    created = Whole(metadata=example(990))
    changed = Whole(metadata=example(7))
    unchanged = Whole(metadata=example(2, "Products that are already as their line says."))
    refused = Whole(metadata=example(1))
    refused_lines = fields.List(
        fields.Nested(RefusedLineSchema),
        metadata={"description": "At most 1000 of them, in the order of the file."},
    )


class ImportRefusedSchema(ImportReportSchema):
    """What the refusal `/problems/import-refused` says beside the usual members."""

    class Meta:
        unknown = EXCLUDE


class ExportQuerySchema(ShopSchema):
    """In which format."""

    format = fields.String(
        validate=validate.OneOf(["csv", "jsonl"]),
        metadata={"description": "Left out: what `Accept` prefers, else csv."},
    )


class StockChangeSchema(ShopSchema):
    """Units that came or went, and why."""

    delta = Whole(
        required=True,
        validate=[
            validate.Range(-LARGEST_STOCK, LARGEST_STOCK),
            validate.NoneOf([0], error="Must not be 0."),
        ],
        metadata=example(5, "Positive for `received`, negative for `shrinkage`."),
    )
    reason = fields.String(
        required=True,
        validate=validate.OneOf(["received", "correction", "shrinkage"]),
        metadata=example("received"),
    )

    @validates_schema
    def check_direction(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        """Refuse goods received that take units away, and shrinkage that adds them."""
        wrong = {"received": data["delta"] < 0, "shrinkage": data["delta"] > 0}
        if wrong.get(data["reason"], False):
            raise ValidationError(f"Has the wrong sign for {data['reason']}.", "delta")


class StockMovementSchema(ShopSchema):
    """Why and by how much a stock changed."""

    id = Whole()
    product_id = Whole()
    delta = Whole(metadata=example(-2))
    reason = fields.String(
        validate=validate.OneOf(
            ["initial", "received", "correction", "shrinkage", "sale", "cancelled", "adopted"]
        )
    )
    order_id = Whole(allow_none=True)
    created_at = Instant()


class StockSchema(ShopSchema):
    """A product's stock after a change."""

    stock = Whole(metadata=example(30))
    movement = fields.Nested(StockMovementSchema)


class ProductQuerySchema(PageQuerySchema):
    """Which products, in which order."""

    q = fields.String(
        validate=validate.Length(max=200),
        metadata={
            "description": "Words, or their beginnings, that name or description hold; case and accents do not matter."
        },
    )
    category_id = QueryWhole(validate=validate.Range(1, LARGEST_ID))
    min_price = Hundredths(
        data_key="min_price",
        attribute="min_price_cents",
        from_text=True,
        metadata={"description": "Current prices from this one on."},
    )
    max_price = Hundredths(
        data_key="max_price",
        attribute="max_price_cents",
        from_text=True,
        metadata={"description": "Current prices up to this one."},
    )
    on_offer = QueryFlag(metadata={"description": "Only products on sale now, or only the others."})
    in_stock = QueryFlag(
        metadata={"description": "Only products that are there, or only the others."}
    )
    sort = fields.String(
        load_default="newest",
        validate=validate.OneOf(["newest", "name", "price", "-price", "discount", "relevance"]),
    )


class CategoryProductQuerySchema(ProductQuerySchema):
    """Which products of one category, in which order."""

    class Meta:
        exclude = ("category_id",)


class SuggestionQuerySchema(ShopSchema):
    """What was typed so far."""

    q = fields.String(
        required=True,
        validate=validate.Length(max=200),
        metadata={
            "description": "How a name begins; case and accents do not matter.",
            "examples": ["wirel"],
        },
    )


class SuggestionSchema(ShopSchema):
    """A name, and the product that bears it."""

    id = Whole()
    name = fields.String(metadata=example("Wireless Headphones"))


class FacetQuerySchema(ProductQuerySchema):
    """Which products to count."""

    class Meta:
        exclude = ("limit", "cursor", "count", "sort")


class CategoryCountSchema(ShopSchema):
    """How many products of a list a category has."""

    id = Whole(metadata=example(1))
    name = fields.String(metadata=example("Electronics"))
    count = Whole(attribute="products", metadata=example(12))


class PriceBandSchema(ShopSchema):
    """How many products of a list cost so much now."""

    from_ = Money(
        data_key="from", attribute="from_cents", metadata=example(10.0, "This price or more.")
    )
    to = Money(
        attribute="to_cents",
        allow_none=True,
        metadata=example(25.0, "Less than this price; null where there is no end."),
    )
    count = Whole(attribute="products", metadata=example(7))


class FacetsSchema(ShopSchema):
    """Counts over a list of products. What has none is left out."""

    total = Whole(metadata=example(19))
    categories = fields.List(fields.Nested(CategoryCountSchema))
    price_bands = fields.List(
        fields.Nested(PriceBandSchema),
        metadata={"description": "By current price, from 0, 10, 25, 50, 100, 250, 500 and 1000."},
    )
    on_offer = Whole(metadata=example(3))
    in_stock = Whole(metadata=example(18))


class ProductImageSchema(MessageSchema):
    """The product with its new image."""

    image_url = ImageAddress("products")
    product = fields.Nested(ProductSchema)


# --- Offers -----------------------------------------------------------------------------------


class OfferChangeSchema(ShopSchema):
    """The members of an offer to change; once it has begun, only what is still to come.

    That is `end_time`, the end of the run in progress, and `recurrence: null`.
    """

    name = Words(120, metadata=example("Black Friday"))
    discount_percent = Hundredths(
        attribute="basis_points", maximum=LARGEST_DISCOUNT, metadata=example(12.5)
    )
    start_time = Moment(attribute="starts_at", metadata=example("2099-11-27T00:00:00"))
    end_time = Moment(attribute="ends_at", metadata=example("2099-11-30T00:00:00"))
    timezone = fields.String(
        validate=validate.Length(1, 64),
        allow_none=True,
        metadata=example(
            "Europe/Berlin", "An IANA zone; instants without offset are its wall clock."
        ),
    )
    recurrence = fields.String(
        validate=validate.Length(1, 200),
        allow_none=True,
        metadata=example(
            None,
            "When it runs again, as an RRULE of RFC 5545 by the zone's wall clock, such as "
            "`FREQ=WEEKLY;BYDAY=FR`; at most 500 runs in two years. Null drops the runs to come.",
        ),
    )

    @post_load
    def write_the_rule_in_capitals(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Take a rule in any case, as RFC 5545 section 2 does."""
        if data.get("recurrence"):
            data["recurrence"] = data["recurrence"].upper()
        return data


class OfferCreateSchema(OfferChangeSchema):
    """A new offer."""

    name = Words(120, required=True, metadata=example("Black Friday"))
    discount_percent = Hundredths(
        attribute="basis_points", maximum=LARGEST_DISCOUNT, required=True, metadata=example(12.5)
    )
    start_time = Moment(
        attribute="starts_at", required=True, metadata=example("2099-11-27T00:00:00")
    )
    end_time = Moment(attribute="ends_at", required=True, metadata=example("2099-11-30T00:00:00"))


OFFER_STATES = validate.OneOf(["scheduled", "running", "over"])
ON_THE_WALL = "What the wall clock of `timezone` shows then; null without one."


class RunSchema(ShopSchema):
    """One run of an offer."""

    start_time = Instant(attribute="starts_at")
    end_time = Instant(attribute="ends_at")
    local_start_time = fields.String(
        allow_none=True, metadata=example("2099-11-27T00:00:00+01:00", ON_THE_WALL)
    )
    local_end_time = fields.String(
        allow_none=True, metadata=example("2099-11-30T00:00:00+01:00", ON_THE_WALL)
    )
    state = fields.String(validate=OFFER_STATES)


class OfferSchema(ShopSchema):
    """An offer at the instant of the answer; its times are those of its first run."""

    id = Whole()
    name = fields.String(metadata=example("Black Friday"))
    discount_percent = Hundredths(attribute="basis_points", metadata=example(12.5))
    start_time = Instant(attribute="first_run.starts_at")
    end_time = Instant(attribute="first_run.ends_at")
    timezone = fields.String(allow_none=True, metadata=example("Europe/Berlin"))
    local_start_time = fields.String(
        attribute="first_run.local_start_time",
        allow_none=True,
        metadata=example("2099-11-27T00:00:00+01:00", ON_THE_WALL),
    )
    local_end_time = fields.String(
        attribute="first_run.local_end_time",
        allow_none=True,
        metadata=example("2099-11-30T00:00:00+01:00", ON_THE_WALL),
    )
    recurrence = fields.String(allow_none=True, metadata=example("FREQ=WEEKLY;BYDAY=FR"))
    run = fields.Nested(
        RunSchema,
        allow_none=True,
        metadata={"description": "The run that runs now or comes next; null when it is over."},
    )
    state = fields.String(validate=OFFER_STATES)
    starts_in = Whole(
        metadata={"description": "Seconds until `run` starts, by the server's clock; or 0."}
    )
    ends_in = Whole(
        metadata={"description": "Seconds until `run` ends, by the server's clock; or 0."}
    )


class OfferQuerySchema(PageQuerySchema):
    """Which offers."""

    state = fields.String(validate=OFFER_STATES)


class OverlapSchema(ShopSchema):
    """Another offer of the product that runs at the same time."""

    id = Whole(attribute="offer_id")
    name = fields.String()
    discount_percent = Hundredths(attribute="basis_points")
    start_time = Instant(attribute="start")
    end_time = Instant(attribute="end")


class TouchedSchema(ShopSchema):
    """A product that the step would touch."""

    product_id = Whole()
    name = fields.String()
    before = Money(attribute="before_cents", metadata=example(89.9))
    after = Money(attribute="after_cents", metadata=example(78.66))
    lowest_price_30d = Money(attribute="lowest_price_30d_cents", allow_none=True)
    percent_off_lowest = Hundredths(attribute="basis_points_off_lowest", allow_none=True)
    overlaps = fields.List(fields.Nested(OverlapSchema))


class TrialSchema(ShopSchema):
    """What a step would do."""

    at = Instant(metadata={"description": "The instant of the prices: now, or the offer's start."})
    count = Whole(metadata={"description": "How many products; at most 1000 are listed."})
    products = fields.List(fields.Nested(TouchedSchema))


class AppliedSchema(MessageSchema):
    """What was done; `dry_run` is there when nothing was."""

    dry_run = fields.Nested(TrialSchema, metadata={MAY_BE_ABSENT: True})


class PriceQuerySchema(ShopSchema):
    """At which instant, and whether to explain."""

    at = Moment(metadata={"description": "Any instant, past or planned; now when left out."})
    explain = QueryFlag(load_default=False)


class WindowQuerySchema(ShopSchema):
    """From which instant to which."""

    from_ = Moment(
        data_key="from", required=True, metadata=example("2026-11-01T00:00:00Z", "Naive is UTC.")
    )
    to = Moment(required=True, metadata=example("2026-12-31T00:00:00Z", "Exclusive; naive is UTC."))


class PricedOfferSchema(ShopSchema):
    """The offer that makes a price."""

    id = Whole(attribute="offer_id")
    name = fields.String(metadata=example("Black Friday"))
    discount_percent = Hundredths(attribute="basis_points", metadata=example(12.5))


class VerdictSchema(ShopSchema):
    """An offer that was looked at."""

    offer = fields.Nested(PricedOfferSchema, attribute="discount")
    start_time = Instant(attribute="discount.starts_at")
    end_time = Instant(attribute="discount.ends_at")
    applied_at = Instant(attribute="discount.applied_at")
    removed_at = Instant(attribute="discount.removed_at", allow_none=True)
    ran = fields.Boolean()
    won = fields.Boolean()
    reason = fields.String(metadata=example("A larger discount runs; discounts never add up."))


class PriceAtSchema(ShopSchema):
    """A price at one instant; `considered` and `rounding` are there when explained."""

    at = Instant()
    price = Money(attribute="price.base_cents", metadata=example(89.9, "The base price."))
    current_price = Money(attribute="price.cents", metadata=example(78.66))
    offer = fields.Nested(PricedOfferSchema, allow_none=True)
    is_on_offer = fields.Boolean()
    next_change_at = Instant(
        allow_none=True, metadata={"description": "When it changes as planned now; null if never."}
    )
    considered = fields.List(fields.Nested(VerdictSchema), metadata={MAY_BE_ABSENT: True})
    rounding = fields.String(metadata={MAY_BE_ABSENT: True})

    @post_dump
    def leave_out_what_was_not_asked(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Take the explanation out where there is none."""
        if data["rounding"] is None:
            del data["considered"], data["rounding"]
        return data


class SegmentSchema(ShopSchema):
    """One price from an instant until another."""

    from_ = Instant(attribute="start", data_key="from")
    to = Instant(attribute="end")
    price = Money(attribute="price.cents", metadata=example(78.66))
    offer = fields.Nested(PricedOfferSchema, attribute="price.discount", allow_none=True)


# --- Cart -------------------------------------------------------------------------------------


class CartAddSchema(ShopSchema):
    """Units of a product for the cart."""

    product_id = Identity(required=True, metadata=example(1))
    quantity = Whole(load_default=1, validate=validate.Range(1, LARGEST_STOCK), metadata=example(1))


class CartChangeSchema(ShopSchema):
    """How many units a cart item means."""

    quantity = Whole(required=True, validate=validate.Range(1, LARGEST_STOCK), metadata=example(2))


class CartItemSchema(ShopSchema):
    """A cart item with its product as it is now."""

    id = Whole()
    user_id = Whole()
    product_id = Whole()
    quantity = Whole()
    product = fields.Nested(ProductSchema)
    line_total = Money(attribute="line_total_cents", metadata=example(179.8))
    problem = fields.String(
        validate=validate.OneOf(["sold_out", "withdrawn", "fewer_left"]),
        metadata={
            "description": "Why it can't be bought now; absent when it can.",
            MAY_BE_ABSENT: True,
        },
    )

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """Leave `problem` out where there is none."""
        value = super().get_attribute(obj, attr, default)
        return default if attr == "problem" and value is None else value


class CartSchema(ShopSchema):
    """The cart, all priced at one instant."""

    items = fields.List(fields.Nested(CartItemSchema))
    grand_total = Money(attribute="grand_total_cents", metadata=example(179.8))
    priced_at = Instant()


# --- Orders -----------------------------------------------------------------------------------


class OrderItemSchema(ShopSchema):
    """A line of an order, as it was at the instant of purchase."""

    product_id = Whole(allow_none=True)
    name = fields.String(metadata=example("Wireless Headphones"))
    quantity = Whole()
    price_at_purchase = Money(attribute="price_cents", metadata=example(78.66))
    line_total = Money(attribute="line_total_cents", metadata=example(157.32))


class OrderSchema(ShopSchema):
    """An order."""

    id = Whole()
    user_id = Whole(allow_none=True, metadata={"description": "Null once the account is deleted."})
    status = fields.String(validate=validate.OneOf(["placed", "shipped", "delivered", "cancelled"]))
    total_price = Money(attribute="total_cents", metadata=example(157.32))
    created_at = Instant(
        allow_none=True,
        metadata={"description": "Null for orders from before the shop kept instants."},
    )
    items = fields.List(fields.Nested(OrderItemSchema))


ORDER_STATUSES = ("placed", "shipped", "delivered", "cancelled")


class OrderQuerySchema(PageQuerySchema):
    """Which orders; an admin's are everybody's."""

    user_id = QueryWhole(validate=validate.Range(1, LARGEST_ID))
    status = fields.String(validate=validate.OneOf(ORDER_STATUSES))
    from_ = Moment(
        data_key="from", metadata={"description": "Placed at this instant or later; naive is UTC."}
    )
    to = Moment(metadata={"description": "Placed before this instant; naive is UTC."})


class OrderChangeSchema(ShopSchema):
    """What an admin sets of an order."""

    status = fields.String(
        required=True, validate=validate.OneOf(ORDER_STATUSES), metadata=example("shipped")
    )


class ActorSchema(ShopSchema):
    """Who did something."""

    id = Whole()
    username = fields.String(metadata=example("ada"))


class OrderEventSchema(ShopSchema):
    """A status that an order came to."""

    status = fields.String(validate=validate.OneOf(ORDER_STATUSES))
    at = Instant(allow_none=True)
    actor = fields.Nested(
        ActorSchema, allow_none=True, metadata={"description": "Null once the account is deleted."}
    )


class ReceiptSchema(ShopSchema):
    """What a receipt says."""

    order = fields.Nested(OrderSchema)
    buyer = fields.String(allow_none=True, metadata=example("ada"))
    issued_at = Instant()


class IdempotencyKeySchema(Schema):
    """The header that makes a repeated call safe."""

    class Meta:
        unknown = EXCLUDE

    key = fields.String(
        data_key="Idempotency-Key",
        validate=validate.Regexp(
            r"^[\x21-\x7e]{1,255}$", error="Must be 1 to 255 visible ASCII characters."
        ),
        metadata={
            "description": "A name of your own for this purchase: repeat the call with the same "
            "key and body, and you get the first answer again, for 24 hours.",
        },
    )


class CheckoutSchema(ShopSchema):
    """What the customer was shown; may be left out, and then any price is agreed to."""

    body_is_optional = True

    expected_total = Hundredths(
        attribute="expected_total_cents",
        maximum=LARGEST_TOTAL,
        metadata={"description": "The `grand_total` of the cart that the customer saw."},
    )
    priced_at = Moment(metadata={"description": "The `priced_at` of that cart; naive is UTC."})


class ChangedLineSchema(ShopSchema):
    """A line whose price is another than the customer was shown."""

    product_id = Whole()
    name = fields.String(metadata=example("Wireless Headphones"))
    quantity = Whole()
    was = Money(attribute="was_cents", allow_none=True, metadata=example(78.66))
    now = Money(attribute="now_cents", allow_none=True, metadata=example(89.9))
    cause = fields.String(
        validate=validate.OneOf(["offer_started", "offer_ended", "price_changed", "withdrawn"])
    )
    changed_at = Instant(metadata={"description": "When the last such change happened."})


class PriceChangedSchema(Schema):
    """What the refusal `/problems/price-changed` says beside the usual members."""

    class Meta:
        unknown = EXCLUDE

    lines = fields.List(fields.Nested(ChangedLineSchema))
    was_total = Money(metadata=example(78.66))
    now_total = Money(metadata=example(89.9))
    priced_at = Instant()


class CheckoutResultSchema(MessageSchema):
    """What was bought."""

    total_paid = Money(metadata=example(157.32))
    order = fields.Nested(OrderSchema)


# --- For the admin ----------------------------------------------------------------------------


class AccountSchema(UserSchema):
    """An account as an admin sees it."""

    is_active = auto_field(
        metadata={"description": "Whether its user can sign in and stay signed in."}
    )
    created_at = Instant()

    class Meta:
        model = User


class AccountQuerySchema(PageQuerySchema):
    """Which accounts."""

    q = Words(80, metadata={"description": "Part of the name; case does not matter."})
    is_admin = QueryFlag()
    is_active = QueryFlag()


class AccountChangeSchema(ShopSchema):
    """What an admin sets of an account."""

    is_admin = Flag()
    is_active = Flag(metadata=example(True, "false signs its user out everywhere, at once."))


class SalesQuerySchema(ShopSchema):
    """Which sales, and how they are told."""

    from_ = Moment(
        data_key="from",
        metadata={
            "description": "Orders placed at this instant or later; 30 days before `to` when left out."
        },
    )
    to = Moment(metadata={"description": "Orders placed before this instant; now when left out."})
    by = fields.String(
        load_default="day", validate=validate.OneOf(("day", "category", "offer", "product"))
    )
    timezone = fields.String(
        validate=validate.Length(1, 64),
        metadata=example(
            "Europe/Berlin", "Whose days are meant, and what naive instants are read in; else UTC."
        ),
    )
    format = fields.String(
        validate=validate.OneOf(("json", "csv", "svg")),
        metadata={"description": "In place of `Accept`: JSON, a file for spreadsheets, a chart."},
    )


class SalesSchema(ShopSchema):
    """What was sold of one kind."""

    id = Whole(
        allow_none=True,
        metadata=example(1, "Of the category, offer or product; null for a day and for no offer."),
    )
    name = fields.String(metadata=example("2026-11-27"))
    orders = Whole(metadata=example(17))
    units = Whole(metadata=example(41))
    revenue = Hundredths(attribute="revenue_cents", metadata=example(1893.25))
    discounts = Hundredths(
        attribute="discount_cents",
        metadata=example(210.5, "How much less was paid than the base prices."),
    )
    cancelled = Hundredths(
        attribute="cancelled_cents",
        metadata=example(39.9, "Revenue of orders that were cancelled, in no other figure."),
    )


class SalesReportSchema(ShopSchema):
    """What was sold in a window: whole, and by day, category, offer or product.

    Days stand in order, without sales too; everything else by revenue.
    """

    from_ = Instant(data_key="from", attribute="start")
    to = Instant(attribute="end")
    by = fields.String(metadata=example("day"))
    timezone = fields.String(metadata=example("Europe/Berlin"))
    total = fields.Nested(SalesSchema)
    rows = fields.List(fields.Nested(SalesSchema))


class AuditActorSchema(ActorSchema):
    """Who did something; the name is null once the account is deleted."""

    username = fields.String(allow_none=True, metadata=example("ada"))


class AuditSubjectSchema(ShopSchema):
    """What something was done to."""

    type = fields.String(metadata=example("product"))
    id = Whole(metadata=example(7))


class AuditEventSchema(ShopSchema):
    """Something an admin changed, or that concerns security."""

    id = Whole(metadata=example(31))
    at = Instant()
    action = fields.String(
        metadata=example(
            "changeProduct", "The operation's id in this document, or such as `loginFailed`."
        )
    )
    actor = fields.Nested(
        AuditActorSchema,
        allow_none=True,
        metadata={"description": "Null when nobody was signed in, or on the command line."},
    )
    subject = fields.Nested(AuditSubjectSchema, allow_none=True)
    detail = fields.Dict(
        keys=fields.String(), metadata={"description": "What was asked, without secrets."}
    )
    address = fields.String(
        allow_none=True, metadata=example("203.0.113.0/24", "The network it came from.")
    )
    request_id = fields.String(allow_none=True)


class AuditQuerySchema(PageQuerySchema):
    """Which events."""

    user_id = QueryWhole(
        validate=validate.Range(1, LARGEST_ID),
        metadata={"description": "Who did it, or whom it was done to."},
    )
    action = fields.String(validate=validate.Regexp(r"^[A-Za-z]{1,60}$"))
    from_ = Moment(
        data_key="from", metadata={"description": "At this instant or later; naive is UTC."}
    )
    to = Moment(metadata={"description": "Before this instant; naive is UTC."})


class ExportedSignInSchema(ShopSchema):
    """A sign-in, running or over."""

    id = Whole()
    created_at = Instant()
    last_used_at = Instant()
    expires_at = Instant()
    ended_at = Instant(allow_none=True)
    agent = fields.String(allow_none=True)
    address = fields.String(allow_none=True)


class ExportedCartItemSchema(ShopSchema):
    """A line of the cart."""

    product_id = Whole()
    name = fields.String()
    quantity = Whole()


class ExportedChangeSchema(ShopSchema):
    """A status that an order came to."""

    order_id = Whole()
    status = fields.String(validate=validate.OneOf(ORDER_STATUSES))
    at = Instant(attribute="created_at")


class ExportedOrderSchema(OrderSchema):
    """An order, and what became of it."""

    changes = fields.List(fields.Nested(ExportedChangeSchema))


class ExportedKeySchema(ShopSchema):
    """An `Idempotency-Key` of the last 24 hours."""

    key = fields.String()
    created_at = Instant()


class ExportSchema(ShopSchema):
    """Everything that the shop holds on a user."""

    exported_at = Instant()
    account = fields.Nested(AccountSchema)
    sign_ins = fields.List(fields.Nested(ExportedSignInSchema))
    cart = fields.List(fields.Nested(ExportedCartItemSchema))
    orders = fields.List(fields.Nested(ExportedOrderSchema))
    order_changes = fields.List(
        fields.Nested(ExportedChangeSchema),
        metadata={"description": "Statuses that the user gave to orders, of anybody."},
    )
    idempotency_keys = fields.List(fields.Nested(ExportedKeySchema))
    events = fields.List(
        fields.Nested(AuditEventSchema),
        metadata={"description": "What the audit trail says by and about the user."},
    )


# --- Beside the API ---------------------------------------------------------------------------


class HomeLinkSchema(ShopSchema):
    """A place to go on to."""

    address = fields.String(metadata=example("/api/docs"))
    name = fields.String(metadata=example("Read and try the API"))
    what = fields.String()


class HomeSchema(ShopSchema):
    """What is here."""

    name = fields.String(metadata=example("A small shop"))
    links = fields.List(fields.Nested(HomeLinkSchema))


class ProblemTypeSchema(ShopSchema):
    """A type of failure."""

    type = fields.String(metadata=example("/problems/out-of-stock"))
    title = fields.String(metadata=example("A product ran out"))
    status = Whole(metadata=example(400))
    meaning = fields.String()
    example = fields.String(metadata=example("Stock for Headphones ran out"))


class HealthSchema(ShopSchema):
    """Whether the shop, and each part of it, is there."""

    status = fields.String(validate=validate.OneOf(["ok", "unavailable"]))
    checks = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Of each part; only where it was asked.", MAY_BE_ABSENT: True},
    )
    milliseconds = fields.Dict(
        keys=fields.String(),
        values=fields.Float(),
        metadata={"description": "How long each check took.", MAY_BE_ABSENT: True},
    )


class FindingSchema(ShopSchema):
    """Rows that do not prove."""

    id = Whole(allow_none=True)
    detail = fields.String()


class ProofSchema(ShopSchema):
    """One proof of the books."""

    name = fields.String(metadata=example("stock-is-the-sum-of-its-movements"))
    claim = fields.String(metadata=example("Every stock equals the sum of its movements."))
    count = Whole(metadata={"description": "How many findings there are; at most 1000 are listed."})
    findings = fields.List(fields.Nested(FindingSchema))


class VerificationSchema(ShopSchema):
    """Whether the books prove themselves."""

    clean = fields.Boolean()
    verified_at = Instant()
    proofs = fields.List(fields.Nested(ProofSchema))
