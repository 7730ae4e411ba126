"""The face of the site, in a browser: legible, steerable by keyboard, whole without JavaScript, and silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.render.env import typeset_html
from tests.browser.conftest import serve

Opened = Callable[..., Page]

DIGEST = "digests/2025-03-14-trending-papers/"
PAPER = "papers/8-bit-optimizers-via-block-wise-quantization/"
DEEP = "tags/text-to-3d-generation/"
KINDS = (
    "",
    "papers/",
    PAPER,
    "months/2025-03/",
    "tags/",
    "links/",
    "digests/",
    DIGEST,
    "authors/",
    "search/",
    "about/",
    "help/",
)

# For every element with text of its own: (what it says, its contrast, whether it is large), by the WCAG 2 formula.
CONTRASTS = """
() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    let colour = rgba(getComputedStyle(element).backgroundColor);
    for (let up = element.parentElement; up && colour[3] < 1; up = up.parentElement) {
      const under = rgba(getComputedStyle(up).backgroundColor);
      if (under[3]) colour = colour[3] ? over(colour, under) : under;
    }
    return colour;
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const [a, b] = [light(over(rgba(style.color), ground)), light(ground)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    found.push([element.textContent.trim().slice(0, 40), (a + 0.05) / (b + 0.05), size >= 24, !!element.closest(".abstract")]);
  }
  return found;
}
"""


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page(opened: Opened, path: str) -> None:
    """Legible in both palettes (AA; AAA for abstracts), an outline without gaps, and nothing wider than the window."""
    check_page(opened(path))


def test_the_page_that_is_not_there(browser: Browser, site: Path) -> None:
    """Its addresses are absolute, for it answers at any depth; so it is tried where mkdocs.yml puts the site, at the root."""
    server = serve(site, "/")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/no/such/page/")
    check_page(page)
    expect(page.locator("h1")).to_have_text("There is no page here")
    expect(page).to_have_title("There is no page here · Offprint")
    expect(page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
    page.get_by_role("link", name="see all papers").click()
    expect(page.locator("h1")).to_have_text("Papers")
    context.close()
    server.shutdown()
    server.server_close()


def check_page(page: Page) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => +h.tagName[1])")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate(CONTRASTS)
        assert len(found) > 10
        assert not [entry for entry in found if entry[1] < (7 if entry[3] else 3 if entry[2] else 4.5)], scheme


def test_the_first_stop_of_the_keyboard_leads_past_the_masthead(opened: Opened) -> None:
    page = opened(PAPER)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the text"
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_focus_can_be_seen_everywhere(opened: Opened) -> None:
    page = opened(PAPER)
    seen = []
    for _ in range(24):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement);"
                " return [document.activeElement.textContent.trim(), s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
            )
        )
    assert all(style == "solid" and width >= 2 for _, style, width in seen), seen
    assert [text for text, _, _ in seen[1:7]] == ["Offprint", "Papers", "Topics", "Digests", "Links", "About"]


def test_the_keyboard_goes_from_paper_to_paper(opened: Opened) -> None:
    """In the text alone: a letter that is typed elsewhere is a letter."""
    page = opened(DIGEST)
    titles = page.locator(".card h3 a").all_inner_texts()
    focused = "document.activeElement.innerText"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#content").focus()
    for keys, place in (("j", 0), ("jj", 2), ("k", 1)):
        for key in keys:
            page.keyboard.press(key)
        assert page.evaluate(focused) == titles[place], keys
    page.locator(".card").nth(1).locator(".by a").first.focus()
    page.keyboard.press("j")
    assert page.evaluate(focused) == titles[2]
    field = page.locator(".search input")
    field.focus()
    page.keyboard.type("jk")
    expect(field).to_have_value("jk")


def test_a_list_prints_without_what_paper_cannot_do(opened: Opened) -> None:
    page = opened(DIGEST, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".masthead", ".offers", ".search"):
        for part in page.locator(gone).all():
            expect(part).to_be_hidden()
    expect(page.locator(".card h3").first).to_be_visible()
    page.evaluate("document.querySelector('.card .start').innerHTML = '<mark>found</mark>'")
    assert page.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor") == "rgb(238, 238, 238)"


def test_the_palette_follows_the_system_until_a_reader_chooses(opened: Opened) -> None:
    page = opened("papers/", color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(ground)
    assert dark != light
    switch = page.get_by_role("button", name="Colours")
    for chosen, expected in (("light", light), ("dark", dark)):
        switch.click()
        expect(page.locator("html")).to_have_attribute("data-theme", chosen)
        assert page.evaluate(ground) == expected
    page.reload()
    assert page.evaluate(ground) == dark, "the choice is remembered"
    page.get_by_role("button", name="Colours").click()
    assert page.evaluate(ground) == light, "and can be given back to the system"
    assert page.evaluate("localStorage.length") == 0


def test_a_dense_list_is_remembered(opened: Opened) -> None:
    """At least eight titles stand above the fold, without a preference the abstracts do."""
    page = opened(DIGEST, width=1280, height=900)
    inside = "[...document.querySelectorAll('.card h3')].filter((h) => h.getBoundingClientRect().bottom <= innerHeight).length"
    usual = page.evaluate(inside)
    expect(page.locator(".card .start").first).to_be_visible()
    page.get_by_role("button", name="Dense list").click()
    expect(page.locator(".card .start").first).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Dense list")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(inside) >= 8 > usual
    page.get_by_role("button", name="Dense list").click()
    assert page.evaluate("localStorage.length") == 0


def test_a_phones_list_wastes_no_line(opened: Opened) -> None:
    """A number stands beside its title, a name is not broken while it fits, and what is said of a digest on the home page is one line."""
    page = opened(DIGEST, width=390)
    names = page.locator(".card .by > span:not(.count)")
    assert max(names.evaluate_all("(all) => all.map((name) => name.getBoundingClientRect().height)")) < 30
    assert names.first.text_content()[-1] == ",", "a line does not begin with it"
    below = "(li) => li.querySelector('h3').getBoundingClientRect().top - li.getBoundingClientRect().top"
    assert max(page.locator(".numbered > li").evaluate_all(f"(all) => all.map({below})")) < 10
    page = opened("", width=390)
    tops = {page.locator(f".run > .rail {part}").first.bounding_box()["y"] for part in ("time", ".small")}
    assert max(tops) - min(tops) < 6


@pytest.mark.parametrize("width", [390, 1280, 1680])
def test_a_place_moves_to_the_next_line_whole(opened: Opened, width: int) -> None:
    """Where it fits on one; also in the column beside the cards, which has no points between."""
    page = opened(DIGEST, width=width)
    rows = """() => [...document.querySelectorAll(".card .when + span")].map((place) => {
      place.textContent = "RePEc:" + "abcdefgh".repeat(2);
      const text = document.createRange();
      text.selectNodeContents(place);
      return new Set([...text.getClientRects()].filter(({ width }) => width > 9).map(({ top }) => top)).size;
    })"""
    assert set(page.evaluate(rows)) == {1}


def test_what_stands_for_the_current_part_has_no_line_at_its_side(opened: Opened) -> None:
    page = opened("tags/", width=390, device_scale_factor=1.5)
    assert page.evaluate("getComputedStyle(document.querySelector('.words [aria-current]')).boxShadow") == "none"


def test_a_phone_has_the_paper_and_its_code_under_the_title(opened: Opened) -> None:
    page = opened(PAPER, width=390, height=844)
    for name in ("arXiv", "PDF", "Code", "Cite"):
        box = page.locator(".doors").get_by_role("link", name=name, exact=True).bounding_box()
        assert box and box["y"] + box["height"] < 844, name


def test_the_next_paper_and_its_ids_are_at_hand(opened: Opened) -> None:
    """Going through a digest takes one tap a paper; an id is copied without a search for it."""
    page = opened(PAPER, width=360, permissions=["clipboard-read", "clipboard-write"])
    for place in (page.locator(".steps a[rel=next]"), page.locator(".ids button").first):
        box = place.bounding_box()
        assert box and box["y"] + box["height"] < 640 and min(box["width"], box["height"]) >= 24
    page.locator(".ids button").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".ids dd a").first.inner_text()
    after = page.locator(".turn a[rel=next]").get_attribute("href")
    assert page.locator(".steps a[rel=next]").get_attribute("href") == after


def test_highlights_are_seen_in_forced_colours(opened: Opened) -> None:
    page = opened("search/?q=optimization", forced_colors="active")
    ground = "(element) => getComputedStyle(element).backgroundColor"
    mark = page.locator("#search-results mark").first
    assert mark.evaluate(ground) != page.locator("body").evaluate(ground)


def test_reading_and_browsing_need_no_script(opened: Opened) -> None:
    page = opened("", java_script_enabled=False)
    page.get_by_role("link", name="Digests", exact=True).click()
    page.get_by_role("link", name="Trending papers").click()
    expect(page.locator(".card")).to_have_count(50)
    expect(page.get_by_role("link", name="Search within")).to_be_hidden()
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".card")).to_have_count(29)
    page.locator(".card h3 a").last.click()
    expect(page.locator("article[data-paper] h1")).to_be_visible()
    assert len(page.locator(".abstract").inner_text()) > 400
    page.get_by_text("BibTeX", exact=True).click()
    expect(page.locator("#bibtex")).to_be_visible()
    expect(page.locator("#theme-switch")).to_be_hidden()
    for button in page.locator("button[data-copy], button[data-density]").all():
        expect(button).to_be_hidden()
        assert button.evaluate("element => getComputedStyle(element).display") == "none"
    page.get_by_role("link", name="Previous in the digest").click()
    expect(page.locator(".running")).to_contain_text("No. 78 of 79")


@pytest.mark.parametrize("width", [320, 360, 390, 430])
def test_what_the_home_page_offers_to_try_stays_whole(opened: Opened, width: int) -> None:
    page = opened("", width=width, has_touch=True)
    lines = "links => links.map(link => link.getClientRects().length)"
    assert page.locator(".examples a").evaluate_all(lines) == [1, 1, 1]


def test_without_a_script_search_says_so_in_line_with_the_rest(opened: Opened) -> None:
    page = opened("search/?q=diffusion", java_script_enabled=False)
    notice = page.locator("noscript .empty")
    expect(notice).to_be_visible()
    title = page.get_by_role("heading", name="Search", exact=True)
    assert notice.bounding_box()["x"] == title.bounding_box()["x"]  # type: ignore[index]


def test_each_example_of_a_search_finds_a_paper(opened: Opened) -> None:
    """A library has examples of its own, for those of another field would find nothing in it."""
    page = opened("search/")
    examples = page.locator(".tips a")
    assert examples.count() == 6
    for at in range(6):
        query = examples.nth(at).inner_text()
        examples.nth(at).click()
        expect(page.locator("#search-results")).to_have_attribute("data-query", query)
        expect(page.locator("#search-status")).to_have_text(re.compile(r"^(At least )?[1-9]\d* papers?\b"))
        page.go_back()


def test_a_line_too_short_for_the_names_says_how_many_there_are(opened: Opened) -> None:
    page = opened("search/?q=diffusion", width=390)
    expect(page.locator("#search-results .people a").nth(2)).to_be_attached()
    # Answers are drawn again when more is known of them.
    page.wait_for_load_state("networkidle")
    edges = "all => all.map(one => [one, one.parentElement].map(e => e.getBoundingClientRect()).flatMap(b => [b.right, b.height]))"
    found = page.locator("#search-results .by > .count").evaluate_all(edges)
    assert len(found) >= 4
    for right, high, end, line in found:
        assert right <= end <= 390 - 16 and line < 1.5 * high


def test_topics_of_an_answer_keep_to_the_room_that_it_has(opened: Opened) -> None:
    """They come later than the answers: with more of them on a phone the answers below would move."""
    page = opened("search/?q=diffusion", width=390)
    expect(page.locator("#search-results li").first.locator(".tag").first).to_be_visible()
    shown = "all => all.map(one => [...one.querySelectorAll('.tag')].filter(tag => tag.checkVisibility()).length)"
    counts = page.locator("#search-results li").evaluate_all(shown)
    assert max(counts) == 2


# In: an element. Out: of each pair of its children, topics apart, whether they stand on one line, and where there is nothing to read:
# between them, or behind the first and before the second.
BESIDE = """
(place) => {
  const edges = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].filter((box) => box.width);
  };
  const strip = (from, to, { top, height }) => ({ x: from, y: top, width: to - from, height });
  return [...place.children].slice(1).filter((one) => !one.matches('.tag')).map((one) => {
    const before = edges(one.previousElementSibling).at(-1), after = edges(one)[0];
    const together = after.top < before.bottom - 2;
    return [together, together ? [strip(before.right, after.left, after)] :
      [strip(before.right + 1, before.right + 14, before), strip(after.left - 14, after.left - 5, after)]];
  });
}
"""


@pytest.mark.parametrize(
    ("path", "selector", "width"),
    [(PAPER, ".running", "9em"), (PAPER, ".imprint", "6em"), (DIGEST, ".card .meta:has(.venue)", "9.5em")],
)
def test_no_separator_stays_at_the_end_of_a_line(opened: Opened, path: str, selector: str, width: str) -> None:
    """Nor before the first word of the next. What parts two words on one line is there."""
    page = opened(path, width=700)
    place = page.locator(selector).first
    place.scroll_into_view_if_needed()
    seen = {True: 0, False: 0}
    for wide in ("40em", width):
        place.evaluate("(place, width) => { place.style.width = width; place.style.maxWidth = 'none'; }", wide)
        for together, strips in place.evaluate(BESIDE):
            shown, hidden = ([page.screenshot(clip=strip) for strip in strips] for _ in hidden_after(place))
            assert (shown != hidden) == together
            seen[together] += 1
    assert all(seen.values())


@pytest.mark.parametrize(
    ("path", "place"), [("about/", ".masthead .name"), ("search/?q=optimization", "#search-tools .plain")]
)
def test_a_thumb_hits_beside_the_letters(opened: Opened, path: str, place: str) -> None:
    """What leads somewhere takes taps a little above and below it, too, where nothing else does."""
    page = opened(path, width=390, has_touch=True)
    box = page.locator(place).first.bounding_box()
    assert box
    hit = "([x, y]) => document.elementFromPoint(x, y)?.closest('a, button')?.textContent"
    said = page.locator(place).first.inner_text().lower()
    for y in (box["y"] - 3, box["y"] + box["height"] + 3):
        assert page.evaluate(hit, [box["x"] + 12, y]).lower() == said


@pytest.mark.parametrize("width", [390, 820])
def test_where_lists_have_no_column_of_their_own_topics_flow_above_them(opened: Opened, width: int) -> None:
    page = opened("tags/machine-learning/", width=width)
    first, second = (page.locator(".around .counted li").nth(at).bounding_box() for at in range(2))
    assert first and second and first["y"] == second["y"]
    box = page.locator(".card").first.bounding_box()
    assert box and box["y"] < 900


def test_without_scripts_the_field_takes_the_room_of_the_switch(opened: Opened) -> None:
    for width in (390, 1280):
        page = opened("tags/", width=width, java_script_enabled=False)
        field, line = (page.locator(place).bounding_box() for place in (".masthead .search", "main #content"))
        assert field and line and field["x"] + field["width"] >= line["x"] + line["width"] - 1


def test_separators_are_seen_in_forced_colours_and_stand_at_no_end_of_a_line(opened: Opened) -> None:
    """There a browser leaves out what is drawn behind a letter, unless it is told not to; a letter would stay where the line ends."""
    page = opened(PAPER, forced_colors="active")
    first = page.locator(".imprint > span").first
    assert "·" not in first.evaluate("one => getComputedStyle(one, '::after').content")
    place = page.locator(".imprint")
    shown = place.screenshot()
    page.add_style_tag(content=".imprint > span::after { background: none !important; }")
    assert place.screenshot() != shown


def hidden_after(place: Locator) -> Iterator[None]:
    """Twice: with what an element shows, and without."""
    for visibility in ("visible", "hidden"):
        place.evaluate("(place, visibility) => { place.style.visibility = visibility; }", visibility)
        yield
    place.evaluate("(place) => { place.style.visibility = ''; }")


@pytest.mark.parametrize("path", ["", PAPER])
def test_nothing_moves_when_fonts_come_late(browser: Browser, served: str, path: str) -> None:
    """A line that breaks anew under a reader's eyes moves all below it."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(served + path, wait_until="domcontentloaded")
    # Longer than a browser waits for a font before it draws without.
    page.wait_for_timeout(3_500)
    places = "[...document.querySelectorAll('h1, h3, .by, .tag, .words a')].map(one => JSON.stringify(one.getBoundingClientRect()))"
    before = page.evaluate(places)
    assert len(held) >= 2 and len(before) > 10
    for route in held:
        route.continue_()
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.wait_for_timeout(300)
    assert page.evaluate(places) == before
    page.close()


