// A session. In: what is typed on this page. Out: answers; the index is read anew when the site was published meanwhile.

import { find } from "./find.js";
import { parse } from "./query.js";
import { LoadError, Store } from "./store.js";

/** The site's root, wherever it is published: this module's file is assets/search/core.js below it. */
export const ROOT = new URL("../../", import.meta.url);

const FOLDER = new URL("search/v1/", ROOT);

let current = new Store(FOLDER);
/** What any query needs was asked for while the scripts were on their way. @param {Promise<Response>} manifest */
export function begin(manifest) {
  current.early = manifest;
}

/** Do something with the index. When a file did not load, once more, and anew with the new manifest when the site was published anew
 * meanwhile: numbers of papers that one manifest gave mean nothing in another.
 * @template T @param {(store: Store) => Promise<T>} task @returns {Promise<T>} */
export async function withIndex(task) {
  const used = current;
  try {
    return await task(used);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    const fresh = new Store(FOLDER);
    const [before, now] = await Promise.all([used.manifest(), fresh.manifest()]);
    if (JSON.stringify(before) === JSON.stringify(now)) return task(used);
    if (current === used) current = fresh;
    return task(current);
  }
}

/** @param {Store} store @param {string} text */
export async function answerTo(store, text) {
  const query = parse(text);
  return { query, answer: await find(store, query) };
}
