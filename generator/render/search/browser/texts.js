// Texts. In: the key of a paper. Out: what its own page says of it: abstract, authors, venue, topics, doors; and whether it holds a phrase.

import { pageOf } from "./cards.js";
import { words } from "./words.js";

const AUTHORS = 2;
const SIGNS = { msup: "^", mfrac: "/" };

/**
 * @typedef {Object} Text  what the page of a paper says
 * @property {string[]} authors
 * @property {string} abstract
 * @property {string} venue
 * @property {[string, string][]} tags  slug and name
 * @property {[string, string][]} doors  where to read it, and its code: name and address
 */

/** @type {Map<string, Promise<Text|null>>} */
const texts = new Map();

/** What the page of a paper says, or null when it did not load: a preview lacks the pages of most. @returns {Promise<Text|null>} */
export function textOf(root, key) {
  const address = pageOf(root, key);
  if (!texts.has(address)) {
    const text = fetch(address).then(async (answer) => (answer.ok ? read(await answer.text()) : null)).catch(() => null);
    texts.set(address, text);
    text.then((known) => known || texts.delete(address));
  }
  return texts.get(address);
}

function read(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = (selector) => [...page.querySelectorAll(selector)];
  const said = (node) => node?.textContent.trim() ?? "";
  // Of formulas the text alone is left: what stands low, high or below a stroke has to show.
  for (const part of all(":is(msub,msup,msubsup,munder,munderover,mfrac)>*+*")) part.prepend(part.matches("*+*+*") ? "^" : SIGNS[part.parentNode.localName] ?? "_");
  // Of a paper that nobody knows a place of, the doors lead to searches elsewhere; cards leave these out.
  const doors = all(".doors a[rel]").map((link) => [said(link), link.getAttribute("href")]).filter(([name]) => !name.startsWith("Search "));
  return {
    authors: all(".authors a:not(.orcid)").map(said),
    abstract: all(".abstract p").map(said).join(" "),
    venue: said(page.querySelector(".imprint span:not(:has(time))")),
    tags: all(".tags a").map((link) => [link.getAttribute("href").split("/").at(-2), said(link)]),
    doors: [...doors.slice(0, 1), ...doors.slice(1).filter(([name]) => name === "Code")].filter(([, href]) => /^https?:/.test(href)),
  };
}

/** Whether a paper says all of some phrases. @param {URL} root @param {import("./cards.js").Card} card @param {import("./query.js").Group[]} phrases */
export async function saysAll(root, card, phrases) {
  const missing = phrases.filter((group) => !holds(titled(card), group));
  return !missing.length || whole(await textOf(root, card.key), missing);
}

/** Whether an author of a paper has one of the names and one of the initials. @param {URL} root @param {import("./cards.js").Card} card */
export async function isBy(root, { key, author, others }, names, initials) {
  if (initialled([author], names, initials)) return true;
  return others > 0 && initialled((await textOf(root, key))?.authors ?? [], names, initials);
}

function initialled(authors, names, initials) {
  return authors.some((author) => {
    const parts = words(author).map((part) => part.text);
    return parts.some((part) => names.includes(part)) && parts.some((part) => !names.includes(part) && initials.has([...part][0]));
  });
}

const titled = (card) => [[card.title], [], card.others ? [] : [card.author], []];

function whole(text, groups) {
  if (!text) return false;
  const fields = [[], [...text.tags.map(([, name]) => name), text.venue], text.authors, [text.abstract]];
  return groups.every((group) => holds(fields, group));
}

/** Whether a paper's text holds the words of a phrase side by side, in any of its fields or the one that was asked for. */
function holds(fields, group) {
  const wanted = group.sequence;
  return fields.some((field, at) => (group.field < 0 || group.field === at) && field.some((text) => {
    const said = words(text).filter((word) => word.span === 1).map((word) => word.text);
    // `author:"y zhou"` is Yang Zhou too.
    const fits = (word, other) => other === word || (at === AUTHORS && [...word].length === 1 && other?.startsWith(word));
    return said.some((_, start) => wanted.every((word, step) => fits(word, said[start + step])));
  }));
}
