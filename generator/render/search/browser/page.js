// The search page. In: the address. Out: all results, paged, with facets, order and copies; every step is in the address.

import { datesOf } from "./dates.js";
import { counted, element, failure, typedIn, unknown } from "./dom.js";
import { chipsOf, facetLists, narrow } from "./facets.js";
import { LIMITS } from "./find.js";
import { Listing, MOST_CHECKED } from "./listing.js";
import { marker } from "./marks.js";
import { resultOf, whenNear } from "./results.js";
import { answerTo, ROOT, withIndex } from "./session.js";
import { LoadError } from "./store.js";
import { ORDERS, searchOf, stateOf } from "./state.js";

const SIZE = 20;
// What fits on a screen is drawn first, the others when a reader comes near them.
const SOON = 3;
const TYPING_PAUSE = 160;
// A link is in a file of cards, and there may be as many files, so no more than a hundred are copied.
const MOST_LINKS = 100;
// What all results are saved as, by the name of the form (copy.js).
const SAVED = { bibtex: "BibTeX", ris: "RIS", csl: "CSL-JSON", apa: "APA", ieee: "IEEE" };
const ORDER_NAMES = { relevance: "Best match", date: "Newest by date", added: "Last added" };

const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {HTMLFormElement} form @param {HTMLInputElement} input the field of the masthead is this page's field too */
export function startPage(form, input) {
  const results = place("search-results"), tips = place("search-tips"), status = place("search-status"), side = place("search-facets"), more = place("search-more");
  const notes = element("div", { id: "search-notes" }), tools = element("div", { id: "search-tools" });
  // Announcements must stand where the reader's software already listens; the results change below. What came of a button and which words were
  // corrected is said to whoever does not see it.
  results.before(notes, tools, element("p", { class: "unseen", role: "status", id: "search-told" }));
  tips.remove();
  tips.hidden = false;
  const welcome = status.textContent;
  const heading = document.querySelector("#search-page h1");
  const title = heading.textContent;
  let state = stateOf(location.search), timer = 0, open = new Set();
  // Who comes back from a paper: which result stood first in the window, or had the focus of the keyboard, and where.
  let left = history.state;

  function go(next, { replace = false, top = false } = {}) {
    state = next;
    if (input.value.trim() !== state.q.trim()) input.value = state.q;
    history[replace ? "replaceState" : "pushState"](null, "", searchOf(state));
    refresh(top);
  }

  /** Do what belongs to a state; what did not load is said, as long as nothing else was asked. */
  async function attempt(asked, task, failed) {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof LoadError)) console.error(error);
      if (asked === state) failed();
    }
  }

  async function refresh(top = false) {
    const asked = state;
    results.setAttribute("aria-busy", "true");
    await attempt(asked, async () => {
      const found = asked.q.trim() || asked.chosen.length ? await answerFor(asked) : null;
      if (asked !== state) return;
      const follow = found ? draw(asked, found) : clear();
      if (top) scrollTo({ top: 0 });
      if (left || !results.firstChild) await follow?.();
      if (left) {
        const one = [...results.children].find((item) => item.dataset.key === left?.key);
        if (one && asked === state) {
          scrollBy(0, one.getBoundingClientRect().top - left.top);
          if (left.held) one.querySelector("a").focus({ preventScroll: true });
        }
        left = null;
      }
    }, () => {
      notes.replaceChildren(failure(() => refresh(top)));
      status.textContent = "The search could not be finished.";
    });
    if (asked === state) results.removeAttribute("aria-busy");
  }

  function clear() {
    document.title = document.title.replace(/^.* · (?=[^·]*$)/, "Search · ");
    for (const part of [results, side, more, tools]) part.replaceChildren();
    notes.replaceChildren(tips);
    setHeading("");
    status.textContent = welcome;
    results.dataset.query = state.q;
  }

  /** What was asked is the heading. */
  function setHeading(query) {
    const quoted = query.replace(/"([^"]*)"?/g, "“$1”");
    heading.textContent = (query && quoted === query ? `“${query}”` : quoted) || title;
    heading.className = query.length > 80 ? "long" : "";
    heading.dir = "auto";
  }

  /** @returns {null | (() => Promise<void>)} what draws the rest of the page's results, once */
  function draw(asked, found) {
    const { answer, listing, papers } = found;
    const isMarked = marker(answer.concepts);
    const held = document.activeElement;
    const items = papers.map((paper) => resultOf(paper, isMarked, state, go));
    results.replaceChildren(...items);
    results.setAttribute("start", String((asked.page - 1) * SIZE + 1));
    const rest = papers.length < SIZE && ((!listing.exact && listing.checked < listing.most) || (papers.length && listing.total > (asked.page - 1) * SIZE + papers.length));
    tellAround(asked, found, rest);
    setHeading(asked.q.trim());
    tools.replaceChildren(...chipsOf(found.narrowed, asked, go), ...(papers.length ? toolsOf(asked, found, go) : []));
    // Who came by keyboard goes on where he was, or else with the first result: what is drawn anew takes the focus away.
    if (!held.isConnected) regain(document.getElementById(held.id));
    tell([...notes.querySelectorAll(":scope > p:not([class])")].map((note) => note.textContent).join(" "));
    drawFacets(listing.total || asked.chosen.length ? found : null, asked);
    if (asked.q) document.title = document.title.replace(/^.* · (?=[^·]*$)/, () => `${asked.q} · `);
    results.dataset.query = asked.q;
    results.toggleAttribute("data-rest", Boolean(rest));
    if (!rest) return null;
    if (!papers.length) return () => lookFurther(asked, found, 0);
    let following = null;
    const follow = () => (following ??= drawRest(asked, found, isMarked));
    whenNear(items.at(-1), follow);
    return follow;
  }

  /** What stands around the results, and changes when more are found. */
  function tellAround(asked, found, rest) {
    const { answer, listing, papers } = found;
    status.textContent = said(asked, found) + (rest && !papers.length ? " Looking further." : "");
    const goesOn = !listing.exact && papers.length < SIZE && !rest;
    notes.replaceChildren(...notesOf(asked, answer, listing, go, rest), ...(goesOn ? [element("p", {}, element("button", { type: "button", class: "plain", onclick: () => lookFurther(asked, found) }, "Look through more papers"), ".")] : []));
    more.replaceChildren(...pagerOf(asked, listing, go));
  }

  /** The others of a page of results. */
  function drawRest(asked, found, isMarked) {
    const { listing, papers: drawn } = found;
    return attempt(asked, async () => {
      const papers = await listing.slice((asked.page - 1) * SIZE + drawn.length, SIZE - drawn.length);
      if (asked !== state) return;
      results.append(...papers.map((paper) => resultOf(paper, isMarked, state, go)));
      results.removeAttribute("data-rest");
      if (listing.phrases.length) tellAround(asked, { ...found, papers: [...drawn, ...papers] });
    }, () => {
      results.removeAttribute("data-rest");
      more.prepend(failure(() => refresh()));
    });
  }

  /** A phrase is looked for in so many texts more, when a reader asks for it; in those that are left at first by itself, until one holds it. */
  function lookFurther(asked, found, texts = MOST_CHECKED.page) {
    found.listing.most += texts;
    return attempt(asked, async () => {
      const papers = await found.listing.slice((asked.page - 1) * SIZE, texts ? SIZE : 1);
      if (asked === state) draw(asked, { ...found, papers });
    }, () => notes.replaceChildren(failure(() => lookFurther(asked, found, texts))));
  }

  async function drawFacets(found, asked) {
    const focused = document.activeElement?.closest(".facet li");
    const mark = focused && [focused.closest(".facet").dataset.kind, focused.dataset.value, document.activeElement.className];
    const lists = found ? await facetLists(found.listing.store, found.narrowed, asked, go, open) : [];
    if (asked !== state) return;
    const folded = side.querySelector(":scope > details")?.open ?? matchMedia("(min-width: 60em)").matches;
    side.replaceChildren(...(lists.length ? [element("details", { class: "facets", open: folded }, element("summary", {}, "Narrow the results"), ...lists)] : []));
    if (mark) regain(side.querySelector(`[data-kind="${mark[0]}"] [data-value="${CSS.escape(mark[1])}"] .${mark[2]}`));
  }

  /** @param {HTMLElement|null} one what has the focus again; the results when it went @returns {void} */
  function regain(one) {
    const shut = one?.closest(".facet details details");
    if (shut) shut.open = true;
    (one ?? results).focus({ preventScroll: !one });
  }

  // What was typed while these scripts loaded counts; what a browser restored by itself does not.
  if (document.activeElement === input && input.value && input.value !== state.q) state = { ...state, q: input.value, page: 1 };
  input.value = state.q;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ ...state, q: input.value, page: 1 }, { replace: true }), TYPING_PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    go({ ...state, q: input.value.trim(), page: 1 }, { replace: input.value.trim() === state.q });
  });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    state = stateOf(location.search);
    input.value = state.q;
    refresh();
  });
  addEventListener("pagehide", () => {
    const held = document.querySelector("#search-results :focus-visible")?.closest("li");
    const one = held ?? [...results.children].find((item) => item.getBoundingClientRect().bottom > 0);
    if (one) history.replaceState({ key: one.dataset.key, top: one.getBoundingClientRect().top, held: Boolean(held) }, "");
  });
  go(state, { replace: true });
}

