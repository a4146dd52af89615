"""Sign-off: an approval is of the words as they stood; other words have to be read again."""

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]
"""What is signed off, by field. `date_titles` are titles that single dates have, a line each."""

DATE_TITLES = "date_titles"


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that was approved, and what stands there now."""

    field: str
    approved: str
    now: str


def changed_texts(approved: Texts | None, now: Texts) -> tuple[ChangedText, ...]:
    """What differs from the texts as they were approved; nothing where nothing was.

    The title of a single date is changed when it was approved neither for a date nor for all.
    """
    if approved is None:
        return ()
    found = [
        ChangedText(field, approved.get(field, ""), text)
        for field, text in now.items()
        if field != DATE_TITLES and text != approved.get(field, "")
    ]
    known = {approved.get("title", ""), *approved.get(DATE_TITLES, "").splitlines()}
    if not set(now.get(DATE_TITLES, "").splitlines()) <= known:
        found.append(ChangedText(DATE_TITLES, approved.get(DATE_TITLES, ""), now[DATE_TITLES]))
    return tuple(found)
