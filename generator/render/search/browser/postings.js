// Postings. In: rows of shards, numbers written as letters. Out: typed arrays; terms and ranges of terms, with only their shards loaded.

/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {Object} FieldList      the papers that hold a term in one field, ascending
 * @property {Uint32Array} numbers
 * @property {Uint16Array} counts
 * @property {Uint16Array} [lengths] the field's length in terms (not for abstracts: theirs are in a table of their own)
 * @property {number[][]} [places]   titles only
 */
/** @typedef {{term: string, fields: FieldList[], papers: number, partly: boolean}} Entry  papers: how many hold the term in any field;
 * partly: only those in which it weighs most are listed */

export const FIELDS = ["title", "tags", "authors", "abstract"];
const LAST = 5;
const WHOLE = 6;

/** Numbers written as letters: see ../shards.py. @param {string} text @returns {number[]} */
export function numbersOf(text) {
  const numbers = [];
  let high = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - 35 - (code > 92 ? 1 : 0);
    if (digit < 64) {
      numbers.push(high * 64 + digit);
      high = 0;
    } else high = high * 27 + digit - 64;
  }
  return numbers;
}

/** Gaps less one, counted from -1, back to ascending numbers. @param {number[]} gaps */
export function ascending(gaps) {
  let number = -1;
  return gaps.map((gap) => (number += gap + 1));
}

/** @param {string} text @param {number} field @returns {FieldList} */
function fieldList(text, field) {
  const read = numbersOf(text ?? "");
  const numbers = [], counts = [], lengths = [], places = [];
  for (let at = 0, number = -1; at < read.length; ) {
    const head = read[at++];
    number += (head >> 1) + 1;
    const count = head & 1 ? read[at++] + 2 : 1;
    numbers.push(number);
    counts.push(count);
    if (field < 3) lengths.push(read[at++]);
    if (field === 0) {
      places.push(ascending(read.slice(at, at + count)));
      at += count;
    }
  }
  const list = { numbers: Uint32Array.from(numbers), counts: Uint16Array.from(counts) };
  if (field < 3) list.lengths = Uint16Array.from(lengths);
  if (field === 0) list.places = places;
  return list;
}

/** @param {string[]} row @returns {Entry} */
function entryOf(row) {
  const fields = FIELDS.map((_, field) => fieldList(row[field + 1], field));
  const held = new Set();
  const long = fields.reduce((a, b) => (a.numbers.length > b.numbers.length ? a : b));
  for (const field of fields) if (field !== long) for (const number of field.numbers) held.add(number);
  let papers = held.size + long.numbers.length;
  for (const number of long.numbers) if (held.has(number)) papers--;
  if (row[WHOLE]) [papers] = numbersOf(row[WHOLE + 1]);
  return { term: row[0], fields, papers, partly: Boolean(row[WHOLE]) };
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
async function load(store, wanted) {
  const { shards, digits } = await store.manifest();
  await Promise.all([...new Set(wanted)].map(async (number) => {
    if (store.shards.has(number)) return;
    const rows = await store.get(`terms/${shards.slice(number * digits, (number + 1) * digits)}.json`);
    for (const row of rows) if (!store.terms.has(row[0])) store.terms.set(row[0], row);
    store.shards.add(number);
  }));
}

/** The entries of those of `terms` that exist. @param {Store} store @param {Iterable<string>} terms @returns {Promise<Map<string, Entry>>} */
export async function entries(store, terms) {
  const wanted = [...new Set(terms)];
  const { starts } = await store.manifest();
  await load(store, wanted.map((term) => shardOf(starts, term)));
  if (store.whole) await complete(store, wanted);
  const found = new Map();
  for (const term of wanted) {
    const entry = entryAt(store, term);
    if (entry && entry.papers) found.set(term, entry);
  }
  return found;
}

/** Of terms that their shards list in part, load all papers. @param {Store} store @param {string[]} terms */
async function complete(store, terms) {
  await Promise.all(terms.map(async (term) => {
    const known = store.terms.get(term);
    const name = Array.isArray(known) ? known[WHOLE] : known?.partly && known.name;
    if (name) store.terms.set(term, await store.get(`whole/${name}.json`));
  }));
}

/** The entries with all their papers, of entries that list some. @param {Store} store @param {Entry[]} partial
 * @returns {Promise<Map<Entry, Entry>>} */
export async function wholeOf(store, partial) {
  await complete(store, partial.map(({ term }) => term));
  return new Map(partial.map((entry) => [entry, entryAt(store, entry.term)]));
}

/** @param {Store} store @param {string} term @returns {Entry|undefined} */
function entryAt(store, term) {
  const known = store.terms.get(term);
  if (!known) return undefined;
  if (!Array.isArray(known)) return known;
  const entry = entryOf(known);
  entry.name = known[WHOLE];
  entry.last = ascending(numbersOf(known[LAST] ?? ""));
  store.terms.set(term, entry);
  return entry;
}

/** The papers that a filter (`:tag/diffusion`) lets through, or null when there is no such filter.
 * @param {Store} store @param {string} filter @returns {Promise<number[]|null>} */
export async function filtered(store, filter) {
  const { starts } = await store.manifest();
  await load(store, [shardOf(starts, filter)]);
  return entryAt(store, filter)?.last ?? null;
}

/** The papers in which a frequent term follows another. @param {Store} store @param {string[]} frequent all such terms
 * @param {string[]} pair @returns {Promise<Set<number>>} */
export async function papersOfPair(store, frequent, [first, second]) {
  const { pairs } = await store.manifest();
  const followers = await store.get(`pairs-${pairs}/${frequent.indexOf(first)}.json`);
  return new Set(Object.hasOwn(followers, second) ? ascending(numbersOf(followers[second])) : []);
}

/** Numbers of the hand-written pages that hold a term whose shard is loaded. @param {Store} store @param {string} term @returns {number[]} */
export function pagesWith(store, term) {
  return entryAt(store, term)?.last ?? [];
}

/** All terms that begin with `prefix`; where they lie in more than `most` shards, only the most frequent.
 * @param {Store} store @param {string} prefix @param {number} most @returns {Promise<Map<string, Entry>>} */
export async function completed(store, prefix, most) {
  const { starts, completions } = await store.manifest();
  const first = shardOf(starts, prefix);
  const last = shardOf(starts, `${prefix}\uffff`);
  if (last - first >= most) return entries(store, [prefix, ...(completions[prefix] ?? [])]);
  const range = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  await load(store, range);
  const terms = [...store.terms.keys()].filter((term) => term.startsWith(prefix));
  return entries(store, terms.sort());
}
