// The query language. In: what a reader typed, any string. Out: words, phrases, exclusions and filters; nothing is an error.

import { fold, isStopWord, words } from "./words.js";

/** @typedef {import("./words.js").Word} Word */
/**
 * @typedef {Object} Group   words that belong together
 * @property {Word[]} words  all spellings
 * @property {string[]} sequence  the words themselves, stop words included
 * @property {number} field  0 title, 1 tags, 2 authors, 3 abstract; -1 any
 * @property {boolean} phrase the words were quoted: they must stand side by side
 * @property {boolean} must   every word must match
 */
/** @typedef {{kind: string, value: string, not: boolean}} Filter */
/**
 * @typedef {Object} Query
 * @property {string} text
 * @property {Group[]} groups
 * @property {Group[]} without
 * @property {Filter[]} filters
 * @property {{after: string, before: string}} dates  YYYY[-MM[-DD]]; a paper's date is at or after `after`, and before `before`
 * @property {boolean} open   the last word may go on: it is matched as a beginning
 * @property {Set<string>} initials  letters with a point (`Y. Zhou`): titles hold such letters too, so they are not searched for
 */

const FIELD_OF = { title: 0, author: 2, authors: 2, abstract: 3 };
const PIECE = /([-+]?)(?:([a-z]+):(?=[^\s:]))?(?:"([^"]*)"?|([^\s"]+))/giu;
const INITIAL = /(?<![^\s,])\p{L}\.(?:[\s-]?\p{L}\.)*(?=[\s,]|$)/gu;
const ADDRESS = /\bhttps?:\/\/\S+/gi;
const CITED = /(?<!\S)([a-z]{2,})((?:19|20)\d\d)([a-z]{3,})(?!\S)/g;
const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
/** Each matches a whole query in small letters: an id, by itself or behind its label, or an address that names it. The ids are those of
 * enrich/identity/ids.py. */
