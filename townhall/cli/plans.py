"""Commands on whole plans: new, check, backup, restore, demo."""

import argparse
from pathlib import Path

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, common_options, json_option
from townhall.cli.chosen_plan import changing, clock_of, plan_name, reading
from townhall.cli.json_input import differing, json_object
from townhall.cli.output import as_json as json_of
from townhall.cli.output import fields_of, print_facts, print_json
from townhall.domain.errors import PlanRefused
from townhall.language import _, current_language, ngettext


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    common, as_json = common_options(), json_option()
    new = add_command(commands, "new", _new, _("make a new, empty plan"), [common, as_json])
    new.add_argument("file", metavar=_("PLAN"), nargs="?", help=_("file or database address"))
    check = add_command(
        commands, "check", _check, _("tell whether a plan is sound"), [common, as_json]
    )
    check.add_argument("file", metavar=_("PLAN"), nargs="?", help=_("file of the plan"))
    backup = add_command(
        commands, "backup", _backup, _("copy a plan, also while it is open"), [common, as_json]
    )
    backup.add_argument("file", metavar=_("PLAN"), help=_("file of the plan"))
    backup.add_argument("target", metavar=_("FILE"), help=_("file to write the copy to"))
    restore = add_command(
        commands, "restore", _restore, _("put a backup in place of a plan"), [common, as_json]
    )
    restore.add_argument("source", metavar=_("FILE"), help=_("the backup"))
    restore.add_argument("file", metavar=_("PLAN"), help=_("file of the plan"))
    settings = add_command(
        commands, "settings", _settings, _("show or change the plan’s settings"), [common, as_json]
    )
    settings.add_argument(
        "--json-input",
        metavar=_("FILE"),
        help=_("JSON object with the settings to change; - reads standard input"),
    )
    demo = add_command(
        commands,
        "demo",
        _demo,
        _("write the hospital sample with its exports, and open it"),
        [common, as_json],
    )
    demo.add_argument(
        "--out",
        metavar=_("FOLDER"),
        default="demo",
        help=_("folder to write into; default: demo"),
    )
    demo.add_argument(
        "--no-window", action="store_true", help=_("do not open the window afterwards")
    )


def _new(args: argparse.Namespace) -> int:
    from townhall.storage.database import Database

    if args.file:
        name = args.file
    elif args.plan:
        name = str(args.plan)
    else:
        from townhall import paths

        name = str(paths.default_plan())
    with Database.create(name, clock_of(args)) as made:
        name = made.name
    if args.json:
        print_json({"plan": name})
    else:
        console.say(_("Made {plan}.").format(plan=name))
    return 0


def _settings(args: argparse.Namespace) -> int:
    from townhall.services.plans import change_plan
    from townhall.services.queries.plans import plan_detail

    if args.json_input is None:
        with reading(args) as database:
            detail = database.read(plan_detail)
    else:
        values = json_object(args.json_input)
        with changing(args) as database:
            now = json_of(database.read(plan_detail))
            database.run(change_plan, differing(now, values, ("is_sample",)))
            detail = database.read(plan_detail)
    if args.json:
        print_json(detail)
    else:
        print_facts(fields_of(detail))
    return 0


def _check(args: argparse.Namespace) -> int:
    from townhall.storage import backup

    path = _plan_file(args.file or plan_name(args))
    faults = backup.check(path)
    if args.json:
        print_json({"plan": str(path), "faults": faults})
    elif not faults:
        console.say(_("{plan} is sound.").format(plan=path))
    if not faults:
        return 0
    raise PlanRefused(
        ngettext(
            "{plan} has {n} fault: {first} Restore a backup with “townhall restore”.",
            "{plan} has {n} faults, such as: {first} Restore a backup with “townhall restore”.",
            len(faults),
        ).format(plan=path, n=len(faults), first=faults[0].rstrip(".") + ".")
    )


def _backup(args: argparse.Namespace) -> int:
    from townhall.storage import backup

    plan, target = _plan_file(args.file), Path(args.target)
    backup.back_up(plan, target)
    if args.json:
        print_json({"plan": str(plan), "file": str(target)})
    else:
        console.say(_("Copied {plan} to {file}.").format(plan=plan, file=target))
    return 0


def _restore(args: argparse.Namespace) -> int:
    from townhall.storage import backup

    source, plan = Path(args.source), _plan_file(args.file)
    replaced = plan.exists()
    backup.restore(source, plan)
    kept = plan.with_name(f"{plan.name}.before-restore") if replaced else None
    if args.json:
        print_json({"plan": str(plan), "file": str(source), "kept": kept})
    else:
        console.say(_("{plan} is now as it was in {file}.").format(plan=plan, file=source))
        if kept:
            console.say(_("The plan that was there is kept as {file}.").format(file=kept))
    return 0


def _demo(args: argparse.Namespace) -> int:
    from townhall.services.demo import write_demo

    result = write_demo(Path(args.out), clock_of(args), args.language or current_language())
    args.plan = result.plan
    if args.json:
        print_json(result)
        return 0
    console.say(_("The sample plan of a made-up hospital is ready, with these files:"))
    for file in result.files:
        console.say(f"  {file}")
    console.say(
        _("Look around in it with: {command}").format(
            command=f"townhall --plan {_quoted(result.plan)}"
        )
    )
    return 0


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def _plan_file(name: str) -> Path:
    from townhall.storage.places import is_url, local

    if is_url(name):
        raise PlanRefused(
            _("{plan} is in a database server; use the server’s own tools for that.").format(
                plan=name.rpartition("@")[2]
            )
        )
    return Path(local(name))
