"""What the two packs contain, in both languages."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.domain.briefing_samples import EVENT, MODERATOR, QUESTIONS, SPEAKER, THEMES
from townhall import language
from townhall.domain.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    Paragraph,
    Said,
    Span,
    Table,
    Tone,
    headings,
    plain,
    texts,
)
from townhall.domain.briefing import EventFacts, MessageFacts, QuestionFacts
from townhall.domain.briefing_parts import when_in_words
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.briefing_speaker import speaker_brief
from townhall.domain.terms import CommunicationStatus, Outcome, QuestionState, SignOff

ASKER = "Jan de Tester"


def sections(document: Document) -> list[str]:
    return [plain(heading.spans) for heading in headings(document) if heading.level == 1]


def numbered(document: Document) -> list[str]:
    return [plain(h.spans) for h in headings(document) if h.number is not None]


def spans_of(block: Block) -> list[Span]:
    match block:
        case Heading() | Paragraph() | Said():
            return list(block.spans)
        case Table():
            return [span for row in block.rows for cell in row for span in cell]
        case Callout():
            return [span for paragraph in block.paragraphs for span in paragraph]
        case _:
            return []


def test_a_speaker_brief_in_dutch_whatever_the_window_speaks() -> None:
    language.set_language("en")
    made = speaker_brief(SPEAKER, "nl")
    assert (made.kicker, made.title, made.subtitle) == (
        "Sprekersbriefing",
        "Townhall december: AI op de spoedeisende hulp",
        "Voor Bram Proefman",
    )
    assert sections(made) == [
        "Het is geslaagd als", "Jouw rol", "Kernboodschappen", "Wie er luisteren",
        "Vragen die je kunt verwachten", "Openstaande toezeggingen", "Draaiboek",
    ]  # fmt: skip
    assert made.footer == "Versie 3, 24 november 2026, deelbaar"


def test_a_speaker_brief_in_english() -> None:
    made = speaker_brief(SPEAKER, "en")
    assert sections(made) == [
        "It is a success if", "Your role", "Key messages", "Who is listening",
        "Likely and hard questions", "Open promises", "Run of show",
    ]  # fmt: skip
    mark, facts = (block for block in made.blocks[:2] if isinstance(block, Callout))
    assert (mark.title, mark.tone) == ("Draft: not signed off", Tone.WARN)
    assert [plain(paragraph) for paragraph in facts.paragraphs] == [
        "When: Thursday 3 December 2026, 10:30–11:30 (Amsterdam time)",
        "Where: Aula, gebouw B, en online",
        "Online: Join this meeting online",
        "Host: Anna Voorbeeld",
        "Moderator: Carla Fictief",
        "Contact: Anna Voorbeeld, 020 555 01 23, anna@delinde.example",
        "Your slot: 10:35 (15 minutes)",
        "Status: Confirmed, in review: not approved yet",
    ]


def test_a_question_shows_its_facts_and_lines() -> None:
    made = speaker_brief(SPEAKER, "en")
    start = next(n for n, b in enumerate(made.blocks) if isinstance(b, Heading) and b.number == 1)
    shown = [plain(spans_of(block)) for block in made.blocks[start : start + 6]]
    assert shown == [
        "Wie is er aansprakelijk als de AI een breuk mist?",
        "57 votes · Accountability · Approved · carried over 2 times · owner: Bram Proefman",
        "Only in Dutch so far.",
        "De radioloog beslist en tekent, net als nu. Het ziekenhuis is aansprakelijk, niet jij "
        "persoonlijk.",
        "De leverancier staat in voor fouten in het systeem. Dat staat in het contract.",
        "Hoe de verzekeraar dit vanaf 2027 verwoordt. We come back to this by 18 December 2026.",
    ]
    labels = [b.label for b in made.blocks[start : start + 6] if isinstance(b, Said)]
    assert labels == ["Say:", "If pressed:", "Do not know yet:"]


def test_a_pack_without_content_has_no_empty_section() -> None:
    bare = replace(
        SPEAKER, event=replace(EVENT, objective=" "), audiences=(), messages=(), agenda=(),
        questions=(), promises=(),
    )  # fmt: skip
    made = speaker_brief(bare, "en")
    assert texts(made)[-4:] == [
        "Likely and hard questions",
        "No questions have come in yet.",
        "Open promises",
        "No promise is open.",
    ]
    assert sections(made) == ["Likely and hard questions", "Open promises"]


def test_a_speaker_who_is_not_in_the_run_of_show_is_told_so() -> None:
    made = speaker_brief(replace(SPEAKER, speaker="Els Bedacht"), "en")
    assert "No item of the run of show is in your name." in texts(made)


def test_no_paragraph_looks_like_a_heading_that_is_none() -> None:
    for made in (speaker_brief(SPEAKER, "nl"), qa_pack(MODERATOR, "nl")):
        for block in made.blocks:
            match block:
                case Paragraph(spans):
                    paragraphs = [spans]
                case Callout():
                    paragraphs = list(block.paragraphs)
                case _:
                    continue
            assert not [plain(each) for each in paragraphs if all(span.bold for span in each)]


def test_a_draft_says_so_in_words() -> None:
    made = speaker_brief(SPEAKER, "en")
    drafts = [
        plain(spans_of(block))
        for block in made.blocks
        if any(span.tone is Tone.WARN for span in spans_of(block))
    ]
    assert "Niemand verliest zijn baan door dit systeem. (draft, not approved)" in drafts
    assert "Draft answer, not approved: do not use it on stage yet." in drafts
    approved = replace(SPEAKER, messages=(MessageFacts("Ja.", approved=True),))
    assert "draft, not approved" not in "\n".join(texts(speaker_brief(approved, "en")))


def test_a_pack_is_marked_as_draft_until_its_texts_are_signed_off() -> None:
    for make, facts in ((speaker_brief, SPEAKER), (qa_pack, MODERATOR)):
        for sign_off, marked in (("draft", True), ("in-review", True), ("approved", False)):
            event = replace(EVENT, sign_off=SignOff(sign_off))
            made = make(replace(facts, event=event), "nl")
            first = made.blocks[0]
            assert isinstance(first, Callout)
            assert (first.title == "Concept: nog geen akkoord") is marked


@pytest.mark.parametrize(
    ("status", "sign_off", "words"),
    [
        (CommunicationStatus.CONFIRMED, SignOff.APPROVED, "Confirmed, approved"),
        (CommunicationStatus.PLANNED, SignOff.DRAFT, "Planned, draft: not approved yet"),
        (
            CommunicationStatus.CANCELLED,
            SignOff.APPROVED,
            "Cancelled: this event does not take place",
        ),
    ],
)
def test_the_status_of_the_event(
    status: CommunicationStatus, sign_off: SignOff, words: str
) -> None:
    event = replace(EVENT, status=status, sign_off=sign_off)
    assert f"Status: {words}" in texts(qa_pack(replace(MODERATOR, event=event), "en"))


def test_a_brief_shows_twelve_questions_and_counts_the_rest() -> None:
    many = tuple(QuestionFacts(f"Vraag {n:02}?", votes=n) for n in range(13))
    made = speaker_brief(replace(SPEAKER, questions=many), "en")
    assert numbered(made) == [f"Vraag {n:02}?" for n in range(12, 0, -1)]
    assert "1 more question is in the moderator’s Q&A pack." in texts(made)


def test_the_moderator_gets_themes_by_votes_and_what_is_unanswered_first() -> None:
    made = qa_pack(MODERATOR, "en")
    assert sections(made) == [
        "Questions at a glance", "Rules for moderating", "Reasons to decline a question",
        "Accountability", "Patient or customer", "Bias and fairness", "Job and role", "Privacy",
        "Skills and training", "Workload", "Declined questions", "Open promises",
    ]  # fmt: skip
    assert numbered(made)[:2] == [
        "Wie controleert de assistent in het weekend?",
        "Wie is er aansprakelijk als de AI een breuk mist?",
    ]
    assert [h.number for h in headings(made) if h.number] == list(range(1, 9))


def test_in_a_theme_votes_come_before_times_carried() -> None:
    questions = (
        QuestionFacts("c", votes=1, times_carried=3),
        QuestionFacts("b", votes=1),
        QuestionFacts("a", votes=5),
        QuestionFacts("d", votes=9, state=QuestionState.APPROVED, answer="Ja."),
    )
    made = qa_pack(replace(MODERATOR, questions=questions), "en")
    assert numbered(made) == ["a", "c", "b", "d"]


def test_merged_questions_are_not_shown() -> None:
    merged = QuestionFacts("Dubbel?", outcome=Outcome.MERGED, theme=THEMES["other"])
    made = qa_pack(replace(MODERATOR, questions=(*QUESTIONS, merged)), "en")
    assert made.subtitle.startswith("9 questions.")
    assert "Dubbel?" not in texts(made)


def test_the_decline_reason_stands_with_the_question() -> None:
    shown = texts(qa_pack(MODERATOR, "nl"))
    place = shown.index("Wat verdient de leverancier hieraan?")
    assert shown[place + 1] == (
        "Reden: De prijs is vertrouwelijk tot het contract in mei 2027 openbaar wordt."
    )


def test_the_house_s_own_rules_replace_ours() -> None:
    made = qa_pack(replace(MODERATOR, moderation_rules=("Eén regel.",)), "nl")
    shown = texts(made)
    assert shown[shown.index("Spelregels voor het modereren") + 1] == "Eén regel."


def test_open_promises_say_what_is_overdue() -> None:
    shown = texts(qa_pack(MODERATOR, "en"))
    assert shown[shown.index("Open promises") + 1 :] == [
        "Promise", "Owner", "Due",
        "De foutcijfers per maand staan op intranet, uitgesplitst naar leeftijd.",
        "Dirk Verzonnen", "20 November 2026, overdue",
        "De roosteraars rekenen uit wat de scholing aan uren kost.",
        "Els Bedacht", "15 December 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["nl", "en"])
def test_who_asked_is_only_in_an_internal_pack(code: str) -> None:
    for made in (qa_pack(MODERATOR, code), speaker_brief(SPEAKER, code)):
        assert ASKER not in "\n".join(texts(made))
    inside = qa_pack(replace(MODERATOR, internal=True), code)
    assert ASKER in "\n".join(texts(inside))
    assert inside.footer.endswith({"nl": ", intern", "en": ", internal"}[code])


def test_text_in_the_other_language_is_tagged() -> None:
    english = qa_pack(MODERATOR, "en")
    tagged = {span.text: span.language for block in english.blocks for span in spans_of(block)}
    assert tagged["Worden onze beelden gebruikt om de AI te trainen?"] == "nl"
    assert tagged["Will someone still read every scan?"] is None
    dutch = qa_pack(MODERATOR, "nl")
    tagged = {span.text: span.language for block in dutch.blocks for span in spans_of(block)}
    assert tagged["Worden onze beelden gebruikt om de AI te trainen?"] is None
    assert tagged["Will someone still read every scan?"] == "en"


def test_large_print_has_no_table() -> None:
    for made in (
        qa_pack(replace(MODERATOR, large_print=True), "nl"),
        speaker_brief(replace(SPEAKER, large_print=True), "nl"),
    ):
        assert [block for block in made.blocks if isinstance(block, Table)] == []
    assert "10:35 Wat de proef heeft laten zien\nMinuten: 15 · " in "\n".join(texts(made))


def test_contents_stand_before_the_first_heading() -> None:
    made = qa_pack(MODERATOR, "nl")
    kinds = [type(block) for block in made.blocks[:4]]
    assert kinds == [Callout, Callout, Contents, Heading]


def test_an_empty_question_still_has_a_heading() -> None:
    made = qa_pack(replace(MODERATOR, questions=(QuestionFacts(" \x00 "),)), "en")
    assert numbered(made) == ["(no text)"]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (replace(EVENT, all_day=True), "donderdag 3 december 2026"),
        (
            replace(EVENT, end=datetime(2026, 12, 4, 0, 30)),
            "donderdag 3 december 2026, 10:30 – vrijdag 4 december 2026, 00:30 (tijd in Amsterdam)",
        ),
        (
            replace(EVENT, time_zone="America/New_York"),
            "donderdag 3 december 2026, 10:30–11:30 (tijd in New York)",
        ),
    ],
)
def test_when_in_words(event: EventFacts, words: str) -> None:
    assert when_in_words(event, "nl") == words


def test_a_promise_without_owner_or_date_says_so() -> None:
    promise = replace(MODERATOR.promises[0], owner="", due=None)
    shown = texts(qa_pack(replace(MODERATOR, promises=(promise,)), "en"))
    assert shown[-2:] == ["nobody yet", "no date yet"]


def test_a_promise_due_today_is_not_overdue() -> None:
    promise = replace(MODERATOR.promises[0], due=date(2026, 11, 24))
    shown = texts(qa_pack(replace(MODERATOR, promises=(promise,)), "en"))
    assert shown[-1] == "24 November 2026"
