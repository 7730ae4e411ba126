"""Text as its author meant it: what is shown on the page, and the same in plain Unicode."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import escape, fold, paragraphs, typeset
from generator.text.formulas import plain_formula

# All that a title or an abstract may put on a page: a few inline elements, links, and MathML.
INLINE = {"em", "b", "code", "sup", "sub", "a"}
MATHS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover", "munder",
    "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom", "mstyle", "menclose", "mmultiscripts", "none", "mprescripts",
}  # fmt: skip
PLAIN = [
    # Commands
    (r"We propose \tool, a tool", r"We propose \tool, a tool"),
    (r"\unknown{argument} stays", r"\unknown{argument} stays"),
    (r"100\% of A \& B at \$5 with \#1 and a\_b", "100% of A & B at $5 with #1 and a_b"),
    (r"{\em x} and \emph{y}", "x and y"),
    (r"Evo\textbf{Lved Sign}", "EvoLved Sign"),
    (r"\emph{a \textbf{b $c$}} d", "a b c d"),
    (r"\textit{et al.} and \texttt{code_x}", "et al. and code_x"),
    (r"{\textsc{Bert}} {\it in vitro} {\bf 1}", "Bert in vitro 1"),
    (r"\underline{A}ccurate", "Accurate"),
    (r"\textbf\{S\}emantic-\underline\{\textbf\{G\}\}uided", "Semantic-Guided"),
    (r"\\textbf{twice} escaped", "twice escaped"),
    # LaTeX that a program took for text
    (r"10\textasciicircum\textbraceleft 11.5\textbraceright M_\textbraceleft$\odot$\textbraceright, a", "10^(11.5) M_⊙, a"),
    (r"signal, \$b\_\textbraceleft\textbackslash phi\textbraceright\$, is", "signal, b_ϕ, is"),
    (r"(Ly\textbraceleft\textbackslash alpha\textbraceright ) observed", "(Lyα) observed"),
    (r"2175 \textbraceleft\textbackslash AA\textbraceright extinction", "2175 Å extinction"),
    (r"at \$z\_\textbraceleft\textbackslash rm Eff\textbraceright{} = 1.725\$ with", "at z_(Eff) = 1.725 with"),
    (r"(\${$<$}8 M\_\textbackslash odot\$), 95\textbackslash% of", "(<8 M_⊙), 95% of"),
    (r"{\textbraceleft}Vir{\textbraceright}gin \textbraceleft a, b\textbraceright", "Virgin {a, b}"),
    (r"DESI\textasciitilde DR2 at z\textasciitilde 5 of (\textasciitilde 60 Myr)", "DESI DR2 at z~5 of (~60 Myr)"),
    (r"the chi\textasciicircum 2 of \$5 \textbackslash newcommand", "the chi² of $5 \\newcommand"),
    # The names of signs in text
    (r"\textalpha-helix, \textminus{}3, \textquotedbl{}x\textquotedbl{}, \textfoo bar", 'α-helix, −3, "x", \\textfoo bar'),
    (r"a\textunderscore{}b {\textless} c{\textquotesingle}s", "a_b < c's"),
    (r"e.g. \eg and \etc Besides", "e.g. e.g. and etc. Besides"),
    (r"see \cite{foo}", "see [foo]"),
    (r"this\footnote{That.} works", "this (That.) works"),
    (r"data\footnote{\href{https://a.example.org/b_c}{https://a.example.org/b_c}}", "data (https://a.example.org/b_c)"),
    (r"x" + r"\footnote{" * 12 + "y" + "}" * 12, "x" + " (" * 9 + r"\footnote{" * 3 + "y" + "}" * 3 + ")" * 9),
    (r"at \url{https://a.example.org/b\_c}", "at https://a.example.org/b_c"),
    (r"\href{https://a.example.org}{the page}", "the page (https://a.example.org)"),
    (r"\b{eta} and \r{ho}_1 and \c{c}", "β and ρ_1 and ç"),
    (r"\color{red} eleven \textcolor{red}{x} \gls{DRL} \textbf {y}", "eleven x DRL y"),
    (r"an em\unicode{x2014}dash", "an em—dash"),
    (r"\ce{CO2}, $\ce{SO4^2-}$", "CO₂, SO₄²⁻"),
    (r"$a$ and \ce{CO2}", "a and CO₂"),
    (r"k\documentclass[12pt]{minimal} \usepackage{amsmath} \begin{document}$$k$$\end{document} Means", "k Means"),
    # Braces
    ("{in size}", "in size"),
    ("{BERT} and {B}ayesian", "BERT and Bayesian"),
    ("{scriptsize CODE2SEQ}", "CODE2SEQ"),
    ("{{F}}aster {{BERT}}", "Faster BERT"),
    ("the set {a, b, c}", "the set {a, b, c}"),
    ("{unbalanced", "{unbalanced"),
    ("un}balanced", "un}balanced"),
    (r"\textbf{unclosed", r"\textbf{unclosed"),
    (r"\{a\}", "{a}"),
    ("{{ braces }} {% of %} ${templates}", "{{ braces }} {% of %} ${templates}"),
    # Accents
    (r"\"o G\"odel Schr\"{o}dinger", "ö Gödel Schrödinger"),
    (r"\'{e}t\'e na\"{\i}ve \c{c} \v{s} \~n {\'E}cole \L{}ukasz", "été naïve ç š ñ École Łukasz"),
    # Marks
    ("a -- b --- c", "a – b — c"),
    ("run with --flag and a-b", "run with --flag and a-b"),
    ("Fig.~3 and Smith~et al.", "Fig. 3 and Smith et al."),
    ("about ~5 or (~8 s), by ~[7]", "about ~5 or (~8 s), by [7]"),
    ('``max" and ``double\'\' and `single\'', "“max” and “double” and ‘single’"),
    ("the ''alert fatigue'' of \"higher order'' and f''(0)", "the “alert fatigue” of \"higher order” and f''(0)"),
    ("it's John's 'single' and \"double\"", "it's John's 'single' and \"double\""),
    (r"a \\ b", "a b"),
    (r"5\,ms a\ b", "5 ms a b"),
    # Money
    ("from $5 to $10", "from $5 to $10"),
    ("costs $5 and saves US$10, or $20 million", "costs $5 and saves US$10, or $20 million"),
    ("one $ dollar", "one $ dollar"),
    ("10.6% better", "10.6% better"),
    ("$5$ apples", "5 apples"),
    (r"$10 and 5$\times$ speed", "$10 and 5× speed"),
    # Mathematics
    (r"2.5$\times$ faster", "2.5× faster"),
    (r"$O(n \log n)$ time", "O(n log n) time"),
    (r"$\alpha$-divergence and $k$-means", "α-divergence and k-means"),
    (r"$\mathcal{L}_{\text{CE}}$", "L_(CE)"),
    (r"\mathcal{L}_{\text{CE}} alone", "L_CE alone"),
    ("$x^{2}$ and x^{2} and 10^6 and R^2Net", "x² and x² and 10⁶ and R²Net"),
    (r"\emph{a $b$ c}", "a b c"),
    (r"$\ell_2$ and $\ell_{\infty}$", "ℓ₂ and ℓ_∞"),
    (r"H$_2$O, 10$^{-3}$, 100K$+$, 2023$/$24", "H₂O, 10⁻³, 100K+, 2023/24"),
    (r"$\mathbb{R}^{d \times d}$", "ℝ^(d×d)"),
    (r"$\frac{1}{2}$ and $\frac{1}{\max\{a,b\}}$ and $\tfrac 1 k$", "1/2 and 1/( max {a,b}) and 1/k"),
    (r"$\binom{2n}{n}$, $\dbinom nk$ and ${n \choose k}$", "(2n choose n), (n choose k) and n choose k"),
    (r"$X \stackrel{d}{=} Y$ and $X \overset{p}{\to} Y$", "X =ᵈ Y and X →ᵖ Y"),
    (r"$\tilde{O}(\sqrt{T})$", "Õ(√T)"),
    (r"\(x+y\) and \[x=1\] and $$E=mc^2$$", "x+y and x=1 and E=mc²"),
    (r"${\rm log}$ and ${O}(1)$", "log and O(1)"),
    (r"$\textbf{63.2\%}$ and $\underline{D}$escribe", "63.2% and Describe"),
    (r"$\unknown{x}$", r"\unknown x"),
    ("$https://a.example.org/b$", "https://a.example.org/b"),
    # Markup and addresses
    ("a <b>bold</b> x", "a <b>bold</b> x"),
    ("a &amp; b &lt;i&gt;", "a &amp; b &lt;i&gt;"),
    ("https://a.example.org/~joe/a_b--c", "https://a.example.org/~joe/a_b--c"),
    (r"https://a.example.org/a\_b\%20c", "https://a.example.org/a_b%20c"),
    # Nothing at all
    ("", ""), ("\\", "\\"), ("$", "$"), ("$$", "$$"), ("{}", "{}"), ("\\\\", ""), ("~", "~"), ("^", "^"), ("''", "''"),
]  # fmt: skip


class Reader(HTMLParser):
    """Elements, attributes and text of a piece of HTML, as a browser would see them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(source: str) -> Reader:
    """Read what `source` is set as, and assert that nothing but the allowed elements and attributes came out."""
    reader = Reader(typeset(source, links=True).html)
    assert reader.open == []
    for name, attributes in reader.elements:
        assert name in INLINE | MATHS
        if name == "a":
            assert set(attributes) == {"href", "rel"}
            assert str(attributes["href"]).startswith(("http://", "https://"))
        elif name == "math":
            assert set(attributes) == {"alttext"}
        else:
            assert name in MATHS or attributes == {}
            assert not any(key.startswith("on") or key in ("href", "style", "class", "id", "src") for key in attributes)
    return reader


