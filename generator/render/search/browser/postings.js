// Postings. In: rows of shards, numbers written as letters. Out: typed arrays; terms and ranges of terms, with only their shards loaded.

/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {Object} FieldList      the papers that hold a term in one field, ascending
 * @property {Uint32Array} numbers
 * @property {Uint16Array} counts
 * @property {Uint16Array} [lengths] in terms; titles only, those of abstracts are in a table of their own
 * @property {number[][]} [places]   titles only
 */
/**
 * @typedef {Object} Entry
 * @property {string} term
 * @property {FieldList[]} fields
 * @property {number} papers    how many hold the term in any field
 * @property {boolean} partly   only those in which it weighs most are listed
 * @property {string[]} names   topics (slug, tab, name) and authors of several papers who are called so
 * @property {Map<string, Map<number, boolean>>} forms  less usual form -> the papers that write it, and whether these lack the usual one
 */

export const FIELDS = ["title", "tags", "authors", "abstract"];
const LAST = 5;
const WHOLE = 6;
const FORMS = 8;
const NAMED = 9;
const USUAL = 10;
/** What is typed as a beginning may lie in so many shards before its own row is asked instead. */
const FEW_SHARDS = 2;
const MOST_SHARDS = 6;
/** The length of a title, where a row does not tell. */
const TITLE = 9;

/** Numbers written as letters: see ../shards.py. @param {string} text @returns {number[]} */
export function numbersOf(text) {
  const numbers = [];
  let high = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitOf(text, at);
    if (digit < 64) {
      numbers.push(high * 64 + digit);
      high = 0;
    } else high = high * 27 + digit - 64;
  }
  return numbers;
}

const digitOf = (text, at) => text.charCodeAt(at) - 35 - (text.charCodeAt(at) > 92 ? 1 : 0);

/** Low bits of a place in a title: see ../letters.py. */
const PLACE_BITS = 2;
const MOST_TIMES = 8;

/** Bits, six to a letter, of rows that begin with the gap to the number before: see `packed` in ../letters.py. */
class Rows {
  constructor(text) {
    this.text = text;
    this.at = 1;
    this.left = this.held = 0;
    this.low = digitOf(text, 0);
    this.number = -1;
  }

  /** The next bit; beyond the end -1. */
  bit() {
    if (!this.left) {
      if (!(this.at < this.text.length)) return -1;
      this.held = digitOf(this.text, this.at++);
      this.left = 6;
    }
    return (this.held >> --this.left) & 1;
  }

  bits(count) {
    let value = 0;
    while (count--) value = value * 2 + this.bit();
    return value;
  }

  /** So many ones, up to `most`, and a zero; -1 when the end comes first. */
  ones(most = Infinity) {
    for (let count = 0; ; count++) {
      const bit = count < most ? this.bit() : 0;
      if (bit < 1) return bit || count;
    }
  }

  rice(low) {
    const high = this.ones();
    return high < 0 ? -1 : high * 2 ** low + this.bits(low);
  }

  /** Go to the next row. @returns {boolean} whether there is one */
  next() {
    const gap = this.rice(this.low);
    this.number += gap + 1;
    return gap >= 0;
  }
}

/** Ascending numbers. @param {string} text @returns {number[]} */
export function ascending(text) {
  const numbers = [];
  if (text) for (const rows = new Rows(text); rows.next(); ) numbers.push(rows.number);
  return numbers;
}

/** @param {string} text @param {number} field @returns {FieldList} */
function fieldList(text, field) {
  const numbers = [], counts = [], lengths = [], places = [];
  for (const rows = new Rows(text ?? ""); text && rows.next(); ) {
    const count = rows.ones(MOST_TIMES - 1) + 1;
    numbers.push(rows.number);
    counts.push(count);
    if (field > 0) continue;
    lengths.push(rows.bits(4) + 1);
    let place = -1;
    places.push(Array.from({ length: count }, () => (place += rows.rice(PLACE_BITS) + 1)));
  }
  const list = { numbers: Uint32Array.from(numbers), counts: Uint16Array.from(counts) };
  return field > 0 ? list : { ...list, lengths: Uint16Array.from(lengths), places };
}

