"""What a database's own errors mean to the user, each in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from townhall.domain.errors import (
    Conflict,
    InvalidInput,
    PlanDamaged,
    PlanRefused,
    TownHallError,
)
from townhall.language import _

_LOCK_NOT_AVAILABLE = "55P03"
_NOT_ALLOWED = "42501"


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the errors of the database of plan `name` into ones the user can understand.

    Errors of our own SQL are left alone: they are bugs.
    """
    try:
        yield
    except StaleDataError:
        raise Conflict(
            _("Somebody else has just changed this. Look at it again, then try again."), {}, {}, {}
        ) from None
    except IntegrityError as error:
        raise _integrity(error) from error
    except DatabaseError as error:
        # SQLite tells damage by the base class itself; its children other than these are bugs.
        ours = not isinstance(error, OperationalError) and type(error) is not DatabaseError
        if ours and getattr(error.orig, "sqlstate", None) != _NOT_ALLOWED:
            raise
        raise refused(name, error.orig) from error
    except sqlite3.DatabaseError as error:
        raise refused(name, error) from error


def refused(name: str, error: BaseException | None) -> PlanRefused:
    """Why plan `name` cannot be used, from the error of its database."""
    if not isinstance(error, sqlite3.Error):
        return _refused_by_server(name, error)
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        sentence = _("{path} is in use by another program. Close it there, then try again.")
    elif code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        sentence = _("{path} cannot be written to. Check the rights of the file and its folder.")
    elif code == "SQLITE_FULL":
        sentence = _("The disk is full, so the change was not kept. Make room, then try again.")
    elif code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(name)
    else:
        sentence = _("{path} cannot be used ({reason}).")
    return PlanRefused(sentence.format(path=name, reason=error))


def sqlite_reason(error: sqlite3.Error) -> str:
    """What `error` means, to stand in brackets; in SQLite's own words where it is rare."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code == "SQLITE_FULL":
        return _("the disk is full")
    if code.startswith("SQLITE_READONLY"):
        return _("it is read-only")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _("no file can be made there")
    return str(error)


def damaged(name: str) -> PlanDamaged:
    """The refusal of a damaged plan."""
    return PlanDamaged(
        _("{path} is damaged and was not opened. Restore a backup with “townhall restore”.").format(
            path=name
        )
    )


def not_a_plan(name: object) -> PlanRefused:
    """The refusal of a file that Town Hall did not make."""
    return PlanRefused(
        _("{path} is not a Town Hall plan. Choose a file that Town Hall made.").format(path=name)
    )


def _refused_by_server(name: str, error: BaseException | None) -> PlanRefused:
    if getattr(error, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
        return PlanRefused(_("Somebody else is busy changing this plan. Try again in a moment."))
    if getattr(error, "sqlstate", None) == _NOT_ALLOWED:
        return PlanRefused(
            _(
                "You may not do this in the database {url}. Ask who looks after it for the rights."
            ).format(url=name)
        )
    return PlanRefused(
        _("The database {url} does not answer. Check address, name and password.").format(url=name)
    )


def _integrity(error: IntegrityError) -> TownHallError:
    if "UNIQUE" in str(error.orig).upper():
        return InvalidInput(_("There is one with this name already. Choose another name."))
    return InvalidInput(
        _("Something else in the plan still refers to this. Detach it there first.")
    )
