// Filters. In: a query. Out: the papers that its exclusions, its filters and the frequent pairs of its phrases let through.

import { datesBetween } from "./dates.js";
import { ascending, commonTerms, entries, filtered } from "./postings.js";
import { saying } from "./rank.js";
import { isStopWord, stem } from "./words.js";

/** @typedef {import("./store.js").Store} Store */
/** Papers with a word or phrase that was excluded; of an excluded phrase, those whose title or abstract holds all its words. */
export async function excluded(store, query) {
  const numbers = new Set();
  for (const group of query.without) {
    const main = group.words.filter((word) => word.span === 1);
    const whole = group.words.filter((word) => word.span !== 1 && (word.span === 0 || word.span === main.length));
    const terms = await entries(store, [...main, ...whole].map((word) => stem(word.text)));
    const holding = (word) => {
      const entry = terms.get(stem(word.text));
      const lists = entry ? entry.fields.filter((_, field) => group.field < 0 || group.field === field) : [];
      return new Set(lists.flatMap((list) => [...list.numbers]));
    };
    const sets = main.map(holding);
    for (const number of sets[0] ?? []) if (sets.every((set) => set.has(number))) numbers.add(number);
    for (const word of whole) for (const number of holding(word)) numbers.add(number);
  }
  return numbers;
}

/** @param {Store} index @param {Store} store what the query may ask for @param {() => Promise<any>} words when all of its words were asked
 * @returns {Promise<Uint8Array|null>} paper number -> 1 when the filters let it through; null: no filter */
export async function allowedBy(index, query, store, words) {
  const { papers } = await index.manifest();
  const { after, before } = query.dates;
  const pairs = await phrasePairs(index, query, store, words);
  if (!query.filters.length && !after && !before && !pairs.length) return null;
  const allowed = after || before ? await datesBetween(index, after, before) : new Uint8Array(papers).fill(1);
  for (const passes of pairs) for (let number = 0; number < papers; number++) if (!passes(number)) allowed[number] = 0;
  for (const { kind, values, not } of alternatives(query.filters)) {
    const passing = new Uint8Array(papers);
    for (const value of values) for (const number of (await filtered(index, `:${kind}/${value}`)) ?? []) passing[number] = 1;
    for (let number = 0; number < papers; number++) if (Boolean(passing[number]) === not) allowed[number] = 0;
  }
  return allowed;
}

/** Of quoted phrases the words as they were typed, and the neighbours that are both frequent terms: what tells the papers of each such word and
 * pair, so that few texts need a look. The least frequent pairs first, as far as the words of the query leave room for their files.
 * @returns {Promise<((number: number) => boolean)[]>} */
async function phrasePairs(index, query, store, words) {
  const phrases = query.groups.filter((group) => group.phrase);
  if (!phrases.length) return [];
  const frequent = await commonTerms(index);
  const pairs = phrases.flatMap(({ sequence }) => {
    const terms = sequence.filter((word) => !isStopWord(word)).map((word) => frequent.indexOf(stem(word)));
    return terms.slice(1).map((term, at) => [terms[at], term]);
  });
  const { pairs: name, firsts } = await index.manifest();
  const fileOf = ([first]) => `pairs-${name}/${Math.floor(first / firsts)}.json`;
  const { concepts } = await words();
  const fits = (pair) => store.asked.has(fileOf(pair)) || (store.room > 0 && store.asked.add(fileOf(pair)));
  const fitting = pairs.filter((pair) => Math.min(...pair) >= 0).sort(([a], [b]) => b - a).filter(fits);
  const typed = concepts.filter(({ phrase, word, options }) => phrase && options.some(({ entry }) => entry.term === stem(word) && !entry.partly));
  return Promise.all([...typed.map(saying), ...fitting.map(async (pair) => {
    const [first, second] = pair.map((term) => frequent[term]);
    const followers = (await index.get(fileOf(pair)))[first];
    const held = new Set((Object.hasOwn(followers, second) ? followers[second] : []).flatMap(ascending));
    return (number) => held.has(number);
  })]);
}

/** A paper has one year and one month, so two of them mean either; two tags mean both. */
export const EITHER = new Set(["year", "added", "digest", "host"]);

function alternatives(filters) {
  const found = [];
  for (const { kind, value, not } of filters) {
    const same = found.find((each) => each.kind === kind && !not && !each.not && EITHER.has(kind));
    if (same) same.values.push(value);
    else found.push({ kind, values: [value], not });
  }
  return found;
}
