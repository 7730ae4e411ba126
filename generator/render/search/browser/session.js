// A session. In: what is typed on this page. Out: answers, with lunr and the index loaded when first needed.

import { find } from "./find.js";
import { parse } from "./query.js";
import { LoadError, Store } from "./store.js";

/** The site's root, wherever it is published: this module's file is assets/search/core.js below it. */
export const ROOT = new URL("../../", import.meta.url);

const FOLDER = new URL("search/v1/", ROOT);

let current = new Store(FOLDER);
let lunr = null;

/** lunr is a classic script that sets a global; the page's security policy allows it as a file of our own. @returns {Promise<void>} */
function loadLunr() {
  lunr ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("lunr.min.js", import.meta.url).href;
    script.onload = () => resolve();
    script.onerror = () => {
      lunr = null;
      script.remove();
      reject(new LoadError("lunr.min.js"));
    };
    document.head.append(script);
  });
  return lunr;
}

/** Load what any query needs, while the reader is still thinking. */
export function prepare() {
  Promise.all([loadLunr(), current.manifest()]).catch(() => {
    // The search itself will fail too, and say so.
  });
}

/** Do something with the index. When a file did not load, once more, and anew with the new manifest when the site was published anew
 * meanwhile: numbers of papers that one manifest gave mean nothing in another.
 * @template T @param {(store: Store) => Promise<T>} task @returns {Promise<T>} */
export async function withIndex(task) {
  await loadLunr();
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
