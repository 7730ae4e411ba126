"""MathML as TeX. In: the name of an element, its children as TeX, its own text. Out: its TeX; formulas and marks of type as source text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.text.late import pattern_of

# What two or three children are in TeX, by the element that holds them.
_PATTERNS = {
    "msup": "{0}^{{{1}}}", "msub": "{0}_{{{1}}}", "msubsup": "{0}_{{{1}}}^{{{2}}}", "mfrac": r"\frac{{{0}}}{{{1}}}",
    "mover": "{0}^{{{1}}}", "munder": "{0}_{{{1}}}", "munderover": "{0}_{{{1}}}^{{{2}}}", "mroot": r"\sqrt[{1}]{{{0}}}",
}  # fmt: skip
_ACCENTS = {
    "¯": "bar",
    "‾": "bar",
    "_": "bar",
    "^": "hat",
    "ˆ": "hat",
    "~": "tilde",
    "˜": "tilde",
    "→": "vec",
    "⃗": "vec",
    "˙": "dot",
    "¨": "ddot",
}
_LEAVES = frozenset("mi mo mn mtext ms".split())
_OTHERS = "math mrow mstyle mspace msqrt mtable mtr mtd mpadded mphantom menclose mmultiscripts mprescripts none semantics mfenced"
NAMES = (
    _LEAVES | _PATTERNS.keys() | frozenset(f"{_OTHERS} annotation annotationxml merror maligngroup malignmark".split())
)
_SIGNS = pattern_of(r"([{}%#&_$])")
_AROUND_MATH = pattern_of(r".*\\begin\{document\}|\\end\{document\}.*", re.S)
_INVISIBLE = pattern_of("[\u2061-\u2064\u200b]")


def tex_of(name: str, children: Sequence[str], text: str) -> str:
    """An element of MathML as TeX, its signs as they are.

    >>> tex_of("msup", ["η", "′"], "")
    'η^{′}'
    """
    if name in _LEAVES:
        return _leaf(name, text)
    if name.startswith("annotation") or name == "semantics":
        return children[0] if name == "semantics" and children else ""
    if name == "mover" and len(children) == 2 and (accent := _ACCENTS.get(children[1].replace("\\", ""))):
        return f"\\{accent}{{{children[0]}}}"
    if name in _PATTERNS and len(children) == len(set(re.findall(r"\d", _PATTERNS[name]))):
        base, *scripts = children
        bare = name in ("mfrac", "mroot") or len(base) == 1
        return _PATTERNS[name].format(base if bare else f"{{{base}}}", *scripts)
    inner = "".join(children)
    if name == "msqrt":
        return f"\\sqrt{{{inner}}}"
    return f"({inner})" if name == "mfenced" else inner


def _leaf(name: str, text: str) -> str:
    said = _SIGNS.sub(r"\\\1", _INVISIBLE.sub("", text).strip().replace("\\", "∖"))
    return f"\\mathrm{{{said}}}" if len(said) > 1 and name != "mn" and said.isalpha() else said


def formula_of(tex: str) -> str:
    """A formula as source text: between dollars, unless it has nothing that only a formula can show."""
    return f"${tex}$" if re.search(r"[\\^_<>{}]", tex) else tex


def dressed(name: str, text: str) -> str:
    """Text under a mark of type as source text: sub- and superscripts and formulas as LaTeX, breaks as empty lines, others bare."""
    if name in ("sub", "sup") and 0 < len(text) <= 40 and not re.search(r"[$\\{}]", text):
        return f"${'_' if name == 'sub' else '^'}{{{text.strip()}}}$"
    if name == "math":
        return formula_of(text)
    if name == "texmath":
        bare = _AROUND_MATH.sub("", text).strip()
        return bare if bare.startswith("$") else f"${bare}$"
    if name in ("br", "break"):
        return "\n\n"
    return text
