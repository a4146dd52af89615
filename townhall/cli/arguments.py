"""The parser of the command line: options every command has, and errors in one translated line."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NoReturn

from townhall import __version__
from townhall.cli import console
from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.language import LANGUAGES, _, ngettext

# argparse takes its words from the process-wide gettext domain, which knows nothing of the
# language that was chosen with --language.
vars(argparse).update(_=lambda message: _(message), ngettext=lambda *words: ngettext(*words))

Command = Callable[[argparse.Namespace], int]
"""Runs one command; returns the exit code."""

_MOST_DIGITS = 18

Subparsers = Any
"""What `add_subparsers` returns; argparse keeps its class to itself."""


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what it did not understand, and exits with 2."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where help is."""
        sentence = _("{program}: {message}. See “{program} --help”.").format(
            program=self.prog, message=message.rstrip(".")
        )
        self.exit(2, f"{sentence}\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        # argparse's own keeps quiet about what could not be written.
        if file is not sys.stdout:
            console.complain(message)
            return
        try:
            console.say(message.removesuffix("\n"))
            console.flush()
        except CannotWrite as error:
            self.exit(1, str(error))
        except BrokenPipeError:
            self.exit(1)


def main_parser() -> Parser:
    """The parser without commands: the options that stand before or after a command."""
    parser = Parser(
        prog="townhall",
        parents=[common_options(default=None)],
        description=_(
            "Plans town halls and AI progress updates, collects questions, sends invitations and "
            "makes briefings. Without a command the window opens."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Town Hall {__version__}",
        help=_("show the version and exit"),
    )
    return parser


def common_options(
    *, default: str | None = argparse.SUPPRESS, language: bool = True
) -> argparse.ArgumentParser:
    """Options of every command; `language` False where the command has its own --language.

    Without a default they leave alone what was given before the command.
    """
    common = argparse.ArgumentParser(add_help=False)
    group = common.add_argument_group(_("common options"))
    group.add_argument(
        "--plan",
        metavar=_("PLAN"),
        default=default,
        help=_("file or database address of the plan; default: the last one opened"),
    )
    if language:
        group.add_argument(
            "--language",
            choices=LANGUAGES,
            default=default,
            help=_("language of what is shown"),
        )
    group.add_argument(
        "--now",
        type=_clock,
        metavar=_("TIME"),
        default=default,
        help=_("pretend that it is this moment, such as 2026-11-24T09:00+01:00"),
    )
    return common


def json_option() -> argparse.ArgumentParser:
    """The option of commands whose result scripts read."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--json", action="store_true", help=_("print one JSON value"))
    return parent


def add_command(
    commands: Subparsers,
    name: str,
    run: Command | None,
    summary: str,
    parents: Sequence[argparse.ArgumentParser],
) -> Parser:
    """Add a command; `run` None where its own commands run."""
    parser: Parser = commands.add_parser(
        name, parents=list(parents), help=summary, description=summary
    )
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def add_group(parser: Parser, destination: str, metavar: str) -> Subparsers:
    """Make `parser` one that needs one of several commands."""
    return parser.add_subparsers(dest=destination, metavar=metavar, required=True, title=metavar)


def term_names(terms: type[StrEnum]) -> list[str]:
    """The words of `terms` as choices of an option."""
    return [term.value for term in terms]


def day(text: str) -> date:
    """A date, ISO 8601, as an option's value."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a date; write it as 2026-12-03").format(text=text)
        ) from None


def number(text: str) -> int:
    """The number of a record, as an option's value."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not the number of a record, such as 3").format(text=text)
        )
    return int(text)


def local_moment(text: str) -> datetime:
    """A date and time without offset, ISO 8601, as an option's value."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a local date and time; write it as 2026-12-03T10:30").format(
                text=text
            )
        )
    return moment


def _clock(text: str) -> Clock:
    try:
        return fixed_clock(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(str(error)) from None
