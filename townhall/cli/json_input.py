"""Fields given as a JSON object, in a file or on standard input."""

import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.reasons import reason
from townhall.language import _

_LARGEST = 5_000_000


def json_object(source: str) -> dict[str, Any]:
    """The JSON object in the file `source`, or on standard input for "-".

    Raises UnreadableFile, or InvalidInput where it is not a JSON object.
    """
    name = _("standard input") if source == "-" else source
    try:
        text = _bytes(source, name).decode("utf-8-sig")
        values = json.loads(text)
    except UnicodeDecodeError:
        raise UnreadableFile(
            _("{name} is not written in UTF-8. Save it as UTF-8.").format(name=name)
        ) from None
    except json.JSONDecodeError as error:
        raise InvalidInput(
            _("{name} is not JSON: there is a mistake in line {line}, column {column}.").format(
                name=name, line=error.lineno, column=error.colno
            ),
            file=name,
        ) from None
    except (RecursionError, ValueError):
        raise InvalidInput(
            _("{name} holds JSON that cannot be used: too deep, or a number too long.").format(
                name=name
            ),
            file=name,
        ) from None
    if not isinstance(values, dict):
        raise InvalidInput(
            _('{name} must hold one JSON object, such as {{"title": "Town hall"}}.').format(
                name=name
            ),
            file=name,
        )
    return values


def without(computed: Collection[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a copy: what another record computed is not given to a new one."""
    return {name: value for name, value in values.items() if name not in computed}


def differing(
    before: Mapping[str, Any], values: Mapping[str, Any], computed: Collection[str]
) -> dict[str, Any]:
    """Values that are not as they were: what `show` gave can be edited and given back whole.

    Raises InvalidInput when one of the `computed` fields was edited.
    """
    changes = {
        name: value for name, value in values.items() if name not in before or before[name] != value
    }
    for name in changes:
        if name in computed:
            raise InvalidInput(
                _("“{field}” is kept by Town Hall itself and cannot be changed.").format(
                    field=name
                ),
                field=name,
            )
    return changes


def _bytes(source: str, name: str) -> bytes:
    if source == "-":
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            raise UnreadableFile(_("{name} does not exist.").format(name=name)) from None
        except OSError as error:
            raise UnreadableFile(
                _("{name} cannot be read ({reason}).").format(name=name, reason=reason(error))
            ) from None
    if len(data) > _LARGEST:
        raise UnreadableFile(
            _("{name} is larger than {limit} MB. Split it into smaller files.").format(
                name=name, limit=_LARGEST // 1_000_000
            )
        )
    return data
