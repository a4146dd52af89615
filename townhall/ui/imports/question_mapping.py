"""What the columns of a file with questions can hold, and what becomes of each."""

from townhall.language import _, ngettext
from townhall.services.import_preview import languages_of
from townhall.ui.imports.mapping_card import Held
from townhall.ui.imports.mappings import LEFT_OUT
from townhall.ui.imports.question_draft import WHO_FIELDS, QuestionDraft
from townhall.ui.widgets.select import Option


def field_options() -> list[Option]:
    """What a column can hold, in words."""
    return [
        Option("text", _("Question, as asked"), "question"),
        Option("asked_at", _("Asked on"), "calendar"),
        Option("votes", _("Votes"), "thumbs-up"),
        Option("audience", _("Audience"), "audiences"),
        Option("theme", _("Theme"), "tag"),
        Option("answer", _("Answer"), "quote"),
        Option("source", _("Source"), "link"),
        Option("source_id", _("Row identity"), "numbered-list"),
        Option("language", _("Language"), "globe"),
        Option("asker", _("Name of the asker"), "person"),
        Option("email", _("E-mail of the asker"), "mail"),
        Option(LEFT_OUT, _("Leave out"), "ban"),
    ]


def held_columns(draft: QuestionDraft) -> list[Held]:
    """What each column of the draft's file holds."""
    columns = draft.file.columns if draft.file is not None else ()
    return [Held(draft.field_of(place), *_note(draft, place)) for place in range(len(columns))]


def _note(draft: QuestionDraft, place: int) -> tuple[str, str]:
    name = draft.field_of(place)
    if name in WHO_FIELDS:
        if draft.keep_names:
            return _("stored with the question"), "warn"
        return _("never written to the plan"), "bad"
    if name == LEFT_OUT:
        return _("not stored"), ""
    if name == "text":
        return _language_note(draft), ""
    if name == "audience" and draft.preview is not None:
        unknown = len(draft.preview.unknown_audiences)
        if unknown:
            words = ngettext("{n} name unknown", "{n} names unknown", unknown)
            return words.format(n=unknown), "warn"
        return _("all known"), ""
    return {
        "source_id": _("recognises what is here already"),
        "votes": _("0 where empty"),
        "theme": _("Other where unknown"),
        "answer": _("waits for approval"),
    }.get(name, ""), ""


def _language_note(draft: QuestionDraft) -> str:
    if draft.read is None:
        return ""
    found = languages_of(draft.read.candidates)
    total = len(draft.read.candidates)
    if not found:
        return ""
    code = max(found, key=lambda one: found[one])
    words = _("Dutch in {n} of {total}") if code == "nl" else _("English in {n} of {total}")
    return words.format(n=found[code], total=total)
