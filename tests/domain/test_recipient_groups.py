"""Recipients in groups for mail drafts."""

from tests.formats.calendar_items import PEOPLE
from townhall.domain.recipient_groups import GROUPS, GroupKind, recipient_groups

BRAM, CATO, DAAN, EVI, COUNCIL, HALL = PEOPLE


def test_without_kinds_everybody_gets_one_mail() -> None:
    [group] = recipient_groups(PEOPLE, language="nl+en", languages={})
    assert (group.kind, group.language, group.recipients) == (
        GroupKind.EVERYBODY,
        "nl+en",
        PEOPLE,
    )


def test_groups_differ_by_part_and_by_language() -> None:
    groups = recipient_groups(
        PEOPLE,
        language="nl",
        languages={"evi@delinde.example": "en", "aula@delinde.example": "en"},
        kinds=GROUPS,
    )
    assert [(each.kind, each.language, each.recipients) for each in groups] == [
        (GroupKind.STAGE, "nl", (BRAM, CATO)),
        (GroupKind.AUDIENCE, "en", (EVI,)),
        (GroupKind.AUDIENCE, "nl", (DAAN, COUNCIL)),
        (GroupKind.ROOMS, "nl", (HALL,)),
    ]


def test_chosen_kinds_alone_and_no_empty_group() -> None:
    groups = recipient_groups(PEOPLE[2:3], language="nl", languages={}, kinds=GROUPS)
    assert [each.kind for each in groups] == [GroupKind.AUDIENCE]
    assert recipient_groups(PEOPLE, language="nl", languages={}, kinds=[GroupKind.ROOMS])[
        0
    ].recipients == (HALL,)
