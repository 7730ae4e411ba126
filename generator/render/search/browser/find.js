// Finding. In: a query. Out: the numbers of the papers that answer it, best first; words that were corrected; hand-written pages.

import { alsoMeans, conceptsOf } from "./concepts.js";
import { datesBetween } from "./dates.js";
import { lunrIndex } from "./lunr-index.js";
import { entries, FIELDS, filtered, numbersOf, pagesWith } from "./postings.js";
import { rarity, score, SETTINGS } from "./rank.js";
import { stem } from "./words.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./concepts.js").Concept} Concept */
/** @typedef {{said: string, meant: string[], instead: boolean}} Correction  instead: nothing held what was said */
/**
 * @typedef {Object} Answer
 * @property {number[]} numbers  papers, best first
 * @property {number} whole      how many of them hold every word
 * @property {boolean} partly    a very frequent word was looked up in part, or not at all, so there may be more or fewer
 * @property {number[]} scores   of the first few of `numbers`, which their texts may put in another order (see documents.js)
 * @property {Correction[]} corrections
 * @property {{title: string, path: string}[]} pages
 * @property {Concept[]} concepts for snippets and phrases
 */

// lunr ranks this many papers at most, those that hold the rarest words; and the ranking above it looks at its best.
export const LIMITS = { lunr: 700, ranked: 600, partly: 200, refined: 8, several: 4, fewWholes: 20 };
const BOOSTS = [2, 1, 1, 1];

/** @param {Store} store @param {import("./query.js").Query} query @returns {Promise<Answer>} */
export async function find(store, query) {
  const [library, { concepts, shortened }, without, allowed] = await Promise.all([
    libraryOf(store), conceptsOf(store, query), excluded(store, query), allowedBy(store, query),
  ]);
  let gathered = gather(concepts, library, without, allowed);
  let corrections = [];
  if (concepts.length && gathered.whole === 0) {
    const { correct } = await import("./correct.js");
    corrections = await correct(store, concepts, gathered.rarities);
    if (corrections.length) gathered = gather(concepts, library, without, allowed);
  }
  const pages = await handPages(store, concepts, query);
  if (!concepts.length) return { ...unranked(query, library, without, allowed), partly: false, corrections, pages, concepts };
  const partly = shortened || concepts.some(({ options }) => options.some(({ entry }) => entry.partly));
  return { ...ranked(concepts, gathered, library), partly, corrections, pages, concepts };
}

/** What a search needs to know of the whole library. */
export async function libraryOf(store) {
  const { papers, averages, lengths } = await store.manifest();
  const name = `lengths-${lengths}.json`;
  let length = 0;
  if (!store.terms.has(name)) {
    const changes = numbersOf(await store.get(name));
    store.terms.set(name, Uint16Array.from(changes, (change) => (length += change & 1 ? -(change + 1) / 2 : change / 2)));
  }
  return { papers, averages, lengths: store.terms.get(name), boosts: BOOSTS };
}