@pytest.mark.parametrize(("source", "plain"), PLAIN)
def test_plain(source: str, plain: str) -> None:
    assert typeset(source).plain == plain
    check(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"{\em x} y", "<em>x</em> y"),
        (r"Evo\textbf{Lved Sign}", "Evo<b>Lved Sign</b>"),
        (r"\texttt{x}", "<code>x</code>"),
        (r"x\textsuperscript{2}", "x<sup>2</sup>"),
        ("<b>", "&#60;b&#62;"),
        ("&amp;", "&#38;amp&#59;"),
        ("a.", "a&#46;"),
        ("2.5$\\times$", "2&#46;5×"),
    ],
)
def test_html(source: str, shown: str) -> None:
    assert typeset(source).html == shown


def test_a_formula_is_mathml_with_its_tex_beside_it() -> None:
    tex = r"\mathcal{L}_{\text{CE}} < x^{2}"
    reader = check(f"the loss ${tex}$ falls")
    assert reader.elements[0] == ("math", {"alttext": tex})
    assert {"msub", "msup", "mi", "mn"} <= {name for name, _ in reader.elements}


# TeX -> what is seen: a thin space is ~, other elements nothing.
SPACED = {
    r"n\log n": "n~log~n", r"O(n^2\log^3 n)": "O(n2~log3~n)", r"\log_2 n": "log2~n", r"\sin(x)": "sin(x)", r"x=\log n": "x=log~n",
    r"\frac{\log n}{n}": "log~nn", "ab": "ab", r"\arg\max_x f": "argmaxxf",
}  # fmt: skip


