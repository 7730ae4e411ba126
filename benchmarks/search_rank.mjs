// Ranks with the site's own scripts, outside a browser. In: `node search_rank.mjs SCRIPTS SEARCH`, and queries as a JSON list on stdin.
// Out: a JSON list on stdout, for each query {numbers: best papers, first ten; bytes: gzip -6 of the files a fresh page would load; ms}.

import { readFileSync } from "node:fs";
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

const { Store } = await module("store.js");
const { parse } = await module("query.js");
const { find } = await module("find.js");
const { Listing, MOST_CHECKED } = await module("listing.js");

// The first ten count for the ranks, but the field shows six, so bytes are of those.
const SHOWN = process.argv.includes("--bytes") ? 6 : 10;
const root = pathToFileURL(resolve(folder) + "/");
const warm = new Store(root);
const answers = [];
const fresh = process.argv.includes("--bytes");
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const store = fresh ? new Store(root) : warm;
  loaded = new Set();
  const started = performance.now();
  const query = parse(text);
  const answer = await find(store, query);
  const ms = performance.now() - started;
  const listing = new Listing(store, query, answer, answer.numbers, MOST_CHECKED.header);
  const papers = await listing.slice(0, SHOWN);
  const bytes = [...loaded].reduce((sum, path) => sum + sizes.get(path), 0);
  const parts = {};
  for (const path of loaded) { const kind = path.slice(resolve(folder).length + 1).split(/[-/.]/)[0]; parts[kind] = (parts[kind] ?? 0) + sizes.get(path); }
  answers.push({ keys: papers.map((paper) => paper.key), whole: answer.whole, found: answer.numbers.length, corrections: answer.corrections,
    bytes, parts, files: loaded.size, ms: Math.round(ms * 10) / 10 });
}
process.stdout.write(JSON.stringify(answers));
