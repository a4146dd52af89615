"""Care of the plan's file: where it is, backup, check, restore."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _, ngettext
from townhall.services.queries.feeds import publishing_hosts
from townhall.ui import plan_files
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.rows import SettingRow, align
from townhall.ui.settings_screen.section import Section
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import CardNote
from townhall.ui.widgets.chips import Chip


class DataSection(Section):
    """The plan's file and its copies; results are said in words at the row."""

    nouns = frozenset({"feed"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.plan = frame.plans.current
        self._build_plan()
        self._build_privacy()
        self.add_stretch()
        if "://" in self.plan:
            self._leave_to_server()

    def _build_plan(self) -> None:
        show = Button(_("Show in folder"), icon="folder-open")
        show.clicked.connect(self._show_folder)
        backup = Button(_("Back up now"), icon="archive")
        backup.clicked.connect(lambda _checked=False: plan_files.back_up(self.frame, self))
        self.check = Button(_("Check the plan"), icon="shield-check")
        self.check.clicked.connect(self._check)
        self.restore = Button(_("Choose a backup"), icon="history")
        self.restore.clicked.connect(self._restore)
        self._buttons = (show, backup, self.check, self.restore)
        align(self._buttons)
        self.place = SettingRow(_("Where this plan is"), self.plan, show)
        self.backup_row = SettingRow(
            _("Backup"), _("A whole copy in one file, made while you go on working"), backup
        )
        self.check_row = SettingRow(
            _("Is the plan sound?"), _("Reads every page of the file"), self.check
        )
        self.restore_row = SettingRow(
            _("Restore a backup"),
            _("Takes the place of this plan; the plan as it is now is kept beside it"),
            self.restore,
        )
        card = self.card(_("Plan and backups"))
        for row in (self.place, self.backup_row, self.check_row, self.restore_row):
            card.add(row)

    def _build_privacy(self) -> None:
        self.network = Chip("", "ok", dot=True)
        self.privacy = CardNote()
        self.card(_("Data and network"), self.network).add(self.privacy)
        self._show_hosts(())

    def refresh(self) -> None:
        self.frame.jobs.read(publishing_hosts, done=self._show_hosts, channel="settings.data")

    def _show_hosts(self, hosts: tuple[str, ...]) -> None:
        """Say what leaves this computer: `hosts` are servers that feeds are published to."""
        if not hosts:
            self.network.set_state(_("No network use"), "ok")
            words = _(
                "Everything you enter is in this one file on this computer. Town Hall sends "
                "nothing, fetches nothing and has no account. Only what you export leaves it."
            )
        else:
            self.network.set_state(_("Publishes calendar feeds"), "accent")
            words = _(
                "Everything you enter is in this one file on this computer. Only what you export "
                "leaves it, and the calendar feeds that you publish to {hosts}."
            ).format(hosts=", ".join(hosts))
        self.privacy.paragraph.setText(words)

    def _leave_to_server(self) -> None:
        self.place.set_reason(_("In a database server"))
        own = _("This plan is in a database server; use the server’s own tools.")
        for row in (self.backup_row, self.check_row, self.restore_row):
            row.set_reason(own)
        for button in self._buttons:
            button.setEnabled(False)

    def _show_folder(self) -> None:
        folder = str(Path(self.plan).parent)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.frame.show_error(
                _("No program on this computer opens {path}.").format(path=folder)
            )

    def _check(self) -> None:
        from townhall.services.backups import plan_faults

        self.check.setEnabled(False)
        self.check_row.set_error()
        self.check_row.set_reason(_("Checking"))
        self.frame.jobs.on_database_thread(
            plan_faults,
            self.plan,
            title=_("Checking the plan"),
            done=self._on_checked,
            failed=self._on_check_refused,
        )

    def _on_checked(self, faults: tuple[str, ...]) -> None:
        self.check.setEnabled(True)
        if not faults:
            self.check_row.set_reason(_("Sound in every part, checked just now."), "ok")
            return
        words = ngettext(
            "{n} fault: {first} Restore a backup.",
            "{n} faults, such as: {first} Restore a backup.",
            len(faults),
        )
        self.check_row.set_reason("")
        self.check_row.set_error(words.format(n=len(faults), first=faults[0].rstrip(".") + "."))

    def _on_check_refused(self, error: TownHallError) -> None:
        self.check.setEnabled(True)
        self.check_row.set_reason("")
        self.check_row.set_error(str(error))

    def _restore(self) -> None:
        backup = plan_files.ask_backup(self.frame, self)
        if backup is None:
            return
        self.restore_row.set_error()
        frame = self.frame
        # This page is made anew with the plan, so the words go to the window's own bar.
        plan_files.restore(frame, backup, lambda error: frame.show_error(error))