def test_authors_of_an_arabic_paper_stand_from_right_to_left(opened: Opened) -> None:
    page = opened(PAPER)
    page.evaluate(
        """() => {
        document.querySelector("h1").textContent = "خوارزمية جديدة لتحليل النصوص العربية";
        const [first, second] = document.querySelectorAll(".authors > span");
        first.querySelector("a").textContent = "محمد علي";
        second.querySelector("a").textContent = "فاطمة الزهراء";
        first.parentElement.replaceChildren(first, " ", second);
        }"""
    )
    first, second = (one.bounding_box() for one in page.locator(".authors > span").all())
    assert first and second and first["y"] == second["y"] and first["x"] > second["x"] + second["width"]


@pytest.mark.parametrize(("width", "media"), [(390, "screen"), (1280, "screen"), (700, "print")])
def test_an_arabic_paper_has_one_right_edge_and_its_topics_stand_at_it(
    opened: Opened, width: int, media: Literal["screen", "print"]
) -> None:
    page = opened(PAPER, width=width)
    page.emulate_media(media=media)
    edges = page.evaluate(
        """() => {
        document.querySelector("h1").textContent = "خوارزمية جديدة لتحليل النصوص العربية";
        const right = (one) => Math.round(one.getBoundingClientRect().right);
        return [".opening > div", ".abstract", ".topics > div", ".topics .tag"].map((place) => right(document.querySelector(place)));
        }"""
    )
    assert len(set(edges)) == 1, edges


