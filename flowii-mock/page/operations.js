// The operations that the mock serves, by tag; each leads to its place in the API reference.
import { element, matches, methodOf } from "./read.js";

// On a phone the tags come first, each closed.
const hasRoom = matchMedia("(min-width: 44rem)");

export function showOperations(operations) {
  const list = document.getElementById("operations-list");
  const search = document.getElementById("operations-search");
  const nothing = document.getElementById("operations-nothing");
  document.getElementById("operations-count").textContent = String(operations.length);

  const tags = byTag(operations);
  list.replaceChildren(...Array.from(tags, ([tag, members]) => group(tag, members)));

  function sift() {
    let shown = 0;
    for (const tag of list.children) {
      let shownHere = 0;
      for (const item of tag.querySelectorAll("li")) {
        item.hidden = !matches(item.dataset.text, search.value);
        shownHere += item.hidden ? 0 : 1;
      }
      tag.hidden = shownHere === 0;
      tag.open = search.value !== "" || hasRoom.matches;
      shown += shownHere;
    }
    nothing.hidden = shown > 0;
  }
  search.oninput = sift;
  sift();
}

function group(tag, operations) {
  return element(
    "details",
    { className: "tag" },
    element("summary", {}, element("h3", {}, tag || "Without a tag"), element("span", { className: "count" }, String(operations.length))),
    element("ul", {}, ...operations.map(item)),
  );
}

function item(operation) {
  const link = element(
    "a",
    { href: `/_mock/reference/#/${encodeURIComponent(operation.tag || "default")}/${encodeURIComponent(operation.id)}` },
    methodOf(operation.method),
    element("code", {}, ...breakable(operation.path)),
    element("small", {}, operation.summary),
  );
  const made = element("li", {}, link);
  made.dataset.text = `${operation.method} ${operation.path} ${operation.summary} ${operation.tag}`;
  return made;
}

// A long path breaks before a slash.
function breakable(path) {
  return path.split(/(?=\/)/).flatMap((part) => [element("wbr", {}), part]);
}

// `Map.groupBy` is younger than some browsers in use.
function byTag(operations) {
  const tags = new Map();
  for (const operation of operations) {
    tags.set(operation.tag, [...(tags.get(operation.tag) ?? []), operation]);
  }
  return tags;
}
