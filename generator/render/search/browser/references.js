// Lists of references. In: references in APA style. Out: the list, in the order and with the letters of that style (render/cite/lists.py).

import { MONTHS } from "./dom.js";

const DATED = /^(.*?) \((\d{4}|n\.d\.)(?:, ([A-Z][a-z]+)(?: (\d+))?)?\)\.(.*)$/s;

/** @param {string[]} references @returns {string} */
export function apaList(references) {
  const places = references.map(placed).sort(compared);
  const sames = places.map(({ who, year }) => `${who}\n${year}`);
  const seen = new Map();
  return places
    .map(({ reference }, at) => {
      seen.set(sames[at], (seen.get(sames[at]) ?? 0) + 1);
      const alone = sames[at] !== sames[at - 1] && sames[at] !== sames[at + 1];
      return `${alone ? reference : lettered(reference, letters(seen.get(sames[at])))}\n`;
    })
    .join("\n");
}

function placed(reference) {
  const [, who, year, month, day, rest] = DATED.exec(reference) ?? [, reference, "", "", "", ""];
  return { who: plain(who), year: Number(year) || 0, month: MONTHS.indexOf(month) + 1, day: Number(day) || 0, title: plain(rest.trim()), reference };
}

/** "Ünal" stands beside "Unal", "The bread team" below B, and "Sand." before "Sand and sea.". */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/^(?:a|an|the) (?=[\p{L}\p{N}_])/u, "").replaceAll(".", "\t").replaceAll("& ", "");
}

function compared(one, other) {
  for (const by of ["who", "year", "month", "day", "title", "reference"]) {
    if (one[by] !== other[by]) return one[by] < other[by] ? -1 : 1;
  }
  return 0;
}

function letters(number) {
  let found = "";
  for (let left = number; left; left = Math.floor((left - 1) / 26)) found = String.fromCharCode(97 + ((left - 1) % 26)) + found;
  return found;
}

function lettered(reference, letter) {
  const [, who, year] = DATED.exec(reference) ?? [];
  if (!year) return reference;
  const end = who.length + 2 + year.length;
  return `${reference.slice(0, end)}${year === "n.d." ? "-" : ""}${letter}${reference.slice(end)}`;
}
