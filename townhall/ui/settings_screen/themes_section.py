"""Settings of questions: their themes, which can be added, renamed, ordered and removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.language import _, current_language, ngettext
from townhall.services.queries.question_themes import ThemeDetail, question_themes
from townhall.ui.icons import icon
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.section import Section
from townhall.ui.settings_screen.theme_form import ThemeForm
from townhall.ui.settings_screen.theme_line import ThemeColumns, ThemeLine
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chooser import Chooser
from townhall.ui.widgets.drop_mark import DropMark
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.select import Option


class ThemesSection(Section):
    """A line for each theme, in the plan's order, and a form for one more."""

    nouns = frozenset({"question-theme", "question", "plan"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.add_button = Button(_("New theme"), icon="plus")
        self.form = ThemeForm()
        self.form.hide()
        self.form.wanted.connect(self._add)
        self.form.left.connect(self._leave_form)
        self.add_button.clicked.connect(lambda _checked=False: self._open_form())
        card = self.card(_("Themes of questions"), self.add_button)
        card.add(_rule())
        card.add(_heads())
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._mark = DropMark(self._holder)
        self._target: int | None = None
        card.add(self._holder)
        card.add(self.form)
        self.add_stretch()
        self.lines: list[ThemeLine] = []
        self._shown: list[ThemeDetail] = []

    def refresh(self) -> None:
        self.frame.jobs.read(question_themes, done=self._show, channel="settings.themes")

    def _show(self, found: list[ThemeDetail]) -> None:
        """Show these; a line whose theme is the same stays as it is."""
        same = {line.shown: line for line in self.lines if line.shown in found}
        kept: tuple[int, str] | None = None
        for line in self.lines:
            if line.shown not in same:
                part = line.part_with_keyboard()
                kept = (line.shown.id, part) if part else kept
                line.hide()
                line.deleteLater()
        self._shown = found
        self.lines = [same.get(each) or self._line(each) for each in found]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            if kept is not None and kept[0] == line.shown.id:
                line.focus_part(kept[1])
        self._mark.raise_()

    def _line(self, detail: ThemeDetail) -> ThemeLine:
        line = ThemeLine(detail)
        line.changed.connect(lambda values: self._change(line, values))
        line.remove_wanted.connect(lambda: self._remove(line))
        line.grip.clicked.connect(lambda _checked=False: self._open_menu(line))
        line.grip.moved_by.connect(lambda steps: self._move(line, self.lines.index(line) + steps))
        line.grip.stepped.connect(lambda by: self._step(line, by))
        line.grip.dragged.connect(lambda point: self._on_dragged(line, point))
        line.grip.dropped.connect(lambda counts: self._on_dropped(line, counts=counts))
        return line

    # Adding, changing and removing

    def _open_form(self) -> None:
        self.form.open()
        self.column.activate()
        self.ensureWidgetVisible(self.form)

    def _add(self, values: dict[str, Any]) -> None:
        from townhall.services.question_themes import add_question_theme

        self.frame.jobs.change(
            add_question_theme,
            values,
            done=lambda _id: self._leave_form(),
            failed=self.form.set_error,
        )

    def _leave_form(self) -> None:
        self.form.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, line: ThemeLine, values: dict[str, Any]) -> None:
        from townhall.services.question_themes import change_question_theme

        base = {field: getattr(line.shown, field) for field in values}
        line.set_error("")
        self.frame.jobs.change(
            change_question_theme,
            line.shown.id,
            values,
            base,
            failed=lambda error: line.set_error(str(error), getattr(error, "field", "") or ""),
        )

    def _remove(self, line: ThemeLine) -> None:
        """Remove a theme, once it is said where its questions go."""
        n = line.shown.questions
        if not n:
            self._remove_to(line, None)
            return
        language = current_language()
        others = [
            Option(each.key, each.name(language), "", each.color)
            for each in self._shown
            if each.id != line.shown.id
        ]
        words = ngettext("{n} question goes to", "{n} questions go to", n).format(n=n)
        chooser = Chooser(words, others, parent=self)
        chooser.picked.connect(lambda key: self._remove_to(line, str(key)))
        chooser.show_at(line.out.mapToGlobal(line.out.rect().bottomLeft()))
        (chooser.entry if chooser.entry.isVisible() else chooser).setFocus()

    def _remove_to(self, line: ThemeLine, move_to: str | None) -> None:
        from townhall.services.question_themes import remove_question_theme

        def failed(error: TownHallError) -> None:
            line.set_error(str(error))

        self.frame.jobs.change(remove_question_theme, line.shown.id, move_to, failed=failed)

    # The order

    def _move(self, line: ThemeLine, place: int) -> None:
        from townhall.services.question_themes import change_question_theme

        if 0 <= place < len(self.lines) and self.lines[place] is not line:
            self.frame.jobs.change(
                change_question_theme, line.shown.id, {"position": place + 1}, said=""
            )

    def _step(self, line: ThemeLine, by: int) -> None:
        there = self.lines.index(line) + by
        if 0 <= there < len(self.lines):
            self.lines[there].grip.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_menu(self, line: ThemeLine) -> None:
        place = self.lines.index(line)
        menu = Menu(self, name=line.grip.accessibleName())
        up = menu.addAction(icon("arrow-up"), _("Move up"), lambda: self._move(line, place - 1))
        down = menu.addAction(
            icon("arrow-down"), _("Move down"), lambda: self._move(line, place + 1)
        )
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self.lines) - 1)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(line.grip.mapToGlobal(line.grip.rect().bottomLeft()))

    def _on_dragged(self, line: ThemeLine, point: QPoint) -> None:
        y = self._holder.mapFromGlobal(point).y()
        target = sum(1 for other in self.lines if other.geometry().center().y() < y)
        place = self.lines.index(line)
        self._target = None if target in (place, place + 1) else target
        if self._target is None:
            self._mark.hide()
        else:
            below = target >= len(self.lines)
            last = self.lines[-1].geometry().bottom()
            self._mark.show_at(last if below else self.lines[target].y())
        self.ensureWidgetVisible(self.lines[max(0, min(target, len(self.lines) - 1))])

    def _on_dropped(self, line: ThemeLine, *, counts: bool) -> None:
        target, self._target = self._target, None
        self._mark.hide()
        if counts and target is not None:
            place = self.lines.index(line)
            self._move(line, target - 1 if target > place else target)


def _rule() -> QWidget:
    """By when a question is to be answered."""
    words = _(
        "A question that gets an owner, or is added with a theme, is to be answered within the "
        "working days of its theme, unless somebody gives another day. With 0 there is no such day."
    )
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 0, 16, 12)
    column.addWidget(Paragraph(words, BODY, "text2", selectable=False))
    return holder


def _heads() -> QWidget:
    """What stands in the columns."""
    names: Sequence[Label] = [
        Label(words, SMALL, "text2") for words in (_("Dutch"), _("English"), _("Working days"))
    ]
    for head in names:
        head.setContentsMargins(InPlace.INSET, 0, 0, 0)
    asked = Label(_("Questions"), SMALL, "text2")
    asked.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    heads = ThemeColumns(None, None, *names, asked, None)
    heads.setContentsMargins(0, 0, 0, 6)
    return heads
