"""Bodies out: each schema compiled once into a function of plain Python.

The schema stays the one place that says what a body holds; this only spares its walk
over fields at every row, which would cost more than the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields
from orjson import Fragment

from schemas import (
    FirstImage,
    Hundredths,
    ImageAddress,
    Instant,
    ShopSchema,
    with_addresses,
)

Dump = Callable[[Any], Any]

AS_IT_IS = (fields.String, fields.Integer, fields.Boolean)
"""Fields whose values JSON shows as they are; a subclass that serialises otherwise is not meant."""


def dumper(schema: Schema) -> Dump:
    """Return what does the same as `schema.dump`, a few times faster.

    A plain dict, or an object that lacks a member, is left to marshmallow: it leaves out
    what is missing.
    """
    whole, one = schema.dump, compiled(schema)
    if one is None:
        return whole

    def dump(found: Any) -> Any:
        try:
            return [one(row) for row in found] if schema.many else one(found)
        except AttributeError:
            return whole(found)

    return dump


def compiled(schema: Schema) -> Dump | None:
    """Return a function from an object to its members; None for a schema that dumps its own way."""
    if not _is_plain(schema):
        return None
    names: dict[str, Any] = {}
    members = _members(schema, "row", names)
    # Nothing from outside is in the text: only names of fields and attributes.
    function: Dump = eval(f"lambda row: {members}", names)  # noqa: S307
    return function


def _is_plain(schema: Schema) -> bool:
    """Say whether a schema and all within it read attributes and change nothing afterwards."""
    hooked = schema._hooks.get("pre_dump") or schema._hooks.get("post_dump")
    reader = type(schema).get_attribute
    return (
        not hooked
        and reader in (ShopSchema.get_attribute, Schema.get_attribute)
        and all(
            _is_plain(field.schema)
            for field in schema.dump_fields.values()
            if isinstance(field, fields.Nested)
        )
    )


def _members(schema: Schema, row: str, names: dict[str, Any]) -> str:
    """Write a dict of all members of a schema, read off the attributes of `row`."""
    return ", ".join(
        f"{(field.data_key or name)!r}: {_value(field, f'{row}.{field.attribute or name}', names)}"
        for name, field in schema.dump_fields.items()
    ).join("{}")


def _value(field: fields.Field[Any], value: str, names: dict[str, Any]) -> str:
    """Write the expression of one member."""
    kind = type(field)
    one = f"one_{len(names)}"
    if isinstance(field, AS_IT_IS) and not _serialises_otherwise(kind):
        return value
    names[one] = None
    if isinstance(field, FirstImage):
        # Ready to be sent as it is kept, so that a list parses nothing.
        names |= {"Fragment": Fragment, "with_addresses": with_addresses}
        inner = f"Fragment(with_addresses({one}, {field.folder!r}))"
    elif isinstance(field, fields.Nested) and not field.many:
        inner = _members(field.schema, one, names)
    elif kind is Hundredths:
        inner = f"{one} / 100"
    elif isinstance(field, Instant):
        inner = f"{one}.isoformat()"
    elif isinstance(field, ImageAddress):
        inner = f"{f'/static/{field.folder}/'!r} + {one}"
    else:
        names[one] = field._serialize
        return f"{one}({value}, None, None)"
    return f"(None if ({one} := {value}) is None else {inner})"


def _serialises_otherwise(kind: type[fields.Field[Any]]) -> bool:
    """Say whether a subclass writes values in a way of its own."""
    plain = next(one for one in AS_IT_IS if issubclass(kind, one))
    return kind._serialize is not plain._serialize
