"""Writing files whole: a temporary name beside the target, then renamed over it."""

import errno
import os
import secrets
import stat
from pathlib import Path

from townhall.domain.errors import CannotWrite
from townhall.domain.reasons import reason
from townhall.language import _


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`: afterwards it holds either all of it or what it held before.

    A file that is replaced keeps its permissions; of a link, the file it points to is replaced.
    What is no file, such as /dev/stdout, is written to as it is. Raises CannotWrite with the
    reason; nothing else stays behind.
    """
    try:
        kind = stat.S_IFMT(path.stat().st_mode) if path.exists() else stat.S_IFREG
        if kind not in (stat.S_IFREG, stat.S_IFDIR):
            path.write_bytes(data)
            return
    except OSError as error:
        raise CannotWrite(_reason(error, path)) from error
    if kind == stat.S_IFDIR:
        raise CannotWrite(
            _("{file} is a folder; choose a name for the file in it.").format(file=path)
        )
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".townhall-{secrets.token_hex(6)}.tmp")
    try:
        mode = _mode_of(target)
        _write(temporary, data, mode)
        _replace(temporary, target)
    except OSError as error:
        raise CannotWrite(_reason(error, path)) from error
    finally:
        _discard(temporary)
    _sync_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    """Permissions of the file that will be replaced, if there is one; a read-only one is kept."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return mode


def _write(temporary: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)


class _Busy(OSError):
    """The target could not be replaced although the folder could be written to."""


def _replace(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as error:
        raise _Busy(*error.args) from error


def _discard(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the folder has gone; so has the temporary file


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return  # some network drives cannot; the file itself is safe
    finally:
        os.close(handle)


def _reason(error: OSError, path: Path) -> str:
    folder = path.parent
    if isinstance(error, _Busy):
        return _("{file} is open in another program; close it there and try again.").format(
            file=path
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not folder.is_dir():
        return _("The folder {folder} does not exist; choose another.").format(folder=folder)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("{file} cannot be written: the folder or the file is read-only.").format(file=path)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _(
            "{file} cannot be written: the disk is full. Make room or choose another folder."
        ).format(file=path)
    if error.errno == errno.ENAMETOOLONG:
        return _("{file} cannot be written: the name is too long.").format(file=path)
    return _("{file} cannot be written: {reason}.").format(file=path, reason=reason(error))
