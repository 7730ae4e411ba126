"""Messages of a chat. In: what Slack, Discord, Mattermost, Telegram, Matrix or Zulip exports (JSON, CSV). Out: a Reading of the papers that
the messages link to, known by id alone."""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.model import Problem, Reading, Source
from generator.readers import named
from generator.readers.parts.account import account
from generator.text import pattern_of
from generator.text.ids import ids_in

_CHAT = pattern_of(
    r'"ts"\s*:\s*"?\d{10}\.\d|"client_msg_id"|"guild"\s*:\s*\{|"create_at"\s*:\s*\d{13}|"from_id"\s*:\s*"(?:user|channel)|'
    r'"sender_full_name"|"event_id"\s*:\s*"\$|'
    # The names of columns, in the first line.
    r"\A\s*+(?=[^\n]{0,900}\b(?:author|user|sender|from|nick)(?:name|id)?\b)(?![^\n]{0,900}title)"
    r"(?=[^\n]{0,900}\b(?:content|message|text|body)\b)",
    re.I,
)
_HEAD = 20_000
_ADDRESS = re.compile(r"https?://[^\s\"'<>|()\[\]\\,;]{4,400}")


def read_chat(text: str, source: Source) -> Reading | None:
    """The papers that a chat links to; None for another text, or when it links to none. Problem: note `not-a-paper`."""
    if not _CHAT.search(text, 0, _HEAD):
        return None
    links = (_ADDRESS.findall(line.replace("\\/", "/")) for line in text.split("\n"))
    lines = [" ".join(one.rstrip(".") for one in found if ids_in(one)) for found in links]
    if not any(lines):
        return None
    reading = named.read("\n".join(lines), source)
    message = "is a chat: of its messages only the links to papers were read."
    said = Problem(Source(source.path, 1), "note", "not-a-paper", message)
    return replace(reading, account=account(text, reading.account, "skipped"), problems=(said, *reading.problems))
