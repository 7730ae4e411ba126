// The state of /search/. In: an address. Out: query, chosen facets, order and page; and back to an address. Everything is in the URL.

export const KINDS = ["tag", "year", "added", "digest", "has", "host"];
export const ORDERS = ["relevance", "date", "added"];

/** @typedef {{q: string, chosen: {kind: string, value: string, not: boolean}[], sort: string, page: number}} State */

/** `?q=…&tag=diffusion&tag=-nlp&sort=date&page=2`: a value that begins with a minus is excluded. @param {string} search @returns {State} */
export function stateOf(search) {
  const said = new URLSearchParams(search);
  const chosen = KINDS.flatMap((kind) => said.getAll(kind).map((value) => ({
    kind, value: value.replace(/^-/, ""), not: value.startsWith("-"),
  }))).filter(({ value }) => value);
  const sort = said.get("sort") ?? "";
  return {
    q: said.get("q") ?? "",
    chosen,
    sort: ORDERS.includes(sort) ? sort : "relevance",
    page: Math.max(1, Math.min(9999, Number(said.get("page")) | 0)),
  };
}

/** @param {State} state @returns {string} */
export function searchOf(state) {
  const said = new URLSearchParams();
  if (state.q) said.set("q", state.q);
  for (const { kind, value, not } of state.chosen) said.append(kind, (not ? "-" : "") + value);
  if (state.sort !== "relevance") said.set("sort", state.sort);
  if (state.page > 1) said.set("page", String(state.page));
  const text = said.toString();
  return text ? `?${text}` : location.pathname;
}

/** The state after a facet value was chosen, excluded or let go; always its first page. @param {State} state @returns {State} */
export function choose(state, kind, value, how) {
  const chosen = state.chosen.filter((each) => each.kind !== kind || each.value !== value);
  if (how !== "off") chosen.push({ kind, value, not: how === "not" });
  return { ...state, chosen, page: 1 };
}