/** Papers with a word or phrase that was excluded; of an excluded phrase, those whose title or abstract holds all its words. */
async function excluded(store, query) {
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

/** @returns {Promise<Uint8Array|null>} paper number -> 1 when the filters let it through; null: no filter */
async function allowedBy(store, query) {
  const { papers } = await store.manifest();
  const { after, before } = query.dates;
  if (!query.filters.length && !after && !before) return null;
  const allowed = after || before ? await datesBetween(store, after, before) : new Uint8Array(papers).fill(1);
  for (const { kind, values, not } of alternatives(query.filters)) {
    const passing = new Uint8Array(papers);
    for (const value of values) for (const number of (await filtered(store, `:${kind}/${value}`)) ?? []) passing[number] = 1;
    for (let number = 0; number < papers; number++) if (Boolean(passing[number]) === not) allowed[number] = 0;
  }
  return allowed;
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

/** Every paper that holds a word of the query: how much of its rarity, and whether all of it. */
function gather(concepts, library, without, allowed) {
  const { papers } = library;
  const weight = new Float32Array(papers);
  const held = new Uint8Array(papers);
  const rarities = [];
  const last = new Uint8Array(papers);
  concepts.forEach((concept, at) => {
    const numbers = [];
    let titles = 0;
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
    rarities.push((concept.rarity = rarity(all, papers)));
    for (const number of numbers) {
      weight[number] += rarities[at];
      held[number]++;
    }
    if (concept.must) for (let number = 0; number < papers; number++) if (last[number] !== at + 1) weight[number] = -Infinity;
  });
  const numbers = [];
  let whole = 0;
  for (let number = 0; number < papers; number++) {
    if (!(weight[number] > 0) || without.has(number) || (allowed && !allowed[number])) continue;
    numbers.push(number);
    if (held[number] === concepts.length) whole++;
  }
  return { numbers, weight, held, whole, rarities };
}

/** All words first: when they give enough, the rest is left out but for the nearest; then most words. */
function ranked(concepts, gathered, library) {
  const { held, weight, rarities } = gathered;
  const total = rarities.reduce((sum, each) => sum + each, 0);
  const wholes = gathered.numbers.filter((number) => held[number] === concepts.length);
  let partly = gathered.numbers.filter((number) => held[number] < concepts.length && weight[number] >= total * 0.3);
  partly.sort((a, b) => weight[b] - weight[a] || b - a);
  const most = wholes.length ? Math.max(LIMITS.partly, LIMITS.lunr - wholes.length) : LIMITS.lunr;
  partly = partly.slice(0, most);
  const few = likeliest(wholes, concepts, LIMITS.lunr);
  const lunrScores = lunrScoresOf(concepts, [...few, ...partly], library);
  const best = [...lunrScores.keys()];
  const rows = best.slice(0, LIMITS.ranked);
  const scores = score(concepts, rarities, rows, lunrScores, library, SETTINGS);
  putWholesFirst(rows, scores, wholes, concepts);
  const order = rows.map((number, row) => [number, scores[row]]).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  const listed = new Set(order.map(([number]) => number));
  for (const number of [...best, ...wholes]) if (!listed.has(number)) listed.add(number);
  const isWhole = new Set(wholes);
  let partial = 0;
  const numbers = [...listed].filter((number) => isWhole.has(number) || partial++ < LIMITS.partly);
  return { numbers, whole: wholes.length, scores: order.slice(0, LIMITS.refined).map(([, points]) => points) };
}

/** When few papers hold all of several words, they go before those that hold some, be it in the title. Changes `scores`. */
function putWholesFirst(rows, scores, wholes, concepts) {
  if (concepts.length < LIMITS.several || !wholes.length || wholes.length > LIMITS.fewWholes) return;
  const isWhole = new Set(wholes);
  const most = rows.reduce((best, number, row) => (isWhole.has(number) ? best : Math.max(best, scores[row])), 0);
  rows.forEach((number, row) => {
    if (isWhole.has(number)) scores[row] += most;
  });
}

/** Of many papers those with the words in their titles, then the newest: lunr is slow with thousands. */
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

/** @returns {Map<number, number>} paper number -> lunr's score, best first */
function lunrScoresOf(concepts, numbers, library) {
  const kept = new Uint8Array(library.papers);
  for (const number of numbers) kept[number] = 1;
  const found = [...new Set(concepts.flatMap((concept) => concept.options.map((option) => option.entry)))];
  found.sort((a, b) => (a.term < b.term ? -1 : 1));
  const index = lunrIndex(found, library, kept);
  const results = index.query((asked) => {
    for (const { options, field } of concepts) {
      const fields = field < 0 ? FIELDS : [FIELDS[field]];
      for (const { entry, weight } of options) asked.clause({ term: entry.term, boost: weight, fields, usePipeline: false });
    }
  });
  return new Map(results.map(({ ref, score: points }) => [Number(ref), points]));
}

/** A query of filters alone lists what they let through, newest first. */
function unranked(query, library, without, allowed) {
  const numbers = [];
  if (query.filters.length || query.dates.after || query.dates.before || query.without.length) {
    for (let number = library.papers - 1; number >= 0; number--) {
      if (!without.has(number) && (!allowed || allowed[number])) numbers.push(number);
    }
  }
  return { numbers, whole: numbers.length, scores: [] };
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
