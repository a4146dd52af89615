"""Reasons of the system in the user's language."""

import errno
import os

import pytest

from townhall.domain.reasons import reason
from townhall.language import set_language


@pytest.mark.parametrize(
    ("code", "english", "dutch"),
    [
        (errno.ENOSPC, "the disk is full", "de schijf is vol"),
        (errno.EISDIR, "it is a folder", "het is een map"),
        (errno.EMLINK, os.strerror(errno.EMLINK), os.strerror(errno.EMLINK)),
    ],
)
def test_a_reason_is_in_the_users_language(code: int, english: str, dutch: str) -> None:
    error = OSError(code, os.strerror(code))
    assert reason(error) == english
    set_language("nl")
    try:
        assert reason(error) == dutch
    finally:
        set_language("en")


def test_an_error_without_a_number_has_its_kind() -> None:
    assert reason(OSError()) == "OSError"
