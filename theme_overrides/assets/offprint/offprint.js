// Small comforts. In: the page. Out: the palette switch and the copy buttons; the page reads the same without them.

const PALETTES = ["system", "light", "dark"];
const LABELS = { system: "Auto", light: "Light", dark: "Dark" };

function palette() {
  return document.documentElement.dataset.theme || "system";
}

function setPalette(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    if (name === "system") localStorage.removeItem("offprint:theme");
    else localStorage.setItem("offprint:theme", name);
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
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

async function copy(button) {
  const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
  const label = button.dataset.label ?? (button.dataset.label = button.textContent);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Press Ctrl+C";
    const shown = document.getElementById(button.dataset.copy);
    shown.closest("details").open = true;
    getSelection().selectAllChildren(shown);
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

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

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
