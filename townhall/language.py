"""The words of window, command line and documents, in English (the source) and Dutch.

Catalogues are gettext: `resources/translations/nl/*.po` per area, compiled into one
`townhall.mo` by `resources/translations/compile.py`.
"""

import gettext as _gettext
from functools import cache

from townhall import paths

LANGUAGES = ("nl", "en")

Words = _gettext.NullTranslations
"""What `words()` returns: `.gettext`, `.ngettext`, `.pgettext` in one language."""

_current: Words = _gettext.NullTranslations()
_current_code = "en"


@cache
def words(code: str) -> Words:
    """Translations of language `code` ("nl" or "en"), whatever the window's language is."""
    if code == "en":
        return _gettext.NullTranslations()
    folder = str(paths.resources() / "translations")
    return _gettext.translation("townhall", folder, languages=[code])


def set_language(code: str) -> None:
    """Make `code` ("nl" or "en") the language of `_`, `ngettext` and `pgettext`."""
    global _current, _current_code
    _current, _current_code = words(code), code


def current_language() -> str:
    """The language of `_`: "nl" or "en"."""
    return _current_code


def _(message: str) -> str:
    """`message` in the current language."""
    return _current.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """`one` or `many` in the current language, by `number`; `{n}` is left to the caller."""
    return _current.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """`message` in the current language, told apart from the same word elsewhere by `context`."""
    return _current.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark `message` for translation; it is translated where it is shown."""
    return message
