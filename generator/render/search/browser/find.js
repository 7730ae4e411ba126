// Finding. In: a query. Out: the numbers of the papers that answer it, best first; words that were corrected; hand-written pages.

import { conceptsOf, papersOf, respelt } from "./concepts.js";
import { numbersOf, pagesWith, wholeOf } from "./postings.js";
import { rarity, score, SETTINGS } from "./rank.js";
import { stem } from "./words.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./concepts.js").Concept} Concept */
/** @typedef {{said: string, meant: string[], instead: boolean, undo?: () => void}} Correction  instead: nothing held what was said;
 * meant: empty when nothing is near; undo: take what was added to the papers of the word itself away again */
/**
 * @typedef {Object} Answer
 * @property {number[]} numbers  papers, best first
 * @property {number} whole      how many of them hold every word
 * @property {number[]} wholes   those
 * @property {boolean} partly    a very frequent word was looked up in part, or not at all, so there may be more or fewer
 * @property {Correction[]} corrections
 * @property {{title: string, path: string}[]} pages
 * @property {Concept[]} concepts for snippets and phrases
 * @property {number} left       how many more files the query might have asked for: so many cards are drawn at once, beside the first
 */

// So many papers at most are ranked: those that hold all words, then those that hold the rarest.
export const LIMITS = { ranked: 700, partly: 200, several: 4, many: 5, fewWholes: 20, doubted: 2, seldom: 3, 
  filled: 24_000, fillable: 6 };
const SHORTEST_RUN = 3;

/** @param {Store} index @param {import("./query.js").Query} query @returns {Promise<Answer>} */
export async function find(index, query) {
  const library = await libraryOf(index);
  const store = index.forQuery();
  const limits = limitsOf(index, query, store, () => words);
  const words = conceptsOf(store, query);
  const [{ concepts, shortened }, [without, allowed]] = await Promise.all([words, limits]);
  const collect = () => gather(concepts, library, without, allowed);
  let first = collect();
  // When no listed paper holds the whole query, one that does may be among those that frequent terms do not list.
  const hidden = !first.whole && !shortened && concepts.length <= LIMITS.fillable && concepts.every(({ options }) => options.length);
  if (hidden && (await filledIn(store, concepts))) first = collect();
  if (!first.whole && (await respelt(store, concepts))) first = collect();
  const { gathered, corrections } = await corrected(store, query, concepts, first, collect);
  const pages = await handPages(store, concepts, query);
  const found = concepts.length ? ranked(query, concepts, gathered, library) : unranked(query, library, without, allowed);
  const partly = shortened || concepts.some(({ options }) => options.some(({ entry }) => entry.partly));
  return { ...found, partly, corrections, pages, concepts, left: store.room };
}

/** The papers that a query leaves out, and those that it allows; most queries have neither, and their script is a file apart.
 * @param {Store} store what the query may ask for @param {() => Promise<any>} words when all of its words were asked
 * @returns {Promise<[Set<number>, Uint8Array|null]>} */
async function limitsOf(index, query, store, words) {
  const { after, before } = query.dates;
  const phrased = query.groups.some((group) => group.phrase);
  if (!query.without.length && !query.filters.length && !after && !before && !phrased) return [new Set(), null];
  // A phrase takes the frequent terms, and two papers whose texts are looked at.
  if (phrased) store.asked.add("common").add("text").add("another");
  const { allowedBy, excluded } = await import("./filters.js");
  return Promise.all([excluded(index, query), allowedBy(index, query, store, words)]);
}

/** What was gathered, once words that are misspelt have others beside them. Most queries do not ask for the script that does it, so it is a file apart;
 * it takes of their room too. @param {Store} store @param {Concept[]} concepts changed @param {Gathered} first what was before
 * @param {() => Gathered} collect */
async function corrected(store, query, concepts, first, collect) {
  const run = isRun(query, concepts);
  // Of two words in any order each would be a word of many titles.
  const titles = run || concepts.length > 2 ? almostWhole(concepts) : [];
  const doubted = concepts.filter((concept) => !concept.optional && (!first.whole || (concepts.length <= LIMITS.doubted && seemsMisspelt(concept))));
  // A long query of words that papers say has taken all room.
  if (store.room < 1 || !(titles.length + doubted.length)) return { gathered: first, corrections: [] };
  store.asked.add("correct");
  const { mend } = await import("./correct.js");
  return mend(store, concepts, { titles, doubted, run }, first, collect);
}

