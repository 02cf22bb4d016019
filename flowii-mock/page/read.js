// What the parts of the page have in common.

/** Reads one of the mock's own documents. */
export async function read(path) {
  const answer = await fetch(path, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

/** An element with properties and contents; text stays text. */
export function element(name, properties, ...contents) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...contents);
  return made;
}

/** The method of a request, in its colour. */
export function methodOf(name) {
  return element("span", { className: `method ${name.toLowerCase()}` }, name);
}

/** Whether a text has all words of a search in it. */
export function matches(text, search) {
  const wanted = search.toLowerCase().split(/\s+/);
  const lower = text.toLowerCase();
  return wanted.every((word) => lower.includes(word));
}
