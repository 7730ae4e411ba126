// Search words. In: plain text. Out: words with their places, as words.py above makes them too. The two files
// are one algorithm, and a test holds them together: character classes are written out, for \w and \p{L} differ by language and version.

import { stemOf } from "./stemmer.js";

/** @typedef {{text: string, place: number, span: number}} Word  span 1: the word; 2+: so many words written as one; 0: another spelling;
 * -1: without a Korean particle or an article; -2: one character of a run of Chinese or Japanese */

const LONGEST_WORD = 40;

const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff]/g;
const SPECIAL = /[ßæœøłđðþıħςىةکی∞∇√∂∑∏]|[ङञणनम]\u094d(?=[क-म])/g;
const ANUSVARA = "\u0902";
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ς: "σ", ى: "ي", ة: "ه", ک: "ك", ی: "ي",
  "∞": " infinity ", "∇": " nabla ", "√": " sqrt ", "∂": " partial ", "∑": " sum ", "∏": " prod ",
};
const GREEK_NAMES = Object.fromEntries(
  ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi " +
    "omega").split(" ").map((name, at) => [[..."αβγδεζηθικλμνξοπρστυφχψω"][at], name]),
);

export const CJK = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
const NOT_WORD =
  "\\u0000-\\/:-`\\{-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u20a0-\\u20cf\\u2100-\\u2bff" +
  "\\u2e00-\\u2e7f\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u303d\\u30fb\\ud800-\\uf8ff\\ufe10-\\ufe6f\\uff00-\\uff20\\uffe0-\\uffff" +
  "\\u{1f000}-\\u{1fbff}";
const PART = `[0-9]+(?:\\.[0-9]+)+[a-z]*|[${CJK}]+|[^${NOT_WORD}${CJK}]+`;
const CHUNK = new RegExp(
  `(?:${PART})(?:[\\-‐‒–_.^&@](?:${PART}))*(?:\\+\\+?|[#*])?(?![^${NOT_WORD}])|(?:${PART})`, "gu");
const PARTS = new RegExp(PART, "gu");
export const STARTS_CJK = new RegExp(`^[${CJK}]`, "u");
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
const PARTICLE =
  /(?<=[가-힣]{2})(?:까지|부터|처럼|보다|이?라는|이나|이며|(?:에게?서?|으?로[써서]?|들|[과와])?[은는이가을를의도만]?)$|(?<=[가-힣])[을를]$/;
const ARTICLE = /^(?:[وف]?(?:[بك]?ال|لل)(?=[\u0621-\u064a]{3})|(?:ו[הבלמש]?|[הבלמש])(?=[\u05d0-\u05ea]{3}))/;

const BRITISH = new RegExp(
  "^(?:(behavi|col|neighb|fav|tum|flav|harb|lab|rig|arm|endeav)ou(?=r|$)" +
    "|((?:un|re|mis)?(?:model|label|signal|travel|cancel|channel|tunnel|level|initial))l(?=ed|ing|er)" +
    "|((?:ana|para|cata)lys|\\w{3,}(?<!prom)(?<!prem)(?<![aouvwc])(?<!pr)(?<!pert)(?<!vert)(?<!chand)is)(?=(?:e[dr]?|ers?|ing|ations?)$)" +
    "|(fib|cent|met|theat)re(?=s?$)|(cent)re(?=d$)|(off|def)ence|(catal|dial|anal)ogue|(gr)ey|(art)e(?=fact)|(program)me(?=s?$))");
const ZED = 3;
const AMERICAN = ["o", "", "", "er", "ere", "ense", "og", "ay", "i", ""];

const STOP_WORDS = new Set(
  ("a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do does " +
    "either else ever every for from get got had has have he her hers him his how however i if in into is it its just least let like " +
    "likely may me might most must my neither no nor not of off often on only or other our own rather said say says she should since " +
    "so some than that the their them then there these they this tis to too twas us wants was we were what when where which while who " +
    "whom why will with would yet you your").split(" "),
);

/** @param {string} word */
export const isStopWord = (word) => STOP_WORDS.has(word);

