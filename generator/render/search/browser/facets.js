// Facets. In: the papers found and what is chosen. Out: the papers that are left, and counts by tag, year, month, digest, kind and host.

import { counted, element, spoken } from "./dom.js";
import { EITHER } from "./filters.js";
import { ascending, numbersOf } from "./postings.js";
import { choose, KINDS } from "./state.js";

const NAMES = { tag: "Topics", year: "Year", added: "Added", digest: "Digests", has: "With", host: "Links to" };
const HAS = { code: "code", project: "a project page", model: "a model", dataset: "a dataset", paper: "the paper elsewhere", other: "other links" };
const FIRST = 8;

/** @typedef {{value: string, name: string, numbers: Uint32Array}} Value */

/** @param {import("./store.js").Store} store @returns {Promise<Object<string, Value[]>>} */
export async function facetsOf(store) {
  const { facets } = await store.manifest();
  const rows = await store.get(`facets-${facets}.json`);
  if (!rows.read) {
    rows.read = Object.fromEntries(KINDS.map((kind) => [kind, (rows[kind] ?? []).map(([value, name, numbers]) => ({
      value, name: nameOf(kind, value, name), numbers: Uint32Array.from(ascending(numbersOf(numbers))),
    }))]));
  }
  return rows.read;
}

function nameOf(kind, value, name) {
  if (kind === "added") return spoken(value);
  if (kind === "has") return HAS[value] ?? value;
  return name || value;
}

/**
 * What passes all chosen values; and for each kind what to count. Years, months, digests and hosts are alternatives, so their counts leave
 * their own kind's choice aside; tags and kinds of link add up.
 * @param {number[]} numbers @param {number[]} whole those of them that hold every word: they are counted, when there are any
 * @param {import("./state.js").State} state @param {Object<string, Value[]>} facets @param {number} papers
 */
export function narrow(numbers, whole, state, facets, papers) {
  const blocked = new Uint8Array(papers);
  const kinds = KINDS.filter((kind) => state.chosen.some((each) => each.kind === kind));
  kinds.forEach((kind, bit) => {
    for (const number of failing(kind, state.chosen.filter((each) => each.kind === kind), facets[kind], papers)) blocked[number] |= 1 << bit;
  });
  const left = numbers.filter((number) => blocked[number] === 0);
  const counts = {};
  for (const kind of KINDS) {
    const own = EITHER.has(kind) ? 1 << kinds.indexOf(kind) : 0;
    const counting = new Uint8Array(papers);
    for (const number of whole.length ? whole : numbers) if ((blocked[number] & ~own) === 0) counting[number] = 1;
    counts[kind] = facets[kind].map((value) => ({ ...value, count: value.numbers.reduce((sum, number) => sum + counting[number], 0) }));
  }
  return { left, counts };
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

/** The facets as lists of buttons. @param {Object<string, any[]>} counts @param {import("./state.js").State} state
 * @param {(state: import("./state.js").State) => void} go @returns {HTMLElement[]} */
export function facetLists(counts, state, go) {
  return KINDS.flatMap((kind) => {
    const chosen = new Map(state.chosen.filter((each) => each.kind === kind).map((each) => [each.value, each.not]));
    const shown = counts[kind].filter((value) => value.count || chosen.has(value.value));
    for (const value of chosen.keys()) {
      if (!shown.some((each) => each.value === value)) shown.push({ value, name: value, count: 0 });
    }
    if (!shown.length || (shown.length === 1 && !chosen.size && kind !== "tag" && kind !== "has")) return [];
    const byTime = kind === "year" || kind === "added" || kind === "digest";
    shown.sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)) ||
      (byTime ? (a.value < b.value ? 1 : -1) : b.count - a.count || (a.name < b.name ? -1 : 1)));
    const rows = shown.map((value) => rowOf(kind, value, chosen.get(value.value), state, go));
    const rest = rows.splice(Math.max(FIRST, chosen.size));
    return [element("section", { class: "facet", "data-kind": kind }, element("h2", {}, NAMES[kind]),
      element("ul", {}, ...rows),
      rest.length ? element("details", {}, element("summary", {}, `${rest.length} more`), element("ul", {}, ...rest)) : null)];
  });
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

/** What is chosen, each with a way to let it go, and all of it. @param {Object<string, any[]>} counts @returns {HTMLElement[]} */
export function chipsOf(counts, state, go) {
  if (!state.chosen.length) return [];
  const chips = state.chosen.map(({ kind, value, not }) => {
    const known = counts[kind].find((each) => each.value === value);
    const name = `${not ? "not " : ""}${known?.name ?? value}`;
    return element("li", {}, element("button", { type: "button", "aria-label": `Take away ${name}`, onclick: () => go(choose(state, kind, value, "off")) },
      element("span", { dir: "auto" }, name), element("span", { "aria-hidden": "true" }, " ×")));
  });
  const clear = element("li", {}, element("button", { type: "button", class: "plain", onclick: () => go({ ...state, chosen: [], page: 1 }) }, "Clear"));
  return [element("ul", { id: "search-chosen", "aria-label": "Chosen" }, ...chips, clear)];
}

/** A host's name, which may break behind its dots. */
function breakable(name) {
  return name.split(/(?<=\.)(?=\S)/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));
}
