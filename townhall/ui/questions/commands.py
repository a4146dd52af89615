"""What can be done on the Questions screen by key, menu and palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from townhall.domain.question_steps import QuestionStep
from townhall.domain.terms import Publication
from townhall.language import _
from townhall.ui.actions import Action

if TYPE_CHECKING:
    from townhall.ui.questions.screen import QuestionsScreen


def question_commands(screen: QuestionsScreen) -> list[Action]:
    """The actions of `screen`; letters work while no text is being typed."""
    return [
        *_of_the_list(screen),
        *_of_the_question(screen),
        *_steps(screen),
        *_decisions(screen),
    ]


def _of_the_list(screen: QuestionsScreen) -> list[Action]:
    def step(by: int) -> Callable[[], None]:
        return lambda: screen.list.step(by)

    new, bring_in = _("New question"), _("Import questions")
    return [
        Action("questions.new", new, screen.open_entry, icon="question", group="new"),
        Action("questions.import", bring_in, screen.open_import, "I", "download"),
        Action("people.import", _("Import people"), screen.open_people_import, icon="people"),
        Action("questions.export", _("Export these questions"), screen.export, icon="upload"),
        Action(
            "questions.export-to-share",
            _("Export what others may see"),
            screen.export_to_share,
            icon="upload",
        ),
        Action(
            "questions.accounting",
            _("Show where questions went, in groups"),
            screen.open_groups,
            icon="grid",
        ),
        Action("questions.review", _("Review near-duplicates"), screen.open_review, "R", "merge"),
        Action("questions.search", _("Search questions"), screen.focus_search, icon="search"),
        Action("questions.next", _("Next question"), step(1), "J", in_palette=False),
        Action("questions.previous", _("Previous question"), step(-1), "K", in_palette=False),
    ]


def _of_the_question(screen: QuestionsScreen) -> list[Action]:
    return [
        Action(f"questions.{name}", text, run, key, icon, "edit", screen.has_current)
        for name, text, run, key, icon in (
            ("owner", _("Assign an owner"), screen.choose_owner, "O", "person"),
            ("theme", _("Choose a theme"), screen.choose_theme, "T", "tag"),
            ("state", _("Choose the next step"), screen.choose_step, "S", "state"),
        )
    ]


def _decisions(screen: QuestionsScreen) -> list[Action]:
    def decide(publication: Publication) -> Callable[[], None]:
        return lambda: screen.decide(publication)

    return [
        Action(
            f"questions.{publication}",
            text,
            decide(publication),
            key,
            icon,
            "edit",
            screen.has_current,
        )
        for publication, text, key, icon in (
            (Publication.AS_ASKED, _("Show the question as asked"), "1", "eye"),
            (Publication.MASKED, _("Show the question with marked words hidden"), "2", "shield"),
            (Publication.WITHHELD, _("Do not show the question to others"), "3", "eye-off"),
        )
    ]


def _steps(screen: QuestionsScreen) -> list[Action]:
    def run(step: QuestionStep) -> Callable[[], None]:
        return lambda: screen.run_step(step)

    def allowed(step: QuestionStep) -> Callable[[], bool]:
        return lambda: screen.allows(step)

    return [
        Action(f"questions.{step}", text, run(step), key, "", "edit", allowed(step))
        for step, text, key in (
            (QuestionStep.DRAFT, _("Write the answer"), "E"),
            (QuestionStep.APPROVE, _("Approve the answer"), "A"),
            (QuestionStep.ANSWER_LIVE, _("Mark as answered live"), "L"),
            (QuestionStep.ANSWER_IN_WRITING, _("Mark as answered in writing"), ""),
            (QuestionStep.TAKE_AWAY, _("Take the question away"), "P"),
            (QuestionStep.DECLINE, _("Decline the question"), "D"),
            (QuestionStep.CONFIRM_DECLINE, _("Confirm that the question is declined"), ""),
            (QuestionStep.REFUSE_DECLINE, _("Do not decline the question after all"), ""),
            (QuestionStep.RENEW, _("The answer is still true"), "V"),
            (QuestionStep.REOPEN, _("Open the question again"), ""),
        )
    ]
