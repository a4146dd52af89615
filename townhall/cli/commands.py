"""From arguments to an exit code: 0 done, 1 refused, 2 wrong usage."""

import argparse
import logging
from collections.abc import Sequence

from townhall.cli import (
    accounting,
    carry_over,
    console,
    duplicates,
    exports,
    imports,
    moving,
    nouns,
    planning,
    plans,
    publish_check,
)
from townhall.cli.arguments import main_parser
from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.reasons import reason
from townhall.language import LANGUAGES, _
from townhall.log import log_file, start_log


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language asked for with --language, needed before the arguments can be read.

    After `export pack` the option means the language of the pack.
    """
    for place, word in enumerate(arguments):
        if word == "pack" and arguments[place - 1] == "export":
            return None
        name, _equals, value = word.partition("=")
        if name == "--language":
            value = value or "".join(arguments[place + 1 : place + 2])
            return value if value in LANGUAGES else None
    return None


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments, with `command` None where the window is meant; exits with 2, or 0 for help."""
    parser = main_parser()
    commands = parser.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_("commands"), required=False
    )
    for group in (
        *(plans, nouns, planning, moving, duplicates, publish_check),
        *(carry_over, accounting, imports, exports),
    ):
        group.add_commands(commands)
    return parser.parse_args(arguments)


def run(args: argparse.Namespace) -> int:
    """Run the command; a refusal is one line on standard error, and nothing has changed."""
    try:
        code = int(args.run(args))
        console.flush()
    except TownHallError as error:
        console.complain(_placed(error))
        return 1
    except KeyboardInterrupt:
        console.complain(_("Stopped."))
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:
        start_log()
        logging.getLogger(__name__).exception("command %s", args.command)
        if isinstance(error, OSError) and error.filename is not None:
            # Not ours: the system would not let us at a file.
            console.complain(
                _("{path} cannot be used ({reason}).").format(
                    path=error.filename, reason=reason(error)
                )
            )
            return 1
        console.complain(
            _(
                "Something went wrong in Town Hall itself, and the command was stopped. Details "
                "are in {file}."
            ).format(file=log_file())
        )
        return 1
    return code


def _placed(error: TownHallError) -> str:
    """The sentence of a refusal, with the place in a list that it is about."""
    if not isinstance(error, InvalidInput) or not (error.row and error.field):
        return str(error)
    if error.file is not None:
        return str(error)  # the row is of a file, which the sentence names itself
    return _("In “{field}”, number {row}: {sentence}").format(
        field=error.field.partition(".")[0], row=error.row, sentence=error
    )
