"""What a person reads of HTML, as plain text; nothing in it is ever run, fetched or shown."""

import re
from html.parser import HTMLParser

MAX_HTML = 100_000
"""Most characters that are read; a message of Teams has at most 28,000."""

_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "iframe"))
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"),
        *("pre", "section", "table", "tr", "ul"),
    )
)
# A tag, with quoted attributes or, failing that, up to the next angle bracket.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?:(?![A-Za-z0-9])(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>|(?![A-Za-z0-9])[^<>]*>)"
)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_OPEN = re.compile(r"<(?!/?[A-Za-z][A-Za-z0-9]*>)")


def plain_text(source: str) -> str:
    """The text of `source` without its marks; blocks begin new lines, list items have a dash.

    Whatever `source` holds, no error is raised.
    """
    parser = _Reader()
    parser.feed(_bare(source[:MAX_HTML]))
    parser.close()
    text = "".join(parser.parts)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _bare(source: str) -> str:
    """`source` with tags that are nothing but a name, and every other angle bracket as text.

    html.parser needs minutes for marks that never end; of these it has none left to look for.
    """
    source = _TAG.sub(r"<\g<end>\g<name>>", _DECLARATION.sub("", _without_comments(source)))
    return _OPEN.sub("&lt;", source)


def _without_comments(source: str) -> str:
    parts, place = [], 0
    while (start := source.find("<!--", place)) >= 0:
        end = source.find("-->", start + 4)
        if end < 0:
            break
        parts.append(source[place:start])
        place = end + 3
    return "".join((*parts, source[place:]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # A line end in the source is a blank to the reader.
            self.parts.append(data.replace("\n", " "))
