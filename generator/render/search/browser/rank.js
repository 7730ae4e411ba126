// Ranking. In: concepts and papers that hold some of them. Out: one score a paper.
//
// Each word's counts are first added up over the fields (weighted, normed by length) and then saturated, as BM25F does (Robertson, Zaragoza, Taylor:
// Simple BM25 extension to multiple weighted fields, CIKM 2004); papers that hold more of the query go first; and titles earn for order,
// nearness and completeness. A paper that says the very word goes before one that says a relative of it.

import { formOf, stem } from "./words.js";

/** @typedef {import("./concepts.js").Concept} Concept */

/**
 * Tuned by chance steps over 900 queries as people type them (benchmarks/hard_queries.py, its even half), such that no kind lost.
 * boosts, norms   of a word in title, topics, authors, abstract; how much the length of a title and of an abstract counts
 * missing, long   the share of a query that a paper holds counts with the power `missing` for three words; it falls with the power `long` for
 *                 more, for who asks in many words has some that the paper does not say
 * title … first   see titleBonus; nearby: of words near each other against those side by side
 * exact, begun    the very word, and a word that goes on as it was begun
 * wholes, titled  of what a paper earns that holds all of several words, when few do; and so does a title with this share of them
 * pair            of two words, a title that holds them side by side in their order ("reinforcement learning", not "reinforced … learning")
 */
export const SETTINGS = { boosts: [3.3, 1.2, 2.4, 1], norms: [0.4, 0, 0, 1], k1: 1.2, missing: 6, long: 8, title: 0.45, near: 0.55, nearby: 0.55,
  whole: 0.8, first: 0.7, exact: 1.4, begun: 1.1, wholes: 0.25, titled: 0.75, pair: 0.5 };
const FEW_WORDS = 3;
/** What a title earns that holds the words of the query in its order, side by side: more than all else together. */
const RUN = 1e6;

/** How rare a concept is: papers that hold any of its terms, against all. @param {number} held @param {number} papers */
export function rarity(held, papers) {
  return Math.log(1 + (papers - held + 0.5) / (held + 0.5));
}

/**
 * @param {Concept[]} concepts @param {number[]} rarities of each concept
 * @param {number[]} numbers the papers to rank
 * @param {{papers: number, averages: number[], lengths: ArrayLike<number>}} library
 * @param {boolean} run whether the query is a run of words that a title may hold in its order
 * @returns {Float64Array} a score for each of `numbers`
 */
export function score(concepts, rarities, numbers, library, run, settings = SETTINGS) {
  const slots = new Map(numbers.map((number, slot) => [number, slot]));
  const scores = new Float64Array(numbers.length);
  const missed = new Float64Array(numbers.length);
  const exact = new Float64Array(numbers.length);
  const titles = numbers.map(() => null);
  const total = rarities.reduce((sum, each) => sum + each, 0) || 1;
  const missing = settings.missing * Math.min(1, FEW_WORDS / concepts.length) ** settings.long;
  concepts.forEach((concept, at) => {
    const points = pointsOf(concepts, at, rarities[at], slots, titles, library, settings);
    const says = saying(concept);
    for (let slot = 0; slot < points.length; slot++) {
      if (!points[slot]) missed[slot] += rarities[at];
      else {
        scores[slot] += points[slot];
        exact[slot] += rarities[at] * (says(numbers[slot]) ? settings.exact : concept.span ? 0 : settings.exact * settings.begun);
      }
    }
  });
  const pair = concepts.length === 2 ? settings.pair * total : 0;
  const together = run ? RUN : pair;
  for (let slot = 0; slot < numbers.length; slot++) {
    const covered = 1 - missed[slot] / total;
    scores[slot] *= covered ** missing;
    if (titles[slot]) scores[slot] += titleBonus(titles[slot], concepts, rarities, total, settings);
    if (together && titles[slot] && holdsRun(titles[slot], concepts)) scores[slot] += together;
    scores[slot] += exact[slot];
  }
  return scores;
}

/** Whether a paper, by its number, says the very word. @param {Concept} concept @returns {(number: number) => boolean} */
export function saying({ word, options }) {
  const own = options.find(({ entry }) => entry.term === stem(word))?.entry;
  if (!own) return () => false;
  const held = new Set(own.fields.flatMap(({ numbers }) => [...numbers]));
  const form = own.forms.get(formOf(word));
  if (form) return (number) => form.has(number);
  const lacking = new Set([...own.forms.values()].flatMap((papers) => [...papers].filter(([, lacks]) => lacks).map(([number]) => number)));
  return (number) => held.has(number) && !lacking.has(number);
}

/** Whether a title holds all concepts at the distances that they have in the query. */
function holdsRun(title, concepts) {
  const places = concepts.map((_, at) => title.hits.filter((hit) => hit.at === at).flatMap((hit) => hit.places));
  // Stop words of the query are not looked up, but those before its first word need room.
  return places[0].some((start) => start >= concepts[0].place && concepts.every(({ place }, at) => places[at].includes(start + place - concepts[0].place)));
}

/** For each paper what its best term for the concept earns: the weighted, normed count over all fields, saturated, times its rarity. */
function pointsOf(concepts, at, rare, slots, titles, library, settings) {
  const concept = concepts[at];
  const best = new Float64Array(slots.size);
  for (const { entry, weight, own } of concept.options) {
    const sums = new Map();
    const most = (own && concepts.length === 1 ? Math.max(rare, rarity(entry.papers, library.papers)) : rare) * (settings.k1 + 1);
    entry.fields.forEach((list, field) => {
      if (concept.field >= 0 && concept.field !== field) return;
      list.numbers.forEach((number, row) => {
        const slot = slots.get(number);
        if (slot === undefined) return;
        const length = list.lengths ? list.lengths[row] : library.lengths[number];
        const norm = 1 - settings.norms[field] + (settings.norms[field] * length) / (library.averages[field] || 1);
        sums.set(slot, (sums.get(slot) ?? 0) + (settings.boosts[field] * list.counts[row]) / norm);
        if (field === 0) (titles[slot] ??= { length, hits: [] }).hits.push({ at, weight, places: list.places[row] });
      });
    });
    for (const [slot, sum] of sums) best[slot] = Math.max(best[slot], (most * sum * weight) / (settings.k1 + sum * weight));
  }
  return best;
}

/** What a title earns beyond its words: how much of the query and of itself it answers, words in the query's order, a name up front. */
function titleBonus(title, concepts, rarities, total, settings) {
  const placesOf = new Map();
  for (const { at, places } of title.hits) placesOf.set(at, [...(placesOf.get(at) ?? []), ...places]);
  let held = 0, near = 0;
  const used = new Set();
  for (const [at, places] of placesOf) {
    held += rarities[at];
    for (const place of places) used.add(place);
    const next = placesOf.get(at + 1);
    if (!next) continue;
    const step = concepts[at + 1].place - concepts[at].place;
    if (places.some((place) => next.includes(place + step) || next.includes(place))) near += Math.min(rarities[at], rarities[at + 1]);
    else if (places.some((place) => next.some((other) => Math.abs(other - place) <= step + 2))) near += Math.min(rarities[at], rarities[at + 1]) * settings.nearby;
  }
  const share = held / total;
  const whole = Math.min(1, used.size / title.length) * share;
  const first = placesOf.size && [...placesOf.values()].some((places) => places.includes(0)) ? share : 0;
  return settings.title * held * share + settings.near * near * 2 + settings.whole * whole * held + settings.first * first;
}
