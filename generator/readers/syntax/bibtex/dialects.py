r"""BibTeX by another name. In: a file of amsrefs (`\bib{key}{article}{…}`), or biber's (.bbl), or one without "and". Out: the same as
BibTeX, each entry on the lines on which it stood."""

from __future__ import annotations

import re

from generator.text.author_lists import parted_by_commas

_BRACED = r"\{((?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+)\}"
_AMSREFS = re.compile(r"^[ \t]*+\\bib\*?\{([^{}\n]{1,80})\}\{([a-z.]{2,30})\}\{", re.MULTILINE)
_DASH = re.compile(r"\\(?:[nm]dash|bibrangedash|textendash)(?![A-Za-z])\s?")
_ENTRY = re.compile(
    r"^[ \t]*+\\entry\{([^{}\n]{1,80})\}\{(\w{2,30})\}\{[^\n]*\n"
    r"((?:(?![ \t]*+\\(?:end)?entry\b)[^\n]*+\n)*+)[ \t]*+\\endentry",
    re.MULTILINE,
)
_FIELD = re.compile(rf"^[ \t]*+\\(?:field|list)\{{(\w{{2,30}})\}}(?:\{{\d+\}})?{_BRACED}", re.MULTILINE)
_VERB = re.compile(r"^[ \t]*+\\verb\{(\w{2,20})\}\s*\n[ \t]*+\\verb (\S+)", re.MULTILINE)
_NAMES = re.compile(rf"^[ \t]*+\\name\{{(author|editor)\}}\{{\d+\}}\{{[^{{}}]*+\}}{_BRACED}", re.MULTILINE)
_PERSON = re.compile(rf"(?:^|[\s{{,])(family|prefix|given|suffix)={_BRACED}|hash=()")
_AUTHORS = re.compile(r"(?i:^[ \t]*+author[ \t]*+=[ \t]*+)[{\"]([^{}\"\n]++)[}\"]", re.MULTILINE)
# Of what biber counts and sorts by nothing is of the work.
_OWN = re.compile(r"label|sort|extra|source")


def as_bibtex(text: str) -> str:
    """A file of either kind as BibTeX; any other text as it is."""
    if "\\bib" in text and _AMSREFS.search(text):
        return _DASH.sub("--", _AMSREFS.sub(lambda found: f"@{found[2].rpartition('.')[2]}{{{found[1]},", text))
    entries = list(_ENTRY.finditer(text)) if "\\endentry" in text else []
    ends = [0, *(one.end() for one in entries)]
    between = ["\n" * text.count("\n", end, one.start()) for end, one in zip(ends, entries, strict=False)]
    if entries:
        return "".join(f"{blank}{_entry(one)}" for blank, one in zip(between, entries, strict=True))
    commas = parted_by_commas([one[1] for one in _AUTHORS.finditer(text)])
    return _AUTHORS.sub(lambda one: one[0].replace(", ", " and ") if one[1] in commas else one[0], text)


def _entry(found: re.Match[str]) -> str:
    said = [(one[1], one[2].strip(" %\n")) for pattern in (_FIELD, _VERB) for one in pattern.finditer(found[3])]
    said += [(one[1], _people(one[2])) for one in _NAMES.finditer(found[3])]
    fields = ", ".join(f"{name} = {{{_DASH.sub('--', value)}}}" for name, value in said if not _OWN.match(name))
    return f"@{found[2]}{{{found[1]}, {fields}" + "\n" * found[0].count("\n") + "}"


def _people(text: str) -> str:
    """Names as BibTeX joins them, in biblatex's own form: "family=Kiel, given=Ada and …"."""
    people: list[dict[str, str]] = []
    for part in _PERSON.finditer(text):
        if not part[1]:
            people.append({})
        elif people:
            people[-1].setdefault(part[1], part[2])
    return " and ".join(", ".join(f"{name}={value}" for name, value in one.items()) for one in people if one)
