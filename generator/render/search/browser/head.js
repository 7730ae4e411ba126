// What the head of every page runs. In: the page as it is read. Out: the reader's colours and list before the first paint; search and small comforts
// once the page is there. One script, no module: a module would come after the first paint, and each file more is a request of every page.

import { setChosen } from "./chosen.js";
import { startComforts } from "./comforts.js";
import { startSearch } from "./search.js";

setChosen();
const arrived = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
startSearch(arrived);
arrived.then(startComforts);
