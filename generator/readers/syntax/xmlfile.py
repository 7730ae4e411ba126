"""XML. In: the text of an XML file of any kind. Out: its elements as objects, each with its lines, and what is broken.

expat reads it: exact lines in files of any size, and no entity is ever expanded. An element of running text becomes the text, its marks
of type as LaTeX; any other an object of its children and attributes. A broken record is left out and told, and reading goes on at the
next element of its kind.
"""

from __future__ import annotations

import html
import re
from xml.parsers import expat

import msgspec

from generator.model import Problem, Source, Span
from generator.readers.fields import titled
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Element, gathered
from generator.readers.syntax.tree import holds_papers
from generator.text.mathml import NAMES, dressed, formula_of, tex_of

_MOST_BROKEN = 500
_DEEPEST = 200
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{2,31});)?")
# Elements of HTML that have no end, as careless feeds hold them.
_VOID = re.compile(r"<((?:br|hr|img|wbr|input|col)\b[^<>]*?)\s*/?>(?:</(?:br|hr|img)>)?", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Elements of running text that part paragraphs.
_BLOCKS = frozenset(("p", "sec", "title", "listitem", "list", "label"))
# The declarations at the head of a file.
_HEAD = re.compile(r"<\?xml\b[^>]{0,300}\?>|<!DOCTYPE[^<>\[]{0,1000}(?:\[[^\]]{0,4000}\]\s*)?>", re.I)
_JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_MEMBERS = "contribgroup"
# A note, and the sign that leads to one.
_MARKS = frozenset("fn xref.fn xref.aff xref.corresp xref.authornotes".split())
_FOREIGN = ("media:", "itunes:", "slash:", "wfw:", "sy:")


class _Open:
    """An element that is open: its name, where it began, and what it holds so far."""

    __slots__ = ("attrs", "first", "held", "key", "marked", "parts", "start", "tag")

    def __init__(self, tag: str, key: str, attrs: dict[str, str], first: int, start: int) -> None:
        self.tag, self.key, self.attrs, self.first, self.start = tag, key, attrs, first, start
        self.parts: list[str] = []
        self.held: list[tuple[str, object]] = []
        self.marked = False


class Tree(msgspec.Struct):
    """The root as an object, the spans and Problems of what is broken; `several`: another root stands behind it."""

    root: Element
    spans: list[Span] = []
    problems: list[Problem] = []
    several: bool = False


def elements_of(text: str, source: Source) -> Tree:
    """The elements of a file. Problems: warning `broken-record`."""
    start = max(0, text.find("<"))
    first = text.count("\n", 0, start) + 1
    body = _ILLEGAL.sub(" ", _NAMED.sub(_character, text[start : text.rfind(">") + 1]))
    body = re.sub(r"^<\?xml[^>]{0,300}\?>", lambda found: "\n" * found[0].count("\n"), body)
    tree = _tree(body, source, first)
    if tree.several:
        # Files that were put one behind the other, or the front and the body of an article without what holds them.
        bare = _HEAD.sub(lambda found: "\n" * found[0].count("\n"), body)
        tree = _tree(f"<several>{bare}</several>", source, first)
    if tree.problems and _VOID.search(body):
        again = _tree(_VOID.sub(r"<\1/>", body), source, first)
        return again if len(again.problems) < len(tree.problems) else tree
    return tree


def _tree(body: str, source: Source, first: int) -> Tree:
    builder = _Builder(body.encode("utf-8", "replace"), source, first)
    builder.run()
    return builder.tree


def _character(found: re.Match[str]) -> str:
    """A named character of HTML as itself; an & that begins none as text."""
    if found[1]:
        made = html.unescape(found[0])
        return f"&amp;{found[1]};" if made == found[0] else made
    return "&amp;"


class _Builder:
    def __init__(self, raw: bytes, source: Source, line: int) -> None:
        self.raw, self.source, self.line = raw, source, line
        self.tree = Tree(Element(), [], [])
        self.known = lexicon()
        self.stack: list[_Open] = [_Open("", "", {}, line, 0)]
        self.offset = 0
        self.skipped = 0

    def run(self) -> None:
        at = 0
        while at < len(self.raw):
            self._make(at)
            try:
                self.parser.Parse(self._reopened() + self.raw[at:], True)
                break
            except expat.ExpatError:
                self.tree.several |= self.parser.ErrorCode == _JUNK
                at = self._resume(max(self.parser.ErrorByteIndex + self.offset, at))
        while len(self.stack) > 1:
            self._end(self.stack[-1].tag)
        self.tree.root = self._object(self.stack[0], self.line)

    def _make(self, at: int) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.skipped = len(self.stack) - 1
        self.offset = at - len(self._reopened())
        self.base = self.line + self.raw.count(b"\n", 0, at) - 1

    def _reopened(self) -> bytes:
        """The elements that are open where reading goes on, without their attributes."""
        return "".join(f"<{one.tag.replace(':', '_')}>" for one in self.stack[1:]).encode()

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        name = bare_key(tag.rsplit(":", 1)[-1])
        kept = _said(attrs)
        words = self.known.words
        if name in words["named"]:
            name = bare_key(kept.pop("name", "") or kept.pop("element", "")) or name
        kinds = (value for short, value in kept.items() if short in words["typing"] or short.endswith("type"))
        kind = next((bare_key(value) for value in kinds if len(value) < 25 and "/" not in value), "")
        key = f"{name}.{kind}" if kind else name
        kept = {"@" + short: value for short, value in kept.items()}
        if len(self.stack) > _DEEPEST:
            raise expat.ExpatError("too deep")
        self.stack.append(_Open(tag, key, kept, self._line(), self.parser.CurrentByteIndex + self.offset))

    def _text(self, text: str) -> None:
        self.stack[-1].parts.append(text)
        self.stack[-1].marked = self.stack[-1].marked or not text.isspace()

    def _end(self, tag: str) -> None:
        done, above = self.stack.pop(), self.stack[-1]
        name = done.key.partition(".")[0]
        value, inline = self._value(done, name), name in self.known.words["inline"]
        if inline and isinstance(value, str):
            above.parts.append("" if done.key in _MARKS else dressed(name, value))
        if done.tag.startswith(_FOREIGN):
            return
        above.held.append((done.key, value))
        if name in _BLOCKS:
            above.parts.append(f"\n\n{_flat(value)}\n\n")
        elif not inline and above.marked:
            above.parts.append(_flat(value).replace("\n\n", " "))

    def _value(self, done: _Open, name: str) -> object:
        inline, inside = self.known.words["inline"], {key.partition(".")[0] for key, _ in done.held}
        if name in NAMES and any(one.key == "math" for one in (*self.stack, done)):
            return tex_of(name, [_flat(value) for _, value in done.held], "".join(done.parts))
        if inside and not done.marked and not inside <= inline:
            return self._object(done, self._line())
        if name in inline:
            # A formula that stands in it as TeX and as MathML is shown once.
            twice = {formula_of(_flat(held)) for key, held in done.held if key == "math" and "texmath" in inside}
            return "".join(part for part in done.parts if part not in twice)
        if _MEMBERS in inside:
            # A team's name before its people: <collab>Moss Team <contrib-group>…</contrib-group></collab>.
            self.stack[-1].held += done.held
            return done.parts[0].strip()
        return self._text_of(done)

    def _text_of(self, done: _Open) -> object:
        """An element of text: the text, or with its attributes."""
        text = "".join(done.parts)
        if not done.attrs:
            return text if text.strip() else ""
        made = Element(done.first, self._line())
        made.update({"#text": text} if text.strip() else {})
        made.update(done.attrs)
        return made

    def _line(self) -> int:
        return self.base + self.parser.CurrentLineNumber

    def _object(self, done: _Open, last: int) -> Element:
        made = Element(done.first, last)
        made.update(done.attrs)
        gathered(done.held, made)
        return made

    def _resume(self, place: int) -> int:
        """Leave out the record that breaks at byte `place`; where the next element of its kind begins, or the end."""
        level = self._level(place)
        while 0 < level < len(self.stack) and any(holds_papers(one, 2) for _, one in self.stack[level].held):
            level += 1  # what holds whole papers is no record itself
        if 1 < level == len(self.stack):
            self._tell_cut(place)
            return len(self.raw)
        broken = self.stack[level] if level else self.stack[-1]
        more = level > 0 and len(self.tree.problems) < _MOST_BROKEN
        follow = _opening(broken.tag).search(self.raw, max(place, broken.start + 1)) if more else None
        del self.stack[max(level, 1) :]
        end = follow.start() if follow else len(self.raw)
        self._tell(broken, self.line_at(broken.start + len(self.raw[broken.start : end].rstrip())), self.line_at(place))
        return end

    def _tell_cut(self, place: int) -> None:
        message = "ends before its first element is closed; the papers up to here were read. Get the file again if there were more."
        line = self.line_at(len(self.raw[:place].rstrip()))
        self.tree.problems.append(Problem(Source(self.source.path, line), "warning", "broken-record", message))

    def _tell(self, broken: _Open, last: int, line: int) -> None:
        self.tree.spans.append(Span(broken.first, last, "doubt", -1, "broken XML"))
        said = expat.ErrorString(self.parser.ErrorCode) if self.parser.ErrorCode else "nested too deep"
        message = f"is broken XML and was skipped (line {line}: {said}); mend it, or get the file again."
        self.tree.problems.append(Problem(Source(self.source.path, broken.first), "warning", "broken-record", message))

    def line_at(self, place: int) -> int:
        return self.line + self.raw.count(b"\n", 0, place)

    def _level(self, place: int) -> int:
        """The open element that is the record: the outermost one of whose kind a paper stands beside it, or another follows."""
        for level in range(1, len(self.stack)):
            one, above = self.stack[level], self.stack[level - 1]
            if any(key == one.key and isinstance(held, Element) and titled(held) for key, held in above.held):
                return level
        for level in range(2, len(self.stack)):
            if _opening(self.stack[level].tag).search(self.raw, place):
                return level
        return min(1, len(self.stack) - 1)


def _said(attrs: dict[str, str]) -> dict[str, str]:
    """The attributes by their names, without those of namespaces and of RDF's grammar."""
    said = (one for one in attrs if not one.startswith(("xmlns", "rdf:parseType")))
    return {bare_key(one.rsplit(":", 1)[-1]): attrs[one] for one in said}


def _opening(tag: str) -> re.Pattern[bytes]:
    return re.compile(rb"<" + re.escape(tag.encode()) + rb"(?=[\s>/])")


def _flat(value: object) -> str:
    """The text of an element inside running text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(map(_flat, value))
    return "\n\n".join(_flat(one) for key, one in value.items() if key[:1] != "@") if isinstance(value, Element) else ""
