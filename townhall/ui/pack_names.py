"""What the kinds of briefing packs are called in the window."""

from townhall.language import _


def pack_name(kind: str) -> str:
    """What a kind of pack is called."""
    return {"speaker-brief": _("Speaker brief"), "qa-pack": _("Moderator’s Q&A pack")}[kind]