const IDENTIFIERS = {
  arxiv: /^\W*(?:arxiv preprint )?(?:\S*(?:xiv|\/papers)\S*?[/:.]\s*)?(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]{2})?(\/\d{7}))(?:v\d+)?(?:\.pdf)?(?:\W\S*)?(?:\s\[\S+)?$/,
  openreview: /openreview\.net\/\S+[?&]id=([\w-]+)\S*$/,
  acl: /aclanthology\.org\/([\w.-]+?)(?:\.pdf|\/)?$/,
  doi: /^\W*(?:doi\W*|\S*[/=])?(10\.\d{4,9}\/[^\s?#]+?)(?:(?<=\d{6})v\d+)?(?:\.full\S*|\.pdf|\/(?:pdf|full|abstract))?[\].,;)]*(?:[?#]\S*)?$/,
  pmid: /^(?:\S*pubmed\S*\/|pmid\W*)(\d+)\W*$/,
  pmcid: /^\S*?(pmc\d+)\W*$/,
};
const LINKS = { code: "code", project: "project", model: "model", models: "model", dataset: "dataset", data: "dataset", paper: "paper" };
// Beyond these a query is a pasted page: more words do not find better.
const LONGEST_QUERY = 600;
const MOST_WORDS = 32;
const QUESTION = /^\s*(?:how|what|which|why|who|where|when|is|are|can|could|do|does|did|should|will|would|i|we|any|show|find|give)\b|\?\s*$/i;
/** What people say around the words that matter, when they ask in a sentence. */
const SMALL_TALK = new Set(
  ("paper papers article articles work works study studies research way ways best good better method methods approach approaches technique " +
    "techniques deal deals dealing handle use uses used using help helps look looking find show give me please anyone something about really " +
    "actually exist exists know known need want possible make makes making made done thing " +
    "things introduce introduced introduces propose proposed describe described explain explained called came come show showed shown shows original").split(" "),
);

/** The address in a pasted reference says nothing that its title does not; what a paper is cited as (`liusie2024llm`) says who, when and what. */
function plainly(text) {
  const rest = text.replace(ADDRESS, " ");
  return (words(rest).length ? rest : text).replace(CITED, "$1 $2 $3");
}

/** @param {string} text @returns {Query} */
export function parse(text) {
  const query = { text, groups: [], without: [], filters: [], dates: { after: "", before: "" }, open: false, initials: new Set() };
  let plain = "";
  const flush = () => {
    addGroup(query.groups, withoutInitials(plain, query.initials), -1, false, false);
    plain = "";
  };
  const id = identifierOf(text);
  if (id) return { ...query, filters: [{ kind: "id", value: id, not: false }] };
  const typed = plainly(text.slice(0, LONGEST_QUERY));
  let last = null;
  for (const piece of typed.matchAll(PIECE)) {
    const [, sign, name = "", quoted, bare] = piece;
    const startsWord = piece.index === 0 || /\s/.test(typed[piece.index - 1]);
    const value = quoted ?? bare;
    // "Arnold X. -X. Yuan" leaves no X. out.
    const not = sign === "-" && startsWord && !/^\p{L}\.$/u.test(value);
    const key = name.toLowerCase();
    if (key && startsWord && addFilter(query, key, value, not)) continue;
    const field = startsWord ? FIELD_OF[key] ?? -1 : -1;
    last = { quoted: quoted !== undefined, not };
    if (not && words(value).length) addGroup(query.without, value, field, quoted !== undefined, true);
    else if (quoted !== undefined) {
      flush();
      addGroup(query.groups, quoted, field, true, true);
    } else if (field >= 0) {
      flush();
      addGroup(query.groups, bare, field, false, true);
    } else {
      // A sign or a name that means nothing here is text: "2:1", "foo:bar", "a -b".
      plain += (startsWord ? " " : "") + piece[0];
    }
  }
  flush();
  query.open = Boolean(last && !last.quoted && !last.not && !/\s$/.test(text) && text.length <= LONGEST_QUERY);
  dropStopWords(query);
  return query;
}

/** A pasted identifier or the address of a paper's own page, as the id that the index knows (`arxiv/2301.12345`). @param {string} text */
function identifierOf(text) {
  for (const kind in IDENTIFIERS) {
    const found = IDENTIFIERS[kind].exec(text.trim().toLowerCase());
    if (found) return `${kind}/${found.slice(1).join("")}`;
  }
  return null;
}

/** @param {string} text @param {Set<string>} initials filled @returns {string} the text, or what is left of it without initials */
function withoutInitials(text, initials) {
  const letters = text.match(INITIAL);
  const rest = text.replace(INITIAL, " ");
  if (!letters || !/\p{L}{2}/u.test(rest)) return text;
  for (const letter of letters.join("").matchAll(/\p{L}/gu)) initials.add(fold(letter[0]));
  return rest;
}

function addGroup(groups, text, field, phrase, must) {
  const all = words(text).filter((word) => word.span > -2);
  const whole = field === FIELD_OF.author ? all.filter((word) => [...word.text].length > 1) : [];
  const found = whole.length ? whole : all;
  if (!found.length) return;
  const known = groups.reduce((sum, group) => sum + group.words.length, 0);
  const room = Math.max(0, MOST_WORDS - known);
  if (room) groups.push({ words: found.slice(0, room), sequence: sequenceOf(all), field, phrase: phrase && all.length > 1, must });
}

const sequenceOf = (found) => found.filter((word) => word.span === 1).map((word) => word.text);

/** @param {Query} query @returns {boolean} whether `key:value` was a filter */
function addFilter(query, key, value, not) {
  const span = /^(\d{4})(?:-|\.\.)(\d{4})$/.exec(value);
  if (key === "year" && span) {
    query.dates.after = span[1];
    query.dates.before = String(Number(span[2]) + 1);
  } else if (key === "year" && /^\d{4}$/.test(value)) query.filters.push({ kind: "year", value, not });
  else if ((key === "after" || key === "before" || key === "since" || key === "until") && DATE.test(value)) {
    const [, year, month, day] = DATE.exec(value);
    const date = [year, month?.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean).join("-");
    query.dates[key === "after" || key === "since" ? "after" : "before"] = date;
  } else if (key === "has" && LINKS[value.toLowerCase()]) query.filters.push({ kind: "has", value: LINKS[value.toLowerCase()], not });
  else if (key === "tag" || key === "topic") query.filters.push({ kind: "tag", value: slugOf(value), not });
  else if (key === "host" || key === "site") query.filters.push({ kind: "host", value: value.toLowerCase().replace(/^www\./, ""), not });
  else if (key === "digest") query.filters.push({ kind: "digest", value, not });
  else if (key === "added" && /^\d{4}-\d{2}$/.test(value)) query.filters.push({ kind: "added", value, not });
  else return false;
  return true;
}

/** "Graph neural networks" as its tag's slug. @param {string} name */
export function slugOf(name) {
  return fold(name).replace(/[^\p{L}\p{N}+#]+/gu, "-").replace(/^-+|-+$/g, "");
}

/** Questions come with their stop words. They go, unless there is nothing else, or they were quoted or asked for in a field. */
function dropStopWords(query) {
  const free = query.groups.filter((group) => !group.must);
  const all = query.groups.every((group) => group.words.every((word) => isStopWord(word.text)));
  for (const group of query.groups.filter((each) => each.phrase && each.words.some((word) => !isStopWord(word.text)))) {
    group.words = group.words.filter((word) => !isStopWord(word.text));
  }
  if (all) return;
  for (const group of free) group.words = group.words.filter((word) => !isStopWord(word.text));
  if (QUESTION.test(query.text)) dropSmallTalk(free);
  query.groups = query.groups.filter((group) => group.words.length);
}

/** In a question `papers`, `best way` and the like say nothing of the paper. */
function dropSmallTalk(groups) {
  const telling = (word) => !SMALL_TALK.has(word.text);
  const left = groups.flatMap((group) => group.words.filter((word) => word.span === 1 && telling(word)));
  if (!left.length) return;
  for (const group of groups) group.words = group.words.filter(telling);
}
