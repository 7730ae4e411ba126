// Concepts. In: a parsed query. Out: for each of its words the terms that answer to it, from the shards of just those terms.

import { commonTerms, completed, entries, fitting, loadedEntries, shardsOf } from "./postings.js";
import { american, stem } from "./words.js";

/** @typedef {import("./postings.js").Entry} Entry */
/** @typedef {{entry: Entry, weight: number, own?: boolean}} Option  own: what a half-typed word is if it is whole */
/**
 * @typedef {Object} Concept
 * @property {string} word
 * @property {number} place     its place in the query
 * @property {Option[]} options terms that stand for it
 * @property {number} field     -1: any field
 * @property {boolean} must
 * @property {number} group
 * @property {boolean} phrase   it stands in a quoted phrase
 * @property {number} span      0 for a beginning, else 1
 * @property {string[]} joined  the word and its neighbours as one: `openworld`
 * @property {string[]} further other spellings, which are looked up where their shards are there; the others when nothing holds the whole query
 * @property {number} optional  above 0: a paper without it may hold the whole query (hardly begun as `ju`), and so much it tells
 * @property {number} [rarity]  how much it tells, once its papers are known
 */

// Of more words, or of words in more files than fit, only those that tell most are asked, so many; on the search page at first fewer, which leaves room
// for corrections, then more.
const LONG = 8, LONGEST = 10;
/** What a correction takes: a file of known words, and a shard; the first the script too. Of a long query two words may be misspelt. */
export const SLIP = 2;
const SLIPS = 2;
// In a query of more words no two are tried as one.
const MOST_JOINED = 5;
const SHORTEST_PREFIX = 3;
/** So many of the most frequent words that a beginning may become are asked whole, on the search page. */
export const MOST_USUAL = 3;
/** A last word that is most likely going to be longer, unless many papers hold it (`ai`). */
const HARDLY_BEGUN = /^[a-z]{1,2}$/;
/** What a hardly begun word tells, against a whole one; and a function word of another language. */
const HARDLY = 0.3, ELSEWHERE = 0.1;
const FEWEST_ENGLISH = 2;
/** Function words of somebody who thinks in another language (`quantisation pour transformers`): rare here, and still say nothing. */
const FUNCTION_WORDS = new Set(
  ("und oder für mit von zur zum über durch bei et ou pour avec sur dans les des une par y o para con sobre por los las del una e per sul sulla della " +
    "nella dei gli di och med för av en voor met een het van и для в на с из").split(" "));
const SHORTEST_PART = 3;
/** A word that hardly anybody says may be cut short: `dist trai lar mod`. */
export const CUT = /^[a-z]{3,7}$/;
const HARDLY_SAID = 1 / 500;
/** Letters that may follow a half-typed word and that its stem does not hold: `representati` goes on to `represent`. */
const ENDINGS = "es ed ing ation ly ity ive ment ness ance able ize er ic cal or".split(" ").flatMap((ending) => [...ending].map((_, at) => ending.slice(at)));

// What a word counts without its particle or article when the query has them.
const BARE = 0.8;

/** @param {import("./store.js").Store} store @param {import("./query.js").Query} query
 * @returns {Promise<{concepts: Concept[], shortened: boolean}>} shortened: the most frequent words of a long query were not asked */
