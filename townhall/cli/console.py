"""Standard output and error: always UTF-8, and no complaint when a reader stops reading."""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from townhall.domain.errors import CannotWrite
from townhall.domain.reasons import reason
from townhall.language import _


def prepare() -> None:
    """Write UTF-8 whatever the console's own encoding is: a question may be in any letters.

    A stream that was closed becomes one into nothing.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nothing, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """One or more lines on standard output.

    Raises CannotWrite, and BrokenPipeError when the reader has gone, as `head` does.
    """
    with _explained():
        sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """One line on standard error; where that cannot be written, the exit code has to do."""
    try:
        sys.stderr.write(" ".join(text.split()) + "\n")
        sys.stderr.flush()
    except OSError:
        _write_into_nothing(sys.stderr)


def width() -> int:
    """Columns of the terminal; 120 where the output is not one."""
    return shutil.get_terminal_size((120, 24)).columns


def flush() -> None:
    """Write what is still waiting; raises as `say` does."""
    with _explained():
        sys.stdout.flush()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _write_into_nothing(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise CannotWrite(
            _("The output could not be written ({reason}).").format(reason=reason(error))
        ) from error


def _write_into_nothing(stream: TextIO) -> None:
    """Let Python, which flushes once more at exit, do that without an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
