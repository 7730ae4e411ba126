// Facets. In: the papers found and what is chosen. Out: the papers that are left; and lists by topic, year, month, digest, kind and host, each
// read and drawn when it is opened.

import { counted, element, failure } from "./dom.js";
import { EITHER } from "./filters.js";
import { ascending } from "./postings.js";
import { choose, KINDS } from "./state.js";

const NAMES = { tag: "Topics", year: "Year", added: "Added", digest: "Digests", has: "With", host: "Links to" };
const FIRST = 8;

/** @typedef {{value: string, name: string, numbers: Uint32Array}} Value */
/**
 * @typedef {Object} Narrowed
 * @property {number[]} left      papers that pass all chosen values
 * @property {number[]} counting  those that counts are about, whatever is chosen
 * @property {Uint8Array} blocked paper number -> a bit for each kind whose choice it fails
 * @property {string[]} kinds     the kinds that are chosen, a bit each
 * @property {Object<string, Value[]>} known  the values of these
 */

/** @param {import("./store.js").Store} store @param {string} kind @returns {Promise<Value[]>} */
async function facetOf(store, kind) {
  const { facets } = await store.manifest();
  if (!facets[kind]) return [];
  const rows = await store.get(`facets/${kind}-${facets[kind]}.json`);
  return (rows.read ??= rows.map(([value, name, numbers]) => ({
    value, name: name || value, numbers: Uint32Array.from(ascending(numbers)),
  })));
}

/** @param {import("./store.js").Store} store @param {number[]} numbers @param {number[]} whole those of them that hold every word: they are
 * counted, when there are any @param {import("./state.js").State} state @returns {Promise<Narrowed>} */
export async function narrow(store, numbers, whole, state) {
  const { papers } = await store.manifest();
  const blocked = new Uint8Array(papers);
  const kinds = KINDS.filter((kind) => state.chosen.some((each) => each.kind === kind));
  const values = await Promise.all(kinds.map((kind) => facetOf(store, kind)));
  kinds.forEach((kind, bit) => {
    for (const number of failing(kind, state.chosen.filter((each) => each.kind === kind), values[bit], papers)) blocked[number] |= 1 << bit;
  });
  return { left: numbers.filter((number) => blocked[number] === 0), counting: whole.length ? whole : numbers, blocked, kinds,
    known: Object.fromEntries(kinds.map((kind, bit) => [kind, values[bit]])) };
}

function failing(kind, chosen, values, papers) {
  const fails = new Uint8Array(papers);
  const passes = new Uint8Array(papers);
  let either = 0;
  for (const { value, not } of chosen) {
    const known = values.find((each) => each.value === value)?.numbers ?? [];
    if (not) for (const number of known) fails[number] = 1;
    else if (EITHER.has(kind)) {
      either++;
      for (const number of known) passes[number] = 1;
    } else {
      const has = new Set(known);
      for (let number = 0; number < papers; number++) if (!has.has(number)) fails[number] = 1;
    }
  }
  if (either) for (let number = 0; number < papers; number++) if (!passes[number]) fails[number] = 1;
  return [...fails.keys()].filter((number) => fails[number]);
}

/** How many of the papers hold each value. Years, months, digests and hosts are alternatives, so their counts leave their own kind's choice
 * aside; tags and kinds of link add up. */
function counts(kind, values, { counting, blocked, kinds }) {
  const own = EITHER.has(kind) && kinds.includes(kind) ? 1 << kinds.indexOf(kind) : 0;
  const counted = new Uint8Array(blocked.length);
  for (const number of counting) if ((blocked[number] & ~own) === 0) counted[number] = 1;
  return values.map((value) => ({ ...value, count: value.numbers.reduce((sum, number) => sum + counted[number], 0) }));
}

/** The facets, closed but for those that were open or are chosen. @param {import("./store.js").Store} store @param {Narrowed} found
 * @param {Set<string>} open changed as a reader opens and closes them @returns {Promise<HTMLElement[]>} */
export async function facetLists(store, found, state, go, open) {
  const { facets } = await store.manifest();
  return Promise.all(KINDS.filter((kind) => facets[kind]).map(async (kind) => {
    const list = element("div");
    const details = element("details", { ontoggle: () => {
      open[details.open ? "add" : "delete"](kind);
      if (details.open && !list.firstChild) fill();
    } }, element("summary", {}, NAMES[kind]), list);
    const fill = async () => {
      try {
        list.replaceChildren(...listOf(kind, counts(kind, await facetOf(store, kind), found), state, go));
      } catch {
        list.replaceChildren(failure(fill));
      }
    };
    if (open.has(kind) || found.kinds.includes(kind)) {
      await fill();
      details.open = true;
    }
    return element("section", { class: "facet", "data-kind": kind }, details);
  }));
}

function listOf(kind, values, state, go) {
  const chosen = new Map(state.chosen.filter((each) => each.kind === kind).map((each) => [each.value, each.not]));
  const shown = values.filter((value) => value.count || chosen.has(value.value));
  for (const value of chosen.keys()) {
    if (!shown.some((each) => each.value === value)) shown.push({ value, name: value, count: 0 });
  }
  const byTime = kind === "year" || kind === "added" || kind === "digest";
  shown.sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)) ||
    (byTime ? (a.value < b.value ? 1 : -1) : b.count - a.count || (a.name < b.name ? -1 : 1)));
  const rows = shown.map((value) => rowOf(kind, value, chosen.get(value.value), state, go));
  const rest = rows.splice(Math.max(FIRST, chosen.size));
  if (!rows.length) return [element("p", { class: "small" }, "None of these papers.")];
  return [element("ul", {}, ...rows),
    ...(rest.length ? [element("details", {}, element("summary", {}, `${rest.length} more`), element("ul", {}, ...rest))] : [])];
}

function rowOf(kind, value, not, state, go) {
  const pick = not === false ? "off" : "only";
  const drop = not === true ? "off" : "not";
  return element("li", { "data-value": value.value },
    element("button", { type: "button", class: "pick", "aria-pressed": String(not === false), onclick: () => go(choose(state, kind, value.value, pick)) },
      element("span", { dir: "auto" }, ...breakable(value.name)), element("span", { class: "count", "aria-label": counted(value.count, "paper") }, value.count.toLocaleString("en"))),
    element("button", { type: "button", class: "drop", "aria-pressed": String(not === true), "aria-label": `not ${value.name}`,
      title: not ? `Allow ${value.name} again` : `Leave out ${value.name}`, onclick: () => go(choose(state, kind, value.value, drop)) }, "not"));
}

/** What is chosen, each with a way to let it go, and all of it. @param {Narrowed} found @returns {HTMLElement[]} */
export function chipsOf({ known }, state, go) {
  if (!state.chosen.length) return [];
  const chips = state.chosen.map(({ kind, value, not }, at) => {
    const name = `${not ? "not " : ""}${known[kind].find((each) => each.value === value)?.name ?? value}`;
    return element("li", {}, element("button", { type: "button", id: `chosen-${at}`, "aria-label": `Take away ${name}`, onclick: () => go(choose(state, kind, value, "off")) },
      element("span", { dir: "auto" }, name), element("span", { "aria-hidden": "true" }, " ×")));
  });
  const clear = element("li", {}, element("button", { type: "button", class: "plain", onclick: () => go({ ...state, chosen: [], page: 1 }) }, "Clear"));
  return [element("ul", { id: "search-chosen", "aria-label": "Chosen" }, ...chips, clear)];
}

/** A host's name, which may break behind its dots. */
function breakable(name) {
  return name.split(/(?<=\.)(?=\S)/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));
}
