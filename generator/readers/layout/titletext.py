"""The text of a title. In: segments of a line. Out: its words as the title stands, without what only leads to the next."""

from __future__ import annotations

import re

from generator.readers.layout.segments import CellText
from generator.text import pattern_of
from generator.text.tokens import DRAWN_NUMBER

_CLOSING_QUOTES = ('"', "”", "»", "’", "'")
# "1️⃣ On Knots", "1.On Knots"; "#12 On Knots", the number of a task.
DRAWN = pattern_of(
    rf"^(?:{DRAWN_NUMBER})+\s*|^\d{{1,3}}[.、](?=[^\W\d_a-z][^\W\d_])|^#\d{{1,5}}(?::|\s[-–—])?\s+(?=\S)"
)
_EDGE = " \t,،，、:：;；|·•-–—/\\"


def title_text(line: CellText, first: int, last: int) -> str:
    """The text of segments first..last as a title: with the sign that ends it, its brackets balanced."""
    begin, end = line.segments[first].start, line.segments[last].end
    text = DRAWN.sub("", line.text[begin:end])
    behind = line.text[end : end + 2]
    if behind[:1] in "?!？！" and behind:
        text += behind[0]
    elif behind[:1].isspace() and behind[1:] in ("?", "!"):
        text += behind  # as French is set
    elif behind[:1] in _CLOSING_QUOTES and text.endswith(".") and not text.endswith(".."):
        # American style sets the stop of the reference inside the quotes.
        text = text[:-1]
    text = balanced(" ".join(text.replace("\u200b", "").split()), line.text[:begin].rstrip()[-1:], behind.strip()[:1])
    text = _TWICE.sub("", _without_tail(text).strip(_EDGE))
    return untranslated(text)


def untranslated(text: str) -> str:
    """A title without its translation, or the label of the next line, behind it."""
    found = None if text.isascii() else _TRANSLATION.fullmatch(text)
    return found[1] if found else text


def _without_tail(text: str) -> str:
    """A title without a remark in brackets, or a little word, behind it."""
    if text.endswith((")", "）", "]")):
        text = _NOTED.sub(r"\1", _REMARK.sub("", _AFFILIATION.sub("", text)))
    text = text.rstrip("†‡")
    return _DANGLING.sub("", text) if text.endswith(_LEADING) else text


# "[MossNet](…): MossNet: A Title": the name is the list's, and the title's.
_TWICE = re.compile(r"^([^:]{2,40}): (?=\1: )")
# A title and its translation, one behind the other: "Stop Thinking With Your Head 停止用你的头脑思考"; or a remark: "GhostNet（轻量网络）".
_TRANSLATION = re.compile(
    r"([^\u3040-\u9fff\uac00-\ud7a3]{16,}?(?<![:：(（\s-]))(?:\s+[\u3040-\u9fff\uac00-\ud7a3].+|"
    r"\s*（(?=[^（）]*[\u3040-\u9fff\uac00-\ud7a3]{2})[^（）]+）)"
)
# Where its authors are, written to the end of a title: "FASTER(@MIT etc)".
_AFFILIATION = re.compile(r"(?<!\s)\s*+[(（]\s*@[^()（）]{0,60}[)）]?$")
# What the keeper of a list asks of its reader.
_REMARK = re.compile(
    r"(?<=\w)\s*+[(\[](?:optional|required|recommended|mandatory|skim|classic|obligatoire|facultatif|opcional|optionnel)[)\]]$",
    re.I,
)
# Of 100,000 titles two end in square brackets: "[paper]", "[Submitted 23 Apr 2024]", "[hoff2007modeling]" are remarks.
_NOTED = re.compile(r"^(\S+ .*[\w?!)]) (?:by )?\[(?=[^\[\]]*[^\W\d_]{2})[^\[\]]{2,60}\]$")
# A little word that led to what stands behind the title: ", in *NeurIPS*", "by Ada Lovelace".
_DANGLING = re.compile(r"[,.]?\s+(?:in|In|by|By|at|@)$")
_LEADING = ("in", "In", "by", "By", "at", "@")


_PAIRS = {"(": ")", "[": "]", "（": "）", "{": "}", "《": "》", "“": "”"}
_BRACKETS = frozenset("()[]（）{}《》“”")


def balanced(text: str, before: str, behind: str) -> str:
    """A title whose brackets close: one that opens at its end and goes on behind is left out, one that was cut off is taken back."""
    for opening, closing in _PAIRS.items() if not _BRACKETS.isdisjoint(text) else ():
        more = text.count(opening) - text.count(closing)
        if more == 1 and behind == closing:
            text += closing
        elif more == 1 and text.rfind(opening) > len(text) * 0.4:
            text = text[: text.rfind(opening)]
        elif more == -1 and before == opening:
            text = opening + text
        elif more == -1 and text.endswith(closing):
            text = text[:-1]
    text = text.strip(_EDGE)
    return text[1:-1].strip() if text[:1] == "<" and text[-1:] == ">" else text.rstrip("< ")
