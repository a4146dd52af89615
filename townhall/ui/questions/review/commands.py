"""What can be done while near-duplicates are reviewed, by key and palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from townhall.language import _
from townhall.ui.actions import Action
from townhall.ui.questions.review.card import MOST_KEYS

if TYPE_CHECKING:
    from townhall.ui.questions.review.page import ReviewPage


def review_commands(page: ReviewPage) -> list[Action]:
    """The actions of `page`; letters and digits work while no text is being typed."""

    def step(by: int) -> Callable[[], None]:
        return lambda: page.step(by)

    choice, decisions = page.choice, page.decisions
    return [
        Action("review.next", _("Next group"), step(1), "J", in_palette=False),
        Action("review.previous", _("Previous group"), step(-1), "K", in_palette=False),
        Action(
            "review.merge",
            _("Merge these questions"),
            decisions.merge,
            "M",
            "merge",
            "edit",
            choice.can_merge,
        ),
        Action(
            "review.different",
            _("Mark as different questions"),
            decisions.differ,
            "X",
            "split",
            "edit",
            lambda: choice.waits,
        ),
        Action(
            "review.answer",
            _("Answer with the earlier answer"),
            decisions.answer,
            "A",
            "check-circle",
            "edit",
            choice.can_answer,
        ),
        Action(
            "review.link",
            _("Merge into the earlier question"),
            decisions.link,
            "L",
            "link",
            "edit",
            choice.can_link,
        ),
        Action(
            "review.undo",
            _("Undo the last decision"),
            decisions.undo,
            "U",
            "undo",
            "edit",
            decisions.can_undo,
        ),
        Action("review.again", _("Look for near-duplicates again"), page.look, "", "refresh"),
        *_by_number(page),
    ]


def _by_number(page: ReviewPage) -> list[Action]:
    found = []
    for place in range(1, MOST_KEYS + 1):
        lead = _("Let question {n} lead").format(n=place)
        leave = _("Leave question {n} out, or not").format(n=place)
        for name, words, run, key in (
            ("lead", lead, partial(page.choose_lead, place), f"{place}"),
            ("leave", leave, partial(page.leave_out, place), f"Alt+{place}"),
        ):
            found.append(Action(f"review.{name}-{place}", words, run, key, in_palette=False))
    return found
