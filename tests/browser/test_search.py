"""Search as a reader meets it, in a browser: the field of every page, and the search page."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from generator.render.cite import apa, apa_list
from tests.browser.conftest import PREFIX, serve, watch
from tests.browser.shelf import HOSTILE, fill, papers, shelf, tree
from tests.render.samples import paper

Opened = Callable[..., Page]
FIELD = "#site-search-input"
OPTIONS = "#search-list [role=option]"
RESULTS = "#search-results"


@pytest.fixture(scope="module")
def trees(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(site, tmp_path_factory.mktemp("trees") / "site")


@pytest.fixture(scope="module")
def address(trees: Path) -> Iterator[str]:
    server = serve(trees)
    yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Opened]:
    """`reader("papers/", width=390)` -> a page of the trees' site; nothing may be written to its console, unless `noisy`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str = "", *, width: int = 1280, noisy: bool = False, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watch(page, urlsplit(address).netloc, [] if noisy else complaints)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


def ask(page: Page, text: str) -> None:
    """Type into the field of a page and wait for its list."""
    page.locator(FIELD).fill(text)
    expect(page.locator("#search-list")).to_have_attribute("data-query", text)


def searched(page: Page, text: str) -> list[str]:
    """Wait until the search page shows the answer to `text`; its keys."""
    expect(page.locator(RESULTS)).to_have_attribute("data-query", text)
    expect(page.locator(RESULTS)).not_to_have_attribute("aria-busy", "true")
    return keys(page)


def facet(page: Page, kind: str) -> Locator:
    """The list of a kind of facet, opened."""
    found = page.locator(f"#search-facets [data-kind={kind}]")
    expect(found).to_be_attached()
    if not found.locator("> details[open]").count():
        found.locator("summary").first.click()
    expect(found.locator("li").first).to_be_visible()
    return found


def keys(page: Page) -> list[str]:
    """The keys of a page of results, the last of which are drawn when a reader comes near them."""
    if page.locator(f"{RESULTS}[data-rest]").count():
        page.locator(f"{RESULTS} > li").last.scroll_into_view_if_needed()
        expect(page.locator(RESULTS)).not_to_have_attribute("data-rest", "")
        page.evaluate("scrollTo(0, 0)")
    return page.locator(f"{RESULTS} > li").evaluate_all("all => all.map(each => each.dataset.key)")


# The field in the header


def test_papers_appear_as_you_type(reader: Opened) -> None:
    page = reader("papers/")
    page.locator(FIELD).press_sequentially("growing gink", delay=15)
    options = page.locator(OPTIONS)
    expect(options).to_have_count(6)
    expect(options.first).to_contain_text("ginkgo")
    expect(options.first.locator("mark").first).to_have_text("Growing")
    expect(options.last).to_have_text("See all 5 papers, filter and sort")


def test_a_shortcut_goes_to_the_field_and_escape_comes_back(reader: Opened) -> None:
    page = reader("papers/")
    link = page.get_by_role("link", name="Digests", exact=True)
    for shortcut in ("/", "Control+k", "Meta+k"):
        link.focus()
        page.keyboard.press(shortcut)
        expect(page.locator(FIELD)).to_be_focused()
        ask(page, "cedar")
        expect(page.locator(".search-panel")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".search-panel")).to_be_hidden()
        expect(page.locator(FIELD)).to_have_value("cedar")
        page.keyboard.press("Escape")
        expect(page.locator(FIELD)).to_have_value("")
        expect(link).to_be_focused()
    page.locator(FIELD).press_sequentially("a/b")
    expect(page.locator(FIELD)).to_have_value("a/b")


def test_arrows_and_enter_open_a_paper(reader: Opened) -> None:
    page = reader("papers/")
    field = page.locator(FIELD)
    ask(page, "hazel")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    chosen = page.locator(f"{OPTIONS}[aria-selected=true]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_attribute("id", field.get_attribute("aria-activedescendant") or "")
    second = page.locator(OPTIONS).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(page.locator(OPTIONS).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    key = page.locator(OPTIONS).first.get_attribute("data-key")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{key}/")


def test_enter_without_a_choice_opens_the_search_page(reader: Opened) -> None:
    page = reader("about/")
    page.locator(FIELD).fill('a +b & "c" #1')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(FIELD)).to_have_value('a +b & "c" #1')
    searched(page, 'a +b & "c" #1')


def test_the_field_is_a_combobox(reader: Opened) -> None:
    page = reader("papers/")
    page.locator(FIELD).focus()
    box = page.get_by_role("combobox", name="Search papers")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    ask(page, "juniper")
    assert box.get_attribute("aria-controls") == page.get_by_role("listbox", name="Papers found").get_attribute("id")
    expect(page.locator(f"{FIELD} ~ [role=status]")).to_have_text("5 papers found. 5 listed; arrow keys choose.")
    ask(page, "nosuchwordanywhere")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator(f"{FIELD} ~ [role=status]")).to_have_text("No paper matches “nosuchwordanywhere”.")
    expect(page.locator(".search-note")).to_contain_text("No paper matches")


