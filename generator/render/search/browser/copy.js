// Copying. In: the papers found. Out: their links or their BibTeX on the clipboard; BibTeX is read from the papers' own pages.

import { ROOT } from "./session.js";

export const MOST_COPIED = 100;
const AT_ONCE = 6;

/** @param {string} key */
export const pageOf = (key) => new URL(`papers/${encodeURIComponent(key)}/`, ROOT).href;

/** @param {import("./documents.js").Shown[]} papers */
export function links(papers) {
  return papers.map((paper) => pageOf(paper.key)).join("\n") + "\n";
}

/** @param {import("./documents.js").Shown[]} papers @returns {Promise<string>} */
export async function bibtex(papers) {
  const entries = [];
  for (let at = 0; at < papers.length; at += AT_ONCE) {
    entries.push(...(await Promise.all(papers.slice(at, at + AT_ONCE).map(entryOf))));
  }
  return entries.join("\n");
}

async function entryOf(paper) {
  const answer = await fetch(pageOf(paper.key));
  if (!answer.ok) throw new Error(`${paper.key}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return (page.getElementById("bibtex")?.textContent ?? "").trim() + "\n";
}
