"""A plain reader of calendar bytes for tests: components, properties and parameters as written."""

import re
from dataclasses import dataclass, field

_PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^;:,"]*)')


@dataclass
class Property:
    """One content line, unfolded; `value` is still escaped."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT."""
        return re.sub(
            r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], self.value, flags=re.DOTALL
        )


@dataclass
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The properties called `name`, in order."""
        return [each for each in self.properties if each.name == name]

    def value(self, name: str) -> str | None:
        """The value of the only property called `name`; None when there is none."""
        found = self.all(name)
        assert len(found) <= 1, f"{name} stands {len(found)} times in {self.name}"
        return found[0].value if found else None

    def inside(self, name: str) -> list["Component"]:
        """The components called `name` directly inside."""
        return [each for each in self.children if each.name == name]


def read(data: bytes) -> Component:
    """The only calendar in `data`; asserts that its bytes are as RFC 5545, 3.1 wants them."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert 0 < len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()  # no character is split
    root = Component("")
    stack = [root]
    for line in re.sub(rb"\r\n ", b"", data).decode().removesuffix("\r\n").split("\r\n"):
        prop = _property(line)
        if prop.name == "BEGIN":
            child = Component(prop.value)
            stack[-1].children.append(child)
            stack.append(child)
        elif prop.name == "END":
            assert stack.pop().name == prop.value
        else:
            stack[-1].properties.append(prop)
    assert stack == [root]
    assert [child.name for child in root.children] == ["VCALENDAR"]
    return root.children[0]


def _property(line: str) -> Property:
    name = re.match(r"[A-Z0-9-]+", line)
    assert name, line
    position, parameters = name.end(), {}
    while found := _PARAMETER.match(line, position):
        assert found[1] not in parameters
        parameters[found[1]] = found[2]
        position = found.end()
    assert line[position] == ":", line
    return Property(name[0], parameters, line[position + 1 :])
