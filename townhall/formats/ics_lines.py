"""The components of a calendar file as plain properties, read in one pass.

Own code beside icalendar, which makes an object of every parameter: a calendar of ten thousand
events would take several seconds and hundreds of megabytes to find the nine properties we want.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^;":,]*)')
_QUOTED_HEAD = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: its parameters by name in capitals, and its value as it was written."""

    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as a TEXT (RFC 5545, 3.3.11), unescaped."""
        return unescaped(self.value)


@dataclass(slots=True)
class Component:
    """A component with the properties that were asked for, and the components within it."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property called `name`."""
        found = self.properties.get(name)
        return found[0] if found else None

    def all(self, name: str) -> list[Property]:
        """Every property called `name`."""
        return self.properties.get(name, [])

    def word(self, name: str) -> str:
        """The value of the first property called `name`, in capitals; empty without one."""
        found = self.first(name)
        return found.value.strip().upper() if found else ""


def components(text: str, wanted: frozenset[str]) -> Iterator[Component]:
    """The outermost components of `text`, as `ics_guard.guarded` gives it.

    Only properties whose names are in `wanted` (in capitals) are kept.
    """
    open_: list[Component] = []
    for line in text.split("\r\n"):
        if line.startswith("BEGIN:"):
            component = Component(line[6:])
            if open_:
                open_[-1].parts.append(component)
            open_.append(component)
        elif line.startswith("END:"):
            closed = open_.pop()
            if not open_:
                yield closed
        elif line:
            head, _colon, value = line.partition(":")
            name, _semicolon, parameters = head.partition(";")
            name = name.upper()
            if name in wanted:
                if parameters:
                    head, value = _split(line)
                given = _parameters(head) if parameters else {}
                open_[-1].properties.setdefault(name, []).append(Property(given, value))


def unescaped(text: str) -> str:
    """A TEXT value as it was before it was escaped."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _split(line: str) -> tuple[str, str]:
    """Name with parameters, and value: a colon in quotes does not end the parameters."""
    if '"' not in line:
        head, _colon, value = line.partition(":")
        return head, value
    found = _QUOTED_HEAD.match(line)
    end = found.end() if found else 0
    if line[end : end + 1] != ":":
        head, _colon, value = line.partition(":")
        return head, value
    return line[:end], line[end + 1 :]


def _parameters(head: str) -> dict[str, str]:
    return {name.upper(): value.strip('"').strip() for name, value in _PARAMETER.findall(head)}
