// Documents. In: numbers of papers. Out: what is shown of them, only their blocks loaded; quoted phrases checked against their text.

import { fold, stem, words } from "./words.js";

/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {Object} Shown
 * @property {string} key
 * @property {string} title
 * @property {string} [abstract]
 * @property {string} [date]
 * @property {string} [added]
 * @property {string[]} [authors]
 * @property {number} [more]
 * @property {[string, string][]} [tags]
 * @property {string} [venue]
 * @property {[string, string]} [at]  where to read it: the place's name and the address
 * @property {string} [code]  the address of its code
 * @property {number} [withdrawn]
 * @property {string} [lang]
 */
/** @typedef {{text: string, hit: boolean}} Stretch */

const SNIPPET = 36;
/** What the very word is worth beside its stem, against its rarity. */
export const EXACT = 0.7;
const BEGUN = 0.6;
const RUN = 3;
const AUTHORS = 2;
// How many texts are loaded at a time to look for a phrase, and at most.
const BATCH = 12;
export const MOST_CHECKED = { header: 24, page: 360 };

/** @param {Store} store @param {number[]} numbers @returns {Promise<Shown[]>} */
export async function documents(store, numbers) {
  const { block, group, groups } = await store.manifest();
  return Promise.all(numbers.map(async (number) => {
    const at = Math.floor(number / group);
    const within = number % group;
    const papers = await store.get(`papers/${at}-${groups[at]}/${Math.floor(within / block)}.json`);
    return papers[within % block];
  }));
}

/** The results in order, as far as they were asked for. With quoted phrases only papers whose text holds them are let through. Of the best
 * few, whose texts are shown anyway, those go first that hold the very words: the index knows stems alone. */
export class Listing {
  /** @param {Store} store @param {import("./query.js").Query} query @param {import("./find.js").Answer} answer
   * @param {number[]} [numbers] the answer's, or those of them that are left, in another order perhaps
   * @param {number} [most] how many texts to look through for a phrase */
  constructor(store, query, answer, numbers = answer.numbers, most = MOST_CHECKED.page) {
    this.store = store;
    this.numbers = numbers;
    this.answer = answer;
    this.refined = !answer.scores.length || answer.scores.some((_, at) => numbers[at] !== answer.numbers[at]);
    this.initials = query.initials;
    // The whole query as a run of words, when it is nothing else.
    this.run = query.groups.length === 1 && query.groups[0].field < 0 ? query.groups[0].sequence : [];
    this.open = query.open;
    this.phrases = query.groups.filter((group) => group.phrase);
    this.most = most;
    /** @type {number[]} */
    this.verified = [];
    this.checked = 0;
  }

  /** Whether `total` is exact. */
  get exact() {
    return !this.phrases.length || this.checked >= this.numbers.length;
  }

  get total() {
    return this.phrases.length ? this.verified.length : this.numbers.length;
  }

  async #refine() {
    const { scores, concepts } = this.answer;
    const best = this.numbers.slice(0, scores.length);
    const papers = await documents(this.store, best);
    const points = new Map(best.map((number, at) => [
      number, scores[at] + EXACT * (exactness(papers[at], concepts) + initialled(papers[at], concepts, this.initials)) +
        (holdsRun(papers[at].title, this.run, this.open) ? Infinity : 0)]));
    const rank = new Map(best.map((number, at) => [number, at]));
    best.sort((a, b) => (points.get(b) === points.get(a) ? rank.get(a) - rank.get(b) : points.get(b) - points.get(a)));
    this.numbers = [...best, ...this.numbers.slice(scores.length)];
    this.refined = true;
  }

  /** @param {number} from @param {number} count @returns {Promise<Shown[]>} */
  async slice(from, count) {
    if (!this.phrases.length) {
      if (from === 0 && !this.refined) await this.#refine();
      return documents(this.store, this.numbers.slice(from, from + count));
    }
    while (this.verified.length < from + count && this.checked < Math.min(this.numbers.length, this.most)) {
      const batch = this.numbers.slice(this.checked, this.checked + Math.max(BATCH, from + count - this.verified.length));
      const papers = await documents(this.store, batch);
      batch.forEach((number, at) => {
        if (this.phrases.every((group) => holds(papers[at], group))) this.verified.push(number);
      });
      this.checked += batch.length;
    }
    return documents(this.store, this.verified.slice(from, from + count));
  }
}

