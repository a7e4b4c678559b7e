"""The JSON Schema of an account's file, read off the tables it is made of."""

from __future__ import annotations

from typing import Any

from django.db import models

from logbook.log.carried import JSON, KEYS, SETTINGS, TABLES, Table
from logbook.log.references import points_to
from logbook.models import User
from programming.models import CatalogueRelease, Exercise, Program, RiskEntry, Workout

_SHARED = "what all share, by its name"
_JSON_TYPES = {"list": "array", "dict": "object"}
_OWN = "the lifter's own, by its place in the file from 0"


def account_schema(name: str, version: int) -> dict[str, Any]:
    """The schema of files of this format and version (JSON Schema, draft 2020-12)."""
    settings = [User._meta.get_field(one) for one in SETTINGS]  # noqa: SLF001 - Django documents `_meta`
    parts = {table.name: {"type": "array", "items": _rows(table)} for table in TABLES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A RepStack account",
        "description": "Instants are UTC, days the lifter's. Loads are thousandths of their unit (milli) and, to compare by, micrograms.",
        "type": "object",
        "properties": {
            "format": {"const": name},
            "version": {"const": version},
            "settings": _object({one.name: _value(one) for one in settings}),  # type: ignore[arg-type]
            **parts,
        },
        "required": ["format", "version", "settings", *parts],
        "additionalProperties": False,
    }


def _rows(table: Table) -> dict[str, Any]:
    columns = {column.name: _value(column) for column in table.columns}
    within = {child.name: {"type": "array", "items": _rows(child)} for child in table.children}
    return _object({**columns, **within})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _value(column: models.Field[Any, Any]) -> dict[str, Any]:
    """What a column holds, and null where it may."""
    to = points_to(column)
    found = _reference(to) if to is not None else _plain(column)
    if text := str(column.help_text):
        found["description"] = text
    return {"anyOf": [found, {"type": "null"}]} if column.null else found


def _reference(to: type[models.Model]) -> dict[str, Any]:
    own: dict[str, Any] = {"type": "integer", "minimum": 0, "$comment": _OWN}
    slug: dict[str, Any] = {"type": "string", "$comment": _SHARED}
    if to is CatalogueRelease:
        return {"type": "integer", "$comment": "a release of the catalogue, by its number"}
    if to is RiskEntry:
        pair = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}],
                "$comment": "a release's number and an exercise's name"}  # fmt: skip
        return {"anyOf": [own, pair]}
    return {"anyOf": [own, slug]} if to in {Exercise, Program, Workout} else own


def _plain(column: models.Field[Any, Any]) -> dict[str, Any]:
    if isinstance(column, models.JSONField):
        found: dict[str, Any] = {"type": _JSON_TYPES[JSON[column.model, column.name]]}
        if (of := KEYS.get((column.model, column.name))) is not None:
            found["items"] = _reference(of)
        return found
    for kind, says in (
        (models.BooleanField, {"type": "boolean"}),
        (models.IntegerField, {"type": "integer"}),
        (models.DateTimeField, {"type": "string", "format": "date-time"}),
        (models.DateField, {"type": "string", "format": "date"}),
        (models.UUIDField, {"type": "string", "format": "uuid"}),
    ):
        if isinstance(column, kind):
            return dict(says)
    text: dict[str, Any] = {"type": "string"}
    if column.choices:
        words = [str(value) for value, _ in column.flatchoices]
        text["enum"] = [*(["", *words] if column.blank and "" not in words else words)]
    elif column.max_length:
        text["maxLength"] = column.max_length
    return text
