"""The password of a calendar server: in the system's keyring, or nowhere.

It is never in the plan, the settings or the log. All of it may wait for the user to unlock the
keyring, so the window asks on a thread of its own.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_NOT_SECRET = ("keyrings.alt.file", "keyrings.alt.multi")
"""Keyrings that are a file anybody on this computer may read; they are not used."""

_NOBODY = "-"
"""Keyrings want a name."""


def stored_password(collection_url: str, user_name: str) -> str | None:
    """The password kept for this user of that server; None when there is none, or no keyring."""
    keyring = _keyring()
    if keyring is None:
        return None
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_service(collection_url), user_name or _NOBODY)
    except KeyringError:
        return None


def keep_password(collection_url: str, user_name: str, password: str) -> bool:
    """Keep a password in the keyring; False when this computer has none, or it stays locked."""
    keyring = _keyring()
    if keyring is None:
        return False
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_service(collection_url), user_name or _NOBODY, password)
    except KeyringError:
        return False
    return True


def forget_password(collection_url: str, user_name: str) -> None:
    """Take a password out of the keyring, if it is there."""
    keyring = _keyring()
    if keyring is None:
        return
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_service(collection_url), user_name or _NOBODY)
    except KeyringError:
        return


def has_keyring() -> bool:
    """Whether this computer can keep a password."""
    return _keyring() is not None


def _service(collection_url: str) -> str:
    """Feeds on one server share a password."""
    return f"Town Hall {urlsplit(collection_url).netloc}"


def _keyring() -> "KeyringBackend | None":
    """The keyring of the system; None without one that keeps secrets."""
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        return None
    found = keyring.get_keyring()
    if isinstance(found, fail.Keyring | null.Keyring) or type(found).__module__ in _NOT_SECRET:
        return None
    return found
