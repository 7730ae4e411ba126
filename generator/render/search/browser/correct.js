// Corrections. In: concepts without papers, or that no paper holds together. Out: known words close to them, added as further options.

import { alsoMeans, complete, CUT, mayBeCut, MOST_USUAL, papersOf, SLIP } from "./concepts.js";
import { entries, fitting, numbersOf, wordsOf } from "./postings.js";
import { stem } from "./words.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./concepts.js").Concept} Concept */

const SHORTEST = 3;
/** A word of so many letters may have two slips (`eroupe`). */
const LONG_ENOUGH = 6;
const RARE = 3;
/** A word of so few papers may be another where some hold the whole query. */
const OUT_OF_PLACE = 20;
const MOST = 3;
/** Sixteen times as many papers (a logarithm to base 2). */
const MUCH = 4;
const MOST_CUTS = 5;
/** Letters beside each other in a row of a keyboard, for a wrong first letter: the shelves of the vocabulary are by first letter. */
const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Where several words are cut short, all may be that have so few letters. */
const CUT_SHORT = 5;

/** What was gathered, once words have others beside them. Others that help no paper to hold the whole query go again.
 * @param {Store} store @param {Concept[]} concepts changed
 * @param {{titles: import("./find.js").Almost[], doubted: Concept[], run: boolean}} doubts titles that hold all but one; words to look at; whether the
 * query is a run of words @param {import("./find.js").Gathered} first what was before @param {() => import("./find.js").Gathered} collect */
export async function mend(store, concepts, { titles, doubted, run }, first, collect) {
  if (!first.whole && concepts.length > 1) {
    const undo = await cutShort(store, concepts);
    const completed = undo && collect();
    if (completed?.whole) return { gathered: completed, corrections: [] };
    undo?.();
  }
  const filled = await fillGaps(store, titles.map((title) => gapIn(title, concepts, run, first.whole)));
  if (filled.length || !doubted.length) return { gathered: collect(), corrections: filled };
  const corrections = await correct(store, concepts, doubted, first.whole > 0);
  const gathered = collect();
  const vain = gathered.whole ? [] : corrections.filter(({ undo }) => undo);
  if (!vain.length) return { gathered, corrections };
  for (const { undo } of vain) undo();
  return { gathered: collect(), corrections: corrections.filter(({ undo }) => !undo) };
}

/** Let words that may be cut short stand for what begins so. @param {Store} store @param {Concept[]} concepts changed
 * @returns {Promise<(() => void)|null>} how to undo it; null: there are none */
async function cutShort(store, concepts) {
  const whole = concepts.filter(({ word, span, phrase }) => span && !phrase && CUT.test(word));
  const strange = whole.filter(mayBeCut(await store.manifest()));
  const begun = concepts.filter(({ word, span }) => !span && CUT.test(word));
  const all = strange.length + begun.length > 1 && (strange.length + begun.length) * 2 >= concepts.length;
  const cut = whole.filter((concept) => strange.includes(concept) || (all && concept.word.length <= CUT_SHORT));
  if (!cut.length) return null;
  const before = cut.map(({ options, span, further }) => ({ options: [...options], span, further: [...further] }));
  if (!store.whole) await Promise.all(cut.map((concept) => complete(store, concept)));
  // One after the other: how much room there is must not depend on which file comes first. What is left is for frequent words.
  else for (const most of [0, MOST_USUAL]) for (const concept of cut) await complete(store, concept, most);
  return () => cut.forEach((concept, at) => Object.assign(concept, before[at]));
}

/** @param {Store} store @param {Concept[]} concepts changed in place @param {Concept[]} doubted those of them to look at
 * @param {boolean} found some papers hold the whole query as it is, so only much more frequent words are worth a mention
 * @returns {Promise<import("./find.js").Correction[]>} */