/** @param {import("./state.js").State} state */
function answerFor(state) {
  return withIndex(async (store) => {
    store.whole = true;
    const { query, answer } = await answerTo(store, state.q);
    const { papers: size } = await store.manifest();
    const all = query.text.trim() ? answer.numbers : Array.from({ length: size }, (_, at) => size - 1 - at);
    const narrowed = await narrow(store, all, query.text.trim() ? answer.wholes : all, state);
    const left = state.sort === "relevance" && !state.chosen.length ? all : narrowed.left;
    if (state.sort === "added") left.sort((a, b) => b - a);
    let undated = 0;
    if (state.sort === "date") {
      const dates = await datesOf(store);
      undated = left.filter((number) => !dates[number]).length;
      left.sort((a, b) => dates[b] - dates[a] || b - a);
    }
    const listing = new Listing(store, query, answer, left);
    // A phrase is looked for at first in so many texts as there is room for, with their cards.
    if (left === all && state.page < 2) listing.most = (3 + answer.left) >> 1;
    const papers = await listing.slice((state.page - 1) * SIZE, listing.phrases.length ? 1 : Math.max(1, Math.min(SOON, 1 + answer.left)));
    listing.most = MOST_CHECKED.page;
    return { query, answer, listing, papers, narrowed, undated };
  });
}