/** A word that is written beside the one before: the number of letters they share, and its own rest. @param {string} coded @param {string} before */
export function uncoded(coded, before) {
  return [...before].slice(0, numbersOf(coded[0])[0]).join("") + coded.slice(1);
}

/** @param {string} text front coded @param {string} joint @returns {string[]} */
export function wordsOf(text, joint) {
  let before = "";
  return text ? text.split(joint).map((coded) => (before = uncoded(coded, before))) : [];
}

/** @param {string[]} row @returns {Entry} */
function entryOf(row) {
  const fields = row[0].endsWith("*") ? begun(row) : FIELDS.map((_, field) => fieldList(row[field + 1], field));
  const held = new Set();
  const long = fields.reduce((a, b) => (a.numbers.length > b.numbers.length ? a : b));
  for (const field of fields) if (field !== long) for (const number of field.numbers) held.add(number);
  let papers = held.size + long.numbers.length;
  for (const number of long.numbers) if (held.has(number)) papers--;
  if (row[WHOLE]) [papers] = numbersOf(row[WHOLE + 1]);
  return { term: row[0], fields, papers, partly: Boolean(row[WHOLE]), forms: formsOf(row[FORMS] ?? "") };
}

/** The lists of a beginning: titles with the first place of such a word, and authors. */
function begun(row) {
  const places = [];
  const titles = [];
  for (const rows = new Rows(row[1] ?? ""); row[1] && rows.next(); ) {
    titles.push(rows.number);
    places.push([rows.rice(PLACE_BITS)]);
  }
  const list = (numbers) => ({ numbers: Uint32Array.from(numbers), counts: new Uint16Array(numbers.length).fill(1) });
  return [{ ...list(titles), lengths: new Uint16Array(titles.length).fill(TITLE), places }, list([]), list(ascending(row[3])), list([])];
}

function formsOf(text) {
  const parts = text ? text.split(" ") : [];
  const forms = new Map();
  for (let at = 0; at < parts.length; at += 2) {
    const papers = new Map();
    for (const rows = new Rows(parts[at + 1]); rows.next(); ) papers.set(rows.number, rows.bit() === 1);
    forms.set(parts[at], papers);
  }
  return forms;
}

/** The number of the shard that a term lies in. @param {string[]} starts @param {string} term */
export function shardOf(starts, term) {
  let low = 0, high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= term) low = middle;
    else high = middle;
  }
  return low;
}

/** Load shards, so that `row` and `rowsFrom` answer for their terms. @param {Store} store @param {Iterable<number>} wanted */
async function loadShards(store, wanted) {
  const { shards, digits } = await store.manifest();
  await Promise.all([...new Set(wanted)].map(async (number) => {
    store.asked.add(number);
    if (store.shards.has(number)) return;
    const rows = await store.get(`terms/${shards.slice(number * digits, (number + 1) * digits)}.json`);
    for (const row of rows) if (!store.terms.has(row[0])) store.terms.set(row[0], row);
    store.shards.add(number);
  }));
}

/** The numbers of the shards that terms lie in. @param {Store} store @param {string[]} terms @returns {Promise<number[]>} */
export async function shardsOf(store, terms) {
  const { starts } = await store.manifest();
  store.told.starts ??= wordsOf(starts, "\n");
  return terms.map((term) => shardOf(store.told.starts, term));
}

/** Those of `terms`, the first before the others, whose shards a query has room for; these it then takes. @param {Store} store
 * @param {string[]} terms @param {number} [room] for so many shards more */
export async function fitting(store, terms, room = store.room) {
  const numbers = await shardsOf(store, terms);
  return terms.filter((_, at) => store.asked.has(numbers[at]) || (room-- > 0 && store.asked.add(numbers[at])));
}

