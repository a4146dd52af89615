"""Text that a spreadsheet program would run as a formula, made harmless and back again.

An apostrophe goes before it, as Excel itself does to mean "text" (OWASP, CSV injection). Text that
already begins with apostrophes and such a character gets one more, so that nothing is lost.
"""

import re

# Excel in East Asian languages takes the full-width characters for the same.
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_RISKY = re.compile(rf"'*{_FORMULA}")
_MARKED = re.compile(rf"'+{_FORMULA}")


def neutral(text: str) -> str:
    """`text` as a cell may hold it; `restored` gives it back."""
    return "'" + text if _RISKY.match(text) else text


def restored(text: str) -> str:
    """The text that `neutral` made into `text`."""
    return text[1:] if _MARKED.match(text) else text
