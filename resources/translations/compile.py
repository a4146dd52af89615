"""Compile every nl/*.po into nl/LC_MESSAGES/townhall.mo; run after editing a catalogue."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
"""In the head of the file; the same words shall make the same file."""


def compiled(language: str = "nl") -> bytes:
    """The merged catalogue of all areas; a message translated in two ways is refused."""
    merged = Catalog(locale=language, charset="utf-8", creation_date=_WHEN, revision_date=_WHEN)
    for path in sorted((HERE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id or not message.string or message.fuzzy:
                    continue
                known = merged.get(message.id, message.context)
                if known is not None and known.string and known.string != message.string:
                    raise SystemExit(
                        f"{path.name}: {message.id!r} is {message.string!r} here, "
                        f"elsewhere {known.string!r}"
                    )
                merged.add(message.id, message.string, context=message.context)
    out = BytesIO()
    write_mo(out, merged)
    return out.getvalue()


if __name__ == "__main__":
    target = HERE / "nl" / "LC_MESSAGES" / "townhall.mo"
    # Renamed into place, because a program that runs meanwhile may be reading it.
    made = target.with_suffix(".tmp")
    made.write_bytes(compiled())
    made.replace(target)