async function correct(store, concepts, doubted, found) {
  const made = [];
  // While there are words that no paper holds, the rare ones are taken as they are.
  const rare = doubted.some((concept) => !papersOf(concept)) ? 0 : RARE + (await store.manifest()).papers / 2000;
  const strange = doubted.filter((concept) => papersOf(concept) <= rare);
  for (const [at, concept] of strange.entries()) {
    const papers = papersOf(concept);
    // What the words to come may take, and this one not for wild guesses.
    const kept = SLIP * (strange.length - 1 - at);
    const { word, near } = await nearestOf(store, [concept.word, ...(papers ? [] : concept.joined)], found ? Math.log2(papers) + MUCH : 0, !papers && store.room > KEYS.length + kept);
    const parts = papers || near.length || store.room < kept ? null : await split(store, concept, concepts, store.room - kept);
    if (parts) made.push({ said: concept.word, meant: [parts.join(" ")], instead: true });
    else if (near.length) made.push(await meansToo(store, concept, word, near, papers, store.room - kept));
    else if (!papers && concepts.length > 1) made.push({ said: concept.word, meant: [], instead: true });
  }
  return made;
}

/** For a word that no title holds with all the others of a query, though many papers may say it: words one change from it which make such a title
 * whole (`can language models lean`). @param {Store} store @param {ReturnType<typeof gapIn>[]} all their concepts are changed
 * @returns {Promise<import("./find.js").Correction[]>} */
async function fillGaps(store, all) {
  const made = [];
  const gaps = all.filter(({ place, least }) => place >= 0 || least < Infinity);
  for (const concept of new Set(gaps.map((gap) => gap.concept))) {
    const own = stem(concept.word);
    const near = (await nearest(store, concept.word, 0, 1, !papersOf(concept))).filter((word) => stem(word) !== own);
    const found = await entries(store, await fitting(store, near.map(stem)));
    const meant = near.filter((word) => found.has(stem(word)) && gaps.some((gap) => gap.concept === concept && fills(gap, found.get(stem(word)))));
    if (!meant.length) continue;
    made.push({ said: concept.word, meant, instead: !papersOf(concept) });
    concept.options.push(...meant.map((word) => ({ entry: found.get(stem(word)), weight: 0.9 })));
  }
  return made;
}

/** The word that a title lacks, where in it the word would stand if the title held the query as a run (NaN: nowhere), and how many papers at
 * least say a word that may stand for it elsewhere in the title. */
function gapIn({ number, missing: concept }, concepts, run, whole) {
  const starts = concepts.filter((other) => run && other !== concept).map(({ options, place }) =>
    options.flatMap(({ entry: { fields: [{ numbers, places }] } }) => places[numbers.indexOf(number)] ?? []).map((each) => each - place));
  const start = starts[0]?.find((each) => starts.every((all) => all.includes(each)));
  const papers = papersOf(concept);
  const loose = !whole || papers <= OUT_OF_PLACE;
  return { concept, number, place: concept.place + (start ?? NaN), least: loose ? whole && papers * 2 ** MUCH : Infinity };
}

/** @param {import("./postings.js").Entry} entry */
function fills({ number, place, least }, { fields: [{ numbers, places }], papers }) {
  const row = numbers.indexOf(number);
  return row >= 0 && (papers >= least || places[row].includes(place));
}

async function meansToo(store, concept, word, near, papers, room) {
  const own = concept.options.length;
  const meant = await alsoMeans(store, concept, near, papers ? 0.6 : 0.9, room);
  const correction = { said: word, meant, instead: papers === 0 };
  return papers ? { ...correction, undo: () => concept.options.splice(own) } : correction;
}

/** For `opn-world` the words near `opn`, or else those near `opnworld`; and which of the two. @param {string[]} words @param {number} least
 * @param {boolean} far see nearest */
async function nearestOf(store, words, least, far) {
  for (const word of words) {
    const near = /^[\p{L}\p{N}]{4,}$/u.test(word) ? await nearest(store, word, least, 2, far) : [];
    if (near.length) return { word, near };
  }
  return { word: words[0], near: [] };
}

