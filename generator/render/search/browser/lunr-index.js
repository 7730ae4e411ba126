// A small lunr index. In: the entries of a query's terms. Out: a lunr.Index that gives the same papers and scores as one of all terms.
//
// The weights of a paper change with every paper added, for they hold global averages. So the shards store counts and lengths, and the
// weights are computed here as lunr.Builder does (Okapi BM25 per field, k1 1.2, b 0.75, rounded to three digits).

import { lunr } from "./lunr.js";
import { FIELDS } from "./postings.js";

/** @typedef {import("./postings.js").Entry} Entry */

const K1 = 1.2;
const B = 0.75;

/** lunr.idf: it counts a paper once for each field that holds the term. @param {Entry} entry @param {number} papers */
export function lunrRarity(entry, papers) {
  const held = entry.fields.reduce((sum, field) => sum + field.numbers.length, 0);
  return Math.log(1 + Math.abs((papers - held + 0.5) / (held + 0.5)));
}

/**
 * @param {Entry[]} found entries in ascending order of term
 * @param {{papers: number, averages: number[], lengths: Uint16Array|number[], boosts: number[]}} library
 * @param {Uint8Array|null} kept paper number -> 1 when the index should hold it; null: all
 */
export function lunrIndex(found, library, kept = null) {
  const invertedIndex = Object.create(null);
  const fieldVectors = Object.create(null);
  const nothing = {};
  found.forEach((entry, at) => {
    const rarity = lunrRarity(entry, library.papers);
    const posting = { _index: at };
    entry.fields.forEach((list, field) => {
      const name = FIELDS[field];
      const papers = (posting[name] = Object.create(null));
      list.numbers.forEach((number, row) => {
        if (kept && !kept[number]) return;
        papers[number] = nothing;
        const length = list.lengths ? list.lengths[row] : library.lengths[number];
        const count = list.counts[row];
        const weight = (rarity * (K1 + 1) * count) / (K1 * (1 - B + B * (length / library.averages[field])) + count);
        const elements = (fieldVectors[`${name}/${number}`] ??= []);
        elements.push(at, Math.round(weight * library.boosts[field] * 1000) / 1000);
      });
    });
    invertedIndex[entry.term] = posting;
  });
  for (const ref in fieldVectors) fieldVectors[ref] = new lunr.Vector(fieldVectors[ref]);
  return new lunr.Index({
    invertedIndex,
    fieldVectors,
    fields: FIELDS,
    tokenSet: lunr.TokenSet.fromArray(found.map((entry) => entry.term)),
    pipeline: new lunr.Pipeline(),
  });
}
