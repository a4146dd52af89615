"""The command that reads questions: exports of other tools, folders, and lines of text."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from townhall.cli import console
from townhall.cli.arguments import Parser, local_moment, number, term_names
from townhall.cli.chosen_plan import changing, reading, zone_of
from townhall.cli.import_report import say_counts, say_problems
from townhall.cli.output import as_json, print_json
from townhall.domain.errors import InvalidInput
from townhall.domain.tables import DELIMITERS, ENCODINGS, NO_DELIMITER, Reading
from townhall.domain.terms import Anonymity
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.imports import Problem
    from townhall.services.question_imports import FileCounts
    from townhall.services.question_sources import FoundSources

_STANDARD_INPUT = "-"
_DELIMITER_NAMES = dict(
    zip(("semicolon", "comma", "tab", "bar", "none"), (*DELIMITERS, NO_DELIMITER), strict=True)
)


def add_options(parser: Parser) -> None:
    """Add the options of `import questions` that other imports do not have."""
    parser.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication the questions were asked for"),
    )
    parser.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of it; default: the nearest date"),
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--names",
        choices=term_names(Anonymity),
        metavar=_("LEVEL"),
        help=_(
            "what becomes of names and addresses of askers: {words}; default: left out, as "
            "held-by-source"
        ).format(words=", ".join(Anonymity)),
    )
    who.add_argument(
        "--keep-names",
        action="store_true",
        help=_("store names and e-mail addresses of askers too; without this they are left out"),
    )
    parser.add_argument(
        "--hold-back",
        action="store_true",
        help=_("leave out questions with what may be the number of a patient"),
    )
    parser.add_argument(
        "--encoding",
        choices=ENCODINGS,
        metavar=_("LETTERS"),
        help=_("the letters of the files: {words}; default: as the file shows").format(
            words=", ".join(ENCODINGS)
        ),
    )
    parser.add_argument(
        "--delimiter",
        choices=list(_DELIMITER_NAMES),
        metavar=_("MARK"),
        help=_("what stands between columns: {words}; default: as the file shows").format(
            words=", ".join(_DELIMITER_NAMES)
        ),
    )
    parser.add_argument(
        "--sheet", metavar=_("NAME"), help=_("the sheet of a workbook; default: the first one")
    )
    parser.add_argument(
        "--header-row",
        type=_row,
        metavar=_("ROW"),
        help=_("the row with the names of the columns, counted from 1; 0: there is none"),
    )


def _row(text: str) -> int:
    try:
        if 0 <= int(text) <= 1_048_576:
            return int(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_("{text} is not the number of a row").format(text=text))


def read(args: argparse.Namespace) -> int:
    """Read questions and say what became of them, file by file."""
    from townhall.services.question_files import all_problems, read_questions
    from townhall.services.question_imports import file_counts, import_files

    if args.occurrence is not None and args.communication is None:
        raise InvalidInput(_("Say of which communication that date is, with --communication."))
    names = Anonymity(args.names) if args.names else Anonymity.HELD_BY_SOURCE
    found = _sources(args.files)
    with reading(args) if args.dry_run else changing(args) as database:
        files = read_questions(
            found.sources,
            names=Anonymity.NAMED if args.keep_names else names,
            mapping=Path(args.map) if args.map else None,
            reading=Reading(
                encoding=args.encoding or "",
                delimiter=_DELIMITER_NAMES.get(args.delimiter, ""),
                sheet=args.sheet or "",
                header_row=args.header_row,
            ),
            zone=zone_of(database),
            hold_back=args.hold_back,
        )
        target = {"communication_id": args.communication, "original_start": args.occurrence}
        if args.dry_run:
            counts = database.read(file_counts, files, **target)
        else:
            counts = database.run(import_files, files, **target).value
    _report(args, counts, all_problems(files), found.remarks)
    return 0


def _report(
    args: argparse.Namespace,
    counts: "Sequence[FileCounts]",
    read: "Sequence[Problem]",
    remarks: Sequence[str],
) -> None:
    from townhall.services.question_imports import summed

    total = summed(counts)
    problems = (*read, *total.problems)
    if args.json:
        told = [_told(each, sum(one.file == each.file for one in problems)) for each in counts]
        files = {"files": told} if len(counts) > 1 else {}
        print_json({**as_json(replace(total, problems=problems)), **files})
        return
    say_counts(total, dry_run=args.dry_run)
    if len(counts) > 1:
        for each in counts:
            console.say(f"  {each.file}: {each.refused or _counts_of(each)}")
    for remark in remarks:
        console.say(f"  {remark}")
    # What kept a file from being read stands beside its name already.
    refused = {each.file for each in counts if each.refused}
    say_problems([one for one in problems if one.file not in refused], several=len(counts) > 1)


def _told(counts: "FileCounts", problems: int) -> dict[str, object]:
    return {
        "file": counts.file,
        "added": counts.added,
        "updated": counts.updated,
        "skipped": counts.skipped,
        "left_out": counts.left_out,
        "problems": problems,
        "refused": counts.refused,
    }


def _counts_of(counts: "FileCounts") -> str:
    return _("added {added}, updated {updated}, left as they were {skipped}, left out {n}").format(
        added=counts.added, updated=counts.updated, skipped=counts.skipped, n=counts.left_out
    )


def _sources(files: Sequence[str]) -> "FoundSources":
    """The files to read; "-" is standard input. Raises UnreadableFile."""
    from townhall.formats.tables import MAX_BYTES
    from townhall.services.question_sources import FoundSources, QuestionSource, find_sources

    if _STANDARD_INPUT not in files:
        return find_sources([Path(file) for file in files])
    if len(files) > 1:
        raise InvalidInput(_("Standard input (-) is read alone, without other files."))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return FoundSources((QuestionSource(_("standard input"), data),))
