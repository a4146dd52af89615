"""How a warning looks everywhere: its icon, its tone, its chip."""

from townhall.domain.terms import Severity, WarningKind, label
from townhall.domain.warnings import PlanWarning
from townhall.ui.widgets.chips import Chip

_ICONS = {
    WarningKind.CLASH: "people",
    WarningKind.OVERLOAD: "layers",
    WarningKind.SILENCE: "silence",
    WarningKind.HOLIDAY: "calendar-off",
    WarningKind.UNCOVERED_AUDIENCE: "moon-shift",
    WarningKind.MISSING_TRAINING: "training",
    WarningKind.MISSING_REVIEW: "scales",
    WarningKind.DUTY_DUE: "council",
    WarningKind.OVERDUE_FOLLOW_UP: "handshake",
    WarningKind.UNANSWERED: "questions",
    WarningKind.CLOCK_CHANGE: "clock",
}
_TONES = {Severity.HIGH: "bad", Severity.MEDIUM: "warn", Severity.LOW: "neutral"}


def warning_icon(kind: WarningKind) -> str:
    """The icon of its kind."""
    return _ICONS[kind]


def warning_tone(severity: Severity) -> str:
    """The tone of its severity."""
    return _TONES[severity]


def warning_chip(warning: PlanWarning) -> Chip:
    """Its kind in a word, in the colour of its severity."""
    return Chip(label(warning.kind), warning_tone(warning.severity), dot=True)