/** `zeroshot`, which nobody writes so, as two words that are frequent; `llama2` as `llama` and `2`. */
async function split(store, concept, concepts, room) {
  const { word } = concept;
  const cuts = [];
  for (let at = 2; at <= word.length - 2; at++) cuts.push([word.slice(0, at), word.slice(at)]);
  const digits = /^(\p{L}{2,})(\d+\p{L}?)$/u.exec(word);
  if (digits) cuts.push([digits[1], digits[2]]);
  if (!cuts.length || word.length > 24) return null;
  const heads = await entries(store, await fitting(store, cuts.map(([head]) => stem(head)), room));
  const known = (part) => heads.get(stem(part))?.papers ?? 0;
  const likely = cuts.filter(([head]) => known(head) > RARE).sort((a, b) => known(b[0]) - known(a[0])).slice(0, MOST_CUTS);
  const tails = await entries(store, await fitting(store, likely.map(([, tail]) => stem(tail))));
  let best = null;
  for (const cut of likely) {
    const [head, tail] = cut.map((part) => (heads.get(stem(part)) ?? tails.get(stem(part)))?.papers ?? 0);
    const points = Math.min(head, tail) * Math.min(cut[0].length, cut[1].length);
    if (tail > RARE && (!best || points > best.points)) best = { cut, points };
  }
  if (!best || (!digits && best.cut.some((part) => part.length < 3))) return null;
  const at = concepts.indexOf(concept);
  const halves = best.cut.map((part, half) => ({
    ...concept,
    word: part,
    place: concept.place + half / 2,
    options: [{ entry: heads.get(stem(part)) ?? tails.get(stem(part)), weight: 1 }],
  }));
  concepts.splice(at, 1, ...halves);
  return best.cut;
}

/** The nearest known words, three at most, the most frequent first: within one change of a short word, some of a long one.
 * @param {number} least the logarithm to base 2 of the papers that hold each, at least
 * @param {number} changes to a long word
 * @param {boolean} far whether the first letter may be wrong: then up to four shelves are read, and a word that somebody says is not worth that */
async function nearest(store, word, least, changes, far) {
  const spelt = [...word];
  if (spelt.length < SHORTEST || spelt.length > 24) return [];
  const most = spelt.length < LONG_ENOUGH ? 1 : changes;
  const manifest = await store.manifest();
  const shelf = (letter) => (letter >= "a" && letter <= "z" ? letter : "other");
  const near = async (list, letters, within) => {
    const open = letters.filter((letter) => manifest.words[letter] && (store.asked.has(manifest.words[letter]) || (store.room > 0 && store.asked.add(manifest.words[letter]))));
    const shelves = await Promise.all(open.map((letter) => vocabulary(store, letter, manifest.words[letter])));
    return best(shelves.flatMap((shelf) => shelf[list]).filter(({ size }) => size >= least), spelt, within);
  };
  const first = shelf(spelt[0]);
  // A first letter that is missing, swapped with the next, or the one beside it on the keyboard.
  const others = !far ? [] : [...new Set([shelf(spelt[1]), ...beside(spelt[0])])].filter((name) => name !== first);
  for (const [list, shelves, within] of [
    ["words", [first], most], ["names", [first], 1], ["words", others, most], ["names", [first], most],
  ]) {
    const found = shelves.length ? await near(list, shelves, within) : [];
    if (found.length) return found;
  }
  return [];
}

function beside(letter) {
  const row = KEYS.findIndex((keys) => keys.includes(letter));
  if (row < 0) return [];
  const at = KEYS[row].indexOf(letter);
  return [KEYS[row][at - 1], KEYS[row][at + 1]].filter(Boolean);
}

/** @returns {Promise<{words: {word: string, size: number}[], names: {word: string, size: number}[]}>} */
async function vocabulary(store, letter, hash) {
  const shelf = await store.get(`words/${letter}-${hash}.json`);
  const sized = (words, counts) => {
    const sizes = numbersOf(counts);
    return wordsOf(words, " ").map((word, at) => ({ word, size: sizes[at] }));
  };
  return (shelf.read ??= { words: sized(shelf.words, shelf.counts), names: sized(shelf.names, shelf.named) });
}

function best(list, letters, most) {
  let found = [], least = most;
  for (const { word, size } of list) {
    if (Math.abs(word.length - letters.length) > least) continue;
    const changes = distance(letters, [...word], least);
    if (changes > least || changes === 0) continue;
    if (changes < least) [found, least] = [[], changes];
    found.push({ word, points: size + (word[0] === letters[0] ? 2 : 0) });
  }
  return found.sort((a, b) => b.points - a.points || (a.word < b.word ? -1 : 1)).slice(0, MOST).map(({ word }) => word);
}

/** Changes between two words: a letter more, less, another, or two swapped (optimal string alignment). More than `most`: any larger number.
 * @param {string[]} a @param {string[]} b @param {number} most */
export function distance(a, b, most) {
  let before = [], row = b.map((_, at) => at).concat(b.length);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let changes = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) changes = Math.min(changes, before[j - 2] + 1);
      next.push(changes);
      least = Math.min(least, changes);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}