@pytest.mark.parametrize("tex", SPACED)
def test_the_name_of_a_function_stands_apart(tex: str) -> None:
    seen = typeset(f"${tex}$").html.replace("<mspace", "~<mspace")
    assert html.unescape(re.sub(r"<[^>]*>", "", seen)) == SPACED[tex]


@pytest.mark.parametrize(
    ("tex", "closed"),
    [("<8 M_x", ["<"]), ("x^2 =", ["="]), ("x_1 < y", []), ("(x_1)", ["(", ")"]), (r"\frac{< x}{y}", [])],
)
def test_a_sign_at_the_end_of_a_formula_has_no_blank_outside(tex: str, closed: list[str]) -> None:
    found = re.findall(r'<mo [lr]space="0"[^>]*>([^<]*)<', typeset(f"${tex}$").html)
    assert [html.unescape(sign) for sign in found] == closed


MATRIX = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"


@pytest.mark.parametrize("text", [f"${MATRIX}$", f"$$ {MATRIX} {MATRIX} = {MATRIX} $$", rf"\({MATRIX}\)"])
def test_a_matrix_is_a_formula_however_many_there_are(text: str) -> None:
    shown = typeset(text)
    assert shown.html.count("<mtable>") == text.count("begin")
    assert shown.plain.startswith("( a b ; c d )")
    assert "matrix" not in shown.plain


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{evil}{x}", r"\require{x}y",
        r"\def\a{\a}\a", r"\input{/etc/passwd}",
        r"\text{<script>alert(1)</script>}", r"<img src=x onerror=alert(1)>", r"\color{red}x",
        "\\frac" * 60, "{" * 90 + "}" * 90, "x_" * 180,
    ],
)  # fmt: skip
def test_a_formula_cannot_bring_anything_in(tex: str) -> None:
    reader = check(f"a ${tex}$ b")
    assert not {name for name, _ in reader.elements} - MATHS - INLINE
    assert "script" not in [name for name, _ in reader.elements]