def test_topics_on_a_phones_home_stand_apart_from_the_papers(opened: Opened) -> None:
    page = opened("", width=390)
    last, topics = (page.locator(place).last.bounding_box() for place in (".newest .more", ".by-topic .rail"))
    assert last and topics and topics["y"] - last["y"] - last["height"] > 40


def test_a_printed_search_has_no_gaps(opened: Opened) -> None:
    """Of answers that nobody scrolled to only the title, the first author and the date are known."""
    page = opened("search/?q=diffusion", width=700, height=700)
    expect(page.locator("#search-results li")).to_have_count(13)
    bare = page.locator("#search-results li:not(:has(.tag))").last
    assert bare.bounding_box()["height"] > 130  # type: ignore[index]
    page.emulate_media(media="print")
    assert bare.bounding_box()["height"] < 110  # type: ignore[index]


@pytest.mark.parametrize("path", KINDS)
def test_letters_twice_as_large_fit_a_phone(opened: Opened, path: str) -> None:
    """390 px with letters of 32 px are laid out as half of both, and the field has room for a question."""
    page = opened(path, width=195, height=422)
    assert page.evaluate("document.documentElement.scrollWidth") == 195
    field = page.locator("[role=search] input").bounding_box()
    assert field and field["width"] > 110


@pytest.mark.parametrize("width", [320, 390])
def test_a_long_name_leaves_room_for_the_field(opened: Opened, width: int) -> None:
    page = opened("papers/", width=width)
    field = page.locator("[role=search] input")
    usual = field.bounding_box()
    name = "Reading group of the Department of Linguistics"
    page.locator(".masthead .name").evaluate(
        "(one, name) => { one.textContent = name; one.classList.add('long'); }", name
    )
    long = field.bounding_box()
    assert usual and long and usual["width"] > 155 and long["width"] > 280
    assert page.evaluate("document.documentElement.scrollWidth") == width


