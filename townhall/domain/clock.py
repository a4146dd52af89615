"""The clock everything reads: the real one, or one that stands still for scripts and tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from townhall.domain.errors import InvalidInput
from townhall.language import _


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; it stands still at `fixed_utc` (aware, UTC) unless that is None."""

    fixed_utc: datetime | None = None

    def now_utc(self) -> datetime:
        """This instant, aware, in UTC, in whole seconds."""
        return self.fixed_utc or datetime.now(UTC).replace(microsecond=0)

    def local_now(self, zone: str) -> datetime:
        """The naive wall time in `zone`; InvalidInput (`time_zone`) when it is unknown."""
        from townhall.domain.zones import from_utc  # zoneinfo: the window starts without it

        return from_utc(self.now_utc(), zone)

    def today(self, zone: str) -> date:
        """The date in `zone`; InvalidInput (`time_zone`) when it is unknown."""
        return self.local_now(zone).date()


def system_clock() -> Clock:
    """The computer's own clock."""
    return Clock()


def fixed_clock(text: str) -> Clock:
    """A clock that stands still at `text`, ISO 8601 with an offset or Z.

    InvalidInput (`now`) when it is not that: without an offset the instant would be a guess.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        instant = moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        raise InvalidInput(
            _("“{text}” is not a date and time; write it as 2026-11-24T09:00+01:00.").format(
                text=text
            ),
            field="now",
        ) from None
    if instant is None:
        raise InvalidInput(
            _("“{text}” has no offset from UTC; write it as 2026-11-24T09:00+01:00.").format(
                text=text
            ),
            field="now",
        )
    return Clock(instant)
