r"""LaTeX -> blocks. In: a document, a CV, a bibliography, or a part of one. Out: its Document.

Sections are headings, `\item` and `\bibitem` items, tables rows. A command that nobody knows and that is given several arguments
("\cventry{2019}{Title}{Venue}{}{}{}", "\begin{entry}{2019}{…}") is a row of a table, one table a command: what stands in which
argument is then decided as for any table.
"""

from __future__ import annotations

import re
import unicodedata

from generator.readers.layout.stream import OpenTable, Stream
from generator.readers.layout.structures import Document
from generator.readers.parts.account import Lines
from generator.text.late import end_of
from generator.text.symbols import ACCENTS

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
# INSPIRE gives the title of a reference as a comment, for journals that print none.
_TITLE = re.compile(r"^%(?=``[^\n]+''$)", re.M)
_TOKEN = re.compile(
    r"(?P<blank>\n[ \t]*\n\s*)|\\(?P<edge>begin|end)\s*\{(?P<env>[^{}\n]{1,60})\}|\\(?P<name>[A-Za-z@]+)\*?"
    r"|(?P<row>\\\\)|(?P<cell>(?<!\\)&)"
)
_HEADINGS = {
    "part": 1, "chapter": 1, "section": 1, "cvsection": 1, "sectiontitle": 1, "subsection": 2, "cvsubsection": 2, "subsubsection": 3,
    "paragraph": 4, "begin rsection": 1,
}  # fmt: skip
_INLINE = frozenset(
    "href url textbf emph textit textsl textsc texttt textrm textsf underline uline textsuperscript textsubscript mathbf mathrm mathcal "
    "mbox text ensuremath bf it em sc tt rm sf sl small large footnotesize normalsize bfseries itshape ldots dots LaTeX TeX and newblock "
    "quad qquad hfill nbsp textquoteright textquoteleft textendash textemdash textasciitilde textcolor color doi nolinkurl path".split()
)
# Commands that set something up, and what they say with their arguments.
_SETUP = frozenset(
    "documentclass usepackage RequirePackage newcommand renewcommand providecommand newenvironment renewenvironment def let "
    "setlength addtolength setcounter addtocounter definecolor hypersetup geometry"
    "titleformat titlespacing pagestyle thispagestyle fancyhf fancyhead "
    "fancyfoot input include includegraphics vspace hspace vskip hskip label ref cite nocite bibliography bibliographystyle addbibresource "
    "printbibliography newpage clearpage pagebreak maketitle moderncvstyle moderncvcolor setmainfont urlstyle fancypagestyle "
    "DeclareFieldFormat defbibheading noindent centering smallskip medskip bigskip hrule rule thanks pdfinfo".split()
)
_TABLES = frozenset("tabular tabular* tabularx longtable tabu tabbing array".split())
# What is shorter is a heading or a word of a CV, no entry.
_ENTRY = 40
_MOST_ARGUMENTS, _DEEPEST = 9, 12


def document_of(text: str) -> Document:
    """The blocks of a document; what stands before `\\begin{document}` sets up and says nothing."""
    stream = Stream("markdown")
    start = text.find("\\begin{document}")
    _Latex(stream, _COMMENT.sub(lambda found: " " * len(found[0]), _TITLE.sub(" ", text))).scan(
        max(start, 0), len(text), 0
    )
    return Document(stream.blocks, "latex", text.count("\n") + 1)


