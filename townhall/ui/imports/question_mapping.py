"""What the columns of a file with questions can hold, and what becomes of each."""

from townhall.domain.terms import Anonymity
from townhall.language import _, ngettext
from townhall.services.import_preview import languages_of
from townhall.ui.imports.mapping_card import Held
from townhall.ui.imports.mappings import LEFT_OUT
from townhall.ui.imports.question_draft import WHO_FIELDS, DraftFile
from townhall.ui.widgets.select import Option


def field_options() -> list[Option]:
    """What a column can hold, in words."""
    return [
        Option("text", _("Question, as asked"), "question"),
        Option("asked_at", _("Asked on"), "calendar"),
        Option("votes", _("Votes"), "thumbs-up"),
        Option("audience", _("Audience"), "audiences"),
        Option("anonymity", _("May be named"), "eye-off"),
        Option("theme", _("Theme"), "tag"),
        Option("answer", _("Answer"), "quote"),
        Option("source", _("Source"), "link"),
        Option("source_id", _("Row identity"), "numbered-list"),
        Option("language", _("Language"), "globe"),
        Option("asker", _("Name of the asker"), "person"),
        Option("email", _("E-mail of the asker"), "mail"),
        Option(LEFT_OUT, _("Leave out"), "ban"),
    ]


def held_columns(one: DraftFile, names: Anonymity) -> list[Held]:
    """What each column of the file holds, where `names` says what becomes of names."""
    columns = one.file.columns if one.file is not None else ()
    return [
        Held(one.field_of(place), *_note(one, one.field_of(place), names))
        for place in range(len(columns))
    ]


def _note(one: DraftFile, name: str, names: Anonymity) -> tuple[str, str]:
    if name in WHO_FIELDS:
        if names is Anonymity.NAMED:
            return _("stored with the question"), "warn"
        return _("never written to the plan"), "bad"
    if name == LEFT_OUT:
        return _("not stored"), ""
    if name == "text":
        return _language_note(one), ""
    if name == "audience" and one.preview is not None:
        named = {each.audience for each in one.preview.new if each.audience}
        unknown, total = len(named & one.preview.unknown_audiences), len(named)
        if unknown:
            words = ngettext("{n} of {total} name unknown", "{n} of {total} names unknown", total)
            return words.format(n=unknown, total=total), "warn"
        return _("all known"), ""
    return {
        "source_id": _("recognises what is here already"),
        "asked_at": _date_note(one),
        "votes": _("0 where empty"),
        "anonymity": _("No is anonymous"),
        "theme": _("Other where unknown"),
        "answer": _("waits for approval"),
    }.get(name, ""), ""


def _date_note(one: DraftFile) -> str:
    if one.mapping.day_first is None:
        return _("as the dates show")
    return _("day first") if one.mapping.day_first else _("month first")


def _language_note(one: DraftFile) -> str:
    if one.read is None:
        return ""
    found = languages_of(one.read.candidates)
    total = len(one.read.candidates)
    if not found:
        return ""
    code = max(found, key=lambda each: found[each])
    words = _("Dutch in {n} of {total}") if code == "nl" else _("English in {n} of {total}")
    return words.format(n=found[code], total=total)
