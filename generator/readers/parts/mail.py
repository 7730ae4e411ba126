"""Mail by its grammar (RFC 5322, 2045, 2046). In: the bytes of a digest. Out: when they are a mail, or a mailbox of several, the document
that its reader saw: of its parts the plain one, or the HTML one as text, and for each of its lines the line of the file it stands on.
"""

from __future__ import annotations

import base64
import quopri
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from generator.model import Problem, Reading, Source, Span
from generator.readers.parts.account import account
from generator.readers.parts.html_text import lines_of_html
from generator.text import decode, fold

if TYPE_CHECKING:
    from generator.readers.parts.wrapped import Joined, Placed

_HEADERS = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n){0,200}){2,400}\r?(?:\n|$)")
_OF_A_MAIL = re.compile(
    rb"^(?:(?:MIME-Version|Received|Message-ID|Return-Path|Content-Transfer-Encoding)[ \t]*:|Content-Type[ \t]*:\s*(?:text|multipart)/)|"
    rb"\A(?s:(?=.*^From:[^\n]*@)(?=.*^Subject:)(?=.*^(?:Date|Sent):))",
    re.I | re.M,
)
_ENVELOPE = re.compile(rb"From \S+.{0,80}\d\d:\d\d.{0,40}\d{4}\s*$")
_MOST_PARTS, _DEEPEST = 200, 12
# An address in a body tells which paper; a plain part without any is the poorer one.
_LINK = re.compile(r"https?://")


class Mail(msgspec.Struct, frozen=True):
    """A mail as a document. places: for each line of text the first and the last line of the file (from 1). shown: the text of each line
    of the file, "" where it holds headers, marks or another part."""

    text: str
    places: tuple[tuple[int, int], ...]
    shown: str
    problems: tuple[Problem, ...]


class _Part(NamedTuple):
    """A part without parts: its headers, and its lines first..last of the file (from 0, last left out)."""

    headers: Message
    first: int
    last: int


def mail_of(raw: bytes, path: str) -> Mail | None:
    """The mail in `raw`, or None when it is none. Problems: warning `attachments`, and those of decode."""
    raw = raw.replace(b"\r\n", b"\n")
    head = _HEADERS.match(raw, 0, 1 << 18)
    if not head or not _OF_A_MAIL.search(head[0]):
        return None
    lines = raw.split(b"\n")
    body: list[Joined] = []
    shown = [""] * len(lines)
    problems: list[Problem] = []
    for first, last in _messages(lines):
        parts = list(_parts(lines, first, last, _DEEPEST))[:_MOST_PARTS]
        if body:
            body.append(("", body[-1][2], body[-1][2]))
        body += _body(parts, lines, path, problems, shown)
        problems += _attached(parts, path)
    if not any(text.strip() for text, _, _ in body):
        return None
    places = tuple((first, last) for _, first, last in body)
    return Mail("\n".join(text for text, _, _ in body), places, "\n".join(shown), tuple(problems))


def read_placed(reading: Reading, mail: Mail) -> Reading:
    """The reading of a mail's text with its line numbers moved to those of the file."""

    def at(line: int, end: int = 0) -> int:
        return mail.places[min(line, len(mail.places)) - 1][end]

    def placed(source: Source) -> Source:
        return Source(source.path, at(source.line))

    papers = tuple(replace(paper, source=placed(paper.source)) for paper in reading.papers)
    problems = tuple(replace(one, source=placed(one.source)) for one in reading.problems)
    spans = [
        replace(span, first=at(span.first), last=max(at(span.first), at(span.last, 1))) for span in reading.account
    ]
    spans = list(account(mail.shown, spans))
    return replace(
        reading, papers=papers, problems=(*mail.problems, *problems), account=tuple(spans), lines=mail.shown.count("\n") + 1
    )  # fmt: skip


def _messages(lines: Sequence[bytes]) -> list[tuple[int, int]]:
    """Where each message of a mailbox begins and ends: at lines "From ada@example.org Fri Mar 14 08:00:00 2025" under an empty line."""
    starts = [
        number
        for number, line in enumerate(lines)
        if line.startswith(b"From ") and (not number or not lines[number - 1].strip()) and _ENVELOPE.match(line)
    ]
    starts = starts if starts[:1] == [0] else [0, *starts]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _parts(lines: Sequence[bytes], first: int, last: int, depth: int) -> Iterator[_Part]:
    """The parts without parts of the message or part at lines first..last, in order; none below `depth`."""
    end = next((number for number in range(first, last) if not lines[number].strip()), last)
    start = first + lines[first].startswith(b"From ") if first < last else first
    headers = BytesHeaderParser().parsebytes(b"\n".join(lines[start:end]) + b"\n\n")
    boundary = headers.get_boundary() if headers.get_content_maintype() == "multipart" else None
    if headers.get_content_type() == "message/rfc822" and depth:
        yield from _parts(lines, end + 1, last, depth - 1)
    elif boundary and depth:
        for one, two in _between(lines, end, last, b"--" + boundary.encode("utf-8", "surrogateescape")):
            yield from _parts(lines, one, two, depth - 1)
    else:
        yield _Part(headers, min(end + 1, last), last)


