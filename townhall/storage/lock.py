"""The lock beside a plan: one program at a time writes to it."""

from collections.abc import Callable
from pathlib import Path

from townhall.domain.errors import PlanRefused
from townhall.domain.reasons import reason
from townhall.language import _


def hold(plan: Path) -> Callable[[], None]:
    """Take the lock of `plan` until the returned function is called, or the program ends.

    The lock is the operating system's, on a hidden file that stays: removing it would let two
    programs hold locks on different files. Raises PlanRefused when somebody has it.
    """
    from filelock import FileLock, Timeout

    file = lock_file(plan)
    # Whichever thread closes the plan lets go of it.
    lock = FileLock(file, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        # Where the file cannot be made, filelock waits for it in vain.
        if not file.exists():
            raise _not_writable(plan, "") from None
        raise PlanRefused(
            _("{path} is open in another Town Hall. Close it there first.").format(path=plan)
        ) from None
    except OSError as error:
        raise _not_writable(plan, reason(error)) from None
    return lock.release


def lock_file(plan: Path) -> Path:
    """The file whose lock guards `plan`, the same for every way to name the plan."""
    real = plan.resolve()
    return real.with_name(f".{real.name}.lock")


def _not_writable(plan: Path, why: str) -> PlanRefused:
    if why:
        return PlanRefused(
            _("The folder of {path} cannot be written to ({reason}).").format(path=plan, reason=why)
        )
    return PlanRefused(_("The folder of {path} cannot be written to.").format(path=plan))
