"""What the API docs say of answers: every member is always there, but for those marked otherwise.

A body that comes in says itself which members it needs; marshmallow asks no such thing of
what goes out. Whoever writes a client in a typed language wants to know.
"""

from __future__ import annotations

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields

from schemas import MAY_BE_ABSENT

ANSWERS: set[type[Schema]] = set()


def note_answer(schema: Schema) -> None:
    """Remember that a schema, and all within it, describe answers."""
    ANSWERS.add(type(schema))
    for field in schema.dump_fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested) and type(inner.schema) not in ANSWERS:
            note_answer(inner.schema)


class AnswersConverter(OpenAPIConverter):
    """Turns schemas into JSON Schema as apispec does, and lists what an answer always holds."""

    def schema2jsonschema(self, schema: Any) -> dict[str, Any]:
        """Describe a body."""
        described: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        kind = schema if isinstance(schema, type) else type(schema)
        if kind in ANSWERS:
            described["required"] = sorted(
                field.data_key or name
                for name, field in kind().dump_fields.items()
                if not field.metadata.get(MAY_BE_ABSENT)
            )
        return described


class AnswersPlugin(MarshmallowPlugin):
    """apispec's plugin for marshmallow, with the converter above."""

    Converter = AnswersConverter
