// Asks the mock what is new, and lets each part of the page show it.
import { read } from "./read.js";
import { showOperations } from "./operations.js";
import { requestList } from "./requests.js";
import { stateView } from "./state.js";

const EVERY = 1000;

const trouble = document.getElementById("trouble");
const requests = requestList();
const state = stateView();

document.getElementById("address").textContent = location.origin;
let hasOperations = false;
// The number of the last request that is known; nothing before the first answer.
let known;

async function refresh() {
  if (!hasOperations) {
    showOperations((await read("/_mock/operations")).operations);
    hasOperations = true;
  }
  let news = await read(`/_mock/requests?after=${known ?? 0}`);
  if (known !== undefined && news.seen < known) {
    // Another mock has started at this address.
    known = undefined;
    hasOperations = false;
    requests.clear();
    news = await read("/_mock/requests");
  }
  // Records change by requests only.
  if (known === undefined || news.seen > known) {
    state.show((await read("/_mock/state")).companies);
  }
  requests.add(news);
  known = news.seen;
}

async function keepFresh() {
  if (!document.hidden && !requests.isPaused()) {
    try {
      await refresh();
      trouble.textContent = "";
    } catch (error) {
      trouble.textContent = `The mock does not answer (${error.message}). Is it still running? The page goes on asking.`;
    }
  }
  setTimeout(keepFresh, EVERY);
}

// A form here is a group of controls; there is nothing to send.
document.addEventListener("submit", (event) => event.preventDefault());
keepFresh();
