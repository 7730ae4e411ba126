// The search field of every page. In: keys. Out: papers as you type, in a list box below it (the ARIA combobox pattern).

import { counted, element, failure, marked, spoken, typedIn, unknown } from "./dom.js";
import { Listing, MOST_CHECKED } from "./listing.js";
import { marker, stretches } from "./marks.js";
import { answerTo, ROOT, withIndex } from "./session.js";
import { LoadError } from "./store.js";
import { fold } from "./words.js";

// Each answer costs a file of cards, 2 kB.
const SHOWN = 6;
const PAUSE = 50;
const OFFERED = 2;

/** @param {HTMLFormElement} form @param {HTMLInputElement} input @param {string} initial what stood there when it
 * got the focus @param {() => Element|null} cameFrom what had the focus before a shortcut */
export function startField(form, input, initial, cameFrom) {
  if (form.dataset.search) return;
  form.dataset.search = "ready";
  const list = element("ul", { id: "search-list", role: "listbox", "aria-label": "Papers found" });
  const note = element("div", { class: "search-note" });
  const status = element("div", { class: "unseen", role: "status" });
  const panel = element("div", { class: "search-panel", hidden: true }, note, list);
  form.append(panel, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-list",
    "aria-expanded": "false", "aria-haspopup": "listbox" })) input.setAttribute(name, value);

  let turn = 0, timer = 0, active = -1, asked = "";

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);

  function show(open) {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open && options().length > 0));
    if (!open) choose(-1);
  }

  function choose(at) {
    const all = options();
    active = all.length ? Math.max(-1, Math.min(at, all.length - 1)) : -1;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  }

  async function ask() {
    const text = input.value;
    const mine = ++turn;
    asked = text;
    if (!text.trim()) {
      list.replaceChildren();
      note.replaceChildren();
      status.textContent = "";
      return show(false);
    }
    try {
      const found = await withIndex(async (store) => {
        const { query, answer } = await answerTo(store, text);
        const listing = new Listing(store, query, answer, answer.numbers, MOST_CHECKED.header);
        return { answer, listing, papers: await listing.slice(0, SHOWN) };
      });
      if (mine === turn) draw(text, found);
    } catch (error) {
      if (!(error instanceof LoadError)) console.error(error);
      if (mine !== turn) return;
      list.replaceChildren();
      note.replaceChildren(failure(ask));
      status.textContent = "";
      show(true);
    }
  }

  function draw(text, { answer, listing, papers }) {
    const isMarked = marker(answer.concepts);
    const rows = offers(text, answer.concepts).map(({ name, about, address }, at) => optionOf(at, address, [element("span", { class: "title", dir: "auto" }, name), element("span", { class: "about" }, about)]));
    for (const paper of papers) rows.push(optionOf(rows.length, new URL(`papers/${encodeURIComponent(paper.key)}/`, ROOT), paperLines(paper, isMarked), paper.key));
    for (const page of answer.pages) rows.push(optionOf(rows.length, new URL(page.path, ROOT), [element("span", { class: "title" }, page.title), element("span", { class: "about" }, "A page of this site")]));
    const exact = listing.exact && !answer.partly;
    const none = exact ? `No paper matches “${text.trim()}”.` : "The likeliest papers do not hold the phrase.";
    const found = exact ? counted(listing.total, "paper") : "Papers";
    if (papers.length || !exact) rows.push(optionOf(rows.length, addressOf(text), [element("span", { class: "all" }, `${exact ? `See ${listing.total > 1 ? "all " : ""}${found}` : "See all"}, filter and sort`)]));
    list.replaceChildren(...rows);
    list.dataset.query = text;
    note.replaceChildren(...(papers.length ? correctionsOf(answer, text) : [element("p", {}, none)]));
    status.textContent = papers.length ? `${note.textContent} ${found} found. ${papers.length} listed; arrow keys choose.` : none;
    show(true);
    choose(-1);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", () => {
    initial = input.value;
    if (input.value && input.value === asked) show(true);
    else if (input.value) ask();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const count = options().length;
      if (panel.hidden) return void (input.value && (input.value === asked ? show(true) : ask()));
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(active + step >= count ? -1 : active + step < -1 ? count - 1 : active + step);
    } else if (event.key === "Escape") {
      event.preventDefault();
      clearTimeout(timer);
      turn++;
      // The first closes the list, what was typed stays; the next gives the field back as it was.
      if (!panel.hidden) return void show(false);
      input.value = initial;
      leave();
    } else if (event.key === "Enter" && active >= 0 && !panel.hidden) {
      event.preventDefault();
      options()[active].querySelector("a").click();
    }
  });

  function leave() {
    const back = cameFrom();
    if (back instanceof HTMLElement && back !== document.body) back.focus();
    else input.blur();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) location.assign(addressOf(input.value));
    else location.assign(new URL("search/", ROOT));
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node|null} */ (event.relatedTarget))) show(false);
  });
  panel.addEventListener("mousedown", (event) => {
    // Keep the focus in the field, so that the list stays open until the click has landed.
    if (!(event.target instanceof HTMLButtonElement)) event.preventDefault();
  });
  if (input.value) ask();
}