/** @typedef {{number: number, missing: Concept}} Almost  a title that holds all words of a query but one */
/** Those titles; none when a title holds all. @param {Concept[]} concepts @returns {Almost[]} */
function almostWhole(concepts) {
  const titles = concepts.map(titlesOf);
  const counts = new Map();
  for (const numbers of titles) for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const most = [...counts.keys()].filter((number) => counts.get(number) >= concepts.length - 1);
  if (most.some((number) => counts.get(number) === concepts.length)) return [];
  return most.map((number) => ({ number, missing: concepts.find((_, at) => !titles[at].has(number)) })).filter(({ missing }) => !missing.must);
}

/** The papers whose titles hold a word. @param {Concept} concept */
const titlesOf = ({ options }) => new Set(options.flatMap(({ entry }) => [...entry.fields[0].numbers]));

/** Load all papers of terms that list some, of the least frequent ones. @param {Store} store @param {Concept[]} concepts changed
 * @returns {Promise<boolean>} whether there were any */
async function filledIn(store, concepts) {
  const partial = [...new Set(concepts.flatMap(({ options }) => options.map(({ entry }) => entry)).filter((entry) => entry.partly))];
  let total = 0;
  const few = partial.sort((a, b) => a.papers - b.papers).filter(({ papers }) => (total += papers) <= LIMITS.filled);
  if (!few.length) return false;
  const whole = await wholeOf(store, few);
  for (const concept of concepts) concept.options = concept.options.map((option) => ({ ...option, entry: whole.get(option.entry) ?? option.entry }));
  return true;
}

/** A word of very few papers that stands in no title and is no name may be a slip of their authors too. @param {Concept} concept */
function seemsMisspelt(concept) {
  return !concept.phrase && papersOf(concept) <= LIMITS.seldom && concept.options.every(({ entry }) => !entry.fields[0].numbers.length && !entry.fields[2].numbers.length);
}

/** What a search needs to know of the whole library. */
export async function libraryOf(store) {
  const { papers, averages, lengths, steps } = await store.manifest();
  store.told.lengths ??= lengthsOf(lengths, steps, papers);
  return { papers, averages, lengths: store.told.lengths };
}

/** Each run of equal lengths is two numbers: the change to it, and how often it comes again. */
function lengthsOf(text, steps, papers) {
  const lengths = new Uint16Array(papers);
  const runs = numbersOf(text);
  let last = 0;
  for (let at = 0, number = 0; at < runs.length; at += 2) {
    last += runs[at] & 1 ? -(runs[at] + 1) / 2 : runs[at] / 2;
    const end = number + runs[at + 1] + 1;
    lengths.fill(steps && last ? Math.round(2 ** ((last - 1) / steps)) : last, number, end);
    number = end;
  }
  return lengths;
}

/**
 * @typedef {Object} Gathered
 * @property {number[]} numbers       every paper that holds a word of the query, ascending
 * @property {Float32Array} weight    paper number -> how much of the query's rarity it holds
 * @property {(number: number) => boolean} isWhole whether a paper holds all of it
 * @property {number} whole           how many do
 * @property {number[]} rarities      of each concept
 */
/** @returns {Gathered} */
function gather(concepts, library, without, allowed) {
  const { papers } = library;
  const weight = new Float32Array(papers);
  const held = new Uint8Array(papers);
  const rarities = [];
  const last = new Uint8Array(papers);
  concepts.forEach((concept, at) => {
    const numbers = [];
    for (const { entry } of concept.options) {
      entry.fields.forEach((list, field) => {
        if (concept.field >= 0 && concept.field !== field) return;
        for (const number of list.numbers) {
          if (last[number] === at + 1) continue;
          last[number] = at + 1;
          numbers.push(number);
        }
      });
    }
    const all = concept.options.reduce((most, { entry }) => (entry.partly ? Math.max(most, entry.papers) : most), numbers.length);
    // What no paper holds tells nothing of those that hold the rest.
    rarities.push((concept.rarity = all ? rarity(all, papers) * (concept.optional || 1) : 0));
    for (const number of numbers) {
      weight[number] += rarities[at];
      if (!concept.optional) held[number]++;
    }
    if (concept.must) for (let number = 0; number < papers; number++) if (last[number] !== at + 1) weight[number] = -Infinity;
  });
  const firm = concepts.filter((concept) => !concept.optional).length;
  const numbers = [];
  let whole = 0;
  for (let number = 0; number < papers; number++) {
    if (!(weight[number] > 0) || without.has(number) || (allowed && !allowed[number])) continue;
    numbers.push(number);
    if (held[number] === firm) whole++;
  }
  return { numbers, weight, isWhole: (number) => held[number] === firm, whole, rarities };
}

