"""Mail files. In: the bytes of a digest. Out: when they are a mail, the text that its reader saw: of its parts the plain one, or the HTML
one without its tags, out of base64 or quoted-printable.

A mail of one plain part that is not encoded keeps its lines where they are; of any other, lines count in the decoded text.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from html.parser import HTMLParser

import msgspec

from generator.model import Problem, Source, Span
from generator.text import decode, fold

_HEADERS = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n){0,200}){2,400}\r?(?:\n|$)")
_OF_A_MAIL = re.compile(
    rb"^(?:MIME-Version|Received|Message-ID|Return-Path|Content-Transfer-Encoding)[ \t]*:", re.I | re.M
)
_KEPT = ("From", "Subject", "Date")
_MOST_PARTS = 200
_BLOCKS = frozenset(
    "p div br tr table ul ol li h1 h2 h3 h4 h5 h6 blockquote pre hr section article header footer td dt dd".split()
)
_HIDDEN = frozenset("script style head title template".split())
_PAPER = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org/|openreview\.net/|aclanthology\.org/|doi\.org/|huggingface\.co/papers/|proceedings\.)[^\s<>\"]*"
)


class Mail(msgspec.Struct, frozen=True):
    """A mail's text, the lines of the file that it leaves out (headers, in place), and what is to be said about it."""

    text: str
    headers: tuple[Span, ...]
    problems: tuple[Problem, ...]


def mail_of(raw: bytes, path: str) -> Mail | None:
    """The mail in `raw`, or None when it is none. Problems: note `mail-decoded`, warning `attachments`, and those of decode."""
    raw = raw.replace(b"\r\n", b"\n")
    head = _HEADERS.match(raw, 0, 1 << 18)
    if (
        not head
        or not _OF_A_MAIL.search(head[0])
        or len(re.findall(rb"^content-type:", raw, re.I | re.M)) > _MOST_PARTS
    ):
        return None
    try:
        message = message_from_bytes(raw)
        if not message.is_multipart() and message.get_content_type() == "text/plain" and not _encoded(message):
            return _in_place(raw, head.end(), path)
        return _decoded(message, path)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # what the library raises on broken mail
        return None


def _encoded(message: Message) -> bool:
    return str(message.get("Content-Transfer-Encoding", "")).strip().lower() in (
        "base64",
        "quoted-printable",
        "x-uuencode",
    )


def _in_place(raw: bytes, end: int, path: str) -> Mail:
    """The text with its lines where they were, and but the headers that tell a person something."""
    text, problems = decode(raw, path)
    lines = text.split("\n")
    kept, spans = False, []
    for number in range(raw.count(b"\n", 0, end)):
        kept = lines[number].startswith(tuple(f"{name}:" for name in _KEPT)) or (kept and lines[number][:1] in " \t")
        if not kept and lines[number].strip():
            lines[number] = ""
            spans.append(Span(number + 1, number + 1, "chrome", -1, "headers of the mail"))
    return Mail("\n".join(lines), tuple(spans), tuple(problems))


def _decoded(message: Message, path: str) -> Mail | None:
    leaves = [part for part in message.walk() if not part.is_multipart()]
    attached = [
        part
        for part in leaves
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
    ]
    plain, problems = _joined(
        [part for part in leaves if part not in attached and part.get_content_subtype() != "html"], path
    )
    marked, more = _joined(
        [part for part in leaves if part not in attached and part.get_content_subtype() == "html"], path
    )
    shown = text_of_html(marked) if marked else ""
    body = plain if plain.strip() and 4 * len(fold(plain)) >= len(fold(shown)) else shown
    if not body.strip():
        return None
    said = "is a mail in parts or in an encoding; the line numbers here count in its decoded text."
    notes = [Problem(Source(path), "note", "mail-decoded", said), *(problems if body is plain else more)]
    if files := sorted({fold(str(part.get_filename())) for part in attached if part.get_filename()}):
        message_ = f"has attachments that were not read ({', '.join(files)[:200]}); save one as a digest of its own to have it read."
        notes.append(Problem(Source(path), "warning", "attachments", message_))
    head = "".join(f"{name}: {_header(message, name)}\n" for name in _KEPT if message.get(name))
    return Mail(f"{head}\n{body}", (), tuple(notes))


def _header(message: Message, name: str) -> str:
    try:
        return fold(str(make_header(decode_header(str(message[name])))))
    except (ValueError, LookupError):
        return fold(str(message[name]))


def _joined(parts: list[Message], path: str) -> tuple[str, list[Problem]]:
    """The text of several parts, one under the other."""
    texts, problems = [], []
    for part in parts:
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        try:
            texts.append(content.decode(part.get_content_charset("utf-8")).replace("\r\n", "\n").replace("\r", "\n"))
        except (ValueError, LookupError):
            text, found = decode(content, path)
            texts.append(text)
            problems += found
    return "\n\n".join(texts), problems


def text_of_html(html: str) -> str:
    """The text of an HTML page: a line for each block, an empty line between two; a link to a paper keeps its address behind its text."""
    page = _Page()
    page.feed(html)
    page.close()
    blocks = (fold(block) for block in "".join(page.pieces).split("\n"))
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "a":
            found = _PAPER.match(dict(attrs).get("href") or "")
            self.links.append(found[0] if found else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "a" and self.links and (link := self.links.pop()):
            self.pieces.append(f" <{link}>")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))
