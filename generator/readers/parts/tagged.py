"""Tagged lines. In: the text of a RIS, Web of Science, MEDLINE or EndNote file. Out: its records, tag by tag, with their lines.

Parsers of RIS keep no line numbers and give nothing, silently, for a byte order mark, a missing blank or another dialect; so the lines
are read here, which takes little, and the account of every line comes with it.
"""

from __future__ import annotations

import re

import msgspec

# Tags of RIS. Others are taken only where the line is spelled "XX  - ", for "AI - based" in a wrapped abstract is no tag.
_RIS_TAGS = frozenset(
    "TY A1 A2 A3 A4 AB AD AF AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET ID IS J1 J2 JA JF JO JP KW "
    "L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO WP WV Y1 Y2".split()
)
_RIS = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9])[ \t]*-(?:[ \t](.*)|(.*))$")
_RIS_EXACT = re.compile(r"[A-Z][A-Z0-9]  -(?: |$)")
_WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_MEDLINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)$")
_ENDNOTE = re.compile(r"%([A-Z0-9!@$&(+>^~#?*])(?: (.*))?$")

STARTS = {
    "ris": re.compile(r"^[ \t]{0,3}TY[ \t]*-", re.MULTILINE),
    "wos": re.compile(r"^PT [A-Z]\s*$", re.MULTILINE),
    "medline": re.compile(r"^PMID ?- ?\d", re.MULTILINE),
    "endnote": re.compile(r"^%0 \w", re.MULTILINE),
}


class Tagged(msgspec.Struct, frozen=True):
    """A record: (tag, value) in order, its lines, and whether its end was marked."""

    fields: tuple[tuple[str, str], ...]
    first: int
    last: int
    ended: bool

    def all(self, *tags: str) -> list[str]:
        """Every value of the first of `tags` that has one."""
        for tag in tags:
            found = [value for name, value in self.fields if name == tag and value.strip()]
            if found:
                return found
        return []

    def one(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")


def dialect_of(text: str) -> str:
    """Which of STARTS opens the first record; "" when none does in the first 64 kB."""
    found = {name: match.start() for name, start in STARTS.items() if (match := start.search(text, 0, 1 << 16))}
    return min(found, key=lambda name: found[name]) if found else ""


def records_of(text: str, dialect: str) -> tuple[list[Tagged], list[int]]:
    """The records, and the numbers of the non-blank lines that stand outside of any."""
    cutter = _Cutter(dialect)
    for number, line in enumerate(text.split("\n"), start=1):
        cutter.line(number, line.rstrip())
    cutter.end(ended=False)
    return cutter.records, cutter.outside


class _Cutter:
    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.records: list[Tagged] = []
        self.outside: list[int] = []
        self.fields: list[tuple[str, list[str]]] = []
        self.first = self.last = 0

    def line(self, number: int, line: str) -> None:
        if not line.strip():
            if self.dialect == "endnote" and self.fields and self.fields[-1][0] != "X":
                self.end(ended=True)
            return
        tag, value = self._tag(line)
        if (
            tag in ("TY", "PT", "PMID", "0")
            and tag == {"ris": "TY", "wos": "PT", "medline": "PMID", "endnote": "0"}[self.dialect]
        ):
            self.end(ended=False)
            self.first, self.fields = number, [(tag, [value])]
        elif not self.first:
            self.outside.append(number)
            return
        elif tag == "ER" and self.dialect in ("ris", "wos"):
            self.last = number
            self.end(ended=True)
            return
        elif tag:
            self.fields.append((tag, [value]))
        else:
            self.fields[-1][1].append(line.strip())
        self.last = number

    def _tag(self, line: str) -> tuple[str, str]:
        if self.dialect == "ris":
            found = _RIS.match(line)
            if found and (found[1] in _RIS_TAGS or _RIS_EXACT.match(line)):
                return found[1], (found[2] if found[2] is not None else found[3]).strip()
            return "", ""
        found = {"wos": _WOS, "medline": _MEDLINE, "endnote": _ENDNOTE}[self.dialect].match(line)
        return (found[1], (found[2] or "").strip()) if found else ("", "")

    def end(self, *, ended: bool) -> None:
        if self.first:
            fields = tuple((tag, "\n".join(values)) for tag, values in self.fields)
            self.records.append(Tagged(fields, self.first, self.last, ended))
        self.first, self.fields = 0, []