# What WCAG 1.4.12 asks of spacing.
SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} p{margin-bottom:2em!important}"


@pytest.mark.parametrize("path", ["", "papers/", PAPER, "search/?q=optimization"])
def test_text_set_wider_stays_on_the_page(opened: Opened, path: str) -> None:
    page = opened(path, width=320, bypass_csp=True)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert page.locator(".tag").evaluate_all(cut) == []


def test_bibtex_is_copied(opened: Opened) -> None:
    page = opened(PAPER, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@") and copied.count("\n") >= 2
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert copied == page.evaluate("document.getElementById('bibtex').textContent")


def test_a_paper_prints_as_one_clean_sheet(opened: Opened) -> None:
    page = opened(PAPER, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".masthead", ".colophon", ".doors", ".cite", ".turn", ".related", ".ids button"):
        for part in page.locator(gone).all():
            expect(part).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".abstract")).to_be_visible()
    expect(page.locator(".address")).to_contain_text(PAPER)
    for kept in (".ids dd a", ".tags", ".imprint"):
        expect(page.locator(kept).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).borderTopWidth") == "0px"
    assert page.pdf().count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("path", KINDS)
def test_the_text_is_in_the_main_part(opened: Opened, path: str) -> None:
    """One main landmark holds the heading; the way past the masthead leads to before it."""
    page = opened(path)
    expect(page.locator("main")).to_have_count(1)
    expect(page.locator("main #content h1")).to_have_count(1)