function said(state, { answer, listing, papers, query, narrowed }) {
  if (!papers.length && state.page > 1 && listing.total) return "There is no such page of results.";
  if (!papers.length) return listing.exact ? none(query) : `The ${listing.checked} likeliest of ${counted(listing.numbers.length, "paper")} do not hold the phrase.`;
  if (!listing.exact) return `At least ${counted(listing.total, "paper")} with the phrase.`;
  const whole = answer.wholes.filter((number) => !narrowed.blocked[number]).length;
  const some = listing.total - whole;
  if (!some || !query.groups.length || listing.phrases.length) return `${counted(listing.total, "paper")}.`;
  if (!whole) return `No paper holds every word. ${counted(listing.total, "paper")} with most of them.`;
  return `${counted(whole, "paper")} with every word, and ${some < LIMITS.partly ? "" : "the nearest "}${some.toLocaleString("en")} with some.`;
}

function none(query) {
  return query.filters.some(({ kind }) => kind === "id") ? "No paper here has this identifier." : "No paper matches.";
}

function notesOf(state, answer, listing, go, rest) {
  const notes = [...answer.corrections.filter(({ meant }) => meant.length).map((correction) => correctionOf(state, correction, listing.total, go)),
    ...unknown(state.q, answer.corrections)];
  if (answer.pages.length) {
    notes.push(element("p", { class: "search-pages" }, "On this site: ", ...answer.pages.flatMap(({ title, path }, at) => [
      at ? ", " : "", element("a", { href: new URL(path, ROOT).href }, title)])));
  }
  if (!listing.total && !rest) notes.push(nothing(state, go));
  return notes;
}

function correctionOf(state, { said: word, meant, instead }, shown, go) {
  const { before, typed, after } = typedIn(state.q, word);
  return element("p", {}, instead ? `No paper says “${typed}”. ${shown ? "Showing " : "Perhaps you meant "}` : "Also showing ",
    ...meant.flatMap((other, at) => [at ? ", " : "", element("button", { type: "button", class: "plain",
      onclick: () => go({ ...state, q: before + other + after, page: 1 }) }, other)]), instead ? "." : ` for “${typed}”.`);
}

