"""Options that commands for writing files share."""

from townhall.cli.arguments import Parser, day
from townhall.language import _


def add_out(parser: Parser, *, folder: bool = False) -> None:
    """Where to write: a file, or a folder."""
    parser.add_argument(
        "--out",
        required=True,
        metavar=_("FOLDER") if folder else _("FILE"),
        help=_("folder to write into") if folder else _("file to write"),
    )


def add_days(parser: Parser) -> None:
    """From which day to which day."""
    parser.add_argument("--from", dest="first", type=day, metavar=_("DAY"))
    parser.add_argument("--to", dest="last", type=day, metavar=_("DAY"))
