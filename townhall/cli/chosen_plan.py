"""The plan a command works on: the one named, the last one opened, or the default one."""

import argparse
from typing import TYPE_CHECKING

from townhall.domain.clock import Clock, system_clock

if TYPE_CHECKING:
    from townhall.storage.database import Database


def plan_name(args: argparse.Namespace) -> str:
    """A file's path or a database's address."""
    if args.plan:
        return str(args.plan)
    from townhall import paths
    from townhall.settings import Settings

    return Settings.load().last_plan or str(paths.default_plan())


def clock_of(args: argparse.Namespace) -> Clock:
    """The clock that was fixed with --now, else the computer's."""
    return args.now or system_clock()


def reading(args: argparse.Namespace) -> "Database":
    """The plan, without a lock: also while a window has it open. Raises PlanRefused."""
    from townhall.storage.database import Database

    return Database.open(plan_name(args), clock_of(args), read_only=True)


def changing(args: argparse.Namespace) -> "Database":
    """The plan, for changing it. Raises PlanRefused."""
    from townhall.storage.database import Database

    return Database.open(plan_name(args), clock_of(args))


def zone_of(database: "Database") -> str:
    """The time zone of the plan."""
    from townhall.services.queries.plans import plan_detail

    return database.read(plan_detail).time_zone


def theme_names(database: "Database") -> dict[str, str]:
    """The themes of questions by their keys, named in the current language."""
    from townhall.language import current_language
    from townhall.services.queries.question_themes import themes

    return {each.key: each.name(current_language()) for each in database.read(themes)}
