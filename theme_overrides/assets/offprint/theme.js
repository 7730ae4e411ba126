// Sets the reader's palette before the first paint. In: localStorage "offprint:theme" ("light", "dark" or nothing). Out: data-theme on <html>.
(() => {
  "use strict";
  try {
    const chosen = localStorage.getItem("offprint:theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; then the system's palette stays.
  }
})();
