"""Mathematics. In: TeX between dollars. Out: MathML with the TeX as its text alternative, and the nearest plain Unicode text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import pairwise
from xml.etree import ElementTree

from generator.text.clean import escape, fold
from generator.text.late import pattern_of
from generator.text.symbols import (
    MATH_ACCENTS,
    NAMED_OPERATORS,
    NOTHING,
    SPACES,
    SUBSCRIPT,
    SUPERSCRIPT,
    raised,
    symbol,
)

LONGEST = 400
_DEEPEST = 12
MATH_ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mpadded mphantom "
    "mstyle menclose mmultiscripts none mprescripts".split()
)
MATH_ATTRIBUTES = frozenset(
    "stretchy fence separator form largeop movablelimits lspace rspace accent accentunder mathvariant linethickness width height depth "
    "columnalign rowspacing columnspacing displaystyle scriptlevel minsize maxsize symmetric".split()
)
_REFUSED = pattern_of(
    r"\\(?:href|style|class|id|cssId|html\w*|require|def|let|newcommand|input|include|url|unicode|color|hspace)\b"
)
_SIMPLE = pattern_of(r"^\\([A-Za-z]+)$|^[\d.,+\-\u2212]*(?:\\?%)?$")
_TOKEN = pattern_of(r"\\([A-Za-z]+)\s*|\\(.)|([{}^_])|([^\\{}^_]+)", re.DOTALL)
_FONT = pattern_of(
    r"\\(?:mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathscr|mathfrak|mathbbm|boldsymbol|bm|pmb|text\w*|mbox|operatorname\*?|rm|bf|it|sf|"
    r"tt|em|cal|underline|uline|ul|emph|boxed|smash|[ou]verbrace|underbrace|ensuremath)(?![A-Za-z])\s*"
)
_SKIP = pattern_of(r"\\h(?:skip|space\*?)\s*(?:\{[^{}]*\}|-?[\d.]+\s*(?:em|ex|pt|mm|cm|mu))")
# What a brace holds: text, escaped braces, and groups of one level.
_HELD = r"\{((?:\\.|[^{}\\]|\{[^{}]{0,60}\}){1,100})\}"
_SQRT = pattern_of(rf"\\sqrt\s*{_HELD}")
_FRACTION = pattern_of(rf"\\[dt]?(frac|binom|stackrel|overset|underset)\s*(?:{_HELD}\s*{_HELD}|(\w)\s*(\w)(?!\w))")
# How what stands above something else is told in one line; {0} is above.
_STACKED = {"binom": "({0} choose {1})", "underset": "{1}_{{{0}}}"}
_MONEY = pattern_of(r"^\s*\d[\d.,]*\s*(?:[kKMB]|bn|million|billion|per|to|and|or|for|each|an?|-|–)?(?:\W|$)")
_WORDY = pattern_of(r"(?<![\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z]*[({])")
# The environments of matrices, by what stands around them; their rows and cells are told apart in plain text too.
_GRID = pattern_of(r"\\(begin|end)\s*\{([A-Za-z]{1,12})\*?\}(?:\s*\{[lcr|@ ]{1,20}\})?")
_AROUND = {"pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ "}
# Functions that the converter does not know by themselves.
_ARG = pattern_of(r"\\(arg|lg|deg|ker|Pr)(?![A-Za-z])")
# TeX sets a thin space between the name of a function and what it is not bound to by a sign.
_THIN = '<mspace width="0.1667em"></mspace>'
_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
_ROWS = ("math", "mrow", "mtd", "mstyle", "mpadded")
_BETWEEN = frozenset("/+-=<>:,.")
_DOUBLE = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼", "P": "ℙ", "S": "𝕊", "F": "𝔽", "H": "ℍ", "1": "𝟙"}


def is_formula(held: str, after: str) -> bool:
    r"""Whether text between two dollars is a formula and not the stretch between two prices. Measured on the seed and the corpus."""
    if not held.strip() or len(held) > LONGEST:
        return False
    if held.strip() in _BETWEEN:
        return True
    if re.search(r"[\\^_=<>]", held):
        return len(_WORDY.findall(re.sub(r"\\(?:text|math|mbox|operatorname|begin|end)\w*\s*\{[^{}]*\}", "", held))) < 3
    if held[0].isspace() != held[-1].isspace() or after.isdigit():
        return False
    return not (_MONEY.match(held) and _WORDY.search(held)) and len(_WORDY.findall(held)) < 2


@lru_cache(maxsize=1 << 14)
def formula(tex: str) -> tuple[str, Callable[[], str]]:
    """(plain, what makes its HTML) of one formula. What cannot be converted safely is shown as its plain text."""
    tex = fold(tex)
    plain = plain_formula(tex)
    return plain, partial(_html, tex, plain)


@lru_cache(maxsize=1 << 14)
def _html(tex: str, plain: str) -> str:
    return ("" if _SIMPLE.match(tex) else _mathml(tex)) or escape(plain)


def _mathml(tex: str) -> str:
    """MathML, or "" when the converter fails or gives an element or attribute that is not on our list. Source: latex2mathml."""
    if len(tex) > LONGEST or tex.count("{") > 60 or _depth(tex) > _DEEPEST or _REFUSED.search(tex):
        return ""
    from latex2mathml.converter import convert  # 25 ms, for formulas alone

    try:
        made = convert(_ARG.sub(r"\\operatorname{\1}", tex.replace("<", r"\lt ").replace(">", r"\gt ")))
        root = ElementTree.fromstring(made)  # noqa: S314 - no entity can be declared: the converter writes one element
        _close_ends(root)
        return _printed(root, tex)
    except (
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        StopIteration,
        ElementTree.ParseError,
    ):
        return ""
    except Exception as error:  # the converter has exceptions of its own for TeX that it cannot read
        if type(error).__module__.startswith("latex2mathml"):
            return ""
        raise


def _printed(element: ElementTree.Element, tex: str = "") -> str:
    name = element.tag.rpartition("}")[2]
    if name not in MATH_ELEMENTS:
        raise ValueError(name)
    kept = {key: value for key, value in element.attrib.items() if key in MATH_ATTRIBUTES}
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in sorted(kept.items()))
    if name == "math":
        attributes = f' alttext="{escape(tex)}"'
    inside = escape(element.text or "") + (_row(list(element)) if name in _ROWS else "".join(map(_printed, element)))
    return f"<{name}{attributes}>{inside}</{name}>"


def _close_ends(root: ElementTree.Element) -> None:
    """A sign that opens or ends a formula has no blank outside, as in TeX: `(<8 M)`. Browsers take it for one between two terms."""
    row = list(root[0]) if len(root) == 1 else []
    for sign, side in zip((row[0], row[-1]) if len(row) > 1 else (), ("lspace", "rspace"), strict=False):
        if sign.tag.endswith("}mo"):
            sign.set(side, "0")


def _row(children: list[ElementTree.Element]) -> str:
    """The parts of one line of a formula, with a thin space before and after the name of a function."""
    printed = [_printed(child) for child in children[:1]]
    for before, child in pairwise(children):
        apart = (_is_function(before) or _is_function(child)) and "mo" not in (_core(before)[0], _core(child)[0])
        printed.append((_THIN if apart else "") + _printed(child))
    return "".join(printed)


def _core(element: ElementTree.Element) -> tuple[str, str]:
    """Name and text of an element without what is set above and below it."""
    name = element.tag.rpartition("}")[2]
    return _core(element[0]) if name in _SCRIPTS and len(element) else (name, element.text or "")


def _is_function(element: ElementTree.Element) -> bool:
    name, text = _core(element)
    return name == "mi" and text in NAMED_OPERATORS


def _depth(tex: str) -> int:
    deepest = depth = 0
    for char in tex:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest


def plain_formula(tex: str) -> str:
    r"""The formula as one line of Unicode: `x^2` -> x², `\frac{a}{b}` -> a/b, `\mathbb{R}` -> ℝ, `O(n \log n)` as it is."""
    tex = _GRID.sub(_edge, re.sub(r"\\\\|&", _between_cells, tex)) if _GRID.search(tex) else tex
    tex = re.sub(r"\\mathbb\s*\{?([A-Z1])\}?", lambda m: _DOUBLE.get(m[1], m[1]), tex.replace(r"\choose", " choose "))
    for _ in range(3):  # the innermost first
        tex = _SQRT.sub(lambda m: "√" + (m[1] if len(m[1].strip()) == 1 else f"({m[1]})"), tex)
        tex = _FRACTION.sub(_fraction, tex)
    tex = _FONT.sub("", _SKIP.sub("", re.sub(r"\\text(?:super|sub)script\s*", _raises, tex)))
    return re.sub(r"\s*([×·])\s*", r"\1", fold(_flat(tex, 0)[0]).replace("~", " "))


def _edge(match: re.Match[str]) -> str:
    around = _AROUND.get(match[2], "  ")
    return around[0].replace("{", r"\{") if match[1] == "begin" else around[1].replace("}", r"\}")


def _between_cells(match: re.Match[str]) -> str:
    return " " if match[0] == "&" else "; "


def _raises(match: re.Match[str]) -> str:
    return "^" if "super" in match[0] else "_"


def _fraction(match: re.Match[str]) -> str:
    above, below = (part for part in match.groups()[1:] if part)
    if match[1] != "frac":
        return _STACKED.get(match[1], "{1}^{{{0}}}").format(above.strip(), below.strip())
    above, below = (part if re.fullmatch(r"\s*[\w.]+\s*", part) else f"({part})" for part in (above, below))
    return f"{above.strip()}/{below.strip()}"


def _flat(tex: str, depth: int) -> tuple[str, int]:
    """The text of `tex` up to the brace that closes this group, and where that brace stands."""
    out: list[str] = []
    place, mark = 0, ""
    while place < len(tex):
        token = _TOKEN.match(tex, place)
        if token is None:
            break
        place = token.end()
        name, sign, char, text = token.groups()
        if char == "}" and depth:
            return "".join(out), place
        if char == "{":
            piece, length = _flat(tex[place:], depth + 1) if depth < _DEEPEST else ("", 0)
            place += length
        elif char in ("^", "_") or name in MATH_ACCENTS:
            mark = char or MATH_ACCENTS[name]
            continue
        elif text is not None and mark:
            start = len(text) - len(text.lstrip())
            piece, place = text[start : start + 1], token.start() + start + 1
        else:
            piece = text if text is not None else _named(name, sign)
        out.append(_placed(piece, mark))
        mark = ""
    return "".join(out), len(tex)


def _placed(piece: str, mark: str) -> str:
    if mark == "^" and piece in ("∘", "°"):
        return "°"
    if mark == "^":
        return piece if piece == "′" else raised(piece.strip(), SUPERSCRIPT, "^")
    if mark == "_":
        return raised(piece.strip(), SUBSCRIPT, "_")
    piece = piece.strip() if mark else piece
    return unicodedata.normalize("NFC", piece[:1] + mark + piece[1:]) if mark and piece else piece


def _named(name: str | None, sign: str | None) -> str:
    if name is None:
        return SPACES.get(
            sign or "", "" if sign in ("!", "-", "/") else (sign or "").replace("\\", " ").replace("|", "‖")
        )
    if name in NAMED_OPERATORS:
        return f" {name} "
    if name in NOTHING:
        return ""
    return SPACES.get(name) or symbol(name) or f"\\{name} "
