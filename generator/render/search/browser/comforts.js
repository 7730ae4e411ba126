// Small comforts. In: the page, once it is read. Out: the palette switch, the dense list, the copy buttons, and a way from paper to paper by keyboard; the page
// reads the same without them.

const PALETTES = ["system", "light", "dark"];
const LABELS = { system: "Auto", light: "Light", dark: "Dark" };

function palette() {
  return document.documentElement.dataset.theme || "system";
}

/** Remember a choice as data-<name> and in storage; "" is the choice that needs no remembering. */
function remember(name, value) {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
  try {
    if (value) localStorage.setItem(`offprint:${name}`, value);
    else localStorage.removeItem(`offprint:${name}`);
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
}

function setPalette(name) {
  remember("theme", name === "system" ? "" : name);
}

function showDensity(button) {
  const dense = document.documentElement.dataset.list === "dense";
  button.setAttribute("aria-pressed", String(dense));
  button.onclick = () => {
    remember("list", dense ? "" : "dense");
    showDensity(button);
  };
}

function showSwitch(button) {
  const name = palette();
  const next = PALETTES[(PALETTES.indexOf(name) + 1) % PALETTES.length];
  button.textContent = LABELS[name];
  button.dataset.palette = name;
  button.title = `Colours: ${LABELS[name].toLowerCase()}. Switch to ${LABELS[next].toLowerCase()}.`;
  button.setAttribute("aria-label", button.title);
  button.onclick = () => {
    setPalette(next);
    showSwitch(button);
  };
}

// What came of a button, to whoever does not see it: few programs read a name that changes.
const told = document.createElement("p");

async function copyText(button) {
  const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
  const label = (button.label ??= [...button.childNodes]);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Press Ctrl+C";
    const shown = document.getElementById(button.dataset.copy);
    shown.closest("details")?.setAttribute("open", "");
    getSelection().selectAllChildren(shown);
  }
  told.textContent = button.textContent;
  setTimeout(() => {
    button.replaceChildren(...label);
    told.textContent = "";
  }, 2000);
}

/** With the focus in the text, j and k go to the next paper of a list and back: their titles lie a dozen stops of Tab apart. */
function walk(event) {
  const step = { j: 1, k: -1 }[event.key];
  const at = document.activeElement;
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !at?.closest("#content")) return;
  if (at.matches("input:not([type=radio]), select, textarea")) return;
  const titles = [...document.querySelectorAll("#content :is(.card h3, .related .name) a")].filter((one) => one.offsetParent);
  const passed = titles.filter((one) => one === at || one.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  titles[passed.length - 1 + step]?.focus();
}

export function startComforts() {
  addEventListener("keydown", walk);
  const themeSwitch = document.getElementById("theme-switch");
  if (themeSwitch) {
    showSwitch(themeSwitch);
    themeSwitch.hidden = false;
    addEventListener("storage", (event) => {
      if (event.key !== "offprint:theme") return;
      setPalette(PALETTES.includes(event.newValue) ? event.newValue : "system");
      showSwitch(themeSwitch);
    });
  }

  for (const button of document.querySelectorAll("button[data-density]")) {
    button.hidden = false;
    showDensity(button);
  }

  told.className = "unseen";
  told.setAttribute("role", "status");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    document.getElementById("content").append(told);
    button.hidden = false;
    button.addEventListener("click", () => copyText(button));
  }
}
