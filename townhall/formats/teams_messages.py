"""Messages of a Q&A in Teams, as Microsoft Graph gives them, made into questions with answers.

Graph gives every message of its own, the first of a conversation and the replies alike, with its
words as HTML (engagementConversationMessage in the reference of Microsoft Graph).
"""

from collections.abc import Sequence
from typing import Any

from townhall.formats.html_text import plain_text

Record = tuple[int, dict[str, Any]]

_CHAIN = 100
"""Replies to replies that are followed; nobody answers deeper, and a ring would never end."""


def is_message(record: dict[str, Any]) -> bool:
    """Whether `record` is a message as Microsoft Graph writes it."""
    body = record.get("body")
    return (
        isinstance(body, dict)
        and "content" in body
        and "id" in record
        and "createdDateTime" in record
    )


def messages_as_questions(records: Sequence[Record]) -> tuple[list[Record], int]:
    """The messages that begin a conversation, with the replies of others as `replies`.

    The words are plain text. Gives how many replies have no question in `records` too. A reply of
    the asker adds to the question and answers nothing, so it is left out of `replies`.
    """
    by_id = {str(record.get("id")): record for _number, record in records}
    questions: list[Record] = []
    replies: dict[int, list[dict[str, Any]]] = {}
    orphans = 0
    for number, record in records:
        first = _first_of(record, by_id)
        if first is record:
            questions.append((number, record))
        elif first is None:
            orphans += 1
        else:
            replies.setdefault(id(first), []).append(record)
    return [
        (number, _question(record, replies.get(id(record), []))) for number, record in questions
    ], orphans


def _first_of(record: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The message that began the conversation of `record`; None where it is not there."""
    for _step in range(_CHAIN):
        above = record.get("replyToId")
        if not isinstance(above, str) or above in ("", str(record.get("id"))):
            return record
        if above not in by_id:
            return _starter(record, by_id)
        record = by_id[above]
    return None


def _starter(record: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    conversation = record.get("conversation")
    starter = conversation.get("starterId") if isinstance(conversation, dict) else None
    return by_id.get(str(starter)) if starter else None


def _question(record: dict[str, Any], replies: Sequence[dict[str, Any]]) -> dict[str, Any]:
    nested = record.get("replies")
    more = [one for one in nested if isinstance(one, dict)] if isinstance(nested, list) else []
    seen: dict[str, dict[str, Any]] = {}
    for reply in (*more, *replies):
        if _writer(reply) != _writer(record) or not _writer(reply):
            seen.setdefault(str(reply.get("id") or len(seen)), reply)
    in_order = sorted(seen.values(), key=lambda reply: str(reply.get("createdDateTime") or ""))
    answer = "\n\n".join(words for reply in in_order if (words := _words(reply)))
    body = {"content": _words(record)}
    return {**record, "body": body, "replies": answer}


def _words(record: dict[str, Any]) -> str:
    body = record.get("body")
    if not isinstance(body, dict):
        return ""
    content = str(body.get("content") or "")
    is_plain = str(body.get("contentType") or "").casefold() == "text"
    return content if is_plain else plain_text(content)


def _writer(record: dict[str, Any]) -> str:
    """Who wrote `record`, by the id that Microsoft gives everybody; "" where it does not say."""
    sender = record.get("from")
    user = sender.get("user") if isinstance(sender, dict) else None
    return str(user.get("id") or "") if isinstance(user, dict) else ""
