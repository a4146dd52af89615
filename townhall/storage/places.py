"""Where a plan lies, and why it may not be opened there."""

import os
import re
import sys
from pathlib import Path

from townhall.domain.errors import PlanRefused
from townhall.domain.reasons import reason
from townhall.language import _

SQLITE_HEADER = b"SQLite format 3\x00"
APPLICATION_ID = 0x544E484C
"""PRAGMA application_id of a plan ("TNHL")."""

_NETWORK_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs"),
        *("fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "davfs", "fuse.davfs", "afpfs"),
    }
)


def local(plan: str) -> str:
    """`plan` as a path where it is the address of a SQLite file (sqlite:///plan.townhall)."""
    found = re.match(r"sqlite(?:\+pysqlite)?:///(?=.)", plan)
    return plan[found.end() :] if found else plan


def is_url(plan: str) -> bool:
    """Whether `plan` is the address of a database server rather than a file."""
    return "://" in local(plan)


def query(plan: Path) -> dict[str, str]:
    """The query of the SQLite URI that opens a plan that is there.

    Where nothing can be written and no log lies beside it, SQLite need not write one either:
    a backup on a read-only disk can be read.
    """
    real = plan.resolve()
    writable = os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)
    if writable or real.with_name(real.name + "-wal").exists():
        return {"mode": "rw"}
    return {"mode": "ro", "immutable": "1"}


def refuse_network_share(path: Path) -> None:
    """Raise PlanRefused when `path` lies on a network share.

    SQLite's locks and write-ahead log do not hold there (https://sqlite.org/wal.html, 1).
    """
    if _on_network(path.resolve()):
        raise PlanRefused(
            _(
                "{path} lies on a network share, where a plan can be damaged when two people "
                "use it. Keep the plan on this computer, or share it through PostgreSQL."
            ).format(path=path)
        )


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        if str(path).startswith("\\\\"):
            return True
        return int(ctypes.windll.kernel32.GetDriveTypeW(path.anchor)) == 4
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    return file_system(path, mounts.read_text(encoding="utf-8", errors="replace")) in (
        _NETWORK_SYSTEMS
    )


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that holds `path`, from the text of /proc/self/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        # Blanks and such in a folder's name are written as octal numbers.
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[1])
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def refuse_foreign_file(path: Path) -> None:
    """Raise PlanRefused when `path` is missing, unreadable or plainly not a database."""
    if os.path.isdir(path):
        raise PlanRefused(_("{path} is a folder. Choose a plan file in it.").format(path=path))
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except FileNotFoundError:
        raise PlanRefused(
            _("There is no plan {path}. Make one with “townhall new”, or choose another.").format(
                path=path
            )
        ) from None
    except OSError as error:
        raise PlanRefused(
            _("{path} cannot be read ({reason}). Check that you may open it.").format(
                path=path, reason=reason(error)
            )
        ) from None
    if head != SQLITE_HEADER:
        raise PlanRefused(
            _("{path} is not a Town Hall plan. Choose a file that Town Hall made.").format(
                path=path
            )
        )
