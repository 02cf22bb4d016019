// The requests that the mock has seen, the newest first.
import { element, matches, methodOf } from "./read.js";

// As many as the mock keeps.
const KEPT = 1000;

export function requestList() {
  const rows = document.getElementById("requests-rows");
  const nothing = document.getElementById("requests-nothing");
  const count = document.getElementById("requests-count");
  const search = document.getElementById("requests-search");
  const failed = document.getElementById("requests-failed");
  const pause = document.getElementById("requests-pause");

  const isWanted = (row) =>
    (!failed.checked || Number(row.dataset.status) >= 400) && matches(row.dataset.text, search.value);

  function sift() {
    let shown = 0;
    for (const row of rows.children) {
      row.hidden = !isWanted(row);
      shown += row.hidden ? 0 : 1;
    }
    nothing.hidden = shown > 0;
    nothing.textContent = rows.children.length === 0 ? "No request yet." : "No request like this.";
  }

  search.addEventListener("input", sift);
  failed.addEventListener("change", sift);
  pause.addEventListener("click", () => {
    const isPaused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", String(isPaused));
  });

  return {
    isPaused: () => pause.getAttribute("aria-pressed") === "true",
    clear: () => rows.replaceChildren(),
    add(news) {
      count.textContent = news.seen.toLocaleString();
      if (news.requests.length > 0 || rows.children.length === 0) {
        rows.prepend(...news.requests.map(row));
        while (rows.children.length > KEPT) {
          rows.lastChild.remove();
        }
        sift();
      }
    },
  };
}

function row(request) {
  const at = new Date(request.at);
  const time = element("time", { dateTime: at.toISOString(), title: at.toString() }, at.toLocaleTimeString());
  const status = element("span", { className: statusClass(request.status) }, String(request.status));
  const made = element(
    "tr",
    { title: request.operation ?? "No operation has this path and method.", role: "row" },
    cell("", time),
    cell("", methodOf(request.method)),
    cell("grow", request.path),
    cell("number", status),
    cell("number", duration(request.milliseconds)),
  );
  made.dataset.status = request.status;
  made.dataset.text = `${request.method} ${request.path} ${request.operation ?? ""}`;
  return made;
}

// Rows are laid out otherwise on a phone, where browsers would no longer take them for rows.
function cell(className, content) {
  return element("td", { className, role: "cell" }, content);
}

function statusClass(status) {
  if (status >= 500) return "status broken";
  return status >= 400 ? "status failed" : "status";
}

function duration(milliseconds) {
  const digits = milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}