/** All words first: when they give enough, the rest is left out but for the nearest; then most words. */
function ranked(query, concepts, gathered, library) {
  const { isWhole, weight, rarities } = gathered;
  const total = rarities.reduce((sum, each) => sum + each, 0);
  const wholes = gathered.numbers.filter(isWhole);
  const partly = gathered.numbers.filter((number) => !isWhole(number) && weight[number] >= total * 0.3);
  partly.sort((a, b) => weight[b] - weight[a] || b - a);
  const most = wholes.length ? Math.max(LIMITS.partly, LIMITS.ranked - wholes.length) : LIMITS.ranked;
  const rows = [...likeliest(wholes, concepts, LIMITS.ranked), ...partly.slice(0, most)];
  const scores = score(concepts, rarities, rows, library, isRun(query, concepts));
  putWholesFirst(rows, scores, wholes, concepts, rarities);
  const order = rows.map((number, row) => [number, scores[row]]).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  const listed = new Set(order.map(([number]) => number));
  for (const number of wholes) listed.add(number);
  let partial = 0;
  const numbers = [...listed].filter((number) => isWhole(number) || partial++ < LIMITS.partly);
  return { numbers, whole: wholes.length, wholes };
}

/** Whether the query is nothing but a run of three words or more: of fewer many titles hold them. */
function isRun({ groups }, concepts) {
  return concepts.length > 1 && groups.length === 1 && groups[0].field < 0 && groups[0].sequence.length >= SHORTEST_RUN;
}

/** When few papers hold all of several words, they go before those that hold some; of many words only a little, for a paper that holds them all holds
 * them by chance. A title with almost all of it stays. Changes `scores`. */
function putWholesFirst(rows, scores, wholes, concepts, rarities) {
  if (concepts.length < LIMITS.several || !wholes.length || wholes.length > LIMITS.fewWholes) return;
  const ahead = new Set([...wholes, ...titlesWith(concepts, rarities)]);
  const most = rows.reduce((best, number, row) => (ahead.has(number) ? best : Math.max(best, scores[row])), 0);
  rows.forEach((number, row) => {
    if (ahead.has(number)) scores[row] += most * (concepts.length > LIMITS.many ? SETTINGS.wholes : 1);
  });
}

/** Papers whose titles hold almost all of a query, by rarity. */
function titlesWith(concepts, rarities) {
  const weights = new Map();
  concepts.forEach((concept, at) => {
    for (const number of titlesOf(concept)) weights.set(number, (weights.get(number) ?? 0) + rarities[at]);
  });
  const enough = SETTINGS.titled * rarities.reduce((sum, each) => sum + each, 0);
  return [...weights.keys()].filter((number) => weights.get(number) >= enough);
}

/** Of many papers those with the words in their titles, then the newest. */
function likeliest(numbers, concepts, most) {
  if (numbers.length <= most) return numbers;
  const points = new Map(numbers.map((number) => [number, 0]));
  for (const { options, field } of concepts) {
    for (const { entry } of options) {
      for (const at of [0, 1, 2, 3]) {
        if (field >= 0 && field !== at) continue;
        const list = entry.fields[at];
        list.numbers.forEach((number, row) => {
          const known = points.get(number);
          if (known !== undefined) points.set(number, known + (at === 3 ? 0.1 * Math.min(9, list.counts[row]) : 1));
        });
      }
    }
  }
  return [...numbers].sort((a, b) => points.get(b) - points.get(a) || b - a).slice(0, most);
}

/** A query of filters alone lists what they let through, newest first. */
function unranked(query, library, without, allowed) {
  const numbers = [];
  if (query.filters.length || query.dates.after || query.dates.before || query.without.length) {
    for (let number = library.papers - 1; number >= 0; number--) {
      if (!without.has(number) && (!allowed || allowed[number])) numbers.push(number);
    }
  }
  return { numbers, whole: numbers.length, wholes: numbers };
}

/** Hand-written pages that hold every word. */
async function handPages(store, concepts, query) {
  const { pages } = await store.manifest();
  if (!pages.length || !concepts.length || query.filters.length) return [];
  const sets = concepts.map((concept) => {
    const terms = new Set([stem(concept.word), ...concept.options.map((option) => option.entry.term)]);
    return new Set([...terms].flatMap((term) => pagesWith(store, term)));
  });
  return pages.map(([title, path], number) => ({ title, path, number }))
    .filter(({ number }) => sets.every((set) => set.has(number)));
}
