// Results. In: cards in order. Out: their elements; what their own pages say is read and set in when a reader has them before him.

import { pageOf } from "./cards.js";
import { element, marked, spoken } from "./dom.js";
import { snippet, stretches } from "./marks.js";
import { ROOT } from "./session.js";
import { choose, searchOf } from "./state.js";
import { textOf } from "./texts.js";

const TAGS = 4;
const MOST_NAMES = 6, SOME_NAMES = 4;
// Before an answer comes into view its page is asked for, and so are further answers.
const NEAR = "250px";

/** @param {import("./cards.js").Card} card @param {(text: string) => string|null} isMarked */
export function resultOf(card, isMarked, state, go) {
  const when = card.date ? spoken(card.date) : card.added ? `added ${spoken(card.added)}` : "";
  const about = element("p", { class: "meta" },
    ...card.notices.map((notice) => element("strong", { class: "withdrawn" }, notice)),
    when ? element("span", { class: "when" }, element("time", { datetime: card.date || card.added }, when)) : null);
  const start = element("p", { class: "start", dir: "auto", lang: card.lang });
  const by = element("p", { class: "by", dir: "auto" }, ...(card.author ? byline([card.author], card.others + 1) : []));
  const item = element("li", { "data-key": card.key }, element("article", { class: "card" },
    element("h3", { dir: "auto", lang: card.lang }, element("a", { href: pageOf(ROOT, card.key) }, ...marked(stretches(card.title, isMarked)))), card.author ? by : null, start, about));
  whenNear(item, async () => {
    const text = await textOf(ROOT, card.key);
    if (!text) return item.classList.add("bare");
    if (card.others) by.replaceChildren(...byline(text.authors, card.others + 1));
    if (text.abstract) start.append(...marked(snippet(text.abstract, isMarked)));
    about.append(...aboutOf(text, state, go));
  });
  return item;
}

function aboutOf({ venue, doors, tags }, state, go) {
  return [
    ...(venue ? [element("span", { class: "venue" }, venue)] : []),
    ...doors.map(([name, href]) => element("span", { class: "has" }, element("a", { href, rel: "noopener nofollow ugc" }, name === "Code" ? "code" : name))),
    ...tags.slice(0, TAGS).map(([slug, name]) => tagLink(slug, name, state, go)),
  ];
}

/** Once, when an element is in view or nearly. @param {Element} seen @param {() => void} then */
export function whenNear(seen, then) {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    then();
  }, { rootMargin: NEAR }).observe(seen);
}

/** As on the cards of other pages: of many the first four and the last, each a link to what the person wrote. Of those that are not known
 * yet their number.
 * @param {string[]} authors @param {number} count */
function byline(authors, count) {
  const many = count > MOST_NAMES && authors.length > SOME_NAMES;
  const named = many ? [...authors.slice(0, SOME_NAMES), authors.at(-1)] : authors;
  // Each in a piece, which stands on the line whole or not at all.
  const links = named.flatMap((name, at) => [at ? ", " : "", element("span", {}, many && at === SOME_NAMES ? "… " : "",
    element("a", { href: searchOf({ q: `author:"${name.replace(/\x22/g, " ")}"`, chosen: [], sort: "relevance", page: 1 }) }, name))]);
  // The number stands beside the names, so that a line which is too short for them cuts these.
  const rest = many ? `(${count.toLocaleString("en")} authors)` : authors.length < count ? `and ${(count - authors.length).toLocaleString("en")} more` : "";
  return [element("span", { class: "people" }, ...links), ...(rest ? [" ", element("span", { class: "count" }, rest)] : [])];
}

/** A tag leads to these results with it alone; opened in a new tab, to the same. */
function tagLink(slug, name, state, go) {
  const next = choose(state, "tag", slug, "only");
  return element("a", { class: "tag", href: searchOf(next), onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(next);
  } }, name);
}
