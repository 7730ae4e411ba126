"""Other syntaxes -> Markdown, line for line. In: a text. Out: its Document; every line keeps its number.

reStructuredText, org, and the notes of Logseq and Obsidian mark the same things with other signs; each line is rewritten
in Markdown's, so that one scanner reads all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.readers.labels import field_of
from generator.readers.layout import html, markdown
from generator.readers.layout.structures import JOINED, Document, Syntax
from generator.text import pattern_of
from generator.text.ids import address_of_id

_HTML_PAGE = pattern_of(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*)?<(?:!doctype\s+html|html|head|body|main|article|section)\b",
    re.I | re.S,
)
_RST = pattern_of(r"^\.\. (?:_[^:\n]{1,200}:|[\w-]+::)|`[^`\n<]{1,300}<https?://[^>`\n]{1,500}>`_", re.M)
_LATEX = pattern_of(r"^[ \t]{0,20}\\(?:documentclass|begin\{|section\*?\{|item\b|bibitem\b)", re.M)
_ORG = pattern_of(
    r"^(?:#\+(?:TITLE|STARTUP|OPTIONS|FILETAGS|AUTHOR):|[ \t]{0,8}:PROPERTIES:)|^\*{1,6} [^\n]{0,400}\[\[https?:",
    re.M | re.I,
)
_NOTES = pattern_of(
    r"^[ \t]{0,40}(?:[-*] )?[A-Za-z][\w-]{0,30}:: |\[\[@[\w-]+\]\]|\[\[[\w/-]{1,60}\|[^\[\]\n]{3,200}\]\]|"
    r"^[ \t]{0,40}- (?:TODO|DONE|DOING|LATER|NOW) ",
    re.M,
)
_HEAD = 1 << 16
# A link goes over no more lines than these.
_LINK_LINES = 3


# Quarto and R Markdown are Markdown with code in it.
_NAMES = ("md", "markdown", "qmd", "rmd", "mdx")


def is_named_markdown(path: str) -> bool:
    return path.rsplit(".", 1)[-1].lower() in _NAMES


def syntax_of(text: str, path: str) -> Syntax:
    """In which syntax a text is written, by its name and its marks."""
    head = text[:_HEAD]
    name = path.rsplit(".", 1)[-1].lower()
    if name in ("html", "htm", "xhtml") or _HTML_PAGE.match(head):
        return "html"
    marked = name not in _NAMES
    if name == "org" or (marked and _ORG.search(head)):
        return "org"
    if name in ("rst", "rest") or (
        marked and name != "org" and (head.startswith(".. ") or "\n.. " in head or ">`_" in head) and _RST.search(head)
    ):
        return "rst"
    if name in ("tex", "ltx") or (marked and _LATEX.search(head)):
        return "latex"
    return "markdown"


def document_in(text: str, path: str) -> Document:
    """The document of a text, in the syntax that its name and its marks say."""
    syntax = syntax_of(text, path)
    if syntax == "html":
        return html.document_of(text)
    if syntax == "latex":
        from generator.readers.layout import latex

        return latex.document_of(text)
    rewrite = _REWRITES.get(syntax)
    lines = text.split("\n")
    if rewrite:
        lines = list(rewrite(lines))
    elif _NOTES.search(text[:_HEAD]):
        lines = list(_notes(lines))
    if any(sign in text for sign in ("> [!", "??? ", "!!! ", "???+", ":::")):
        lines = list(_callouts(lines))
    return markdown.document_of("\n".join(lines), syntax)


_ORG_HEADING = pattern_of(
    r"(\*{1,8})\s+(?:(?:TODO|DONE|NEXT|WAITING|(?:UN|TO)?READ|READING|STARTED|SKIMMED)\s+)?(?:\[#[A-C]\]\s+)?(.*?)(?:\s+:[\w@:]+:)?\s*$"
)
_ORG_LINK = pattern_of(r"\[\[(?:file:)?([^\[\]\n]{1,1000})\](?:\[([^\[\]\n]{1,1000})\])?\]")
_ORG_PROPERTY = pattern_of(r"\s*:([A-Za-z][\w-]{0,40}):\s+(\S.*)$")
_ORG_KEYWORD = pattern_of(r"#\+(\w+):\s*(.*)$", re.I)


# The kind of id that a property names.
_ORG_IDS = {"doi": "doi", "arxiv": "arxiv", "eprint": "arxiv"}


def _whole_links(lines: list[str]) -> Iterator[str]:
    """The lines with each link whole on the line on which it opens."""
    following = iter(lines)
    for line in following:
        joined = 0
        while (
            line.rfind("[[") > line.rfind("]]")
            and joined < _LINK_LINES
            and (below := next(following, None)) is not None
        ):
            line = f"{line.rstrip()} {below.strip()}"
            joined += 1
        yield line
        yield from [JOINED] * joined


def _org(lines: list[str]) -> Iterator[str]:
    above = ""
    for line in _whole_links(lines):
        heading, prop, keyword = _ORG_HEADING.match(line), _ORG_PROPERTY.match(line), _ORG_KEYWORD.match(line)
        if heading:
            above = heading[2]
            yield f"{'#' * min(len(heading[1]), 6)} {_org_inline(heading[2])}"
        elif prop:
            yield _property(prop[1].lower(), prop[2].strip(), above)
        elif keyword:
            yield f"# {keyword[2]}" if keyword[1].lower() == "title" else ""
        elif re.match(r"\s*:\w+:\s*$|\s*#\+", line):
            yield ""
        else:
            yield _org_inline(_NOTE_TASK.sub(r"\1", line))


def _property(name: str, value: str, above: str) -> str:
    """A line of a drawer as a label and its value; ids as addresses, and no title that the heading above says already."""
    if name == "title" and value.casefold() == above.casefold():
        return ""
    if name in _ORG_IDS and "://" not in value:
        return f"link: <{address_of_id(_ORG_IDS[name], value)}>  "
    return f"{name.replace('_', ' ')}: {_org_inline(value)}  "


def _org_inline(text: str) -> str:
    text = _ORG_LINK.sub(lambda found: f"[{found[2]}]({found[1]})" if found[2] else f"<{found[1]}>", text)
    return re.sub(r"(?<![\w*])\*(\S[^*\n]{0,400}?)\*(?![\w*])", r"**\1**", text)


# "> [!abstract]- Abstract" of Obsidian, "> [!NOTE]" of GitHub; '??? abstract "Abstract"' of MkDocs; "::: details Abstract" of VitePress,
# '::: {.callout-note title="Abstract"}' of Quarto, which may also have its title as a heading.
_CALLOUT = pattern_of(
    r"^(\s*+(?:> ?)*+)(?:\[!(?P<note>[\w-]{2,20})\][+-]?|[!?]{3}\+?[ \t]++(?P<fold>[\w-]{2,20})|"
    r":{3,8}[ \t]*+(?:\{?\.?(?P<fence>[\w-]{2,20}))?)[ \t]*+(?P<more>[^\n]*?)\}?[ \t]*$"
)
_TITLED = pattern_of(r'(?:[\w-]{1,20}="[^"]{0,80}" )*(?:title=)?"([^"]{0,200})"$|[\w-]{1,20}=\S*$')
_HEADED = pattern_of(r"#{1,6}[ \t]+(\S.*)$")
# Says nothing of what stands in it, which its title does.
_KINDS = re.compile("details|collapse|dropdown|callout-[a-z]+|note|info|tip")


def _label_of(found: re.Match[str]) -> str:
    kind, more = found["note"] or found["fold"] or found["fence"] or "", found["more"]
    titled = _TITLED.match(more)
    more = (titled[1] or "") if titled else more
    if more and (titled or (_KINDS.fullmatch(kind) and not found["note"])):
        kind, more = more, ""
    more = "" if more.casefold() == kind.casefold() else more
    kind = kind if not kind or field_of(kind) or more.count(" ") > 1 else "Note"  # nobody knows it: a remark
    return f"{found[1]}**{kind[:1].upper()}{kind[1:]}:** {more}".rstrip() if kind else ""


def _callouts(lines: list[str]) -> Iterator[str]:
    fenced = False
    for line in lines:
        headed = _HEADED.match(line) if fenced else None
        fenced = line.startswith(":::")
        yield f"**{headed[1]}:**" if headed else _CALLOUT.sub(_label_of, line)


_WIKI = pattern_of(r"\[\[(@?)([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\](?!\()")
# A note's name, its title, and the address of what it is about: "[[prado2024|Hooks and Patience]] https://…".
_LED_ON = pattern_of(r"\[\[[^\[\]|\n]{1,300}\|([^\[\]\n]{1,300})\]\]\s+(https?://[^\s()]+)")
_NOTE_PROPERTY = pattern_of(r"^(\s*(?:[-*>] )*)([a-zA-Z][\w-]{0,30})::\s*@?")
_NOTE_TASK = pattern_of(
    r"^(\s*[-*] (?:\[[ xX]\] )?)(?:(?:\{\{(?:\[\[)?)?(?:TODO|DONE|DOING|NEXT|LATER|NOW|WAITING|CANCELED)(?:(?:\]\])?\}\})? |"
    r"(?:[Rr]e-?read|[Rr]ead|[Ss]kim|[Ff]inish):? (?=\[\[))"
)
_NOTE_TAG = pattern_of(r"(?<=\s)#[A-Za-z][\w/-]{1,40}(?=\s|$)")


def _notes(lines: list[str]) -> Iterator[str]:
    for line in lines:
        found = _NOTE_PROPERTY.match(line)
        if found and not field_of(found[2]) and "http" not in line:
            line = found[1]
        text = f"{found[1]}{found[2]}: {line[found.end() :]}" if found else _NOTE_TASK.sub(r"\1", line)
        text = _LED_ON.sub(r"[\1](\2)", text)
        text = _WIKI.sub(lambda link: "" if link[1] else link[3] or link[2], text)
        yield _NOTE_TAG.sub("", text).rstrip() if "#" in text else text


def _rst(lines: list[str]) -> Iterator[str]:
    from generator.readers.layout import rst

    return rst.markdown_lines(lines)


_REWRITES: dict[Syntax, Callable[[list[str]], Iterator[str]]] = {"rst": _rst, "org": _org}