/** Lower case without accents or invisible characters. @param {string} text @returns {string} */
export function fold(text) {
  const lower = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  return lower
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? ANUSVARA)
    .replace(/[\u0370-\u03ff]+/g, (run) => GREEK_NAMES[run] ?? run)
    .replace(/\\ell(?![a-z])/g, "l")
    .replace(/['’ʼ]s(?![a-z0-9])/g, "")
    .replace(/(?<![a-z0-9])([cdjlmnst]|qu|un|(?:[dn]e|d?a|su)ll)['’ʼ](?=[a-z])/g, "$1-")
    .replace(/['’ʼ]/g, "");
}

/** The words of plain text in order; joined spellings follow the parts they join. @param {string} text @returns {Word[]} */
export function words(text) {
  const found = [];
  let place = 0;
  for (const [chunk] of fold(text).matchAll(CHUNK)) {
    const first = place;
    const parts = [];
    for (const [part] of chunk.matchAll(PARTS)) {
      for (const piece of pieces(part)) {
        found.push({ text: piece, place: place++, span: 1 });
        parts.push(piece);
      }
    }
    found.push(...variants(chunk, parts, first), ...bare(parts, first), ...signs(chunk, first));
  }
  return found;
}

/** Chinese and Japanese become pairs of characters, for their words have no blanks between them. */
function pieces(part) {
  const letters = [...part];
  if (letters.length > 1 && STARTS_CJK.test(part)) return letters.slice(1).map((letter, at) => letters[at] + letter);
  return [letters.slice(0, LONGEST_WORD).join("")];
}

/** A Korean noun without its particle, an Arabic or Hebrew one without its article; more than a stroke is left. */
function bare(parts, first) {
  return parts.flatMap((part, at) => {
    const word = part.replace(ARTICLE, "").replace(PARTICLE, "");
    return word === part ? [] : [{ text: word, place: first + at, span: -1 }];
  });
}

/** The characters of runs of Chinese or Japanese, each at the pair that it begins, the last at the pair that it ends. */
function signs(chunk, first) {
  const found = [];
  let place = first;
  for (const [part] of chunk.matchAll(PARTS)) {
    const count = pieces(part).length;
    const letters = [...part];
    if (letters.length > 1 && STARTS_CJK.test(part)) {
      letters.forEach((sign, at) => {
        if (HAN.test(sign)) found.push({ text: sign, place: place + Math.min(at, count - 1), span: -2 });
      });
    }
    place += count;
  }
  return found;
}

/** `c++` beside `c` (and `astar` for `A*`); `zeroshot` beside `zero shot`; of three and more parts also the pairs. */
function variants(chunk, parts, first) {
  const found = [];
  const tail = /[+#*]*$/.exec(chunk)[0];
  const last = parts[parts.length - 1];
  if (tail && ([...last].length <= 2 || tail === "+" || tail === "++")) {
    found.push({ text: last + tail.replace("*", "star"), place: first + parts.length - 1, span: 0 });
  }
  if (parts.length >= 2 && parts.length <= 4 && /[-‐‒–_.^&@]/.test(chunk)) {
    const joins = [[0, parts.length]];
    if (parts.length > 2) for (let at = 0; at + 1 < parts.length; at++) joins.push([at, at + 2]);
    for (const [start, end] of joins) {
      const joined = parts.slice(start, end);
      if (joined.every(isStopWord)) continue;
      found.push({ text: [...joined.join("")].slice(0, LONGEST_WORD).join(""), place: first + start, span: end - start });
    }
  }
  return found;
}

/** A word as Americans spell it, near enough to be found. @param {string} word */
export function american(word) {
  const found = word.length > 3 && BRITISH.exec(word);
  const group = found ? found.findLastIndex((part) => part !== undefined) : 0;
  if (!group) return word;
  const kept = group === ZED ? `${found[group].slice(0, -1)}z` : found[group];
  return american(kept + AMERICAN[group - 1] + word.slice(found[0].length));
}

/** A word without the s of a plural, in American spelling. @param {string} word */
export function formOf(word) {
  word = american(word);
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

const stems = new Map();

/** The term a word is found under. @param {string} word @returns {string} */
export function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  let stemmed = stems.get(word);
  if (stemmed === undefined) {
    stemmed = stemOf(american(word));
    if (stemmed.endsWith("y")) stemmed = stemmed.slice(0, -1) + "i";
    stems.set(word, stemmed);
  }
  return stemmed;
}