/** How much of a query a paper says in the very words. @param {Shown} paper @param {import("./concepts.js").Concept[]} concepts */
function exactness(paper, concepts) {
  const said = new Set([paper.title, ...(paper.authors ?? []), paper.abstract ?? ""].flatMap((text) => words(text).map((word) => word.text)));
  return concepts.reduce((sum, { word, span, rarity }) => {
    if (said.has(word)) return sum + rarity;
    return span === 0 && [...said].some((other) => other.startsWith(word)) ? sum + BEGUN * rarity : sum;
  }, 0);
}

/** Whether a title holds the words of a query in its order, side by side. Of fewer words than RUN many titles do. @param {string} title
 * @param {string[]} run @param {boolean} open the last word may go on */
function holdsRun(title, run, open) {
  if (run.length < RUN) return false;
  const said = words(title).filter((word) => word.span === 1).map((word) => word.text);
  const last = run.length - 1;
  const fits = (other, at) => said[other] === run[at] || (open && at === last && (said[other] ?? "").startsWith(run[at]));
  return said.some((_, start) => run.every((_word, at) => fits(start + at, at)));
}

/** What it earns that one of the authors has the names and the initials of the query: `Y. Zhou`. @param {Shown} paper
 * @param {import("./concepts.js").Concept[]} concepts @param {Set<string>} initials */
function initialled(paper, concepts, initials) {
  if (!initials.size) return 0;
  return concepts.reduce((sum, { word, rarity }) => sum + ((paper.authors ?? []).some((name) => {
    const parts = words(name).map((part) => part.text);
    return parts.includes(word) && parts.some((part) => part !== word && initials.has([...part][0]));
  }) ? rarity : 0), 0);
}

/** Whether a paper's text holds the words of a phrase side by side, in any of its fields or the one that was asked for. */
function holds(paper, group) {
  const texts = [[paper.title], [...(paper.tags ?? []).map(([, name]) => name), paper.venue ?? ""], paper.authors ?? [], [paper.abstract ?? ""]];
  const wanted = group.sequence;
  return texts.some((field, at) => (group.field < 0 || group.field === at) && field.some((text) => {
    const said = words(text).filter((word) => word.span === 1).map((word) => word.text);
    // `author:"y zhou"` is Yang Zhou too.
    const fits = (word, other) => other === word || (at === AUTHORS && [...word].length === 1 && other?.startsWith(word));
    return said.some((_, start) => wanted.every((word, step) => fits(word, said[start + step])));
  }));
}

/** Which words of a text to mark. @param {import("./concepts.js").Concept[]} concepts @returns {(text: string) => string|null} */
export function marker(concepts) {
  const terms = new Map();
  for (const concept of concepts) for (const { entry } of concept.options) terms.set(entry.term, concept.word);
  return (text) => {
    for (const word of words(text)) {
      const said = terms.get(stem(word.text));
      if (said !== undefined) return said;
    }
    return null;
  };
}

/** A text cut into stretches, the matching words apart. @param {string} text @param {(text: string) => string|null} marked
 * @returns {Stretch[]} */
export function stretches(text, marked) {
  const found = [];
  for (const part of text.split(/(\s+)/)) {
    const hit = part.trim() !== "" && marked(part) !== null;
    if (found.length && found[found.length - 1].hit === hit) found[found.length - 1].text += part;
    else found.push({ text: part, hit });
  }
  return found.filter((stretch) => stretch.text);
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

/** Two texts that a reader would call the same. */
export const same = (a, b) => fold(a).trim() === fold(b).trim();
