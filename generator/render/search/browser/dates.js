// Dates. In: the table of papers' dates. Out: which papers lie in a span, and an order by date.

import { numbersOf } from "./postings.js";

/** @typedef {import("./store.js").Store} Store */

/** One number a paper that sorts as its date does, 0 where nobody said. A bare year sorts before its months.
 * @param {Store} store @returns {Promise<Float64Array>} */
export async function datesOf(store) {
  const { dates } = await store.manifest();
  const { months, days } = await store.get(`dates-${dates}.json`);
  const parts = numbersOf(days);
  return Float64Array.from(numbersOf(months), (month, at) => month * 40 + parts[at]);
}

/** YYYY[-MM[-DD]] as such a number. @param {string} date */
function sortable(date) {
  const [year, month, day] = date.split("-").map(Number);
  return ((year - 1800) * 12 + (month || 1)) * 40 + (day ? day + 1 : month ? 1 : 0);
}

/** @param {Store} store @param {string} after included @param {string} before not included @returns {Promise<Uint8Array>} */
export async function datesBetween(store, after, before) {
  const dates = await datesOf(store);
  const low = after ? sortable(after) : 1;
  const high = before ? sortable(before) : Infinity;
  return Uint8Array.from(dates, (date) => (date >= low && date < high ? 1 : 0));
}