def test_a_stale_answer_is_dropped(reader: Opened) -> None:
    """The first query's last file comes after the second's answer is shown."""
    page = reader("papers/")
    held: list[Route] = []
    page.route("**/search/v1/cards/*/1.json", lambda route: held.append(route))
    page.locator(FIELD).fill("thought ")
    for _ in range(200):
        if not held:
            page.wait_for_timeout(20)
    ask(page, "number3 ")
    (late,) = held
    late.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#search-list")).to_have_attribute("data-query", "number3 ")
    expect(page.locator(OPTIONS).first).to_contain_text("part 3")


def test_fast_typing_asks_once(reader: Opened) -> None:
    page = reader("papers/")
    ask(page, "fir")
    page.evaluate(
        """() => { window.shown = []; new MutationObserver(() => window.shown.push(document.querySelector('#search-list').dataset.query))
        .observe(document.querySelector('#search-list'), { attributes: true, attributeFilter: ['data-query'] }); }"""
    )
    page.evaluate(
        """() => { const field = document.querySelector('#site-search-input');
        for (const text of ['d', 'do', 'dog', 'dogwoo', 'dogwood']) {
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        } }"""
    )
    expect(page.locator("#search-list")).to_have_attribute("data-query", "dogwood")
    assert page.evaluate("window.shown") == ["dogwood"]


def test_hand_written_pages_are_found_apart_from_papers(reader: Opened) -> None:
    page = reader("papers/")
    ask(page, "xylophone")
    option = page.locator(OPTIONS)
    expect(option).to_contain_text("Help")
    expect(option).to_contain_text("A page of this site")
    assert option.get_attribute("data-key") is None
    page.goto(page.url.replace("papers/", "search/?q=xylophone"))
    assert searched(page, "xylophone") == []
    page.get_by_role("link", name="Help", exact=True).first.click()
    page.wait_for_url("**/help/")


# The search page


def test_results_say_what_they_are(reader: Opened) -> None:
    page = reader("search/?q=cedar+leaves")
    assert len(searched(page, "cedar leaves")) == 5
    expect(page.locator("#search-status")).to_have_text("5 papers.")
    first = page.locator(f"{RESULTS} > li").first
    expect(first.locator("h3 mark")).to_have_text("cedar")
    expect(first.locator(".start mark").first).to_be_visible()
    assert page.title().startswith("cedar leaves")


@pytest.mark.parametrize(
    ("title", "notice"), [("Willows that never stood", "Retracted"), ("Willows that nobody shows", "Withdrawn")]
)
def test_answers_say_first_what_became_of_a_paper(reader: Opened, title: str, notice: str) -> None:
    page = reader("search/?q=" + title.replace(" ", "+"))
    answer = page.locator("#search-results > li", has_text=title)
    expect(answer.locator(".meta strong")).to_have_text(notice)
    # Nobody knows a place of this paper, and a search elsewhere is none.
    expect(answer.locator(".meta .tag")).to_have_count(1)
    expect(answer.locator(".meta .has")).to_have_count(0)
    page = reader("papers/")
    ask(page, title)
    expect(page.locator(".search-panel .about", has_text=notice)).to_have_count(1)


def test_typing_on_the_search_page_answers_in_place(reader: Opened) -> None:
    page = reader("search/")
    page.locator(FIELD).press_sequentially("birch", delay=10)
    assert len(searched(page, "birch")) == 5
    assert page.url.endswith("search/?q=birch")


def test_facets_combine_exclude_and_stay_in_the_address(reader: Opened) -> None:
    page = reader("search/?q=forest")
    searched(page, "forest")
    expect(page.locator("#search-status")).to_have_text("50 papers.")
    assert facet(page, "tag").locator("[data-value=alignment] .count").inner_text() == "25"
    facet(page, "tag").locator("[data-value=alignment] .pick").click()
    expect(page.locator("#search-status")).to_have_text("25 papers.")
    facet(page, "year").locator("[data-value='2020'] .pick").click()
    expect(page.locator("#search-status")).to_have_text("5 papers.")
    facet(page, "year").locator("[data-value='2021'] .pick").click()
    expect(page.locator("#search-status")).to_have_text("10 papers.")
    facet(page, "has").locator("[data-value=code] .drop").click()
    expect(page.locator("#search-status")).to_have_text(re.compile("^[67] papers.$"))
    query = urlsplit(page.url).query
    assert query == "q=forest&tag=alignment&year=2020&year=2021&has=-code"
    before = keys(page)
    page.reload()
    searched(page, "forest")
    assert keys(page) == before
    expect(facet(page, "has").locator("[data-value=code] .drop")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.locator("#search-status")).to_have_text("10 papers.")
    page.go_back()
    expect(page.locator("#search-status")).to_have_text("5 papers.")
    page.go_forward()
    expect(page.locator("#search-status")).to_have_text("10 papers.")


