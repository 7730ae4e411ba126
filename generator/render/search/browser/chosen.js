// Sets what the reader chose before the first paint. In: localStorage "offprint:theme" ("light", "dark" or nothing) and "offprint:list"
// ("dense" or nothing). Out: data-theme and data-list on <html>.

export function setChosen() {
  try {
    const chosen = localStorage.getItem("offprint:theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
    if (localStorage.getItem("offprint:list") === "dense") document.documentElement.dataset.list = "dense";
  } catch {
    // Storage may be forbidden; then the system's palette and the usual list stay.
  }
}
