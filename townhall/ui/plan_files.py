"""Asking for files of plans: open, new, sample, back up and restore, wherever it is offered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from townhall import paths
from townhall.language import _, current_language
from townhall.paths import PLAN_SUFFIX
from townhall.ui.screen import Frame

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from townhall.ui.jobs import Failed


def open_plan(frame: Frame, parent: QWidget, failed: Failed | None = None) -> None:
    """Ask for a plan and open it."""
    from PySide6.QtWidgets import QFileDialog

    name, _filter = QFileDialog.getOpenFileName(
        parent, _("Open a plan"), str(_folder(frame)), _filters()
    )
    if name:
        frame.plans.open(name, failed)


def new_plan(
    frame: Frame, parent: QWidget, organisation: str = "", failed: Failed | None = None
) -> None:
    """Ask where a new plan is to be kept, make it and open it.

    Without `organisation` the plan is called after its file.
    """
    from PySide6.QtWidgets import QFileDialog

    proposed = _folder(frame) / f"{_file_name(organisation) or _('Plan')}{PLAN_SUFFIX}"
    name, _filter = QFileDialog.getSaveFileName(
        parent,
        _("Where do you want to keep the plan?"),
        str(proposed),
        _filters(),
        # An existing file is never overwritten: the program refuses it in words.
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not name:
        return
    path = _with_suffix(name)

    def make() -> Path:
        from townhall.services.plans import create_plan

        values = {
            "organisation": organisation or path.stem,
            "document_language": current_language(),
        }
        return create_plan(path, frame.clock, values)

    frame.plans.make(make, title=_("Making the plan"), failed=failed)


def open_sample(frame: Frame, failed: Failed | None = None) -> None:
    """Open today's sample plan in the user's own folder; make it if it is not there yet."""

    def make() -> Path:
        from townhall.services.sample import create_sample

        day = frame.clock.today("Europe/Amsterdam")
        path = paths.data_folder() / f"De Linde {day:%Y-%m-%d}{PLAN_SUFFIX}"
        return path if path.exists() else create_sample(path, frame.clock)

    frame.plans.make(make, title=_("Making the sample"), failed=failed)


def back_up(frame: Frame, parent: QWidget) -> None:
    """Ask for a file and write a copy of the plan that is open to it."""
    from PySide6.QtWidgets import QFileDialog

    from townhall.services.backups import back_up_plan, backup_name

    plan = frame.plans.current
    # The wall clock of this computer: the name is for who looks at the folder.
    now = frame.clock.now_utc().astimezone()
    name, _filter = QFileDialog.getSaveFileName(
        parent,
        _("Where do you want to keep the backup?"),
        str(_folder(frame) / backup_name(plan, now)),
        _filters(),
    )
    if not name:
        return
    frame.jobs.on_database_thread(
        back_up_plan,
        plan,
        _with_suffix(name),
        title=_("Backing up"),
        done=lambda path: frame.toast_file(
            _("The backup is written: {name}").format(name=path.name), str(path)
        ),
    )


def ask_backup(frame: Frame, parent: QWidget) -> Path | None:
    """Ask for a backup to restore; None when the user thinks better of it."""
    from PySide6.QtWidgets import QFileDialog

    name, _filter = QFileDialog.getOpenFileName(
        parent, _("Choose a backup"), str(_folder(frame)), _backup_filters()
    )
    return Path(name) if name else None


def restore(frame: Frame, backup: Path, failed: Failed) -> None:
    """Put `backup` in place of the plan that is open."""

    def said() -> None:
        frame.toast(
            _("The plan is as it was in {name}; the plan before it is kept beside it.").format(
                name=backup.name
            )
        )

    frame.plans.restore(backup, said, failed)


def restore_closed(frame: Frame, plan: str, backup: Path, failed: Failed) -> None:
    """Put `backup` in place of `plan`, which could not be opened, and open it."""

    def make() -> Path:
        from townhall.services.backups import restore_plan

        return restore_plan(backup, plan)

    frame.plans.make(make, title=_("Restoring the backup"), failed=failed)


def is_plan_file(path: str) -> bool:
    """Whether a file that is dropped on the window may be a plan."""
    return path.lower().endswith(PLAN_SUFFIX)


def _filters() -> str:
    return f"{_('Town Hall plans')} (*{PLAN_SUFFIX});;{_('All files')} (*)"


def _backup_filters() -> str:
    patterns = f"*{PLAN_SUFFIX} *{PLAN_SUFFIX}.*"
    return f"{_('Town Hall plans and backups')} ({patterns});;{_('All files')} (*)"


def _folder(frame: Frame) -> Path:
    """Where the last plan is, else the user's documents."""
    for plan in (frame.plans.current, *frame.settings.recent_plans):
        if plan and "://" not in plan and Path(plan).parent != paths.data_folder():
            return Path(plan).parent
    return _documents()


def _documents() -> Path:
    import platformdirs

    folder = Path(platformdirs.user_documents_dir())
    return folder if folder.is_dir() else Path.home()


def _file_name(organisation: str) -> str:
    """`organisation` without what no file's name may hold."""
    kept = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in organisation)
    return " ".join(kept.split()).strip(". ")[:80]


def _with_suffix(name: str) -> Path:
    path = Path(name)
    return path if path.suffix else path.with_name(path.name + PLAN_SUFFIX)
