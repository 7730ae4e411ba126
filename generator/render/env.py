"""The templates. In: the name of a template and what it shows. Out: one block of HTML that Markdown and MkDocs leave alone.

Whatever a template prints is escaped by `generator.text.escape` unless it is Markup, and only this floor makes Markup: typeset text, paths
of our own making, and parts rendered before. `{root}` stands for the way back to the site's root; `at_root` fills it in. Escaped text
holds no brace, so no paper can write one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from generator.render import phrases
from generator.text import escape, paragraphs, slug, typeset
from generator.text.lately import kept_lately

ROOT = "{root}"
_TEMPLATES = Path(__file__).with_name("templates")
_SAFE_PATH = re.compile(r"[0-9A-Za-z_./%~-]*")
_WEB = re.compile(r"https?://[^\s/?#:@<>\"\\\[\]]+(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?")
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w.-]+(?:\?[\w.~%&=/+-]*)?", re.ASCII)
# A formula with the character before and after it: browsers break lines there, between a bracket or a full stop and the formula as well.
# With a word that a hyphen ties to it ("k-means", "non-Z-graded"), which is one word for a reader.
_TOUCHED = re.compile(
    r"([^\W_]{1,12}(?=&#45;<))?(&#\d{1,7};|[^\s<>&;])?(<math [^>]*>)(.*?</math>)(&#\d{1,7};|[^\s<>&])?((?<=&#45;)[^\W_]{1,15})?"
)
# With a formula of more source than so many characters, escaped, a word beside it would be too wide for a phone.
_SHORT_FORMULA = 80
_HOST = re.compile(r"[a-z0-9.-]+")


# Filters that give Markup, each by itself.
_ESCAPING = ("set", "path", "url", "contact", "lines")


class _EscapedOnce(CodeGenerator):
    """`{{ value }}` as `printed` gives it: that escapes, so Jinja's own look at what comes back, for every value again, is left out; and
    what a filter of ours has escaped is printed as it is."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        escaped = isinstance(node, nodes.Filter) and node.name in _ESCAPING
        self.write("(" if escaped else finalize.src or "environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one environment: compiled templates, our own escaping, and an error for a name that nobody passed."""
    env = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.code_generator_class = _EscapedOnce
    env.globals.update(
        root=Markup(ROOT),  # noqa: S704 - a constant
        counted=phrases.counted,
        number=phrases.number,
        notice=phrases.notice,
        day=phrases.day,
        month=phrases.month,
        plural=phrases.plural,
        shown_url=phrases.shown_url,
    )
    env.filters.update(
        set=typeset_html, path=safe_path, url=safe_url, contact=safe_contact, lines=safe_lines, host=host_path
    )
    return env


def _source(name: str) -> str:
    """A template's text, with the way to the root written in: printing it by `{{ root }}` would be a third of all calls."""
    return (_TEMPLATES / name).read_text("utf-8").replace("{{ root }}", ROOT)


def render_template(name: str, /, **shown: object) -> Markup:
    """A template of templates/ as one block: no blank lines, no indentation (Markdown would make code of it)."""
    template = environment().get_template(f"{name}.j2")
    context = template.new_context(shown)
    text = "".join(template.root_render_func(context))
    # The macros of a template hold its context, which holds them: a circle that would keep all that each page shows (40 kB a paper).
    context.vars.clear()
    lines = filter(None, map(str.strip, text.split("\n")))
    return Markup("\n".join(lines))  # noqa: S704 - the environment escaped what it printed


def printed(value: object) -> Markup:
    """What `{{ value }}` prints: Markup as it is, all else escaped; None prints nothing."""
    if isinstance(value, Markup):
        return value
    if not isinstance(value, str) and hasattr(value, "__html__"):
        return Markup(value.__html__())  # noqa: S704 - a part that renders itself
    return _escaped("" if value is None else str(value))


@kept_lately
def _escaped(text: str) -> Markup:
    """Names, dates and counts come again and again."""
    return Markup(escape(text))  # noqa: S704 - escaped here


@kept_lately
def typeset_html(source: str) -> Markup:
    """Source text as HTML, on one line."""
    return _one_line(typeset(source).html)


def typeset_paragraphs(source: str) -> list[Markup]:
    """Source text as the HTML of its paragraphs, with the addresses in it as links."""
    return [_one_line(paragraph.html) for paragraph in paragraphs(source, links=True) if paragraph.html]


def _one_line(html: str) -> Markup:
    """HTML from typeset without line ends, and without the brace that `{root}` begins with. What touches a formula stays on its line."""
    if "<math" in html:
        html = _TOUCHED.sub(_tied, html)
    return Markup(html.replace("\n", " ").replace("{", "&#123;"))  # noqa: S704 - typeset makes HTML for raw blocks


def _tied(found: re.Match[str]) -> str:
    """A formula in one piece with what touches it."""
    lead, before, opening, formula, after, tail = (one or "" for one in found.groups())
    if not before and not after:
        return found[0]
    if len(opening) > _SHORT_FORMULA:
        return f'{lead}<span class="tied">{before}{opening}{formula}{after}</span>{tail}'
    return f'<span class="tied">{found[0]}</span>'


@lru_cache(maxsize=1 << 18)
def safe_path(path: str) -> Markup:
    """A part of an address of our own making (keys, slugs, dates): percent-encoded, so it needs no further escaping."""
    quoted = quote(path, safe="/")
    return Markup(quoted) if _SAFE_PATH.fullmatch(quoted) else printed(quoted)  # noqa: S704 - nothing that HTML knows


@lru_cache(maxsize=4096)
def safe_url(url: str) -> Markup:
    """An address for `href`: http(s) with a host and no user name, else nothing at all (`#`). Escaped."""
    return printed(url if _WEB.fullmatch(url) else "#")


def safe_contact(address: str) -> Markup:
    """The site's own contact for `href`: as `safe_url`, or a letter to an e-mail address. Escaped."""
    return printed(address) if _MAIL.fullmatch(address) else safe_url(address)


def safe_lines(text: str) -> Markup:
    """Text for `<pre>`: line ends become entities, so the block stays on one line until a browser reads it."""
    return Markup(escape(text).replace("\n", "&#10;"))  # noqa: S704 - escaped here


def host_path(host: str) -> str:
    """The part of an address that stands for a host: the host itself where it is plain ASCII, else a slug of it."""
    return host if _HOST.fullmatch(host) and host.strip(".") and ".." not in host else slug(host)


def at_root(block: str, path: str) -> str:
    """Fill in the way back to the root for the page at `path`, a Markdown file: `papers/x.md` is at /papers/x/, so `../../`."""
    name = path.removesuffix(".md")
    depth = 0 if name == "index" else name.removesuffix("/index").count("/") + 1
    return block.replace(ROOT, "../" * depth or "./")
