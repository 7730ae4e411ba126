// The listing. In: an answer. Out: its papers in order, as cards, as far as they were asked for; quoted phrases checked against their texts.

import { cards } from "./cards.js";

/** @typedef {import("./store.js").Store} Store */

// How many texts are loaded at a time to look for a phrase, and at most.
const BATCH = 8;
export const MOST_CHECKED = { header: 5, page: 48 };
// Of a query with initials so many of the best papers are looked at for the name.
const INITIALLED = 8;
// In a longer one, as a reference is, they tell less than its title.
const FEW = 5;

/** The results in order. With quoted phrases only papers whose text holds them are let through. */
export class Listing {
  /** @param {Store} store @param {import("./query.js").Query} query @param {import("./find.js").Answer} answer
   * @param {number[]} [numbers] the answer's, or those of them that are left, in another order perhaps
   * @param {number} [most] how many texts to look through for a phrase */
  constructor(store, query, answer, numbers = answer.numbers, most = MOST_CHECKED.page) {
    this.store = store;
    this.numbers = numbers;
    this.answer = answer;
    this.initials = numbers === answer.numbers && answer.concepts.length <= FEW ? query.initials : new Set();
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

  /** @param {number} from @param {number} count @returns {Promise<import("./cards.js").Card[]>} */
  async slice(from, count) {
    if (this.phrases.length) await this.#verify(from + count);
    else if (this.initials.size && from === 0) await this.#named();
    return cards(this.store, (this.phrases.length ? this.verified : this.numbers).slice(from, from + count));
  }

  async #verify(wanted) {
    while (this.verified.length < wanted && this.checked < Math.min(this.numbers.length, this.most)) {
      // Who waits for one answer waits for few texts at first.
      const batch = this.numbers.slice(this.checked, this.checked + Math.min(this.checked + wanted > 1 ? BATCH : 2, this.most - this.checked));
      const found = await cards(this.store, batch);
      const { saysAll } = await import("./texts.js");
      const held = await Promise.all(found.map((card) => saysAll(this.store.root, card, this.phrases)));
      batch.forEach((number, at) => held[at] && this.verified.push(number));
      this.checked += batch.length;
    }
  }

  /** Of the best papers those go first that have an author of the names and the initials of the query: `Y. Zhou`. */
  async #named() {
    const best = this.numbers.slice(0, INITIALLED);
    const found = await cards(this.store, best);
    const names = this.answer.concepts.map(({ word }) => word);
    const { isBy } = await import("./texts.js");
    const fits = await Promise.all(found.map((card) => isBy(this.store.root, card, names, this.initials)));
    this.numbers = [...best.filter((_, at) => fits[at]), ...best.filter((_, at) => !fits[at]), ...this.numbers.slice(INITIALLED)];
    this.initials = new Set();
  }
}