@pytest.mark.parametrize("width", [1280, 390])
def test_who_comes_back_from_a_paper_finds_the_place_again(reader: Opened, width: int) -> None:
    page = reader("search/?q=forest", width=width)
    searched(page, "forest")
    page.locator(f"{RESULTS} li").nth(3).scroll_into_view_if_needed()
    expect(page.locator(f"{RESULTS} li")).to_have_count(20)
    paper = page.locator(f"{RESULTS} h3 a").nth(14)
    paper.scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(400)
    title, place = paper.inner_text(), paper.bounding_box()
    paper.click()
    page.wait_for_url("**/papers/*/")
    page.go_back()
    searched(page, "forest")
    page.wait_for_timeout(400)
    again = page.locator(f"{RESULTS} h3 a", has_text=title).bounding_box()
    assert place and again and abs(again["y"] - place["y"]) < 30


def test_who_comes_back_by_keyboard_has_the_focus_where_it_was(reader: Opened) -> None:
    page = reader("search/?q=forest")
    searched(page, "forest")
    page.locator(f"{RESULTS} li").nth(2).scroll_into_view_if_needed()
    expect(page.locator(f"{RESULTS} li")).to_have_count(20)
    paper = page.locator(f"{RESULTS} h3 a").nth(6)
    title = paper.inner_text()
    paper.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    page.go_back()
    searched(page, "forest")
    expect(page.locator(f"{RESULTS} h3 a", has_text=title).first).to_be_focused()


def test_a_digest_is_named_by_its_day_and_series(reader: Opened) -> None:
    page = reader("search/?q=growing")
    searched(page, "growing")
    names = facet(page, "digest").locator(".pick > span:first-child").all_inner_texts()
    values = facet(page, "digest").locator("li").evaluate_all("all => all.map(each => each.dataset.value)")
    assert names and [re.sub(r"^0", "", value[8:10]) for value in values] == [name.split(" ")[0] for name in names]
    assert all(name.endswith(f"{value[:4]}, Weekly") for name, value in zip(names, values, strict=True))


def test_what_is_chosen_stands_above_the_answers(reader: Opened) -> None:
    """Also on a phone, where the lists are folded; each choice can be let go by itself, or all."""
    page = reader("search/?q=growing&has=code&tag=-alignment", width=390)
    searched(page, "growing")
    chosen = page.locator("#search-chosen")
    expect(chosen.get_by_role("button")).to_have_count(3)
    expect(page.locator("h1")).to_have_text("“growing”")
    few = len(keys(page))
    chosen.get_by_role("button", name="Take away not Alignment").click()
    expect(chosen.get_by_role("button")).to_have_count(2)
    assert "alignment" not in page.url and "has=code" in page.url
    chosen.get_by_role("button", name="Clear").click()
    expect(chosen).to_have_count(0)
    assert len(keys(page)) > few


def test_facets_count_what_holds_every_word(reader: Opened) -> None:
    page = reader("search/?q=retrieval+chain")
    searched(page, "retrieval chain")
    expect(page.locator("#search-status")).to_have_text("1 paper with every word, and 1 with some.")
    counts = facet(page, "tag").locator(".pick .count").all_inner_texts()
    assert max(map(int, counts)) == 1


def test_what_is_chosen_is_counted_as_its_facet_counts_it(reader: Opened) -> None:
    page = reader("search/?q=cedar+trees+12")
    searched(page, "cedar trees 12")
    picked = facet(page, "tag").locator(".pick").first
    expect(picked.locator(".count")).to_have_text("1")
    picked.click()
    expect(page.locator("#search-chosen")).to_be_visible()
    expect(page.locator("#search-status")).to_have_text("1 paper with every word, and 4 with some.")


def test_topics_and_authors_are_offered_as_you_type(reader: Opened) -> None:
    page = reader("papers/")
    ask(page, "lovel ada")
    expect(page.locator(OPTIONS).first).to_contain_text("Ada Lovelace")
    expect(page.locator(OPTIONS).first).to_contain_text("An author")
    page.locator(OPTIONS).first.click()
    assert "author" in page.url and len(searched(page, 'author:"Ada Lovelace"')) == 20
    page = reader("papers/")
    ask(page, "zeroth ord")
    expect(page.locator(OPTIONS).first.get_by_role("link")).to_have_attribute(
        "href", re.compile("/tags/zeroth-order/$")
    )


