// Where search starts on a page. In: the search form, and on /search/ its page. Out: both alive; the index itself waits for the first use.

const form = document.getElementById("site-search");
const input = document.getElementById("site-search-input");
const page = document.getElementById("search-page");

/** @param {EventTarget|null} target whether keys typed there are text */
function takesText(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

let before = null;

/** "/" and Ctrl+K (or Cmd+K) go to the field from anywhere. */
function shortcut(event) {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !takesText(event.target);
  const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!slash && !chord) return;
  event.preventDefault();
  if (document.activeElement !== input) before = document.activeElement;
  input.focus();
  input.select();
}

if (form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  addEventListener("keydown", shortcut);
  if (page) {
    import("./page.js").then(({ start }) => start(form, input));
  } else {
    const open = () => {
      const initial = input.value;
      import("./header.js").then(({ start }) => start(form, input, initial, () => before));
    };
    if (document.activeElement === input) open();
    else input.addEventListener("focus", open, { once: true });
  }
}
