"""Where questions come from, in words: tools by their names, and what people say themselves."""

from townhall.language import _


def source_name(source: str) -> str:
    """What a person reads for a question's source; one's own words stay as they are."""
    return (_tools() | _asked()).get(source, source)


def source_code(words: str) -> str:
    """How the source is stored that a person called `words`; the same in every language."""
    plain = " ".join(words.split())
    known = {name.casefold(): code for code, name in (_tools() | _asked()).items()}
    return known.get(plain.casefold(), plain)


def asked_names() -> list[str]:
    """Where people ask without a tool, the likeliest first."""
    return list(_asked().values())


def _asked() -> dict[str, str]:
    return {
        "floor": _("asked aloud"),
        "mail": _("by e-mail"),
        "phone": _("by telephone"),
        "ward-round": _("on the ward"),
        "works-council": _("works council"),
    }


def _tools() -> dict[str, str]:
    return {
        "microsoft-forms": "Microsoft Forms",
        "forms": "Microsoft Forms",
        "google-forms": "Google Forms",
        "claper": "Claper",
        "mozilla-moderator": "Mozilla Moderator",
        "slido": "Slido",
        "teams": "Teams",
        "zoom": "Zoom",
        "town-hall": "Town Hall",
        "table": _("a table"),
    }
