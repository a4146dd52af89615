"""Known errors: each carries one clear sentence for the user (what, where, what to do)."""


class TownHallError(Exception):
    """A refusal the user can understand; `str(error)` is the translated sentence."""


class InvalidInput(TownHallError):
    """A value cannot be used; nothing was changed.

    `field` is the field's name in the command line's contract (`start`, `organizer.email`), `row`
    the 1-based row of a file or place in a list, `file` the file's name, where they are known.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        row: int | None = None,
        file: str | None = None,
    ) -> None:
        super().__init__(message)
        self.field = field
        self.row = row
        self.file = file


class NotFound(TownHallError):
    """The thing that was asked for is not in the plan."""


class UnreadableFile(TownHallError):
    """A file to import is damaged, too large, or not what its name says."""


class CannotWrite(TownHallError):
    """A file could not be written; the file that stood there is unchanged."""


class PlanRefused(TownHallError):
    """A plan cannot be opened: damaged, locked, newer than the program, or not a plan."""


class PlanDamaged(PlanRefused):
    """A plan cannot be opened because its file is damaged: a backup can be restored."""


class ServerRefused(TownHallError):
    """A server could not be reached, or does not do what it was asked; the sentence says why."""


class Cancelled(TownHallError):
    """The user stopped the work; nothing was changed."""


class Conflict(TownHallError):
    """Somebody else changed the same fields since they were loaded.

    `base`, `mine` and `theirs` map field names to values, for the fields both changed.
    """

    def __init__(
        self,
        message: str,
        base: dict[str, object],
        mine: dict[str, object],
        theirs: dict[str, object],
    ) -> None:
        super().__init__(message)
        self.base = base
        self.mine = mine
        self.theirs = theirs