def _between(lines: Sequence[bytes], first: int, last: int, mark: bytes) -> list[tuple[int, int]]:
    """Where each part between the marks of a boundary begins and ends."""
    marks = [n for n in range(first, last) if lines[n].startswith(mark) and lines[n].rstrip() in (mark, mark + b"--")]
    pairs = zip(marks, [*marks[1:], last], strict=True)
    return [(one + 1, two) for one, two in pairs if lines[one].rstrip() == mark]


def _body(
    parts: list[_Part], lines: Sequence[bytes], path: str, problems: list[Problem], shown: list[str]
) -> list[Joined]:
    """What its reader saw of a message: its plain parts, or the HTML ones as text when those say more, or say where the papers are.
    shown: the text of each line of the file, which gets that of these."""
    texts = [part for part in parts if part.headers.get_content_maintype() == "text" and not _is_attached(part)]
    kinds: dict[str, list[_Part]] = {"html": [], "plain": []}
    for part in texts:
        kinds["html" if part.headers.get_content_subtype() == "html" else "plain"].append(part)
    found: dict[str, list[Placed]] = {}
    told: dict[str, list[Problem]] = {"html": [], "plain": []}
    for kind, own in kinds.items():
        bodies = [_lines(part, lines, path, told[kind]) for part in own]
        if kind == "html":
            bodies = [lines_of_html(body) for body in bodies]
        found[kind] = [placed for body in filter(None, bodies) for placed in (*body, ("", body[-1][1]))]
    chosen = "plain" if _says_enough(found["plain"], found["html"]) else "html"
    problems += told[chosen]
    return _written(found[chosen], shown, plain=chosen == "plain")


def _written(body: list[Placed], shown: list[str], *, plain: bool) -> list[Joined]:
    """The lines of a body as they were written, each with its first and last line of the file."""
    for text, place in body:
        shown[place - 1] = " ".join(filter(None, (shown[place - 1], text)))
    if not plain:
        return [(text, place, place) for text, place in body]
    # Every file is asked whether it is a mail, and few are.
    from generator.readers.parts.wrapped import unwrapped

    return unwrapped(body)


def _says_enough(plain: list[Placed], html: list[Placed]) -> bool:
    said, shown = (fold(" ".join(text for text, _ in body)) for body in (plain, html))
    return bool(said) and 4 * len(said) >= len(shown) and bool(_LINK.search(said) or not _LINK.search(shown))


def _is_attached(part: _Part) -> bool:
    return part.headers.get_content_disposition() == "attachment"


def _attached(parts: list[_Part], path: str) -> list[Problem]:
    """What is said about files in a mail; pictures of its design are not named."""
    names = {
        fold(str(part.headers.get_filename()))
        for part in parts
        if part.headers.get_filename()
        and (_is_attached(part) or part.headers.get_content_maintype() not in ("text", "image"))
    }
    message = f"has attachments that were not read ({', '.join(sorted(names))[:200]}); save one as a digest of its own to have it read."
    return [Problem(Source(path), "warning", "attachments", message)] if names else []


def _lines(part: _Part, lines: Sequence[bytes], path: str, problems: list[Problem]) -> list[Placed]:
    """The decoded lines of a part, each with its line in the file (from 1)."""
    raw = list(lines[part.first : part.last])
    encoding = str(part.headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        content, places = _from_base64(raw)
    elif encoding == "quoted-printable":
        content, places = _from_quoted_printable(raw)
    else:
        content, places = b"\n".join(raw), list(range(len(raw)))
    try:
        text = content.decode(part.headers.get_content_charset("utf-8"))
    except (ValueError, LookupError):
        text, found = decode(content, path)
        problems += found
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = len(places) - 1
    return [(line, part.first + places[min(number, last)] + 1) for number, line in enumerate(texts)] if places else []


def _from_quoted_printable(raw: list[bytes]) -> tuple[bytes, list[int]]:
    """Decoded text, and for each of its lines the number of the line it begins on: a line that ends in "=" goes on in the next."""
    places = [number for number in range(len(raw)) if not number or not raw[number - 1].rstrip().endswith(b"=")]
    return quopri.decodestring(b"\n".join(raw)), places


def _from_base64(raw: list[bytes]) -> tuple[bytes, list[int]]:
    kept = [re.sub(rb"[^A-Za-z0-9+/]", b"", line) for line in raw]
    joined = b"".join(kept)
    content = base64.b64decode(joined[: len(joined) - (len(joined) % 4 == 1)] + b"==")
    starts = [0, *accumulate(map(len, kept))]
    offsets = [0, *(found.end() for found in re.finditer(rb"\n", content))]
    return content, [min(len(raw) - 1, bisect_right(starts, offset * 4 // 3) - 1) for offset in offsets]


def headers_of(mail: Mail, raw: bytes, spans: Iterable[Span]) -> list[Span]:
    """The lines of the file that hold something but no text of the mail: headers, marks between parts, other parts. A line that goes on
    on the next one of the file (RFC 2045, 6.7) is one in `spans` already."""
    shown = mail.shown.split("\n")
    told = {number for span in spans for number in range(span.first, span.last + 1)}
    return [
        Span(number, number, "chrome", -1, "headers of the mail")
        for number, line in enumerate(raw.replace(b"\r\n", b"\n").split(b"\n"), start=1)
        if line.strip() and number not in told and not shown[number - 1].strip()
    ]