/** The entries of those of `terms` that exist. @param {Store} store @param {Iterable<string>} terms @returns {Promise<Map<string, Entry>>} */
export async function entries(store, terms) {
  const wanted = [...new Set(terms)];
  await loadShards(store, await shardsOf(store, wanted));
  if (store.whole) await loadWhole(store, wanted);
  const found = new Map();
  for (const term of wanted) {
    const entry = entryAt(store, term);
    if (entry && entry.papers) found.set(term, entry);
  }
  return found;
}

/** Those of `terms` that exist in shards which are loaded already. @param {Store} store @param {string[]} terms @returns {Map<string, Entry>} */
export function loadedEntries(store, terms) {
  return new Map(terms.map((term) => [term, entryAt(store, term)]).filter(([, entry]) => entry?.papers));
}

/** Of terms that their shards list in part, load all papers. @param {Store} store @param {string[]} terms */
async function loadWhole(store, terms) {
  await Promise.all(terms.map(async (term) => {
    const known = store.terms.get(term);
    const name = Array.isArray(known) ? known[WHOLE] : known?.partly && known.name;
    if (name) store.terms.set(term, await store.get(`whole/${name}.json`));
  }));
}

/** The entries with all their papers, of entries that list some. @param {Store} store @param {Entry[]} partial
 * @returns {Promise<Map<Entry, Entry>>} */
export async function wholeOf(store, partial) {
  await loadWhole(store, partial.map(({ term }) => term));
  return new Map(partial.map((entry) => [entry, entryAt(store, entry.term)]));
}

/** @param {Store} store @param {string} term @returns {Entry|undefined} */
function entryAt(store, term) {
  const known = store.terms.get(term);
  if (!known) return undefined;
  if (!Array.isArray(known)) return known;
  const entry = entryOf(known);
  entry.name = known[WHOLE];
  entry.last = ascending(known[LAST]);
  entry.names = known[NAMED]?.split("\n").filter(Boolean) ?? [];
  entry.usual = known[USUAL]?.split(" ") ?? [];
  store.terms.set(term, entry);
  return entry;
}

/** The papers that a filter (`:tag/diffusion`) lets through, or null when there is no such filter.
 * @param {Store} store @param {string} filter @returns {Promise<number[]|null>} */
export async function filtered(store, filter) {
  await loadShards(store, await shardsOf(store, [filter]));
  return entryAt(store, filter)?.last ?? null;
}

/** The frequent terms, the more frequent first. A file apart, for only long queries and phrases ask for them. @param {Store} store */
export async function commonTerms(store) {
  const { common } = await store.manifest();
  if (common) store.asked.add("common");
  return common ? wordsOf(await store.get(`common-${common}.json`), " ") : [];
}

/** Numbers of the hand-written pages that hold a term whose shard is loaded. @param {Store} store @param {string} term @returns {number[]} */
export function pagesWith(store, term) {
  return entryAt(store, term)?.last ?? [];
}

/** All terms that begin with `prefix`; where these are too many, the beginning itself, which stands for them, and when all is asked for also
 * the most frequent. @param {Store} store @param {string} prefix @param {number} most so many of the most frequent
 * @returns {Promise<Map<string, Entry>>} */
export async function completed(store, prefix, most) {
  const [first, last] = await shardsOf(store, [prefix, `${prefix}\uffff`]);
  const fresh = new Set([first, Math.min(first + 1, last)].filter((number) => !store.asked.has(number)));
  if (store.room < fresh.size) return new Map();
  if (last - first >= FEW_SHARDS) {
    const found = await entries(store, [prefix, `${prefix}*`]);
    const begun = found.has(`${prefix}*`);
    if (begun) for (const [term, entry] of await entries(store, await fitting(store, usual(store, prefix).slice(0, most)))) found.set(term, entry);
    if (begun || last - first > Math.min(MOST_SHARDS, store.room)) return found;
  }
  await loadShards(store, Array.from({ length: last - first + 1 }, (_, at) => first + at));
  const terms = [...store.terms.keys()].filter((term) => term.startsWith(prefix) && !term.endsWith("*"));
  return entries(store, terms.sort());
}

const usual = (store, prefix) => store.terms.get(`${prefix}*`).usual;
