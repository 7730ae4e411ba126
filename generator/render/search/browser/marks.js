// Marks. In: a text and a query's words. Out: the text cut into stretches, those that match apart; the part of an abstract that says most.

import { CJK, STARTS_CJK, stem, words } from "./words.js";

/** @typedef {{text: string, hit: boolean}} Stretch */

const SNIPPET = 36;
const RUNS = new RegExp(`(\\s+|[${CJK}]+)`, "u");

/** Which words of a text to mark. @param {import("./concepts.js").Concept[]} concepts @returns {(text: string) => string|null} */
export function marker(concepts) {
  const terms = new Map();
  for (const concept of concepts) for (const { entry } of concept.options) terms.set(entry.term, concept.word);
  const begun = concepts.filter(({ span }) => span === 0).map(({ word }) => word);
  return (text) => {
    for (const word of words(text)) {
      const said = terms.get(stem(word.text)) ?? begun.find((start) => word.text.startsWith(start));
      if (said !== undefined) return said;
    }
    return null;
  };
}

/** A text cut into stretches, the matching words apart; of a script without blanks the pairs of characters that match. @param {string} text @param {(text: string) => string|null} marked
 * @returns {Stretch[]} */
export function stretches(text, marked) {
  const found = [];
  for (const part of text.split(RUNS)) {
    const letters = STARTS_CJK.test(part) ? [...part] : [part];
    const hits = letters.map((_, at) => marked(letters.slice(at, at + 2).join("")) !== null);
    letters.forEach((letter, at) => {
      const hit = hits[at] || hits[at - 1] === true;
      if (found.at(-1)?.hit === hit) found.at(-1).text += letter;
      else if (letter) found.push({ text: letter, hit });
    });
  }
  return found;
}

/** The stretch of an abstract that holds most of the query, cut at blanks. @param {string} abstract @param {(text: string) => string|null} marked
 * @returns {Stretch[]} */
export function snippet(abstract, marked) {
  const parts = abstract.split(/\s+/).filter(Boolean);
  const hits = parts.map(marked);
  let best = 0, most = -1;
  for (let start = 0; start === 0 || start + SNIPPET <= parts.length; start++) {
    if (start && !hits[start + 6]) continue;
    const held = new Set(hits.slice(start, start + SNIPPET).filter((hit) => hit !== null)).size;
    if (held > most) [best, most] = [start, held];
  }
  const cut = parts.slice(best, best + SNIPPET).join(" ");
  const text = `${best ? "… " : ""}${cut}${best + SNIPPET < parts.length ? " …" : ""}`;
  return stretches(text, marked);
}