/** @param {string} text */
function addressOf(text) {
  const address = new URL("search/", ROOT);
  address.searchParams.set("q", text.trim());
  return address;
}

/** Topics, and authors of several papers, whose names go on as the query does: every word of it begins one of theirs.
 * @param {string} text @param {import("./concepts.js").Concept[]} concepts @returns {{name: string, about: string, address: URL}[]} */
function offers(text, concepts) {
  const typed = fold(text).split(/[\s-]+/).filter(Boolean);
  if (!/^[\p{L}\p{M}\s.'-]{3,}$/u.test(text.trim()) || !typed.length) return [];
  const fits = (name) => {
    const parts = fold(name).split(/[\s-]+/);
    return typed.every((word) => parts.some((part) => part.startsWith(word)));
  };
  const names = [...new Set(concepts.flatMap(({ options }) => options.flatMap(({ entry }) => entry.names)))].map((name) => name.split("\t"));
  const fitting = names.filter((name) => fits(name.at(-1)));
  return [
    ...fitting.filter((name) => name.length > 1).slice(0, OFFERED).map(([slug, name]) => ({ name, about: "A topic", address: new URL(`tags/${encodeURIComponent(slug)}/`, ROOT) })),
    ...fitting.filter((name) => name.length === 1).slice(0, OFFERED).map(([name]) => ({ name, about: "An author", address: addressOf(`author:"${name.replace(/\x22/g, " ")}"`) })),
  ];
}

function optionOf(at, address, lines, key = null) {
  const link = element("a", { href: address.href, tabindex: "-1" }, ...lines);
  return element("li", { role: "option", id: `search-option-${at}`, "aria-selected": "false", "data-key": key }, link);
}

function paperLines(paper, isMarked) {
  const when = paper.date || paper.added;
  const about = [...paper.notices, when && spoken(when), paper.author && (paper.others ? `${paper.author} and others` : paper.author)].filter(Boolean).join(" · ");
  const lines = [element("span", { class: "title", dir: "auto", lang: paper.lang }, ...marked(stretches(paper.title, isMarked)))];
  if (about) lines.push(element("span", { class: "about", dir: "auto" }, about));
  return lines;
}

function correctionsOf(answer, text) {
  const near = answer.corrections.filter(({ meant }) => meant.length).map(({ said, meant, instead }) => {
    const typed = `“${typedIn(text, said).typed}”`, others = `“${meant.join("”, “")}”`;
    return element("p", {}, instead ? `No paper says ${typed}. Showing ${others}.` : `Also showing ${others} for ${typed}.`);
  });
  return [...near, ...unknown(text, answer.corrections)];
}