export async function conceptsOf(store, query) {
  const count = query.groups.reduce((sum, group) => sum + group.words.filter((word) => word.span === 1).length, 0);
  const planned = plansOf(query, count <= MOST_JOINED, count <= LONG);
  for (const plan of planned) plan.shards = await shardsOf(store, plan.terms.map(([term]) => term));
  const long = count > LONG || new Set(planned.flatMap(({ shards }) => shards)).size > store.room - roomFor(SLIPS);
  const frequent = long ? await commonTerms(store) : [];
  let plans = long ? telling(store, planned, query, frequent, LONG, roomFor(SLIPS)) : planned;
  const terms = await entries(store, await wantedOf(store, plans, roomFor(long ? SLIPS : 1)));
  // What corrections will not take, as it seems, is left for more words.
  const strange = plans.filter((plan) => !plan.terms.some(([term]) => terms.has(term))).length;
  if (store.whole) {
    const more = telling(store, planned, query, frequent, LONGEST, roomFor(strange)).filter((plan) => !plans.includes(plan));
    for (const [term, entry] of await entries(store, await wantedOf(store, more, roomFor(strange)))) terms.set(term, entry);
    plans = planned.filter((plan) => plans.includes(plan) || more.includes(plan));
  }
  const concepts = plans.map((plan) => ({
    ...plan,
    phrase: query.groups[plan.group].phrase,
    span: 1,
    optional: count > FEWEST_ENGLISH && FUNCTION_WORDS.has(plan.word) ? ELSEWHERE : 0,
    options: optionsOf(plan.terms, terms),
  }));
  const last = concepts.at(-1);
  const unfinished = query.open && plans.at(-1) === planned.at(-1) && last && [...last.word].length >= SHORTEST_PREFIX;
  const others = concepts.slice(0, -1).filter(mayBeCut(await store.manifest())).length;
  if (unfinished && !(count > LONG && last.options.length)) await complete(store, last, others ? store.room - 1 - 2 * others : MOST_USUAL);
  else if (query.open && concepts.length > 1 && HARDLY_BEGUN.test(last.word)) last.optional = HARDLY;
  for (const concept of concepts) add(concept, loadedEntries(store, concept.further));
  return { concepts, shortened: plans.length < planned.length };
}

/** How many papers say a word, those of all that it may stand for. @param {Concept} concept */
export const papersOf = ({ options }) => options.reduce((sum, { entry }) => sum + entry.papers, 0);

/** So many files that many corrections take. */
const roomFor = (slips) => slips && 1 + SLIP * slips;

/** A short word that hardly anybody says may be cut short. @param {import("./store.js").Manifest} manifest @returns {(concept: Concept) => boolean} */
export const mayBeCut = ({ papers }) => ({ word, span, phrase, options }) =>
  span && !phrase && CUT.test(word) && options.every(({ entry }) => entry.papers <= papers * HARDLY_SAID);

/** Look other spellings up too. @param {import("./store.js").Store} store @param {Concept[]} concepts changed @returns {Promise<boolean>} whether
 * there were any */
export async function respelt(store, concepts) {
  const found = await entries(store, await fitting(store, concepts.flatMap(({ further }) => further), store.room - roomFor(1)));
  return concepts.map((concept) => add(concept, new Map([...found].filter(([term]) => concept.further.includes(term))))).includes(true);
}

/** The terms to look up at once: those of the words themselves, then joined spellings as far as there is room; others stay further ones.
 * @param {number} spared so many files are left for what follows */
async function wantedOf(store, plans, spared) {
  const own = await fitting(store, plans.flatMap(({ terms }) => terms.map(([term]) => term)), Infinity);
  const near = new Set(await fitting(store, plans.flatMap(({ whole }) => whole), store.room - spared));
  for (const plan of plans) {
    for (const term of plan.whole) near.has(term) ? plan.terms.push([term, 1]) : plan.further.push(term);
  }
  return [...own, ...near];
}

function add(concept, found, weight = 1) {
  const known = new Set(concept.options.map(({ entry }) => entry.term));
  const fresh = [...found.values()].filter(({ term }) => !known.has(term));
  concept.options.push(...fresh.map((entry) => ({ entry, weight })));
  return fresh.length > 0;
}

/** Of a long query the words that tell most: those that are not among the frequent terms, then the least frequent of these.
 * What was asked of a field stays; a phrase is checked against the texts anyway. @param {string[]} common frequent terms, the more frequent first
 * @param {number} most so many words @param {number} spared so many files are left for what follows */
function telling(store, plans, query, common, most, spared) {
  // A letter, which is mostly an initial, tells least; what is not among the frequent terms (-1, so the largest number without a sign) most.
  const rank = ({ word }) => (word[1] ? common.indexOf(stem(word)) >>> 0 : -1);
  const free = plans.filter((plan) => !plan.must || query.groups[plan.group].phrase);
  let taken = store.asked;
  const limit = taken.size + store.room - spared;
  const kept = free.sort((a, b) => rank(b) - rank(a)).filter(({ shards }) => {
    const all = new Set([...taken, ...shards]);
    const fits = most > 0 && all.size <= limit;
    if (fits) [taken, most] = [all, most - 1];
    return fits;
  });
  return plans.filter((plan) => !free.includes(plan) || kept.includes(plan));
}

