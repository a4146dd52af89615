"""Writing calendar files, drafts and packages into a folder: all of them, or none that is new."""

from collections.abc import Sequence
from pathlib import Path

from townhall.domain.errors import CannotWrite, TownHallError
from townhall.domain.reasons import reason
from townhall.formats.eml import carries
from townhall.formats.files import write_atomically
from townhall.language import _


def write_files(folder: Path, files: Sequence[tuple[str, str, bytes]]) -> list[Path]:
    """Write files, each with its name, the UID it is about and its content; where each went.

    An earlier version about the same UID is replaced; anything else of that name stays, and the
    new one gets a number. Files of one name and content are one. Without files no folder is made.
    Raises CannotWrite; then those that were new are gone again.
    """
    if not files:
        return []
    made: list[Path] = []
    paths: list[Path] = []
    known: dict[tuple[str, bytes], Path] = {}
    _make(folder)
    try:
        for name, uid, content in files:
            path = known.get((name, content)) or _free_path(folder, name, uid, paths)
            if not path.exists():
                made.append(path)
            write_atomically(path, content)
            known[name, content] = path
            paths.append(path)
    except TownHallError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return paths


def write_package(folder: Path, name: str, content: bytes) -> Path:
    """Write a package; one of that name that holds something else stays, and this gets a number.

    Raises CannotWrite.
    """
    _make(folder)
    path, number = folder / name, 1
    while path.exists() and not _holds(path, content):
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    write_atomically(path, content)
    return path


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            _("The folder {folder} cannot be made ({reason}).").format(
                folder=folder, reason=reason(error)
            )
        ) from None


def _free_path(folder: Path, name: str, uid: str, taken: Sequence[Path]) -> Path:
    path, number = folder / name, 1
    while path in taken or (path.exists() and not _is_about(path, uid)):
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _is_about(path: Path, uid: str) -> bool:
    """Whether a file is an earlier version: a calendar file about `uid`, or a draft with one."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if path.suffix == ".eml":
        return carries(content, uid)
    return f"UID:{uid}\r\n".encode() in content


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False
