r"""Text as its author meant it. In: a title or an abstract with LaTeX leftovers. Out: HTML that is safe, and the same in plain Unicode.

A source is cut into tokens once; two printers see the same tokens, so the page and the search index never disagree. What is not known
to be LaTeX is shown as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from generator.text.braces import inside
from generator.text.clean import escape, fold
from generator.text.formulas import LONGEST, formula, is_formula
from generator.text.lately import kept_lately
from generator.text.mending import mended
from generator.text.page import Page, Typeset
from generator.text.symbols import (
    ACCENTS,
    BARE_SWITCHES,
    NOTHING,
    SPACES,
    STYLED,
    SUBSCRIPT,
    SUPERSCRIPT,
    SWITCHES,
    raised,
    symbol,
)
from generator.text.urls import checked

_PLAIN = re.compile(r"[\\${}~`^]|''|--|://|www\.")
_DEEPEST = 8
_URL = r"https?://[^\s<>\"{}|^`\\]*(?:\\[_%#&~][^\s<>\"{}|^`\\]*)*"
_TOKEN = re.compile(
    rf"(?P<url>{_URL})|\\(?P<macro>[A-Za-z]+)(?P<star>\*?)|\\(?P<sign>.)|(?P<template>\{{\{{(?![^\s{{}}]+\}}\}})|\}}\}}|\{{%|%\}})|(?P<math>\$\$?)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<quote>``|'')|(?P<dash>---?)(?!-)|(?P<tie>~)|(?P<power>(?<=[0-9A-Za-z)])\^(?:\{-?\d{1,4}\}|-?\d{1,4})|(?<=[0-9A-Za-z)])[\^_]\{[^\s{}\\$]{1,20}\})"
    r"|(?P<single>`)(?=[^`'\s][^`'\n]{0,80}')|(?P<text>[^\\${}~`'^%h_-]+|.)",
    re.DOTALL,
)
_SET = re.compile(r"^\s*+[^\s{},]++(?:\s*+,\s*+[^\s{},]++)++\s*+$")
_TEXTLIKE = re.compile(r"^[\w\s.,:'’\-–+/%&*!?\\{}$~\"^]*$")


@kept_lately
def typeset(source: str, *, links: bool = False) -> Typeset:
    """Set a title or an abstract. With `links`, web addresses become links. Never raises; quick on any input."""
    text = mended(fold(source))
    if not _PLAIN.search(text):
        return Typeset(text, partial(escape, text))
    page, _ = _parse(text, 0, 0, "")
    plain = unicodedata.normalize("NFC", " ".join(page.plain.replace("\u00a0", " ").split()))
    return Typeset(plain, page.linked if links else page.html)


def paragraphs(source: str, *, links: bool = False) -> tuple[Typeset, ...]:
    """Each paragraph of an abstract (they are parted by an empty line), set by itself."""
    return tuple(typeset(part, links=links) for part in source.split("\n\n") if part.strip())


def _parse(text: str, place: int, depth: int, until: str) -> tuple[Page, int]:
    """Set text[place:] up to the closing brace of this group (`until`), and say where the rest begins."""
    page = Page()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            break
        kind, piece = str(token.lastgroup), token.group()
        if kind == "star":
            kind = "macro"
        if kind == "close" and until:
            return page, token.end()
        place = _PRINTERS[kind](page, text, token, depth) if kind in _PRINTERS else _say(page, piece, token)
    return page, place


def _say(page: Page, piece: str, token: re.Match[str]) -> int:
    page.say(piece)
    return token.end()


def _url(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    page.say(re.sub(r"\\([_%#&~])", r"\1", token.group()))
    return token.end()


def _dash(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    """`--flag` on a command line is no dash: it stands after a blank and before a letter."""
    lead = text[max(0, token.start() - 1) : token.start()]
    flag = len(token.group()) == 2 and text[token.end() : token.end() + 1].isalpha() and lead == " "
    dash = "—" if len(token.group()) == 3 else "–"
    page.say(token.group() if flag or lead in ("-", "!", "<") else dash)
    return token.end()


def _tie(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    before, after = text[max(0, token.start() - 1) : token.start()], text[token.end() : token.end() + 1]
    if before == " " and (
        after.isalpha() or after == "["
    ):  # "by ~[7]", "at ~https://": about as many as before a digit it is not
        return token.end()
    tied = (before.isalnum() or before in ".,)}]:;") and before and (after.isalnum() or after in '([{$\\`"') and after
    page.say("\u00a0" if tied else "~")
    return token.end()


def _power(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    sign, small = token.group()[0], token.group()[1:].strip("{}")
    page.say(raised(small, SUPERSCRIPT if sign == "^" else SUBSCRIPT, sign))
    return token.end()


def _quote(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    if token.group() == "''":
        before, after = text[max(0, token.start() - 1) : token.start()], text[token.end() : token.end() + 1]
        opens = (not before or before in " ([") and after.isalnum()
        closes = page.quoted or (
            (before.isalnum() or before in ".,!?)") and before and not (after.isalnum() or after == "(")
        )
        closing = "”" if closes else "''"
        page.say("“" if opens else closing)
        page.quoted = opens or (page.quoted and not closes)
        return token.end()
    page.say("“")
    page.quoted = True
    # ``so" is common: the closing mark typed as on a keyboard.
    closed = re.compile(r"[^\\\\${}`\"']*\"").match(text, token.end())
    if closed:
        page.say(closed.group()[:-1] + "”")
        return closed.end()
    return token.end()


def _single(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    end = text.index("'", token.end())
    page.say("‘" + text[token.end() : end] + "’") if not _PLAIN.search(text[token.end() : end]) else page.say("`")
    return end + 1 if not _PLAIN.search(text[token.end() : end]) else token.end()


def _math(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    mark = token.group()
    end = text.find(mark, token.end(), token.end() + LONGEST + len(mark))
    held = text[token.end() : end] if end >= 0 else ""
    if not is_formula(held, text[end + len(mark) : end + len(mark) + 1]):
        if held and not held.isspace() and checked(held.strip()):
            page.say(held)
            return end + len(mark)
        brace = mark == "$" and text[token.end() : token.end() + 1] == "{"
        page.say("${" if brace else mark)
        return token.end() + brace
    plain, html = formula(held)
    page.set(plain, lambda: "" if html() == escape(plain) else html())
    return end + len(mark)


def _group(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    """A group: its braces go when it holds words, and stay when it is a set, code or unclosed."""
    held, end = inside(text, token.start())
    if end < 0 or depth >= _DEEPEST or not _TEXTLIKE.match(held) or _SET.match(held) or not held.strip():
        page.say("{")
        return token.end()
    word = held.split(" ", 1)[0]
    start = token.end() + len(word) + 1 if word in BARE_SWITCHES and " " in held else token.end()
    inner, _ = _parse(text[start : end - 1], 0, depth + 1, "")
    switch = re.match(r"\\([A-Za-z]+)", held)
    page.take(inner, SWITCHES.get(switch[1], "") if switch else "")
    return end


def _sign(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    sign = token["sign"]
    if sign in "([" and (end := text.find("\\" + ")]"["([".index(sign)], token.end(), token.end() + LONGEST)) >= 0:
        plain, html = formula(text[token.end() : end])
        page.set(plain, html)
        return end + 2
    if sign in ACCENTS and (made := _accented(text, token.end(), ACCENTS[sign])):
        page.say(made[0])
        return made[1]
    if sign in "%&$#_{}":
        page.say(sign)
    elif sign == "\\":
        page.say(" " if text[token.end() : token.end() + 1] in ("", " ") else "\\\\")
    elif sign in "-/!@":
        page.say("" if sign in "-/" else "\\" + sign)
    else:
        page.say(SPACES.get(sign, "\\" + sign))
    return token.end()


def _accented(text: str, place: int, accent: str) -> tuple[str, int] | None:
    r"""The letter after an accent macro, `o`, `{o}`, `\i` or ` o`, with the accent on it."""
    found = re.compile(r"\s?(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))").match(text, place)
    if found is None:
        return None
    letter = (found[1] or found[2]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + accent), found.end()


# Macros whose second argument is shown, the address or the colour before it; and those that name another place of the paper.
_SHOWN = ("href", "hyperlink", "textcolor", "color")
_REFERENCES = ("cite", "citep", "citet", "citealp", "ref", "eqref", "label")


def _macro(page: Page, text: str, token: re.Match[str], depth: int) -> int:
    name, end = token["macro"], token.end()
    if len(name) == 1 and name in ACCENTS and text.startswith(("{", " "), end):
        made = _accented(text, end, ACCENTS[name])
        if made:
            page.say(made[0])
            return made[1]
    opens = end + (name in STYLED and text.startswith(" {", end))
    argument, after = inside(text, opens) if text.startswith("{", opens) else ("", -1)
    done = _styled(page, text, name, (argument, after), depth) if after > 0 else 0
    return done or _named(page, text, token, (argument, after), depth)


def _styled(page: Page, text: str, name: str, held: tuple[str, int], depth: int) -> int:
    """A macro whose argument is shown in a style, or stands for an address or a colour; where it ends, 0 when it is another."""
    argument, after = held
    if name in _SHOWN:
        shown, last = inside(text, after) if text.startswith("{", after) and depth < _DEEPEST else ("", -1)
        if last > 0:
            page.take(_parse(shown, 0, depth + 1, "")[0])
            page.say(f" ({argument})" if name.startswith("h") and argument != shown else "")
            return last
    if name in STYLED and depth <= _DEEPEST:
        inner = _verbatim(argument) if name in ("url", "path") else _parse(argument, 0, depth + 1, "")[0]
        page.take(inner, STYLED[name])
        return after
    if name in _SHOWN and name != "href":
        page.say(argument if name == "hyperlink" else "")
        return after + (name == "color" and text.startswith(" ", after))
    return 0


def _named(page: Page, text: str, token: re.Match[str], held: tuple[str, int], depth: int) -> int:
    """A macro that stands for a sign, a blank, a reference or a note. `held`: its argument and where that ends, or ("", -1)."""
    name, end = token["macro"], token.end()
    argument, after = held
    if name == "footnote" and after > 0:
        _footnote(page, argument, text[token.start() : after], depth)
        return after
    if name in _REFERENCES and after > 0:
        page.say("" if name == "label" else f"[{argument}]")
        return after
    if name in SPACES:
        page.say(SPACES[name])
        return end
    if name in NOTHING or name in SWITCHES:
        return end + text.startswith(" ", end)
    shown = symbol(name)
    if not shown:
        page.say(token.group() if after < 0 else text[token.start() : after])
        return max(end, after)
    page.say(shown)
    if text.startswith("{}", end):
        return end + 2
    # TeX eats the blank after a macro; before a letter the author wanted one joined word (`\o re`), after a sign hardly ever.
    # Programs write `\textasciitilde 60` for "~60".
    eaten = (shown.isalpha() and len(name) <= 2) or name == "textasciitilde"
    return end + (eaten and text.startswith(" ", end))


def _footnote(page: Page, note: str, source: str, depth: int) -> None:
    if depth > _DEEPEST:
        page.say(source)
        return
    page.say(" (")
    page.take(_parse(note, 0, depth + 1, "")[0])
    page.say(")")


def _verbatim(text: str) -> Page:
    page = Page()
    page.say(re.sub(r"\\([_%#&~])", r"\1", text))
    return page


_PRINTERS = {
    "url": _url, "macro": _macro, "sign": _sign, "math": _math, "open": _group, "quote": _quote, "dash": _dash, "tie": _tie,
    "power": _power, "single": _single,
}  # fmt: skip


def plain(source: str) -> str:
    """Source text as plain Unicode."""
    return typeset(source).plain