@pytest.mark.parametrize(
    "source", ["moss ($<8 M_x$), sand", "moss at $z_1 = 2$.", "moss of $x_1$-sand", "non-$k$-moss"]
)
def test_what_touches_a_formula_stays_on_its_line(opened: Opened, source: str) -> None:
    page = opened(PAPER, width=390)
    place = page.locator(".abstract p").first
    place.evaluate("(it, text) => { it.innerHTML = text; it.style.width = '1px'; }", str(typeset_html(source)))
    apart = place.evaluate(
        """it => {
          const middle = rect => (rect.top + rect.bottom) / 2, found = it.querySelector('math'), line = found.getBoundingClientRect();
          const beside = [found.previousSibling, found.nextSibling].filter(Boolean);
          return beside.flatMap((text) => [0, text.length - 1].map((from) => {
            const range = document.createRange();
            range.setStart(text, from); range.setEnd(text, from + 1);
            return Math.abs(middle(range.getBoundingClientRect()) - middle(line));
          }));
        }"""
    )
    assert apart
    assert max(apart) < 12


def test_a_long_formula_moves_within_its_own_line(opened: Opened) -> None:
    page = opened(PAPER, width=390)
    page.evaluate(
        "for (const place of document.querySelectorAll('h1, .abstract p'))"
        " place.innerHTML = '<math><mrow>' + '<mi>x</mi><mo>+</mo>'.repeat(80) + '</mrow></math>';"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for place in ("h1", ".abstract p"):
        reach = page.locator(place).first.evaluate("(it) => { it.scrollLeft = 9999; return it.scrollLeft; }")
        assert reach > 500, place


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("", ".figures a"),
        ("links/", ".placelist a"),
        ("tags/", ".tree a"),
        (DIGEST, ".running a"),
        (DEEP, ".running a"),
    ],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_fingers_hit_what_they_aim_at(opened: Opened, path: str, links: str, width: int) -> None:
    """Links that stand in a column, or in lines that wrap, are 24 px high, as WCAG 2.2 asks."""
    page = opened(path, width=width)
    heights = page.locator(links).evaluate_all("(all) => all.map((a) => a.getClientRects()[0].height)")
    assert heights and min(heights) >= 24


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (PAPER, "Papers"),
        ("tags/", "Topics"),
        (DIGEST, "Digests"),
        ("links/", "Links"),
        ("about/", "About"),
        ("help/", ""),
    ],
)
def test_the_masthead_says_where_we_are(opened: Opened, path: str, word: str) -> None:
    page = opened(path)
    assert page.locator(".words [aria-current]").all_inner_texts() == ([word] if word else [])


