"""The attack that would embarrass us most: a page that passes the gate's parser and leads away in a browser.

No policy stops a <meta> that leads on, so what hides one from our parser and not from a browser would take a reader to another site from a
page that was verified. Each trick is shown to work: the browser sees an element that lxml does not. And each is refused.
"""

from __future__ import annotations

import lxml.html
import pytest
from playwright.sync_api import Browser

from generator.commands.verify.addresses import Ground
from generator.commands.verify.markup import well_formed
from generator.commands.verify.pages import look_at
from generator.csp import META

HEAD = f'<!doctype html>\n<html lang="en">\n<head>\n    <meta charset="utf-8">{META}\n<title>x</title>'
AWAY = '<meta http-equiv="refresh" content="9; url=https://evil.example/">'
TRICKS = {
    "a comment that is closed at once": f"<!-->{AWAY}-->",
    "a comment that is closed by a dash": f"<!--->{AWAY}-->",
    "a comment that ends with a mark": f"<!-- --!>{AWAY}<!-- -->",
    "data that is a comment in a browser": f"<![CDATA[>{AWAY}]]>",
    "a zero byte": f"\0{AWAY}",
    "an instruction": f"<?x >{AWAY}?>",
    "a title that is none": f"<svg><title>{AWAY}</title></svg>",
    "a style that is none": f"<svg><style>{AWAY}</style></svg>",
    "a style in a formula": f"<math><style>{AWAY}</style></math>",
    "a text field that is none": f"<svg><textarea>{AWAY}</textarea></svg>",
}
SOUND = {"plain text": "x", "a plain comment": "<!-- x -->", "an element": "<b>x</b>"}


def page_with(markup: str) -> str:
    return f"{HEAD}\n</head>\n<body>{markup}</body></html>"


def seen_by_lxml(text: str) -> int:
    tree = lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    return len(tree.findall(".//meta[@http-equiv='refresh']"))


def seen_by_browser(browser: Browser, text: str) -> int:
    page = browser.new_page()
    count = page.evaluate(
        "text => new DOMParser().parseFromString(text, 'text/html').querySelectorAll('meta[http-equiv=refresh]').length",
        text,
    )
    page.close()
    return int(count)


@pytest.mark.parametrize("trick", TRICKS)
def test_what_a_browser_would_follow_is_refused(browser: Browser, trick: str) -> None:
    text = page_with(TRICKS[trick])
    assert seen_by_browser(browser, text) == 1, "the trick works, or it proves nothing"
    wrong = look_at(Ground(frozenset({"index.html"})), "index.html", text.encode()).wrong
    assert {"strange-markup", "third-party"} & {one.code for one in wrong}


def test_some_of_it_the_parser_cannot_see(browser: Browser) -> None:
    """So a look at the parsed page alone would not do."""
    assert [trick for trick, markup in TRICKS.items() if seen_by_lxml(page_with(markup)) == 0] != []


@pytest.mark.parametrize("markup", SOUND)
def test_what_is_sound_passes(markup: str) -> None:
    assert list(well_formed(page_with(SOUND[markup]).encode())) == []
