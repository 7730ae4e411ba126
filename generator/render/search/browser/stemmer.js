// The stemmer. In: a word of the letters a to z. Out: its stem, by M. F. Porter, An algorithm for suffix stripping (Program 14, 1980), as lunr.py
// finds it for the index.

const C = "[^aeiou][^aeiouy]*", V = "[aeiouy][aeiou]*";
/** How many runs of vowels and consonants a stem has: some, one alone, several. */
const SOME = new RegExp(`^(${C})?${V}${C}`);
const ONE = new RegExp(`^(${C})?${V}${C}(${V})?$`);
const SEVERAL = new RegExp(`^(${C})?${V}${C}${V}${C}`);
const HAS_VOWEL = new RegExp(`^(${C})?[aeiouy]`);
const SHORT = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);

const endings = (pairs) => {
  const other = Object.fromEntries(pairs.split(" ").map((pair) => pair.split(":")));
  return [new RegExp(`^(.+?)(${Object.keys(other).join("|")})$`), other];
};
const SECOND = endings("ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate " +
  "ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log");
const THIRD = endings("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");
const FOURTH = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

/** @param {string} word @returns {string} */
export function stemOf(word) {
  if (word.length < 3) return word;
  let stem = word[0] === "y" ? `Y${word.slice(1)}` : word;
  stem = withoutPast(stem.replace(/^(.+)(ss|i)es$|^(.+[^s])s$/, "$1$2$3"));
  stem = stem.replace(/^(.+[^aeiou])y$/, "$1i");
  for (const [pattern, other] of [SECOND, THIRD]) {
    const found = pattern.exec(stem);
    if (found && SOME.test(found[1])) stem = found[1] + other[found[2]];
  }
  const found = FOURTH.exec(stem);
  const bare = found ? found[1] : stem.replace(/(?<=.[st])ion$/, "");
  if (SEVERAL.test(bare)) stem = bare;
  const before = stem.replace(/(?<=.)e$/, "");
  if (before !== stem && (SEVERAL.test(before) || (ONE.test(before) && !SHORT.test(before)))) stem = before;
  if (stem.endsWith("ll") && SEVERAL.test(stem)) stem = stem.slice(0, -1);
  return stem.replace("Y", "y");
}

/** A word without `ed` or `ing`, and with an e where it had one. */
function withoutPast(word) {
  if (/.eed$/.test(word)) return SOME.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const found = /^(.+?)(ed|ing)$/.exec(word);
  if (!found || !HAS_VOWEL.test(found[1])) return word;
  const stem = found[1];
  if (/(at|bl|iz)$/.test(stem) || (!/([^aeiouylsz])\1$/.test(stem) && SHORT.test(stem))) return `${stem}e`;
  return /([^aeiouylsz])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