def test_one_stop_leads_from_the_head_to_the_results(reader: Opened) -> None:
    page = reader("search/?q=growing")
    searched(page, "growing")
    page.locator(FIELD).focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Skip to the results":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('li')?.dataset.key") == keys(page)[0]


def test_facets_and_the_query_language_agree(reader: Opened) -> None:
    page = reader("search/?q=" + quote("forest tag:alignment has:code year:2020"))
    words = searched(page, "forest tag:alignment has:code year:2020")
    page.goto(urlsplit(page.url)._replace(query="q=forest&tag=alignment&has=code&year=2020").geturl())
    assert sorted(searched(page, "forest")) == sorted(words) != []


def test_pages_of_results(reader: Opened) -> None:
    page = reader("search/?q=forest")
    first = searched(page, "forest")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(RESULTS)).to_have_attribute("start", "21")
    second = keys(page)
    page.get_by_role("link", name="Page 3").click()
    expect(page.locator(RESULTS)).to_have_attribute("start", "41")
    assert len({*first, *second, *keys(page)}) == 50
    page.go_back()
    expect(page.locator(RESULTS)).to_have_attribute("start", "21")
    assert keys(page) == second


FOCUS = "(document.activeElement.id || document.activeElement.ariaLabel || document.activeElement.textContent)"


def test_the_scripts_and_the_index_of_the_search_page_are_asked_for_once_and_at_once(reader: Opened) -> None:
    page = reader("search/?q=sand")
    entries = "performance.getEntriesByType('resource').map(each => [each.name.split('/').at(-1), each.startTime, each.responseEnd])"
    asked = page.evaluate(entries)
    (loaded,) = [end for name, _, end in asked if name == "head.js"]
    for script in ("core.js", "page.js", "manifest.json"):
        (begun,) = [start for name, start, _ in asked if name.startswith(script)]
        assert begun < loaded, asked


def test_what_the_search_page_asks_for_does_not_wait_for_the_style(reader: Opened) -> None:
    """The style weighs more than the script that asks, and is held back here until the manifest was asked for."""
    page = reader()
    held: list[Route] = []
    page.route("**/offprint.css", lambda route: held.append(route))
    with page.expect_request("**/search/v1/manifest.json?*"):
        page.goto(page.url + "search/?q=sand", wait_until="commit")
    while not held:
        page.wait_for_timeout(10)
    held.pop().continue_()
    searched(page, "sand")


@pytest.mark.parametrize(
    ("asked", "where", "key", "then"),
    [
        ("q=forest", "#search-sort", "ArrowDown", "search-sort"),
        ("q=forest", "#search-more a[rel=next]", "Enter", "search-results"),
        ("q=forest", f"{RESULTS} .tag", "Enter", "search-results"),
        ("q=forest&has=code&tag=ecology", "#search-chosen button", "Enter", "chosen-0"),
        ("q=forest&has=code", "#search-chosen li:last-child button", "Enter", "search-results"),
        ("q=cedr", "#search-notes button", "Enter", "search-results"),
        ("q=cedar", "[data-export=bibtex]", "Enter", "Saved 5"),
    ],
)
def test_what_is_drawn_anew_gives_the_focus_back(reader: Opened, asked: str, where: str, key: str, then: str) -> None:
    page = reader(f"search/?{asked}")
    page.locator(where).first.focus()
    before = page.url
    page.keyboard.press(key)
    page.wait_for_function(f"then => {FOCUS} === then && document.activeElement.isConnected", arg=then)
    assert page.url != before or then == "Saved 5"