function nothing(state, go) {
  if (state.chosen.length) {
    return element("p", { class: "empty" }, "Nothing is left with what you chose. ",
      element("button", { type: "button", class: "plain", onclick: () => go({ ...state, chosen: [], page: 1 }) }, "Take the choices away"), ".");
  }
  return element("div", { class: "empty" }, element("p", {}, `Try ${/\s/.test(state.q.trim()) ? "fewer words" : "another word"}, or browse `,
    element("a", { href: new URL("tags/", ROOT).href }, "by topic"), " or ", element("a", { href: new URL("papers/", ROOT).href }, "by month"), "."));
}

function toolsOf(state, { listing, undated }, go) {
  const select = element("select", { id: "search-sort", onchange: () => go({ ...state, sort: select.value, page: 1 }) },
    ...ORDERS.map((order) => element("option", { value: order, selected: order === state.sort }, ORDER_NAMES[order])));
  const last = undated ? element("span", {}, `${counted(undated, "paper")} without a date ${undated === 1 ? "stands" : "stand"} last.`) : null;
  return [element("label", {}, "Sort ", select), ...(last ? [last] : []), copyButton(listing), takeAlong(listing)];
}

/** The numbers of all papers that the search lists; with a phrase, of those that hold it. @param {Listing} listing */
async function allOf(listing) {
  if (!listing.phrases.length) return listing.numbers;
  await listing.slice(0, listing.most);
  return listing.verified;
}

function copyButton(listing) {
  return acting("Copy links", async () => {
    const numbers = (await allOf(listing)).slice(0, MOST_LINKS);
    const { links } = await import("./copy.js");
    await navigator.clipboard.writeText(await links(listing.store, numbers));
    return numbers.length < listing.total ? `Copied the first ${numbers.length}` : `Copied ${numbers.length}`;
  });
}

/** Buttons that save all results as a file, one for each form of citation. */
function takeAlong(listing) {
  const buttons = Object.entries(SAVED).map(([kind, name]) => acting(name, async (button) => {
    const came = (done, of) => of > 1 && (button.textContent = `${done} of ${of} files …`);
    const { citations } = await import("./copy.js");
    const { text, count, file, type } = await citations(listing.store, await allOf(listing), kind, came);
    save(text, file, type);
    return count < listing.total || !listing.exact ? `Saved the first ${count.toLocaleString("en")}` : `Saved ${count.toLocaleString("en")}`;
  }, kind));
  return element("span", { role: "group", "aria-label": "Save all results" }, "Save as ", ...buttons.flatMap((button, at) => [at ? ", " : "", button]));
}

/** A button that does what it says; what came of it stands on it for a while. It is not disabled meanwhile, for that would take the focus from it.
 * @param {string} label @param {(button: HTMLButtonElement) => Promise<string>} act @param {string} [kind] of an export */
function acting(label, act, kind) {
  const button = element("button", { type: "button", class: "plain", "data-export": kind, onclick: async () => {
    if (button.ariaBusy) return;
    button.ariaBusy = "true";
    try {
      button.textContent = await act(button);
    } catch {
      button.textContent = "That failed";
    }
    tell(button.textContent);
    setTimeout(() => {
      button.textContent = label;
      button.ariaBusy = null;
    }, 2500);
  } }, label);
  return button;
}

/** To whoever listens. @param {string} text */
function tell(text) {
  place("search-told").textContent = text;
}

/** Hand a text to the browser as a file. */
function save(text, name, type) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

function pagerOf(state, listing, go) {
  const last = Math.ceil(listing.total / SIZE) + (listing.exact ? 0 : 1);
  if (last < 2) return [];
  const near = [...new Set([1, state.page - 1, state.page, state.page + 1, last])].filter((page) => page >= 1 && page <= last).sort((a, b) => a - b);
  const link = (page, label, rel) => element("a", { href: searchOf({ ...state, page }), rel, "aria-current": page === state.page && !rel ? "page" : null,
    "aria-label": rel ? null : `Page ${page}`, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ ...state, page }, { top: true });
    } }, label);
  const parts = near.flatMap((page, at) => [at && page > near[at - 1] + 1 ? "…" : "", link(page, String(page), null)]);
  if (state.page > 1) parts.unshift(link(state.page - 1, "Previous", "prev"));
  if (state.page < last) parts.push(link(state.page + 1, "Next", "next"));
  return [element("nav", { class: "pager", "aria-label": "Pages of results" }, ...parts)];
}
