"""The register of addresses. In: the text of digests/addresses.yml. Out: each published address with what it stands for, and Problems.

One line an address, sorted, so that two changes meet in git without a conflict and a reviewer reads what each one claims:

    papers/night-bread: arxiv:2401.00001 by:aho+li text:3f09c1…      the paper that the address shows, by what tells it from others
    papers/night-bread: … cite:aho2024night                           the key by which it is cited, in BibTeX and elsewhere
    papers/bread-at-night: to:papers/night-bread arxiv:2401.00001     an address that leads to another one
    tags/baking: gone                                                 somebody knows that nothing is there any more
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from generator.model import Problem, Source

FILE = "addresses.yml"
KINDS = ("authors", "digests", "links", "months", "papers", "series", "tags")
_LINE = re.compile(r"(?P<address>[^\s:#]+/[^\s:#]+):(?:\s+(?P<rest>\S.*?))?\s*")
# The last part is a folder of the site; some names mean something else there.
_TAKEN = r"(?i:index|readme|page)|(?<=authors/)letter|(?<=links/)kind|(?<=papers/)months"
_ADDRESS = re.compile(rf"(?:{'|'.join(KINDS)})/(?!(?:{_TAKEN})$)[0-9A-Za-z_~%-][0-9A-Za-z._~%-]{{0,149}}")
_MARK = re.compile(r"([a-z0-9]+):(\S+)")
# What would end a value, and what stands for it.
_SPECIAL = re.compile(r"[\s%\x00-\x1f\x7f]")
HEAD = """\
# The addresses that were published, one a line, and what each stands for. `offprint addresses` and `offprint add` write it, and so may you.
# An address in here keeps its paper, whatever is added, edited, renamed or removed. What is gone has a page that says so.
# Behind an address: ids, by: the first authors, text: a print of the abstract, cite: the key by which it is cited.
# to:papers/another leads there; gone settles the warning.
"""


class Held(msgspec.Struct, frozen=True):
    """One line. marks: what tells what the address stands for (kind -> values); to: the address that it leads to, or ""; gone: settled."""

    source: Source
    marks: dict[str, tuple[str, ...]] = {}
    to: str = ""
    gone: bool = False


Register = Mapping[str, Held]


def load_register(text: str, path: str) -> tuple[dict[str, Held], list[Problem]]:
    """Read the register. A line that cannot be used is an error and left out; so are two lines that say two things of one address."""
    found: dict[str, Held] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        source = Source(path, number)
        match = _LINE.fullmatch(line.strip("\r"))
        address = match["address"] if match else ""
        held = _held(match["rest"] or "", source) if match else None
        if held is None or not is_page_address(address) or (held.to and not is_page_address(held.to)):
            problems.append(Problem(source, "error", "address-invalid", _HOW))
        elif address in found and msgspec.structs.replace(found[address], source=source) != held:
            problems.append(
                Problem(source, "error", "address-twice", _TWICE.format(address, found[address].source.line))
            )
        else:
            found.setdefault(address, held)
    return found, problems


_HOW = (
    "is no line of the register; write `papers/key: arxiv:2401.00001`, `papers/key: to:papers/other-key` or `papers/key: gone`,"
    " or let `offprint addresses` write it."
)
_TWICE = (
    "{} stands on line {} too, for something else. Keep the line of the paper that was published first, and give the other"
    " a free address."
)


def _held(rest: str, source: Source) -> Held | None:
    marks: dict[str, tuple[str, ...]] = {}
    to, gone = "", False
    for word in rest.split():
        match = _MARK.fullmatch(word)
        if word == "gone":
            gone = True
        elif match is None or (match[1] == "to" and to):
            return None
        elif match[1] == "to":
            to = match[2]
        else:
            marks[match[1]] = (*marks.get(match[1], ()), unquote(match[2]))
    return Held(source, marks, to, gone)


def is_page_address(address: str) -> bool:
    """Whether the register may hold it."""
    return bool(_ADDRESS.fullmatch(address))


def register_line(address: str, held: Held) -> str:
    """One line of the register, without its end."""
    words = [f"to:{held.to}"] if held.to else []
    words += [f"{kind}:{_written(value)}" for kind, values in sorted(held.marks.items()) for value in values]
    words += ["gone"] if held.gone else []
    return f"{address}: {' '.join(words)}".rstrip(" ")


def format_register(register: Register) -> str:
    """The whole file: its head, then the lines by address, without what it could not hold."""
    held = sorted(filter(is_page_address, register))
    return HEAD + "".join(f"{register_line(address, register[address])}\n" for address in held)


def _written(value: str) -> str:
    return _SPECIAL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), value)
