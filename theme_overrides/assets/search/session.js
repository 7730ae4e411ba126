// A session. In: what is typed on this page. Out: answers, with lunr and the index loaded when first needed.

import { find } from "./find.js";
import { parse } from "./query.js";
import { LoadError, Store } from "./store.js";

/** The site's root, wherever it is published: this file is assets/search/session.js below it. */
export const ROOT = new URL("../../", import.meta.url);

export const store = new Store(new URL("search/v1/", ROOT));

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
  Promise.all([loadLunr(), store.manifest()]).catch(() => {
    // The search itself will fail too, and say so.
  });
}

/** Do something with the index. When a file is gone, for the site was published anew meanwhile, once more with the new manifest.
 * @template T @param {() => Promise<T>} task @returns {Promise<T>} */
export async function withIndex(task) {
  await loadLunr();
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    store.refresh();
    return task();
  }
}

/** @param {string} text */
export function search(text) {
  const query = parse(text);
  return withIndex(async () => ({ query, answer: await find(store, query) }));
}