def test_an_author_whose_link_has_the_focus_is_seen(reader: Opened) -> None:
    page = reader("search/?q=chain+apart", width=320)
    line = page.locator('[data-key="thought"] .by')
    expect(line).to_contain_text("20 authors")
    line.locator("a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert line.evaluate("line => line.contains(document.activeElement) && line.scrollHeight <= line.clientHeight + 1")


def test_corrections_and_what_came_of_a_button_are_told(reader: Opened) -> None:
    """Where the reader's software listens: once in the field's own status, once on the page."""
    page = reader("search/?q=cedr")
    expect(page.locator("#search-told")).to_have_text("No paper says “cedr”. Showing cedar.")
    page.locator("[data-export=ris]").click()
    expect(page.locator("#search-told")).to_have_text("Saved 5")
    page = reader("papers/")
    page.locator(FIELD).press_sequentially("cedr", delay=15)
    expect(page.locator("#site-search [role=status]")).to_contain_text("Showing “cedar”. 5 papers found")


def test_order_by_date(reader: Opened) -> None:
    page = reader("search/?q=forest")
    searched(page, "forest")
    page.get_by_label("Sort").select_option("date")
    page.wait_for_url("**sort=date")
    expect(page.locator(f"{RESULTS} time").first).to_have_attribute("datetime", "2022-09")
    expect(page.locator(f"{RESULTS} time").nth(11)).to_be_attached()
    dates = page.locator(f"{RESULTS} time").evaluate_all("all => all.map(each => each.dateTime)")
    assert dates == sorted(dates, reverse=True) and len(set(dates)) > 5


def test_results_are_copied(reader: Opened, address: str) -> None:
    page = reader("search/?q=cedar", permissions=["clipboard-read", "clipboard-write"])
    found = searched(page, "cedar")
    links = page.locator("#search-tools > button")
    links.click()
    expect(links).to_have_text("Copied 5")
    assert page.evaluate("navigator.clipboard.readText()").split() == [f"{address}papers/{key}/" for key in found]


@pytest.mark.parametrize("query", ["cedar", '"cedar trees"', "growing"])
def test_all_results_are_saved_in_each_form(reader: Opened, query: str) -> None:
    page = reader(f"search/?q={query}")
    assert searched(page, query)
    said = page.locator("#search-status").inner_text()
    saved = {}
    for kind in ("bibtex", "ris", "csl", "apa", "ieee"):
        button = page.locator(f"#search-tools [data-export={kind}]")
        with page.expect_download() as download:
            button.click()
        expect(button).to_have_text(re.compile(r"^Saved \d+$"))
        saved[kind] = (download.value.suggested_filename, download.value.path().read_text("utf-8"))
        expect(button).to_have_text(re.compile("^(BibTeX|RIS|CSL-JSON|APA|IEEE)$"))
    count = int(re.findall(r"\d+", said)[0])
    assert [name for name, _ in saved.values()] == ["papers.bib", "papers.ris", "papers.json", "apa.txt", "ieee.txt"]
    items = json.loads(saved["csl"][1])
    assert len(items) == count > 0
    assert re.findall(r"^@\w+\{(.*),$", saved["bibtex"][1], re.MULTILINE) == [item["id"] for item in items]
    assert re.findall(r"^ID  - (.*?)\r?$", saved["ris"][1], re.MULTILINE) == [item["id"] for item in items]
    numbered = saved["ieee"][1].splitlines()
    assert all(
        line.startswith(f"[{n}] ") and item["title"] in line
        for n, (line, item) in enumerate(zip(numbered, items, strict=True), 1)
    )
    assert saved["apa"][1] == apa_list(map(apa, items))


def test_nothing_found_is_said_kindly(reader: Opened) -> None:
    page = reader("search/?q=nosuchwordanywhere")
    assert searched(page, "nosuchwordanywhere") == []
    expect(page.locator("#search-status")).to_have_text("No paper matches.")
    expect(page.locator("#search-notes")).to_contain_text("Try another word, or browse by topic or by month.")
    page.goto(page.url.replace("nosuchwordanywhere", "cedar&year=1999"))
    assert searched(page, "cedar") == []
    page.get_by_role("button", name="Take the choices away").click()
    expect(page.locator(f"{RESULTS} > li")).to_have_count(5)


def test_a_typo_is_met_with_the_right_papers(reader: Opened) -> None:
    page = reader("search/?q=dogwod")
    assert all(key.startswith("tree-") for key in searched(page, "dogwod"))
    expect(page.locator("#search-notes")).to_contain_text("No paper says “dogwod”. Showing dogwood")
    page.get_by_role("button", name="dogwood").click()
    assert len(searched(page, "dogwood")) == 5


def test_a_slip_that_authors_made_too_is_shown_beside_the_usual_word(reader: Opened) -> None:
    page = reader("search/?q=forrest")
    assert searched(page, "forrest")[0] == "slip"
    expect(page.locator("#search-notes")).to_contain_text("Also showing forest for “forrest”.")
    expect(page.locator("#search-status")).to_have_text("51 papers.")
    ask(page := reader("about/"), "forrest")
    expect(page.locator(".search-note p")).to_have_text(["Also showing “forest” for “forrest”."])


def test_a_slip_in_a_part_of_a_word_is_replaced_as_it_was_typed(reader: Opened) -> None:
    page = reader("search/?q=zreo-shot+retrieval")
    assert searched(page, "zreo-shot retrieval") == ["hyphen"]
    page.get_by_role("button", name="zero", exact=True).or_(page.get_by_role("button", name="zeroshot")).first.click()
    expect(page.locator(FIELD)).to_have_value(re.compile("^zero-?shot retrieval$"))


def test_a_word_that_no_paper_says_hides_nothing(reader: Opened) -> None:
    page = reader("search/?q=cedar+xyzzyqwerty")
    assert len(searched(page, "cedar xyzzyqwerty")) == 5
    expect(page.locator("#search-notes")).to_contain_text("No paper says “xyzzyqwerty”.")
    ask(page := reader("about/"), "cedar Xyzzyqwerty nor plughplover")
    expect(page.locator(".search-note p")).to_have_text(["No paper says “Xyzzyqwerty” or “plughplover”."])


def test_a_phrase_that_is_far_down_is_looked_for_further(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The field looks through a few texts, the search page through more, and further when it is asked to."""
    folder = shelf(site, tmp_path / "site")
    given = [
        paper(f"p-{number:03d}", "River and quiet", abstract="quiet river" if number == 0 else "river, so quiet")
        for number in range(800)
    ]
    fill(folder, given)
    server = serve(folder)
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}about/")
    ask(page, '"quiet river"')
    expect(page.locator(".search-note")).to_have_text("The likeliest papers do not hold the phrase.")
    page.get_by_role("option", name="See all, filter and sort").click()
    assert searched(page, '"quiet river"') == []
    status, more = page.locator("#search-status"), page.get_by_role("button", name="Look through more papers")
    expect(status).to_have_text("The 48 likeliest of 800 papers do not hold the phrase.")
    ended = page.get_by_text("1 paper.", exact=True)
    while not ended.count():
        asked = more.element_handle()
        more.click()
        page.wait_for_function("button => !button.isConnected", arg=asked)
        expect(more.or_(ended)).to_be_visible()
    expect(status).to_have_text("1 paper.")
    assert keys(page) == ["p-000"] and more.count() == 0
    page.close()
    server.shutdown()
    server.server_close()


# What the page said first of a phrase that it goes on looking for, and how many files had come.
SAID = """new MutationObserver(() => {
  const status = document.querySelector("#search-status")?.textContent ?? "";
  if (status.includes("further")) window.first ??= [status, performance.getEntriesByType("resource").length];
}).observe(document, { childList: true, subtree: true, characterData: true });"""


def test_a_phrase_that_no_paper_holds_is_told_within_twenty_requests(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """And looked for further, while the page says so; who writes one of the words in another form alone is no answer, and not looked at."""
    folder = shelf(site, tmp_path / "site")
    apart = [paper(f"p-{number}", "River and quiet", abstract="river, so quiet") for number in range(300)]
    other = [paper(f"r-{number}", "River and quieting", abstract="quieting a river") for number in range(100)]
    fill(folder, [*apart, *other])
    server = serve(folder)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(SAID)
    page.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}search/?q=%22quiet+river%22")
    assert searched(page, '"quiet river"') == []
    expect(page.locator("#search-status")).to_have_text("The 48 likeliest of 300 papers do not hold the phrase.")
    status, requests = page.evaluate("window.first")
    assert re.fullmatch(r"The \d likeliest of 300 papers do not hold the phrase. Looking further.", status)
    assert requests + 1 <= 20 < len(asked)
    page.close()
    server.shutdown()
    server.server_close()


# How many papers' pages had come when the first answer was drawn.
COME = """new MutationObserver(() => {
  const pages = () => performance.getEntriesByType("resource").filter((one) => one.name.includes("/papers/p-")).length;
  if (document.querySelector("#search-results li")) window.come ??= pages();
}).observe(document, { childList: true, subtree: true });"""


def test_the_first_answer_to_a_phrase_waits_for_few_texts(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The others follow, and what is said around them."""
    folder = shelf(site, tmp_path / "site")
    fill(folder, [paper(f"p-{number:03d}", "River and quiet", abstract="quiet river") for number in range(60)])
    server = serve(folder)
    page = browser.new_page()
    page.add_init_script(COME)
    page.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}search/?q=%22quiet+river%22")
    expect(page.locator("#search-results > li")).to_have_count(20)
    expect(page.locator("#search-page h1")).to_have_text("“quiet river”")
    expect(page.locator("#search-status")).to_have_text("At least 26 papers with the phrase.")
    expect(page.locator(".pager")).to_be_visible()
    assert page.evaluate("window.come") <= 2
    page.close()
    server.shutdown()
    server.server_close()


def test_a_title_that_holds_the_query_in_its_order_goes_first(reader: Opened) -> None:
    page = reader("search/?q=how+to+train+your+willow")
    assert searched(page, "how to train your willow")[:2] == ["train", "trained"]
    page.goto(page.url.replace("how+to+train+your+willow", "train+willow"))
    assert searched(page, "train willow")[:2] == ["trained", "train"]


def test_a_correction_that_shows_nothing_is_not_said_to_show_it(reader: Opened) -> None:
    """Of a phrase with a slip the word is put right, but no paper holds what was quoted."""
    page = reader("search/?q=%22cedar+forrrest%22")
    assert searched(page, '"cedar forrrest"') == []
    expect(page.locator("#search-notes > p").first).to_have_text("No paper says “forrrest”. Perhaps you meant forest.")


def test_of_a_script_without_blanks_what_matches_is_marked(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Not the whole title, which is one word to a browser; and of formulas it shows what stands low, high or below a stroke."""
    folder = shelf(site, tmp_path / "site")
    abstract = r"A bound $x_i^2 \le \frac{a}{b}$ of $\sum_{k=1}^{n} c^k$."
    fill(folder, [paper("han", "基于注意力机制的中文命名实体识别(Named entities)", abstract=abstract)])
    server = serve(folder)
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}search/?q=命名实体")
    expect(page.locator(f"{RESULTS} h3 mark")).to_have_text(["命名实体"])
    expect(page.locator(f"{RESULTS} .start")).to_have_text("A bound x_i^2≤a/b of ∑_k=1^nc^k.")
    # Korean has blanks, and breaks at them.
    assert page.evaluate("document.body.lang = 'ko', getComputedStyle(document.body).wordBreak") == "keep-all"
    page.close()
    server.shutdown()
    server.server_close()


def test_an_identifier_finds_its_paper_or_says_that_there_is_none(reader: Opened) -> None:
    page = reader("search/?q=2405.99999")
    assert searched(page, "2405.99999") == []
    expect(page.locator("#search-status")).to_have_text("No paper here has this identifier.")


def test_of_many_authors_the_first_and_the_last_are_named(reader: Opened) -> None:
    page = reader("search/?q=chain+apart")
    searched(page, "chain apart")
    names = "Thinker Nr0, Thinker Nr1, Thinker Nr2, Thinker Nr3, … Thinker Nr19 (20 authors)"
    expect(page.locator('[data-key="thought"] .by')).to_have_text(names)
    # Of a line that is too narrow no name is cut: what follows goes to a line that is not shown.
    page.set_viewport_size({"width": 390, "height": 844})
    people = page.locator('[data-key="thought"] .people')
    assert people.locator("span").last.evaluate("one => getComputedStyle(one).display") == "inline-block"
    assert people.evaluate("one => one.scrollHeight > one.clientHeight && one.clientHeight < 30")


QUERIES = {
    '"chain of thought"': ["hyphen"],
    "chain thought -zero": ["thought"],
    "zeroshot pretrained": ["hyphen"],
    "zero shot": ["hyphen"],
    "C++": ["cpp"],
    "3d": ["cpp"],
    "gpt4o": ["gpt"],
    "lora beta": ["gpt"],
    "β divergence": ["gpt"],
    "nabla": ["gpt"],
    "hernandez lobato": ["gpt"],
    "author:HERNÁNDEZ": ["gpt"],
    "title:solvers tag:cpp": ["cpp"],
    "العميق": ["arabic"],
    "学习": ["chinese"],
    "after:2024 before:2025 solvers": ["cpp"],
    "J. Hernández": ["gpt"],
    'author:"J. Hernández"': ["gpt"],
    'author:"K. Hernández"': [],
    "SOLVECON 2024": ["cpp"],
    "retreival": ["hyphen"],
    "2405.01234v3": ["gpt"],
    "arXiv: 2405.01234": ["gpt"],
    "https://arxiv.org/pdf/2405.01234v2.pdf": ["gpt"],
    "https://doi.org/10.1234/GPT": ["gpt"],
}


def test_the_query_language(reader: Opened) -> None:
    page = reader("search/")
    for query, expected in QUERIES.items():
        page.locator(FIELD).fill(query)
        found = searched(page, query)
        assert found[:1] == expected, query
        assert not any(sign in query for sign in '":') or found == expected, query


def test_a_hostile_paper_is_shown_as_text(reader: Opened) -> None:
    page = reader("papers/")
    ask(page, "hostile")
    expect(page.locator(OPTIONS).first.locator(".title")).to_have_text(f"Hostile {HOSTILE}")
    page.goto(page.url.replace("papers/", "search/?q=") + quote(f"hostile {HOSTILE}", safe=""))
    assert searched(page, f"hostile {HOSTILE}")[0] == "hostile"
    first = page.locator(f"{RESULTS} > li").first
    expect(first.locator("h3")).to_have_text(f"Hostile {HOSTILE}")
    expect(page.locator("main img, #content img, #content script")).to_have_count(0)
    assert "\u202e" not in first.inner_text()


# The network


@pytest.mark.parametrize("part", ["terms", "cards", "manifest"])
def test_a_part_that_does_not_load_is_said_and_tried_again(reader: Opened, part: str) -> None:
    page = reader("papers/", noisy=True)
    page.route(
        re.compile(rf"/{part}"),
        lambda route: (
            route.abort() if "/papers/" not in route.request.url or "v1" in route.request.url else route.continue_()
        ),
    )
    page.locator(FIELD).fill("ginkgo")
    alert = page.locator(".search-panel [role=alert]")
    expect(alert).to_contain_text("did not load")
    expect(page.locator(OPTIONS)).to_have_count(0)
    page.unroute_all()
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator(OPTIONS)).to_have_count(6)
    expect(alert).to_have_count(0)


@pytest.mark.parametrize("part", ["v1/terms", "v1/cards", "v1/manifest"])
def test_the_search_page_says_what_did_not_load(reader: Opened, part: str) -> None:
    page = reader("about/", noisy=True)
    page.route(re.compile(part), lambda route: route.fulfill(status=500))
    page.goto(page.url.replace("about/", "search/?q=ginkgo"))
    alert = page.locator("#search-notes [role=alert]")
    expect(alert).to_contain_text("did not load")
    page.unroute_all()
    alert.get_by_role("button", name="Try again").click()
    assert len(searched(page, "ginkgo")) == 5


def test_scripts_that_do_not_load_are_said(reader: Opened) -> None:
    page = reader("papers/", noisy=True)
    page.route(re.compile("/core.js"), lambda route: route.abort())
    page.locator(FIELD).focus()
    expect(page.locator(".search-panel [role=alert]")).to_contain_text("The search did not load.")
    page.unroute_all()
    page.get_by_role("button", name="Load the page again").click()
    ask(page, "ginkgo")
    expect(page.locator(OPTIONS)).to_have_count(6)


def test_a_slow_network_keeps_what_is_there(reader: Opened) -> None:
    page = reader("search/?q=cedar")
    searched(page, "cedar")
    held: list[Route] = []
    page.route(re.compile("v1/(terms|cards)"), lambda route: held.append(route))
    page.locator(FIELD).fill("solvers")
    expect(page.locator(RESULTS)).to_have_attribute("aria-busy", "true")
    assert len(keys(page)) == 5
    for route in held:
        route.continue_()
    page.unroute_all()
    assert searched(page, "solvers") == ["cpp"]


def test_a_site_published_anew_meanwhile_is_searched_anew(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The shards that an open page knows are gone; it asks for the new manifest by itself."""
    folder = shelf(site, tmp_path / "site")
    server = serve(folder)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}papers/")
    ask(page, "number3 ")
    fill(folder, [*papers(), *(tree(number) for number in range(60, 80))])
    os.utime(folder / "search/v1/manifest.json", (2_000_000_000, 2_000_000_000))
    ask(page, "hazel")
    expect(page.locator(OPTIONS)).to_have_count(7)
    expect(page.locator(OPTIONS).last).to_contain_text("7 papers")
    context.close()
    server.shutdown()
    server.server_close()


# Where and how it is read


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(reader: Opened, scheme: str) -> None:
    page = reader("papers/", width=390, color_scheme=scheme, has_touch=True)
    ask(page, "growing")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".search-panel").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.goto(page.url.replace("papers/", "search/?q=") + quote(f"hostile {HOSTILE}", safe=""))
    searched(page, f"hostile {HOSTILE}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#search-facets summary").first.click()
    facet(page, "tag")
    for button in page.locator(".facet .drop").all()[:3]:
        size = button.bounding_box()
        assert size and size["height"] >= 24 and size["width"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_typed_is_seen_above_its_answers_below_a_long_name(reader: Opened) -> None:
    """On a phone a name of several words has a line of its own, and the field the next."""
    page = reader("papers/", width=390, has_touch=True)
    page.locator(".masthead .name").evaluate(
        "name => { name.classList.add('long'); name.textContent = 'Reading Room of the Institute of Archaeology'; }"
    )
    ask(page, "number7")
    expect(page.locator(OPTIONS).last).to_have_text("See 1 paper, filter and sort")
    field, panel = (page.locator(place).bounding_box() for place in (FIELD, ".search-panel"))
    assert field and panel
    assert field["y"] + field["height"] <= panel["y"]
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= 390


def test_without_javascript_the_page_points_to_the_lists(reader: Opened) -> None:
    page = reader("search/?q=cedar", java_script_enabled=False)
    for name, path in (
        ("by topic", "tags/"),
        ("by month", "papers/"),
        ("by digest", "digests/"),
        ("by author", "authors/"),
    ):
        expect(page.get_by_role("link", name=name)).to_have_attribute("href", re.compile(f"^(\\.\\./)*{path}$"))
    page.goto(page.url.replace("search/?q=cedar", "papers/"))
    page.locator(FIELD).fill("cedar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=cedar")


def test_browsers_are_told_of_the_search(reader: Opened) -> None:
    page = reader("papers/")
    link = page.locator("link[rel=search]")
    text = page.evaluate("async (link) => (await fetch(link.href)).text()", link.element_handle())
    assert "<OpenSearchDescription" in text and "search/?q={searchTerms}" in text


def test_search_loads_nothing_before_it_is_used(reader: Opened) -> None:
    page = reader("papers/")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert [name for name in loaded if "/search/" in name and not name.endswith("head.js")] == []