/** Which terms each word may be found under, with a weight. @param {boolean} joining whether `data set` may be `dataset`
 * @param {boolean} few whether `zero-shot` is looked up as `zeroshot` too at once */
function plansOf(query, joining, few) {
  const plans = [];
  let offset = 0;
  query.groups.forEach((group, at) => {
    const main = group.words.filter((word) => word.span === 1);
    for (const word of main) {
      const variants = group.words.filter((other) => other.span === 0 && other.place === word.place);
      const joined = group.words.filter(
        (other) => other.span > 1 && other.place <= word.place && word.place < other.place + other.span);
      const terms = variants.length
        ? [...variants.map((other) => [other.text, 1]), [stem(word.text), 0.3]]
        : [[stem(word.text), 1]];
      const bare = group.words.filter((other) => other.span === -1 && other.place === word.place);
      terms.push(...bare.map((other) => [stem(other.text), BARE]));
      const whole = joined.map((other) => stem(other.text));
      const further = [...(few ? [] : whole), ...(joining && !group.phrase ? neighbours(main, word).map(stem) : [])];
      plans.push({ further, whole: few || group.phrase ? whole : [], word: variants[0]?.text ?? word.text, place: offset + word.place, terms, joined: joined.map((other) => other.text),
        field: group.field, must: group.must, group: at });
    }
    offset += (main.at(-1)?.place ?? 0) + 2;
  });
  return plans;
}

/** `data set` may be written `dataset`. */
function neighbours(main, word) {
  const found = [];
  for (const other of main) {
    if (other.place === word.place + 1 && joins(word.text, other.text)) found.push(word.text + other.text);
    if (other.place === word.place - 1 && joins(other.text, word.text)) found.push(other.text + word.text);
  }
  return found;
}

function joins(first, second) {
  return first.length >= SHORTEST_PART - 1 && (second.length >= SHORTEST_PART - 1 || /^[0-9]/.test(second));
}

/** @returns {Option[]} the terms that exist, each once with its greatest weight */
function optionsOf(wanted, terms) {
  const weights = new Map();
  for (const [term, weight] of wanted) if (terms.has(term)) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  return [...weights].map(([term, weight]) => ({ entry: terms.get(term), weight }));
}

/** Add what a half-typed word may become. @param {import("./store.js").Store} store @param {Concept} concept changed
 * @param {number} [most] so many of the most frequent words that it may be, where they are too many */
export async function complete(store, concept, most = MOST_USUAL) {
  const exact = concept.options.some((option) => option.weight === 1);
  for (const option of concept.options) option.own = option.weight === 1;
  const word = american(concept.word);
  const ranges = await completed(store, word, store.whole ? Math.max(0, Math.min(MOST_USUAL, most)) : 0);
  const stems = [...new Set(ENDINGS.map((ending) => stem(word + ending)))].filter((term) => !ranges.has(term));
  // A stem that is shorter than what was typed (`relational` -> `relat`) lies nearby; nothing else is worth another shard.
  const shorter = (term) => !term.startsWith(word) && term.startsWith(word.slice(0, Math.max(SHORTEST_PREFIX, word.length - 5)));
  const near = stems.filter(shorter);
  add(concept, new Map([...ranges, ...loadedEntries(store, near)]), exact ? 0.5 : 0.9);
  concept.further.push(...near);
  if (concept.options.length > 1) concept.span = 0;
}

/** Make other words stand for a concept too: a correction. @param {import("./store.js").Store} store @param {Concept} concept
 * @param {number} room for so many files more @returns {Promise<string[]>} those that fit */
export async function alsoMeans(store, concept, words, weight, room) {
  const found = await entries(store, await fitting(store, words.map(stem), room));
  add(concept, found, weight);
  return words.filter((word) => found.has(stem(word)));
}
