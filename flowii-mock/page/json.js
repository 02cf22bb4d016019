// JSON in colours.
import { element } from "./read.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

/** A value as indented JSON, in nodes. */
export function highlighted(value) {
  const text = JSON.stringify(value, null, 2);
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [token, string, colon = ""] = found;
    nodes.push(text.slice(end, found.index));
    nodes.push(element("span", { className: kind(token, string, colon) }, string ?? token), colon);
    end = found.index + token.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function kind(token, string, colon) {
  if (string) return colon ? "json-name" : "json-text";
  return /^[tfn]/.test(token) ? "json-word" : "json-number";
}
