"""A mapping of columns as people write it down: JSON with the names of columns by field."""

import json
from collections.abc import Sequence

from townhall.domain.errors import InvalidInput
from townhall.domain.question_columns import SINGLE_FIELDS, ColumnMapping, header_key
from townhall.language import _

_FIELDS = ("text", *SINGLE_FIELDS, "day_first")


def mapping_from_json(content: str, header: Sequence[str], file: str = "") -> ColumnMapping:
    """The mapping written in `content`, for a table with this `header`.

    An object such as `{"text": ["Vraag", "Toelichting"], "asked_at": "Datum", "day_first": true}`.
    A column is named by its header, whatever the case, or by its number from 1.

    Raises InvalidInput, naming `file`, the unknown field or the unknown column.
    """
    told = told_fields(content, file, _FIELDS, '{"text": "Question"}')
    day_first = told.get("day_first")
    if day_first is not None and not isinstance(day_first, bool):
        raise invalid_mapping(
            _("In {file}, day_first must be true or false.").format(file=file), file, "day_first"
        )
    texts = told.get("text")
    columns = [
        told_column(value, header, "text", file)
        for value in (texts if isinstance(texts, list) else [texts])
        if value is not None
    ]
    if not columns:
        raise invalid_mapping(
            _("{file} does not say which column holds the questions (text).").format(file=file),
            file,
            "text",
        )
    single = {
        field: told_column(told[field], header, field, file)
        for field in SINGLE_FIELDS
        if told.get(field) is not None
    }
    return ColumnMapping(text=tuple(dict.fromkeys(columns)), day_first=day_first, **single)


def mapping_to_json(mapping: ColumnMapping, header: Sequence[str]) -> str:
    """`mapping` as a file that `mapping_from_json` reads; names where they tell columns apart."""
    told: dict[str, object] = {"text": [column_name(column, header) for column in mapping.text]}
    for field in SINGLE_FIELDS:
        column = getattr(mapping, field)
        if column is not None:
            told[field] = column_name(column, header)
    if mapping.day_first is not None:
        told["day_first"] = mapping.day_first
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def told_fields(content: str, file: str, fields: Sequence[str], example: str) -> dict[str, object]:
    """The object in `content`, which may have no other fields than `fields`.

    Raises InvalidInput, naming `file`, the unknown field, or an `example` of what is meant.
    """
    try:
        told = json.loads(content)
    except ValueError as error:
        raise invalid_mapping(_("{file} is not valid JSON.").format(file=file), file) from error
    if not isinstance(told, dict):
        raise invalid_mapping(
            _("{file} must hold an object such as {example}.").format(file=file, example=example),
            file,
        )
    for field in told:
        if field not in fields:
            raise invalid_mapping(
                _("{file} maps {field}, which is not a field; use {fields}.").format(
                    file=file, field=field, fields=", ".join(fields)
                ),
                file,
                field,
            )
    return told


def column_name(column: int, header: Sequence[str]) -> str | int:
    """How a mapping names a column: by its header, or its number from 1 where two are the same."""
    key = header_key(header[column])
    alone = bool(key) and [header_key(text) for text in header].count(key) == 1
    return header[column] if alone else column + 1


def told_column(value: object, header: Sequence[str], field: str, file: str) -> int:
    """The column (from 0) that a mapping names by header or number. Raises InvalidInput."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= len(header):
        return value - 1
    columns = [i for i, text in enumerate(header) if header_key(text) == header_key(str(value))]
    if isinstance(value, str) and value.strip() and len(columns) == 1:
        return columns[0]
    if len(columns) > 1:
        message = _("{file} names the column “{column}”, which occurs twice; use its number.")
    else:
        message = _(
            "{file} names the column “{column}”, which is not there; the columns are {columns}."
        )
    raise invalid_mapping(
        message.format(file=file, column=value, columns=column_names(header)), file, field
    )


def column_names(header: Sequence[str]) -> str:
    """The names of columns in one line, for a message; at most twelve."""
    names = [" ".join(text.split())[:60] for text in header if text.strip()]
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def invalid_mapping(message: str, file: str, field: str = "map") -> InvalidInput:
    """The refusal of a mapping file."""
    return InvalidInput(message, field=field, file=file)
