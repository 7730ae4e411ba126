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

/** The manifest is asked for together with the scripts. @param {(scripts: any[], manifest: Promise<Response>) => void} begin */
function load(scripts, begin) {
  const manifest = fetch(new URL("../../search/v1/manifest.json", import.meta.url), { cache: "no-cache" });
  manifest.catch(() => {
    // It is asked for again, and then the search says so.
  });
  Promise.all(scripts).then((loaded) => begin(loaded, manifest)).catch(failed);
}

if (form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  addEventListener("keydown", shortcut);
  if (page) {
    load([import("./session.js"), import("./page.js")], ([session, { startPage }], manifest) => {
      session.begin(manifest);
      startPage(form, input);
    });
  } else {
    const open = () => {
      const initial = input.value;
      load([import("./session.js"), import("./header.js")], ([session, { startField }], manifest) => {
        session.begin(manifest);
        startField(form, input, initial, () => before);
      });
    };
    if (document.activeElement === input) open();
    else input.addEventListener("focus", open, { once: true });
  }
}
