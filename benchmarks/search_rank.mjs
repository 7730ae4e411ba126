// Ranks with the site's own scripts, outside a browser. In: `node search_rank.mjs SCRIPTS SEARCH`, and queries as a JSON list on stdin.
// Out: a JSON list on stdout, for each query {keys: best papers, first ten; bytes: gzip -6 of the files a fresh page would load; ms}.
// With --bytes each query has a fresh page, the field; with --page that is /search/. `requests` are then its index files and scripts,
// until the first answers are drawn.

import { readFileSync } from "node:fs";
import * as modules from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [, , scripts, folder] = process.argv;
const module = (name) => import(pathToFileURL(resolve(scripts, name)).href);

const sizes = new Map();
let loaded = new Set();
globalThis.fetch = async (address) => {
  const path = fileURLToPath(address);
  loaded.add(path);
  const content = readFileSync(path);
  if (!sizes.has(path)) sizes.set(path, gzipSync(content, { level: 6 }).length);
  return new Response(content);
};

// A script that only some queries ask for tells when one of its functions is called: a module is loaded once for all queries.
const LATER = /(correct|filters|texts)\.js$/;
// Node 20 has no such hooks: there the requests are counted without those scripts, and all else is the same.
globalThis.called = (name) => loaded.add(name);
modules.registerHooks?.({
  load(url, context, next) {
    const found = next(url, context);
    const name = LATER.exec(url)?.[1];
    if (!name) return found;
    const told = `globalThis.called("${name === "correct" ? "correct.js" : "page.js"}");`;
    return { ...found, source: String(found.source).replace(/^export (?:async )?function .*\{$/gm, `$& ${told}`) };
  },
});

const { Store } = await module("store.js");
const { parse } = await module("query.js");
const { find } = await module("find.js");
const { Listing, MOST_CHECKED } = await module("listing.js");

const onPage = process.argv.includes("--page");
const fresh = onPage || process.argv.includes("--bytes");
// The first ten count for the ranks, but the field shows six at once and the page three, or fewer after a query that took more files.
const SHOWN = onPage ? 3 : fresh ? 6 : 10;
// What a page loads whatever is asked: head.js is there before.
const SCRIPTS = onPage ? ["head.js", "core.js", "page.js"] : ["head.js", "core.js"];
const root = pathToFileURL(resolve(folder) + "/");
const warm = new Store(root);
const answers = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const store = fresh ? new Store(root) : warm;
  store.whole = onPage;
  loaded = new Set(fresh ? SCRIPTS : []);
  const started = performance.now();
  const query = parse(text);
  const answer = await find(store, query);
  const ms = performance.now() - started;
  const listing = new Listing(store, query, answer, answer.numbers, onPage ? MOST_CHECKED.page : MOST_CHECKED.header);
  const first = listing.phrases.length ? 1 : Math.max(1, Math.min(SHOWN, 1 + answer.left));
  let papers = await listing.slice(0, onPage ? first : SHOWN);
  const requests = loaded.size;
  const files = [...loaded].filter((path) => sizes.has(path));
  const bytes = files.reduce((sum, path) => sum + sizes.get(path), 0);
  const parts = {};
  for (const path of files) { const kind = path.slice(resolve(folder).length + 1).split(/[-/.]/)[0]; parts[kind] = (parts[kind] ?? 0) + sizes.get(path); }
  papers = await listing.slice(0, 10);
  answers.push({ keys: papers.map((paper) => paper.key), whole: answer.whole, found: answer.numbers.length, corrections: answer.corrections,
    bytes, parts, files: files.length, requests, asked: files.map((path) => path.slice(resolve(folder).length + 1)), ms: Math.round(ms * 10) / 10 });
}
process.stdout.write(JSON.stringify(answers));
