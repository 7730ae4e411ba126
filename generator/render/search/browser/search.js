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

/** A script that did not load is said where the answer would stand; a browser may remember the failure, so the page is loaded again. */
function failed() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Load the page again";
  button.addEventListener("click", () => location.reload());
  const note = document.createElement("p");
  note.className = "search-failure";
  note.setAttribute("role", "alert");
  note.append("The search did not load. ", button);
  const panel = document.createElement("div");
  panel.className = "search-panel";
  panel.append(note);
  if (page) document.getElementById("search-status").after(note);
  else form.append(panel);
}

/** The core is asked for at once, not only when a script that stands on it has arrived. @param {Promise<any>} script */
function load(script) {
  const core = import("./core.js").then(({ modules }) => modules["session.js"].prepare());
  return Promise.all([script, core]).then(([{ start }]) => start);
}

if (form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  addEventListener("keydown", shortcut);
  if (page) {
    load(import("./page.js")).then((start) => start(form, input), failed);
  } else {
    const open = () => {
      const initial = input.value;
      load(import("./header.js")).then((start) => start(form, input, initial, () => before), failed);
    };
    if (document.activeElement === input) open();
    else input.addEventListener("focus", open, { once: true });
  }
}
