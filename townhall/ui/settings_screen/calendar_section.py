"""Settings of time: zone, working hours, blackout periods, and the country's public holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.zones import zone_names
from townhall.language import _, current_language, ngettext, pgettext
from townhall.services.queries.overlays import overlay_choices
from townhall.services.queries.plans import CalendarSettings, calendar_settings
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.blackouts_card import BlackoutList
from townhall.ui.settings_screen.limits_card import ChannelLimits
from townhall.ui.settings_screen.overlays_card import OverlayList
from townhall.ui.settings_screen.rows import SettingRow
from townhall.ui.settings_screen.section import PlanSection
from townhall.ui.widgets.card import Hairline
from townhall.ui.widgets.chooser_button import ChooserButton
from townhall.ui.widgets.dates import TimeField, locale
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import BODY, SMALL, Type
from townhall.ui.widgets.select import Option

_DAY = Type(12, 500, tabular=True)


class CalendarSection(PlanSection):
    """Time zone and hours; country, region and their holidays of this year and the next."""

    nouns = frozenset({"plan", "blackout", "overlay", "person", "audience"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._build_time()
        self.blackouts = BlackoutList(frame)
        self.card(_("Blackout periods"), self.blackouts.add_button).add(self.blackouts)
        self.overlays = OverlayList(frame)
        self.card(_("Calendars read in"), self.overlays.add_button).add(self.overlays)
        self._build_holidays()
        self.limits = ChannelLimits()
        self.limits.changed.connect(lambda limits: self.save("channel_limits", limits))
        self.rows["channel_limits"] = self.limits.row
        self.card(_("Channels")).add(self.limits)
        self.add_stretch()

    def _build_time(self) -> None:
        self.zone = ChooserButton(name=_("Time zone"))
        self.zone.set_options([_zone_option(name) for name in zone_names()])
        self.zone.chosen.connect(lambda name: self.save("time_zone", name))
        self.start = TimeField(name=_("Working day from"))
        self.end = TimeField(name=_("Working day until"))
        self.start.changed.connect(lambda value: self.save("work_start", value))
        self.end.changed.connect(lambda value: self.save("work_end", value))
        card = self.card(_("Time"))
        self.rows["time_zone"] = SettingRow(
            _("Time zone"), _("New communications are planned in it"), self.zone
        )
        hours = SettingRow(
            _("Working hours"),
            _("When people can usually come"),
            self.start,
            Label("–", BODY, "text2"),
            self.end,
        )
        self.rows["work_start"] = self.rows["work_end"] = hours
        self.second = ChooserButton(name=_("Second time zone"))
        none = Option("", pgettext("time zone", "None"))
        self.second.set_options([none, *(_zone_option(name) for name in zone_names())])
        self.second.chosen.connect(lambda name: self.save("second_time_zone", name))
        self.rows["second_time_zone"] = SettingRow(
            _("Second time zone"), _("Its hours stand beside your own in the week"), self.second
        )
        card.add(self.rows["time_zone"])
        card.add(self.rows["second_time_zone"])
        card.add(hours)

    def _build_holidays(self) -> None:
        self.country = ChooserButton(name=_("Country"))
        self.country.chosen.connect(self._on_country)
        self.region = ChooserButton(name=_("Region"))
        self.region.chosen.connect(lambda code: self.save("region", code))
        card = self.card(_("Public holidays"))
        self.rows["country"] = SettingRow(
            _("Country"),
            _("Its holidays are named in the calendar and are no working days"),
            self.country,
        )
        self.rows["region"] = SettingRow(
            _("Region"), _("For holidays that only a part of the country has"), self.region
        )
        card.add(self.rows["country"])
        card.add(self.rows["region"])
        self.years = HolidayYears()
        card.add(self.years)

    def refresh(self) -> None:
        year = self.frame.clock.now_utc().year
        self.frame.jobs.read(
            calendar_settings,
            year,
            current_language(),
            done=self._show,
            channel="settings.calendar",
        )
        self.frame.jobs.read(
            overlay_choices, done=self.overlays.show_overlays, channel="settings.overlays"
        )

    def show_refused(self, field: str) -> None:
        if self.plan is not None and field not in ("work_start", "work_end"):
            self._show_plan()

    def _on_country(self, code: object) -> None:
        """Another country has other regions: the one of before goes with it."""
        from townhall.services.plans import change_plan

        for row in self.rows.values():
            row.set_error()
        self.frame.jobs.change(
            change_plan,
            {"country": code, "region": ""},
            failed=lambda error: self._on_refused("country", error),
        )

    def _show(self, settings: CalendarSettings) -> None:
        self.plan = settings.plan
        self.country.set_options([Option(*each) for each in settings.countries])
        everywhere = Option("", _("The whole country"))
        self.region.set_options([everywhere, *(Option(*each) for each in settings.regions)])
        self.rows["region"].setVisible(bool(settings.regions))
        self._show_plan()
        self.years.show_holidays(settings.holidays)
        self.blackouts.show_blackouts(settings.blackouts)

    def _show_plan(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.limits.set_limits(plan.channel_limits)
        self.zone.set_value(plan.time_zone)
        self.second.set_value(plan.second_time_zone)
        self.country.set_value(plan.country)
        self.region.set_value(plan.region or "")
        for field, value in ((self.start, plan.work_start), (self.end, plan.work_end)):
            if not (field.hasFocus() and self.rows["work_end"].error):
                field.set_value(time(value.hour, value.minute))


class HolidayYears(QWidget):
    """The holidays of each year, years side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._shown: tuple[tuple[date, str], ...] | None = None

    def show_holidays(self, holidays: Sequence[tuple[date, str]]) -> None:
        """Show `holidays` by year."""
        if self._shown == tuple(holidays):
            return
        self._shown = tuple(holidays)
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, year in enumerate(sorted({day.year for day, _name in holidays})):
            if place:
                self._row.addWidget(Hairline(vertical=True))
            of_year = [each for each in holidays if each[0].year == year]
            self._row.addWidget(_Year(year, of_year), 1)


class _Year(QWidget):
    def __init__(self, year: int, holidays: Sequence[tuple[date, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(Hairline())
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(8)
        head.addWidget(Label(str(year), Type(13, 600)))
        count = ngettext("{n} holiday", "{n} holidays", len(holidays))
        head.addWidget(Label(count.format(n=len(holidays)), SMALL, "text2"))
        head.addStretch(1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (day, name) in enumerate(holidays):
            shown = locale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")
            grid.addWidget(Label(str(shown), _DAY, "text2"), row, 0)
            grid.addWidget(ElidedLabel(name), row, 1)
        column.addLayout(grid)
        column.addStretch(1)


def _zone_option(name: str) -> Option:
    area, _slash, city = name.partition("/")
    if not city:
        return Option(name, name)
    return Option(name, city.replace("_", " ").replace("/", ", "), detail=area)
