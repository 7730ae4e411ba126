// Where search starts on a page. In: the search form, and on /search/ its page. Out: both alive; the index itself waits for the first use.

const HERE = document.currentScript.src;
let form, input, before = null;

/** @param {EventTarget|null} target whether keys typed there are text */
function takesText(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

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
  const status = document.getElementById("search-status");
  if (status) status.after(note);
  else form.append(panel);
}

/** The manifest is asked for together with the scripts. @param {Promise<Response>} manifest @param {Promise<void>} found
 * @param {Promise<any>[]} scripts @param {(script: any) => void} begin */
function load(manifest, found, scripts, begin) {
  manifest.catch(() => {
    // It is asked for again, and then the search says so.
  });
  Promise.all([found, ...scripts]).then(([, session, script]) => {
    session.begin(manifest);
    begin(script);
  }).catch(failed);
}

/** What the search page takes is asked for while its head is read. @param {Promise<any>} read the page is there */
export function startSearch(read) {
  // The search page has asked for it already, by an address that changes with it.
  const onPage = document.querySelector("link[as=fetch]");
  const found = read.then(() => {
    form = document.getElementById("site-search");
    input = document.getElementById("site-search-input");
    if (!input) return;
    addEventListener("keydown", shortcut);
    if (onPage) return;
    const open = () => {
      const initial = input.value;
      const manifest = fetch(new URL("../../search/v1/manifest.json", HERE), { cache: "no-cache" });
      load(manifest, found, [import("./session.js"), import("./header.js")], ({ startField }) => startField(form, input, initial, () => before));
    };
    if (document.activeElement === input) open();
    else input.addEventListener("focus", open, { once: true });
  });
  if (onPage) load(fetch(onPage.href), found, [import("./session.js"), import("./page.js")], ({ startPage }) => startPage(form, input));
}
