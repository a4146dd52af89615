"""Standard output and error: always UTF-8, and no complaint when a reader stops reading."""

import io
import os
import shutil
import sys

from townhall.language import _


def prepare() -> None:
    """Write UTF-8 whatever the console's own encoding is: a question may be in any letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """One or more lines on standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(" ".join(text.split()) + "\n")


def width() -> int:
    """Columns of the terminal; 120 where the output is not one."""
    return shutil.get_terminal_size((120, 24)).columns


def flush() -> int:
    """Write what is still waiting; 1 when the reader has gone, such as `head`, else 0."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit; let it write into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        complain(
            _("The output could not be written ({reason}).").format(reason=error.strerror or error)
        )
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0
