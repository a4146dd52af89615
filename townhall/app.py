"""The composition root: arguments to command line or window."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    # Imported where used: who stops the program while it loads is to see no traceback.
    from datetime import date
    from pathlib import Path

    from townhall.domain.clock import Clock
    from townhall.services.queries.year import Year
    from townhall.settings import Settings

_ALLOCATIONS_BEFORE_COLLECTING = 100_000
_STOPPED = 130
"""The exit code of a program that was stopped with Ctrl+C, as shells have it."""


def start() -> NoReturn:
    """Run Town Hall as the process it is, and exit.

    Python's search for garbage is what takes a fifth of a short command: while modules load there
    is none to find, and at the end the system takes all memory back at once.
    """
    gc.set_threshold(_ALLOCATIONS_BEFORE_COLLECTING, 20, 20)
    try:
        code = main()
    except KeyboardInterrupt:
        code = _STOPPED
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run Town Hall with `argv` (default: the process's arguments); returns the exit code.

    Without a command the window opens, on the plan's file if that is the only argument; every other
    command works without one.
    """
    from townhall import paths
    from townhall.cli import console
    from townhall.language import set_language
    from townhall.settings import Settings

    arguments = sys.argv[1:] if argv is None else list(argv)
    console.prepare()
    settings = Settings.load()
    if not arguments:
        # The window need not wait for what reads arguments.
        return _open_window(settings)
    if len(arguments) == 1 and arguments[0].endswith(paths.PLAN_SUFFIX):
        # As a file manager starts it.
        arguments = ["--plan", *arguments]
    from townhall.cli.commands import asked_language, parse, run
    from townhall.qt_check import has_display

    language = asked_language(arguments) or settings.language_code()
    set_language(language)
    try:
        args = parse(arguments)
    except SystemExit as done:
        return int(done.code or 0)
    if args.command is None:
        return _open_window(settings, args.plan, args.now, language)
    shows_window = args.command == "demo" and not args.no_window and has_display()
    # A process has one application; writing PDFs would make one that cannot show windows.
    application = _application(settings, language) if shows_window else None
    args.write_year = _write_year
    code = run(args)
    if code == 0 and shows_window:
        # What was asked for is written, whether or not a window can show it.
        _open_window(settings, args.plan, args.now, language)
    del application
    return code


def _write_year(path: "Path", year: "Year", today: "date") -> int:
    """Write a year as PDF with the window's own painting; returns how many pages."""
    from townhall.domain.errors import CannotWrite
    from townhall.qt_check import explain_import_error

    try:
        from townhall.ui.calendar.year_print import write_year
    except ImportError as error:
        raise CannotWrite(explain_import_error(error)) from error
    return write_year(path, year, today)


def _application(settings: "Settings", language: str) -> object:
    """The window's application; None where there cannot be one, which is told later."""
    from townhall.qt_check import explain_missing_display

    if explain_missing_display() is not None:
        return None
    try:
        from townhall.ui.start import make_application
    except ImportError:
        return None
    return make_application(settings, language)


def _open_window(
    settings: "Settings",
    plan: str | None = None,
    now: "Clock | None" = None,
    language: str | None = None,
) -> int:
    """Show the window; 1 with one sentence where that is not possible."""
    from townhall.cli import console
    from townhall.domain.clock import system_clock
    from townhall.language import set_language
    from townhall.qt_check import explain_import_error, explain_missing_display

    set_language(language or settings.language_code())
    reason = explain_missing_display()
    if reason is not None:
        console.complain(reason)
        return 1
    try:
        from townhall.ui.start import run_window
    except ImportError as error:
        console.complain(explain_import_error(error))
        return 1
    return run_window(settings, plan, now or system_clock(), language)
