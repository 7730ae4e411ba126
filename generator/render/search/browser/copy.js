// Taking results along. In: numbers of the papers found. Out: their links, or BibTeX, RIS, CSL-JSON and references of all of them.

import { cards, pageOf } from "./cards.js";
import { apaList } from "./references.js";
import { ROOT } from "./session.js";

// A file of citations holds 200 papers: a hundred of them, some 6 MB, are the most that a search asks for.
const MOST_FILES = 100;
const AT_ONCE = 6;
const COLUMNS = { bibtex: 0, ris: 1, csl: 2, apa: 3, ieee: 4 };
const FILES = {
  bibtex: { file: "papers.bib", type: "application/x-bibtex" },
  ris: { file: "papers.ris", type: "application/x-research-info-systems" },
  csl: { file: "papers.json", type: "application/json" },
  apa: { file: "apa.txt", type: "text/plain;charset=utf-8" },
  ieee: { file: "ieee.txt", type: "text/plain;charset=utf-8" },
};
// How the forms of single papers are one file.
const JOINED = {
  bibtex: (forms) => forms.join("\n"),
  ris: (forms) => forms.join(""),
  csl: (forms) => JSON.stringify(forms, null, 1) + "\n",
  apa: apaList,
  ieee: (forms) => forms.map((line, at) => `[${at + 1}] ${line}\n`).join(""),
};

/** @param {import("./store.js").Store} store @param {number[]} numbers @returns {Promise<string>} */
export async function links(store, numbers) {
  return (await cards(store, numbers)).map(({ key }) => `${pageOf(ROOT, key)}\n`).join("");
}

/** The citations of papers in their order, as far as a hundred files hold them; `said` is told how many files came of how many.
 * @param {import("./store.js").Store} store @param {number[]} numbers @param {keyof typeof FILES} kind
 * @param {(done: number, of: number) => void} said @returns {Promise<{text: string, count: number, file: string, type: string}>} */
export async function citations(store, numbers, kind, said) {
  const { cited, citations: version } = await store.manifest();
  const files = [...new Set(numbers.map((number) => Math.floor(number / cited)))].slice(0, MOST_FILES);
  const parts = new Map();
  for (let at = 0; at < files.length; at += AT_ONCE) {
    said(at, files.length);
    await Promise.all(files.slice(at, at + AT_ONCE).map(async (file) => parts.set(file, await store.get(`citations/${file}.json?${version}`))));
  }
  const forms = numbers.flatMap((number) => {
    const part = parts.get(Math.floor(number / cited));
    return part ? [part[number % cited][COLUMNS[kind]]] : [];
  });
  return { text: JOINED[kind](forms), count: forms.length, ...FILES[kind] };
}
