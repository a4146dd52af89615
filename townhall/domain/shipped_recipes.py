"""The run-ups that come with the program: one for each kind of communication."""

from dataclasses import dataclass

from townhall.domain.terms import CommunicationKind, PersonRole
from townhall.language import LANGUAGES, N_, words


@dataclass(frozen=True, slots=True)
class RecipeStep:
    """A task to make, `offset_days` working days from the date; `owner_role` a PersonRole."""

    title: str
    owner_role: str
    offset_days: int


@dataclass(frozen=True, slots=True)
class ShippedRecipe:
    """The run-up for one kind, in one language."""

    name: str
    kind: CommunicationKind
    language: str
    steps: tuple[RecipeStep, ...]


_US = PersonRole.COMMUNICATIONS
_HOST, _MODERATOR, _OWNER = PersonRole.HOST, PersonRole.MODERATOR, PersonRole.OWNER

_NAMES = {
    CommunicationKind.TOWN_HALL: N_("Run-up to a town hall"),
    CommunicationKind.PROGRESS_UPDATE: N_("Run-up to a progress update"),
    CommunicationKind.TRAINING: N_("Run-up to a training session"),
    CommunicationKind.WORKING_GROUP: N_("Run-up to a working-group meeting"),
    CommunicationKind.DROP_IN: N_("Run-up to a drop-in"),
    CommunicationKind.BOARD_BRIEFING: N_("Run-up to a board briefing"),
}

_STEPS: dict[CommunicationKind, tuple[tuple[str, PersonRole, int], ...]] = {
    CommunicationKind.TOWN_HALL: (
        (N_("Send save the date"), _US, -28),
        (N_("Ask speakers and host"), _US, -20),
        (N_("Open the question box"), _US, -14),
        (N_("Announce in team meetings"), _US, -10),
        (N_("Send speaker brief"), _US, -7),
        (N_("Send reminder of the invitation"), _US, -5),
        (N_("Send materials to interpreters and subtitlers"), _US, -5),
        (N_("Rehearse with speakers and technicians"), _HOST, -3),
        (N_("Settle the order of questions"), _MODERATOR, -2),
        (N_("Publish the recording"), _US, 1),
        (N_("Send question report"), _US, 3),
        (N_("Publish “You asked, we did”"), _US, 10),
    ),
    CommunicationKind.PROGRESS_UPDATE: (
        (N_("Collect news and figures"), _OWNER, -5),
        (N_("Write the text"), _US, -3),
        (N_("Have the text approved"), _OWNER, -1),
        (N_("Answer questions that came back"), _OWNER, 3),
    ),
    CommunicationKind.TRAINING: (
        (N_("Announce and open enrolment"), _US, -20),
        (N_("Check rooms, accounts and equipment"), _OWNER, -7),
        (N_("Send participants what to prepare"), _US, -5),
        (N_("Note who took part"), _OWNER, 1),
        (N_("Send evaluation"), _US, 2),
    ),
    CommunicationKind.WORKING_GROUP: (
        (N_("Ask for agenda items"), _OWNER, -10),
        (N_("Send agenda and papers"), _OWNER, -5),
        (N_("Send decisions and actions"), _OWNER, 2),
        (N_("Tell departments what was decided"), _US, 5),
    ),
    CommunicationKind.DROP_IN: (
        (N_("Announce on intranet and noticeboards"), _US, -5),
        (N_("Put up signs and screens"), _US, -1),
        (N_("Note down the questions asked"), _MODERATOR, 0),
        (N_("Report back what was asked"), _US, 3),
    ),
    CommunicationKind.BOARD_BRIEFING: (
        (N_("Collect figures and risks"), _OWNER, -10),
        (N_("Make the one-pager"), _US, -7),
        (N_("Have the one-pager approved"), _OWNER, -5),
        (N_("Hand in the papers"), _US, -4),
        (N_("Note down decisions and promises"), _US, 1),
    ),
}


def shipped_recipes() -> tuple[ShippedRecipe, ...]:
    """Every recipe that comes with the program, in each of its languages."""
    return tuple(
        ShippedRecipe(
            words(language).gettext(_NAMES[kind]),
            kind,
            language,
            tuple(
                RecipeStep(words(language).gettext(title), role.value, days)
                for title, role, days in steps
            ),
        )
        for language in LANGUAGES
        for kind, steps in _STEPS.items()
    )