def test_addresses_become_links_only_when_asked() -> None:
    assert "<a " not in typeset("see https://a.example.org/x").html
    reader = check("see https://a.example.org/x_y~z.")
    assert reader.elements == [("a", {"href": "https://a.example.org/x_y~z", "rel": "noopener nofollow ugc"})]
    assert reader.text == "see https://a.example.org/x_y~z."


def test_text_without_latex_is_shown_exactly() -> None:
    text = 'It\'s 10.6% better (p < 0.05) & "cheaper"; see §3 — naïve [7] #1 @home!'
    assert typeset(text).plain == text
    assert check(text).text == text


def test_paragraphs_are_set_one_by_one() -> None:
    assert [part.plain for part in paragraphs("{\\em a}\n\nb -- c\n\n\n\nd")] == ["a", "b – c", "d"]
    assert paragraphs(" \n\n ") == ()


def test_white_space_and_hidden_characters() -> None:
    assert typeset("a \n\t b\u200b\u202ec\u00a0d\x00").plain == "a bc d"
    assert fold("one\n two\n\n three\r\n\r\nfour", paragraphs=True) == "one two\n\nthree\n\nfour"
    assert fold("e\u0301 \ud800 می\u200cخواهم") == "é \ufffd می\u200cخواهم"


def test_plain_formulas() -> None:
    assert plain_formula(r"\hat{y}_i = \sum_{j} w_{ij}") == "ŷᵢ = ∑ⱼ wᵢⱼ"
    assert plain_formula(r"\|x\|_2^2") == "‖x‖₂²"
    assert plain_formula("f'") == "f'"
    assert plain_formula("d^{'}") == "d′"
    assert plain_formula(r"f(x)=\begin{cases} 1 & x>0 \\ 0 & x\le 0\end{cases}") == "f(x)={ 1 x>0 ; 0 x≤0"


@pytest.mark.parametrize(
    "piece",
    ["{ ", "} ", "$ ", "$$ ", "\\( ", "\\[ ", "`` ", "'' ", "` ", "-- ", "a~", "\\emph{", "\\emph{a} ", "\\foo ", "https://", "www.a.org ",
     "x^{", "a_{", "\\documentclass ", "\\textbf\\{", '\\"', "$x_{", "\\href{a}{", "\\frac{", "&amp;", "\\\\", "a@b.com("],
)  # fmt: skip
def test_long_input_of_one_kind_is_set_whole(piece: str) -> None:
    """Each of these takes minutes when the work grows with the square of the length."""
    text = piece * (120_000 // len(piece))
    assert len(typeset.__wrapped__(text, links=True).html) > 1_000


TANGLE = (*"ab c1$\\{}^_~`'\"<>&-%#()[]|.,\n", "\\emph", "\\frac", "$$", "http://a.org/", "\\text", "é")


@pytest.mark.parametrize("asked, is_loaded", [("plain", False), ("html", True)])
def test_no_formula_is_converted_for_who_wants_the_words_alone(asked: str, is_loaded: bool) -> None:
    code = f"import sys; from generator.text import typeset; typeset('a $\\\\sum_i x_i$ b').{asked}; print('latex2mathml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(is_loaded)


@given(st.lists(st.sampled_from(TANGLE)).map("".join))
def test_any_tangle_of_latex_gives_only_what_is_allowed(source: str) -> None:
    check(source)
    assert "\n" not in typeset(source).plain


@given(st.text())
def test_any_text_gives_only_what_is_allowed(source: str) -> None:
    check(source)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_escape_is_exact(text: str) -> None:
    kept = fold(text)
    assert html.unescape(escape(kept)) == kept
    assert Reader(f"<p>{escape(kept)}</p>").text == kept
    assert Reader(f'<p title="{escape(kept)}">').elements == [("p", {"title": kept})]
    assert not set(escape(kept)) & set("<>\"'`=*_[](){}$!|~^\\")
