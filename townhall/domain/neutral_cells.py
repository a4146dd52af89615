"""Text that a spreadsheet program would run as a formula, made harmless and back again.

An apostrophe goes before it, as Excel itself does to mean "text" (OWASP, CSV injection). Text that
already begins with apostrophes and such a character gets one more, so that nothing is lost.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


def neutral(text: str) -> str:
    """`text` as a cell may hold it; `restored` gives it back."""
    return "'" + text if _RISKY.match(text) else text


def restored(text: str) -> str:
    """The text that `neutral` made into `text`."""
    return text[1:] if _MARKED.match(text) else text
