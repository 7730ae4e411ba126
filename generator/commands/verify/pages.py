"""One page of a site. In: its HTML and the ground it stands on. Out: what is wrong with it, and what other pages have to know of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from generator.commands.verify.addresses import Ground, Target, resolve_address
from generator.commands.verify.markup import Wrong, strange_elements, well_formed
from generator.csp import POLICY

# What loads as soon as the page does: element -> its attributes that hold an address.
_LOADS = {
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",),
    "track": ("src",), "iframe": ("src",), "frame": ("src",), "embed": ("src",), "object": ("data",), "input": ("src",),
    "image": ("href", "xlink:href"), "use": ("href", "xlink:href"), "body": ("background",), "form": ("action",),
}  # fmt: skip
# rel of a <link> that is an address to show or to follow, not one that loads.
_FOLLOWED = frozenset(
    "canonical alternate search license author next prev help me related bookmark shortlink up".split()
)
_SCRIPT_TYPES = frozenset(("", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"))
# What a style names: by url(), by @import, or as any string that is an address of another host (image-set takes one).
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s*["']([^"']*)|["']((?:https?:)?//[^"']*)""", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})[ \t\n]?|(?=[g-z]))", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_IN_HEAD = frozenset(("meta", "link", "title", "style", "script"))
_BEFORE_POLICY = frozenset(("script", "link", "style", "base", "img", "iframe"))


class PageFacts(NamedTuple):
    """fragments: (file, fragment) that the page's links want to find. files: what is no page and the page leads to. mends: whether it
    says how to have its record corrected or taken down."""

    page: str
    wrong: tuple[Wrong, ...]
    title: str
    listed: bool
    ids: frozenset[str]
    fragments: frozenset[tuple[str, str]]
    files: frozenset[str] = frozenset()
    mends: bool = False


def look_at(ground: Ground, page: str, content: bytes) -> PageFacts:
    """Read a page and check it. A page that is no HTML at all is wrong, not an exception."""
    root = _root(content)
    if root is None:
        return PageFacts(page, (Wrong("not-html", "is empty or no HTML."),), "", False, frozenset(), frozenset())
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    title = _title(root)
    robots = _robots(elements)
    fragments: set[tuple[str, str]] = set()
    wrong = [
        *well_formed(content),
        *strange_elements(elements),
        *_head(root, title, ground, robots),
        *_policy(elements),
        *_canonical(ground, page, elements),
        *_addresses(ground, page, elements, fragments),
        *_scripts(elements),
        *_duplicates(elements),
    ]
    listed = not any("noindex" in content for content in robots)
    wanted = frozenset(pair for pair in fragments if pair[1])
    files = frozenset(file for file, fragment in fragments if not fragment)
    told_once = tuple(dict.fromkeys(wrong))
    return PageFacts(page, told_once, title, listed, _aims(elements), wanted, files, _mends(elements))


def _mends(elements: list[etree._Element]) -> bool:
    """Whether a link says how to have the record corrected."""
    return any("Correct this record" in (element.text or "") for element in elements if element.tag == "a")