class _Latex:
    """A walk over the commands. `begin`: where the text that is held begins; `item`: whether it is an item's; `cells`: of an open row."""

    def __init__(self, stream: Stream, source: str) -> None:
        self.stream = stream
        self.source = source
        self._line = Lines(source).at
        self.closes = _braces(source)
        self.tables: dict[str, OpenTable] = {}
        self.begin = 0
        self.item = False
        self.lists = 0
        self.table: OpenTable | None = None
        self.cells: list[tuple[int, int]] = []

    def scan(self, at: int, end: int, deep: int) -> None:
        self.begin = at
        while True:
            found = _TOKEN.search(self.source, at, end)
            if not found:
                break
            at = found.end()
            if found["blank"]:
                self._flush(found.start(), at)
                self.stream.new_paragraph()
            elif found["edge"]:
                at = self._environment(found, deep)
            elif found["name"]:
                at = self._command(found, deep)
            elif self.table and found["cell"]:
                self.cells.append((self.begin, found.start()))
                self.begin = at
            elif self.table:
                self._end_row(found.start(), at)
        self._flush(end, end)

    def _environment(self, found: re.Match[str], deep: int) -> int:
        at, name, closes = found.end(), found["env"], found["edge"] == "end"
        self._end_row(found.start(), at) if self.table else self._flush(found.start(), at)
        if name in _TABLES:
            self.table = None if closes else self._table(name)
            self.begin = at = at if closes else self._arguments(at)[1]
            return at
        self.lists = max(0, self.lists + (-1 if closes else 1))
        if not closes:
            arguments, at = self._arguments(at)
            self._entry(f"begin {name}", arguments, deep)
        self.item = False
        self.begin = at
        return at

    def _command(self, found: re.Match[str], deep: int) -> int:
        name, at = found["name"], found.end()
        if name in _INLINE or (self.table and name not in _SETUP):
            return at
        if name in ("item", "bibitem"):
            self._flush(found.start(), at)
            self.item = True
            at = end_of(re.compile(r"\s*\[[^\[\]\n]{0,100}\]"), self.source, at)
            self.begin = self._arguments(at)[1] if name == "bibitem" else at
            return self.begin
        arguments, end = self._arguments(at)
        first = not self.source[self.source.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
        content = name in _HEADINGS or name.lower() in _HEADINGS
        if name in _SETUP or content or (first and self._is_entry(arguments)):
            self._flush(found.start(), end)
            self._entry(name, arguments, deep) if name not in _SETUP else None
            self.begin = end
            return end
        return at

    def _is_entry(self, arguments: list[tuple[int, int]]) -> bool:
        said = [(a, b) for a, b in arguments if re.search(r"[^\W\d_]{3}", self.source[a:b])]
        return bool(said) and (len(arguments) > 1 or said[0][1] - said[0][0] >= _ENTRY)

    def _entry(self, name: str, arguments: list[tuple[int, int]], deep: int) -> None:
        """A heading, a row of the table of a command, or an item; what arguments hold in lists comes below."""
        said = [(a, b) for a, b in arguments if self.source[a:b].strip()]
        if name.lower() in _HEADINGS and said:
            a, b = said[0]
            self.stream.heading(self._inline(a, b), _HEADINGS[name.lower()], self._line(a), self._line(b))
            return
        if self._is_entry(arguments):
            self._listed(name, arguments, said, deep)

    def _listed(self, name: str, arguments: list[tuple[int, int]], said: list[tuple[int, int]], deep: int) -> None:
        inner = [(a, b) for a, b in said if "\\item" in self.source[a:b] or "\\begin" in self.source[a:b]]
        outer = [one for one in arguments if one not in inner]
        if len(outer) == 1 or (len(said) == 1 and not inner):
            a, b = (said or outer)[0]
            self.stream.item(self._inline(a, b), 2 * self.lists, "-", self._line(a), self._line(b))
        elif outer:
            self._row(outer, self._table(name))
        for a, b in inner if deep < _DEEPEST else ():
            self.scan(a, b, deep + 1)

    def _row(self, places: list[tuple[int, int]], table: OpenTable) -> None:
        cells = [self.stream.runs(self._inline(a, b), self._line(a + 1)) for a, b in places]
        if any(cells):
            self.stream.row(cells, self._line(places[0][0] + 1), self._line(places[-1][1]), table)

    def _table(self, name: str) -> OpenTable:
        return self.tables.setdefault(name, OpenTable(len(self.tables) + 1, []))

    def _end_row(self, end: int, after: int) -> None:
        cells = [*self.cells, (self.begin, end)]
        self.cells, self.begin = [], after
        if self.table:
            self._row(cells, self.table)

    def _flush(self, end: int, after: int) -> None:
        """The text that is held, as an item or as lines."""
        start, self.begin = self.begin, after
        text = self._inline(start, end)
        if not text:
            return
        first = self._line(start + len(self.source[start:end]) - len(self.source[start:end].lstrip()))
        last = max(first, self._line(start + len(self.source[start:end].rstrip())))
        if self.item:
            self.stream.item(text, 2 * self.lists, "-", first, last)
        else:
            self.stream.text(text, first, last)
        self.item = False

    def _inline(self, start: int, end: int) -> str:
        return inline(self.source[start:end].strip())

    def _arguments(self, at: int) -> tuple[list[tuple[int, int]], int]:
        """The places of the arguments that follow, and where they end."""
        found: list[tuple[int, int]] = []
        gap = re.compile(r"(?:\s*\[[^\[\]\n]{0,200}\])?[ \t]*(?:\n[ \t]*)?")
        while len(found) < _MOST_ARGUMENTS:
            start = end_of(gap, self.source, at)
            close = self.closes.get(start, -1)
            if close < 0:
                break
            found.append((start + 1, close))
            at = close + 1
        return found, at


def _braces(source: str) -> dict[int, int]:
    """Where each brace that opens is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.start()
    return found


_MARKS = (
    (re.compile(r"\\href\s*\{([^{}]{1,1000})\}\s*\{([^{}]{0,2000})\}"), r"[\2](\1)"),
    # Braces keep capitals: "On a conjecture of {R}eed".
    (re.compile(r"(?<=[\s({/'\"`~-])\{([^{}\\$]{1,200})\}"), r"\1"), (re.compile(r"\\MR(?:hr)?\s*\{[^{}]{0,40}\}"), ""),
    (re.compile(r"\\doi\s*\{([^{}]{1,300})\}"), r"<https://doi.org/\1>"),
    (re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]{1,1000})\}"), r"<\1>"),
    (re.compile(r"\\(?:textcolor|color)\s*\{[^{}]{0,40}\}"), ""),
    (re.compile(r"\\text(?:superscript|subscript)\s*\{(?:[^{}\w]|[\d_]){0,10}\}"), ""),
    (re.compile(r"\\(?:textbf|mathbf)\s*\{([^{}]{0,2000})\}|\{\\(?:bf|bfseries)\b\s*([^{}]{0,2000})\}"), r"**\1\2**"),
    (re.compile(r"\\(?:textit|emph|textsl)\s*\{([^{}]{0,2000})\}|\{\\(?:it|em|itshape)\b\s*([^{}]{0,2000})\}"), r"*\1\2*"),
    (re.compile(r"\\(?:underline|uline|textsc|texttt|textrm|textsf|mbox)\s*\{([^{}]{0,2000})\}|\{\\(?:sc|tt|sl)\b\s*"
                r"([^{}]{0,2000})\}"), r"\1\2"),
)  # fmt: skip
_REST = (
    (re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?"), "<br>"), (re.compile(r"``|''"), '"'),
    (re.compile(r"\\(?:newblock|hfill|small|large|footnotesize|normalsize|it|bf|em|sc|quad|qquad|par)\b\s*"), " "),
    (re.compile(r"\\penalty\s?-?\d+\s?"), " "), (re.compile(r"(?<=\d)--(?=\d)"), "–"),
    (re.compile(r"(?<!\\)~"), " "), (re.compile(r"\\([&%#_$])"), r"\1"), (re.compile(r"(?<=\s)---?(?=\s)"), "–"),
)  # fmt: skip


_ACCENT = re.compile(
    r"\\(?:([\"'`^~=.])\s?|([uvHckr])(?=\s?\{|\s))\s?(?:\{\\?([A-Za-z])\}|\\?([A-Za-z])(?![A-Za-z]*\{))"
)


def _accented(found: re.Match[str]) -> str:
    letter = found[3] or found[4]
    return unicodedata.normalize("NFC", letter + ACCENTS[found[1] or found[2]])


def inline(text: str) -> str:
    """LaTeX's links, emphasis and line breaks as Markdown's, its accents as letters; mathematics stays."""
    if not re.search(r"[\\~`']|--", text):
        return text
    text = _ACCENT.sub(_accented, text) if "$" not in text else text
    for _ in range(4):
        before = text
        for pattern, put in _MARKS:
            text = pattern.sub(put, text)
        if text == before:
            break
    for pattern, put in _REST:
        text = pattern.sub(put, text)
    return text.strip()