def test_lines_are_as_long_as_they_should_be(opened: Opened) -> None:
    page = opened(PAPER, width=1680)
    per_line = page.evaluate(
        """() => {
          const text = document.querySelector(".abstract p").firstChild;
          const range = document.createRange();
          const lines = new Map();
          for (let i = 0; i < text.length; i++) {
            range.setStart(text, i);
            range.setEnd(text, i + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            lines.set(top, (lines.get(top) ?? 0) + 1);
          }
          return [...lines.values()];
        }"""
    )
    assert 60 <= sum(per_line[:-1]) / (len(per_line) - 1) <= 76


def test_our_own_fonts_are_used(opened: Opened) -> None:
    page = opened(PAPER)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert {family.strip('"') for family in loaded} >= {"Source Serif", "Inter"}


def test_authors_in_search_have_their_italic_on_the_first_visit(opened: Opened) -> None:
    """They come later than the page; an optional font would be too late for them."""
    page = opened("search/?q=diffusion")
    expect(page.locator("#search-results .by").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    line = session.send("DOM.querySelector", {"nodeId": root, "selector": "#search-results .by"})["nodeId"]
    page.wait_for_timeout(500)
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": line})["fonts"]
    assert {font["familyName"] for font in used if font["isCustomFont"]} == {"Offprint Serif"}
    assert all(font["isCustomFont"] for font in used)


def test_nothing_moves_while_a_page_loads(opened: Opened) -> None:
    page = opened("about/")
    page.context.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved += e.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for path in ("../" + PAPER, "../../papers/"):
        page.goto(page.url.split("?")[0] + path)
        page.evaluate("document.fonts.ready")
        page.wait_for_function("document.readyState === 'complete'")
        assert page.evaluate("window.moved") < 0.05


def test_a_page_asks_for_one_style_and_one_script(opened: Callable[..., Page]) -> None:
    page = opened("papers/")
    asked = page.evaluate(
        "performance.getEntriesByType('resource').map(each => each.name.split('?')[0].split('.').at(-1))"
    )
    assert (asked.count("css"), asked.count("js")) == (1, 1)


def test_pages_are_light(site: Path) -> None:
    assert (site / PAPER / "index.html").stat().st_size < 25_000
    assert (site / "assets/offprint/offprint.css").stat().st_size < 44_000
    html = (site / PAPER / "index.html").read_text("utf-8")
    assert "bundle" not in html and "onclick" not in html and html.count("<style") == 1


def test_papers_of_a_topic_are_on_a_phones_first_screen(opened: Callable[..., Page]) -> None:
    """What lies beside a topic follows its papers there, and stands beside them at a desk."""
    for width, below in ((390, True), (1280, False)):
        page = opened("tags/large-language-models/", width=width, height=844)
        first, last, beside = (
            page.locator(place).bounding_box()
            for place in (".card >> nth=0", ".card >> nth=-1", ".around > nav >> nth=-1")
        )
        assert first and last and beside
        assert first["y"] < 844
        assert (beside["y"] > last["y"]) is below
