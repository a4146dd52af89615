"""Writing calendar files into a folder without taking the place of files about something else."""

from collections.abc import Sequence
from pathlib import Path

from townhall.domain.errors import CannotWrite
from townhall.domain.reasons import reason
from townhall.formats.files import write_atomically
from townhall.language import _


def write_all(folder: Path, files: Sequence[tuple[str, str, bytes]]) -> list[Path]:
    """Write files, each with its name, the UID it is about and its content; where each went.

    Without files no folder is made.
    A file of that name about another UID stays, and the new one gets a number; an earlier version
    of the same is replaced. Raises CannotWrite.
    """
    if not files:
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            _("The folder {folder} cannot be made ({reason}).").format(
                folder=folder, reason=reason(error)
            )
        ) from None
    paths = []
    for name, uid, content in files:
        path = _free_path(folder, name, uid)
        write_atomically(path, content)
        paths.append(path)
    return paths


def _free_path(folder: Path, name: str, uid: str) -> Path:
    """A path in `folder` that holds nothing yet, or an earlier version of the same item."""
    stem, number = name.removesuffix(".ics"), 1
    path = folder / name
    while path.exists() and not _is_about(path, uid):
        number += 1
        path = folder / f"{stem} ({number}).ics"
    return path


def _is_about(path: Path, uid: str) -> bool:
    try:
        return f"UID:{uid}\r\n".encode() in path.read_bytes()
    except OSError:
        return False
