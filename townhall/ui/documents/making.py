"""Making a file of a pack: where it goes, and the work that is done beside the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from townhall.domain.blocks import Document
from townhall.language import _
from townhall.ui.file_choice import choose_file, choose_new_file
from townhall.ui.job import Progress


def ask_save_path(parent: QWidget, folder: str, name: str) -> Path | None:
    """Let the user say where the file goes; None when they do not.

    `folder` "" is the system's documents; the suffix of `name` stays.
    """
    suffix = Path(name).suffix
    kind = _("Word document") if suffix == ".docx" else _("PDF document")
    title = _("Save as Word") if suffix == ".docx" else _("Save as PDF")
    start = str(Path(folder) / name) if folder else name
    path = choose_new_file(parent, title, start, f"{kind} (*{suffix})")
    if path is None or path.suffix.lower() == suffix:
        return path
    return path.with_name(path.name + suffix)


def ask_template(parent: QWidget, folder: str) -> Path | None:
    """Let the user choose a Word template; None when they do not."""
    words, every = _("Word templates and documents"), _("All files")
    kinds = f"{words} (*.dotx *.docx);;{every} (*)"
    return choose_file(parent, _("Choose a Word template"), kinds, folder)


def check_template(path: Path, *, progress: Progress, stop: Callable[[], bool]) -> Path:
    """Read a Word template through once; raises UnreadableFile with the reason it cannot be one."""
    from townhall.formats.docx_template import open_template
    from townhall.formats.tables import file_bytes

    open_template(file_bytes(path, path.name))
    return path


def write_pack(
    document: Document,
    path: Path,
    template: Path | None,
    *,
    progress: Progress,
    stop: Callable[[], bool],
) -> Path:
    """Write `document` to `path` as its suffix says, whole or not at all.

    Raises UnreadableFile (the template), CannotWrite.
    """
    from townhall.formats.files import write_atomically
    from townhall.services.packs import pack_bytes

    suffix = path.suffix.lower().removeprefix(".")
    content = pack_bytes(document, suffix, template if suffix == "docx" else None)
    # Cancel is heeded up to here; from now on the file is written whole.
    progress(0, 1)
    write_atomically(path, content)
    return path
