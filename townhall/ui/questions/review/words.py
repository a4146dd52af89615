"""What the review of near-duplicates says in words."""

from datetime import date

from townhall.language import _, ngettext, pgettext
from townhall.services.queries.duplicate_review import Decided, QueuedGroup, ReviewCard
from townhall.ui.date_words import short_date
from townhall.ui.questions.looks import source_words
from townhall.ui.theme import Tone
from townhall.ui.widgets.dates import locale

TONES = {
    Decided.MERGED: Tone.OK,
    Decided.DIFFERENT: Tone.NEUTRAL,
    Decided.LINKED: Tone.OK,
    Decided.ANSWERED: Tone.OK,
    Decided.GONE: Tone.NEUTRAL,
}


def likeness_words(score: int) -> str:
    """A likeness from 0 to 100 as it reads in columns: 0.91, in Dutch 0,91."""
    return locale().toString(score / 100, "f", 2)


def decided_words(group: QueuedGroup) -> str:
    """How a group was decided; nothing while it waits."""
    if group.decided is None:
        return ""
    if group.decided is Decided.MERGED:
        words = ngettext("Merged, {n} kept", "Merged, {n} kept", group.kept)
        return words.format(n=group.kept)
    return {
        Decided.DIFFERENT: _("Different questions"),
        Decided.LINKED: _("Merged with an earlier one"),
        Decided.ANSWERED: _("Answered as before"),
        Decided.GONE: _("No longer there"),
    }[group.decided]


def waiting_words(group: QueuedGroup) -> str:
    """How many questions a group has, and whether it was asked before."""
    n = len(group.ids)
    words = ngettext("{n} question", "{n} questions", n).format(n=n)
    return f"{words}, {_('asked before')}" if group.group.before else words


def groups_words(n: int) -> str:
    """How many groups look alike."""
    return ngettext("{n} group looks alike", "{n} groups look alike", n).format(n=n)


def asked_by_words(card: ReviewCard) -> str:
    """Who asked: the audience, else that nobody knows."""
    return card.row.audience or pgettext("asked by", "not known")


def source_facts(card: ReviewCard, today: date) -> str:
    """Where and when it was asked, and how often it was carried over."""
    day = short_date(card.asked, today)
    parts = [part for part in (source_words(card.row.source), day) if part]
    n = card.row.times_carried
    if n:
        parts.append(ngettext("{n}× carried over", "{n}× carried over", n).format(n=n))
    return ", ".join(parts)