def _root(content: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _title(root: etree._Element) -> str:
    return " ".join(root.xpath("string(.//title)").split())


def _robots(elements: list[etree._Element]) -> set[str]:
    metas = (element for element in elements if element.tag == "meta" and element.get("name") == "robots")
    return {element.get("content", "") for element in metas}


def _aims(elements: list[etree._Element]) -> frozenset[str]:
    """What a link may lead to inside of a page: ids and names."""
    ids = {value for element in elements if (value := element.get("id")) is not None}
    return frozenset(ids | {element.get("name") for element in elements if element.tag == "a" and element.get("name")})


def _duplicates(elements: list[etree._Element]) -> Iterator[Wrong]:
    for name, count in Counter(value for element in elements if (value := element.get("id")) is not None).items():
        if count > 1:
            yield Wrong("duplicate-id", f"the id {name!r} stands there {count} times.")


def _canonical(ground: Ground, page: str, elements: list[etree._Element]) -> Iterator[Wrong]:
    """Where a page says that it really is: there, or where it leads on at once, in the site too."""
    if not ground.url:
        return
    links = [element for element in elements if element.tag == "link"]
    metas = [element for element in elements if element.tag == "meta"]
    named = [link.get("href", "") for link in links if "canonical" in link.get("rel", "").lower().split()]
    shared = [meta.get("content", "") for meta in metas if meta.get("property") == "og:url"]
    leads_on = any(_stands_for(meta) == "refresh" for meta in metas)
    own = ground.url + page.removesuffix("index.html")
    for address in (*named, *shared):
        if address != own and not (leads_on and address.startswith(ground.url)):
            yield Wrong("foreign-canonical", f"says that it really is at {address[:200]}, not at {own}.")
    if len(named) != 1 and page != "404.html":
        yield Wrong("foreign-canonical", f"does not say once that it really is at {own}.")


def _stands_for(meta: etree._Element) -> str:
    """The header of HTTP that a <meta> stands for."""
    return str(meta.get("http-equiv", "")).lower()


def _head(root: etree._Element, title: str, ground: Ground, robots: set[str]) -> Iterator[Wrong]:
    """A title, a language, nothing strange, and what a preview has to say."""
    within = [element.tag for element in root.findall("head/*")]
    if not title or within.count("title") != 1:
        yield Wrong("no-title", "has no title, or more than one.")
    if not _IN_HEAD.issuperset(within):
        yield Wrong("strange-markup", "has something in its head that belongs into its text.")
    if not root.get("lang"):
        yield Wrong("no-lang", "does not say its language (lang on <html>).")
    if ground.preview and not any("noindex" in content for content in robots):
        yield Wrong("preview-listed", "is part of a preview, and must carry a robots meta with noindex.")


def _policy(elements: list[etree._Element]) -> Iterator[Wrong]:
    """One policy, the theme's, before all that loads something."""
    metas = [element for element in elements if element.tag == "meta"]
    policies = [meta for meta in metas if _stands_for(meta) == "content-security-policy"]
    if not policies:
        yield Wrong("csp-missing", "has no content security policy; the theme puts it right after the charset.")
        return
    if len(policies) > 1 or policies[0].get("content") != POLICY:
        yield Wrong("csp-differs", "has another content security policy than the theme's; see generator/csp.py.")
    before = elements[: elements.index(policies[0])]
    if any(element.tag in _BEFORE_POLICY for element in before):
        yield Wrong(
            "csp-late", "loads something before its content security policy; the policy stands right after the charset."
        )


def _scripts(elements: list[etree._Element]) -> Iterator[Wrong]:
    """Scripts that the policy would stop, and should never be there."""
    for element in elements:
        if (
            element.tag == "script"
            and element.get("src") is None
            and element.get("type", "").strip().lower() in _SCRIPT_TYPES
        ):
            yield Wrong("inline-script", "has a script in the page; the policy forbids it, put it into a file.")
        for name in element.attrib:
            if name[:2] in ("on", "ON", "On", "oN") and len(name) > 3:
                yield Wrong("inline-handler", f"<{element.tag}> has the handler {name}; the policy forbids it.")


def _addresses(
    ground: Ground, page: str, elements: list[etree._Element], fragments: set[tuple[str, str]]
) -> Iterator[Wrong]:
    for element in elements:
        tag = element.tag
        if tag in ("a", "area", "link") or tag in _LOADS or tag in ("meta", "base", "style", "button"):
            yield from _of_element(ground, page, element, fragments)
        style = element.text or "" if tag == "style" else element.get("style", "")
        if style:
            yield from loads_in_css(ground, page, style)


def _refresh(ground: Ground, page: str, content: str) -> Iterator[Wrong]:
    match = _REFRESH.match(content)
    yield from _load(ground, page, "meta refresh", match[1] if match else "")
    if ground.preview and match and match[1].startswith("/"):
        yield Wrong("third-party", f"<meta refresh> leads to {match[1][:200]}, out of the preview.")


def _of_element(ground: Ground, page: str, element: etree._Element, fragments: set[tuple[str, str]]) -> Iterator[Wrong]:
    tag = element.tag
    if tag in ("a", "area"):
        if (address := element.get("href")) is not None:
            yield from _link(resolve_address(ground, page, address), address, fragments)
        if element.get("ping"):
            yield Wrong("third-party", "<a> has a ping; no page may tell another host what a reader does.")
    elif tag == "link" and (address := element.get("href")) is not None:
        if _FOLLOWED.intersection(element.get("rel", "").lower().split()):
            yield from _link(resolve_address(ground, page, address), address, fragments)
        else:
            yield from _load(ground, page, "link", address)
    elif tag == "base":
        yield Wrong("base-element", "has a <base>, which changes where every link leads.")
    elif tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield from _refresh(ground, page, element.get("content", ""))
    for name in (*_LOADS.get(tag, ()), "formaction"):
        address = element.get(name)
        for part in _candidates(address) if name == "srcset" else [address]:
            if part:
                yield from _load(ground, page, tag, part)


def _candidates(srcset: str | None) -> list[str]:
    return [part.split()[0] for part in (srcset or "").split(",") if part.strip()]


def _link(target: Target, address: str, fragments: set[tuple[str, str]]) -> Iterator[Wrong]:
    """Something to follow. `fragments` learns what the page leads to: a place on a page, or a file that is none (without a fragment)."""
    shown = address if len(address) <= 200 else address[:200] + "…"
    if target.kind == "missing":
        yield Wrong("broken-link", f"{shown} leads to {target.file}, which is not there.")
    elif target.kind == "above":
        yield Wrong("broken-link", f"{shown} leads out of the site.")
    elif target.kind in ("other", "data"):
        yield Wrong("bad-scheme", f"{shown} is no http(s) address.")
    elif target.kind == "inside" and (target.fragment or not target.file.endswith(".html")):
        fragments.add((target.file, target.fragment))


def _load(ground: Ground, page: str, what: str, address: str) -> Iterator[Wrong]:
    """Something that a browser asks for by itself."""
    target = resolve_address(ground, page, address)
    if target.kind == "data" and what not in ("img", "source", "image", "style"):
        yield Wrong("data-address", f"<{what}> takes {address[:60]} for a file.")
    elif target.kind in ("outside", "other") and not (
        ground.preview and address.startswith("/") and not address.startswith("//")
    ):
        yield Wrong("third-party", f"<{what}> asks for {address[:200]}, which is not of this site.")
    elif target.kind in ("missing", "above"):
        yield Wrong("broken-load", f"<{what}> asks for {address[:200]}, which is not there.")


def loads_in_css(ground: Ground, page: str, text: str) -> Iterator[Wrong]:
    """What a style asks for, also when its names are written with escapes or comments."""
    plain = _CSS_ESCAPE.sub(lambda found: chr(min(int(found[1] or "0", 16), 0xFFFF)) if found[1] else "", text)
    for written in {text, _CSS_COMMENT.sub(" ", plain)}:
        for match in _CSS_URL.finditer(written):
            address = match[1] or match[2] or match[3] or ""
            if address and not address.startswith("#"):
                yield from _load(ground, page, "style", address)
