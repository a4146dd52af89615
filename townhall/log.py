"""The log file: what went wrong and where, without anything a person wrote."""

import logging
import traceback
from pathlib import Path
from types import TracebackType

from townhall import paths

_LOGGER = "townhall"
_SIZE = 500_000
_KEPT = 2
# Their messages name code, never data.
_TELLING = (AttributeError, NameError, ImportError, TypeError, NotImplementedError)


def log_file() -> Path:
    """Where the log is written; older ones stand beside it as `.1` and `.2`."""
    return paths.log_folder() / "townhall.log"


def start_log(level: int = logging.INFO) -> None:
    """Write what `logging.getLogger("townhall...")` is told to the log file.

    Messages carry ids and names of classes; the words of errors are left out, because a database's
    error quotes what was being stored. A folder that cannot be written leaves the program without
    a log.
    """
    # Brings sockets and pickle along, which the first picture of the window need not wait for.
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger(_LOGGER)
    if _own_handlers():
        return
    # What cannot be logged is not worth a traceback on the console.
    logging.raiseExceptions = False
    try:
        handler = RotatingFileHandler(
            log_file(), maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False


def stop_log() -> None:
    """Close the log file."""
    logger = logging.getLogger(_LOGGER)
    for handler in _own_handlers():
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def _own_handlers() -> list[logging.Handler]:
    handlers = logging.getLogger(_LOGGER).handlers
    return [handler for handler in handlers if isinstance(handler.formatter, _Formatter)]


def traceback_without_words(error: BaseException) -> str:
    """Where `error` came from: files, lines and classes, without what the message quotes."""
    lines: list[str] = []
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    for link in reversed(chain):
        lines += traceback.format_tb(link.__traceback__)
        lines.append(f"{_described(link)}\n")
    # A home folder is called after a person.
    return "".join(lines).rstrip().replace(str(Path.home()), "~")


def _described(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, OSError):
        return f"{name} (errno {error.errno})"
    return f"{name}: {error}" if isinstance(error, _TELLING) else name


class _Formatter(logging.Formatter):
    def formatException(  # noqa: N802 (logging's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return traceback_without_words(ei[1]) if ei[1] is not None else ""
