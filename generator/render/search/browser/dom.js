// Small pieces of a page. In: names and plain text. Out: elements. Text goes in as text nodes alone, so no paper can become markup.

/** @param {string} name @param {Object<string, any>} [attributes] @param {...(Node|string|null)} children @returns {any} */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** @param {import("./marks.js").Stretch[]} parts @returns {(Node|string)[]} */
export function marked(parts) {
  return parts.map((part) => (part.hit ? element("mark", {}, part.text) : part.text));
}

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** YYYY[-MM[-DD]] as people write it. @param {string} date */
export function spoken(date) {
  const [year, month, day] = date.split("-");
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/** @param {number} count @param {string} noun */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A word of a query as it was typed: `opn-world` for `opnworld`. @param {string} text @param {string} word
 * @returns {{before: string, typed: string, after: string}} the query around it; all before when it was spelled in another way */
export function typedIn(text, word) {
  const letters = [...word].map((letter) => letter.replace(/[^\p{L}\p{N}]/u, "\\$&"));
  const found = new RegExp(letters.join("[-‐‒–_.^&@]?"), "iu").exec(text);
  if (!found) return { before: `${text} `, typed: word, after: "" };
  return { before: text.slice(0, found.index), typed: found[0], after: text.slice(found.index + found[0].length) };
}

/** Of words that no paper says and none is near. @param {string} text the query
 * @param {import("./find.js").Correction[]} corrections @returns {HTMLElement[]} one paragraph or none */
export function unknown(text, corrections) {
  const said = corrections.filter(({ meant }) => !meant.length).map(({ said }) => `“${typedIn(text, said).typed}”`);
  return said.length ? [element("p", {}, `No paper says ${said.join(" or ")}.`)] : [];
}

/** What to say when files did not load, with a way to try again. @param {() => void} again */
export function failure(again) {
  return element("p", { class: "search-failure", role: "alert" },
    "A part of the search index did not load. ",
    element("button", { type: "button", onclick: again }, "Try again"));
}
