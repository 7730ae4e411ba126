"""Tables of LaTeX. In: the name of a macro. Out: the character it stands for, or what it does with its argument."""

from __future__ import annotations

from functools import lru_cache

from pylatexenc.latex2text import get_default_latex_context_db

ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331", "d": "\u0323",
}  # fmt: skip
# Of a macro's argument only the content is shown; the HTML element, where there is one.
STYLED = {
    "emph": "em", "textit": "em", "textsl": "em", "textbf": "b", "texttt": "code", "textsuperscript": "sup", "textsubscript": "sub",
    "textsc": "", "textrm": "", "textsf": "", "textmd": "", "textup": "", "textnormal": "", "text": "", "mbox": "", "hbox": "",
    "fbox": "", "underline": "", "uline": "", "uppercase": "", "lowercase": "", "MakeUppercase": "", "ensuremath": "", "mathrm": "",
    "mathbf": "", "mathit": "", "mathcal": "", "mathsf": "", "mathtt": "", "boldsymbol": "", "bm": "", "operatorname": "",
    "ac": "", "acl": "", "acs": "", "gls": "", "acrshort": "", "acrlong": "", "enquote": "", "textproc": "",
    "url": "", "path": "", "title": "", "ul": "", "underbar": "", "smash": "", "boxed": "", "mathscr": "", "mathfrak": "",
}  # fmt: skip
# Switches inside a group, `{\em x}`: the rest of the group is styled.
SWITCHES = {
    "em": "em",
    "it": "em",
    "itshape": "em",
    "sl": "em",
    "bf": "b",
    "bfseries": "b",
    "tt": "code",
    "ttfamily": "code",
} | dict.fromkeys(
    "sc scshape rm sf sffamily rmfamily normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge".split(),
    "",
)
# What a careless tool leaves of a switch when it drops the backslash, and no English word.
BARE_SWITCHES = frozenset("scriptsize footnotesize normalsize textbf textit texttt emph bfseries itshape".split())
# Layout, which has no meaning on a page that is not the author's.
NOTHING = frozenset(
    "noindent par newline linebreak xspace centering raggedright smallskip medskip bigskip vspace hspace protect relax left right big Big "
    "bigl bigr Bigl Bigr bigg Bigg limits nolimits displaystyle textstyle scriptstyle nobreak allowbreak maketitle looseness null".split()
)
SPACES = {
    ",": "\u2009",
    ";": " ",
    ":": " ",
    " ": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": "\u2009",
    "space": " ",
}
_OWN = {
    "ldots": "…", "dots": "…", "cdots": "⋯", "textellipsis": "…", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$", "LaTeX": "LaTeX", "TeX": "TeX",
    "textendash": "–", "textemdash": "—", "slash": "/", "lbrace": "{", "rbrace": "}", "vert": "|", "Vert": "‖", "to": "→", "gets": "←",
    "le": "≤", "ge": "≥", "ne": "≠", "neq": "≠", "sim": "∼", "colon": ":", "lt": "<", "gt": ">", "mid": "|", "ast": "∗", "star": "⋆",
    "prime": "′", "degree": "°", "textdegree": "°", "micro": "µ", "textmu": "µ", "percent": "%", "backslash": "\\", "setminus": "∖",
    "varepsilon": "ε", "epsilon": "ϵ", "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”", "i": "ı", "j": "ȷ",
    "lbrack": "[", "rbrack": "]", "textminus": "−", "textquotedbl": '"', "textquotestraightbase": "‚", "textquotestraightdblbase": "„",
    "sqrt": "√", "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "wrt": "w.r.t.", "And": "&", "textasteriskcentered": "*",
    "implies": "⟹", "land": "∧", "lor": "∨", "etc": "etc.", "eps": "ε", "deg": "°", "checkmark": "✓", "cmark": "✓", "xmark": "✗",
}  # fmt: skip
MATH_ACCENTS = {
    "tilde": "\u0303", "Tilde": "\u0303", "widetilde": "\u0303", "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304",
    "overline": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
}  # fmt: skip
NAMED_OPERATORS = frozenset(
    "log lg ln exp sin cos tan arg max min argmax argmin sup inf lim det dim deg gcd ker Pr mod bmod pmod poly tr rank softmax".split()
)
SUPERSCRIPT = str.maketrans(
    "0123456789+-−=()nixyTkabcdefghjlmoprstuvwz*′'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣʸᵀᵏᵃᵇᶜᵈᵉᶠᵍʰʲˡᵐᵒᵖʳˢᵗᵘᵛʷᶻ*′′"
)
SUBSCRIPT = str.maketrans("0123456789+-−=()aeijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


@lru_cache(maxsize=4096)
def symbol(name: str) -> str:
    """The character that `\\name` stands for, or "" when it stands for none. Source: our table, then pylatexenc's."""
    if name in _OWN:
        return _OWN[name]
    if name in STYLED or name in SWITCHES or name in NOTHING:
        return ""
    spec = _macros().get_macro_spec(name)
    text = spec.simplify_repl if spec else None
    if isinstance(text, str) and "%" not in text and len(text) <= 4:
        return text
    return symbol(name.removeprefix("text")) if name.startswith("text") else ""  # \textalpha


@lru_cache(maxsize=1)
def _macros():  # type: ignore[no-untyped-def]
    return get_default_latex_context_db()


def raised(text: str, table: dict[int, int], mark: str) -> str:
    """`text` in small characters when each has one; else `mark` and the text, in brackets when it is longer than one character."""
    if text and all(ord(c) in table for c in text):
        return text.translate(table)
    return f"{mark}({text})" if len(text) > 1 else mark + text
