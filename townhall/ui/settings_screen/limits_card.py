"""How many communications a week are enough, by channel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.terms import Channel, label
from townhall.language import _
from townhall.services.plans import MOST_IN_A_WEEK
from townhall.ui.settings_screen.rows import SettingRow
from townhall.ui.widgets.dates import NumberField


class ChannelLimits(QWidget):
    """A number for each channel, nought for no limit: `changed({channel: limit})`."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[Channel, NumberField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.row = SettingRow(
            _("Most in a week"), _("A week with more by one channel is warned of; 0 is no limit")
        )
        column.addWidget(self.row)
        for channel in Channel:
            field = NumberField(most=MOST_IN_A_WEEK, name=label(channel))
            field.setSpecialValueText(_("No limit"))
            field.changed.connect(lambda _number: self.changed.emit(self.limits()))
            self.fields[channel] = field
            column.addWidget(SettingRow(label(channel), "", field))

    def limits(self) -> dict[str, int]:
        """The numbers that limit something."""
        return {
            channel.value: field.value() for channel, field in self.fields.items() if field.value()
        }

    def set_limits(self, limits: dict[str, int]) -> None:
        """Show the limits that are stored."""
        for channel, field in self.fields.items():
            field.set_value(limits.get(channel.value, 0))
