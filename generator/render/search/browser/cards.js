// Cards. In: numbers of papers. Out: what a list shows of them at once.

import { numbersOf, uncoded } from "./postings.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {{key: string, title: string, author: string, others: number, date: string, added: string, lang: string, notices: string[]}} Card
 * others: authors beyond the first; notices: what a reader has to know first, as on the cards of other pages; date: empty when nobody said, then added tells when the paper came */
/** @param {Store} store @param {number[]} numbers @returns {Promise<Card[]>} */
export async function cards(store, numbers) {
  const { block, group, groups } = await store.manifest();
  return Promise.all(numbers.map(async (number) => {
    const at = Math.floor(number / group);
    const within = number % group;
    const columns = await store.get(`cards/${at}-${groups[at]}/${Math.floor(within / block)}.json`);
    return cardAt(columns, within % block);
  }));
}

function cardAt(columns, at) {
  const title = columns.titles[at];
  const told = title.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase();
  const date = columns.dates[at];
  columns.counts ??= numbersOf(columns.others);
  return { title, key: columns.keys[at] ? uncoded(columns.keys[at], told) : told, author: columns.authors[at], others: columns.counts[at],
    date: date[0] === "+" ? "" : date, added: date[0] === "+" ? date.slice(1) : "", lang: columns.langs?.[at] ?? "",
    notices: ["Retracted", "Withdrawn"].filter((notice) => columns[notice.toLowerCase()]?.includes(at)) };
}

/** @param {string} root the site's @param {string} key */
export const pageOf = (root, key) => new URL(`papers/${encodeURIComponent(key)}/`, root).href;
