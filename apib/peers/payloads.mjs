// What the reference parser generates from MSON, an example body and a JSON Schema of each payload
// with attributes, beside what `apib` writes of that payload: each difference with the class of
// `../docs/exceptions.md` that it belongs to.
import { isDeepStrictEqual } from 'node:util';

import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';

import { assets, hasAttributes, mediaType, shape, transactions } from './elements.mjs';
import { components, operations } from './openapi.mjs';

/** The payloads of a parse result that attributes describe, each with the pairs of body and schema
 * that were generated of it. */
function generated(result) {
  const found = transactions(result).flatMap((one) => [
    { ...one, message: one.request, place: 'request' },
    ...one.responses.map(({ status, response }) => ({ ...one, message: response, place: `response ${status}` })),
  ]);
  const seen = new Map();
  for (const { method, uri, shape, place, message } of found) {
    const { body: text, schema } = assets(message);
    const media = mediaType(message);
    const theirs = schema && parse(schema);
    if (!hasAttributes(message) || !text || !theirs || !/json/.test(media)) continue;
    const label = `${method} ${uri} ${place} ${media}`;
    const payload = seen.get(label) ?? { label, method, shape, name: place, media, pairs: [] };
    const pair = { text, value: parse(text), theirs };
    if (!payload.pairs.some((one) => isDeepStrictEqual(one, pair))) payload.pairs.push(pair);
    seen.set(label, payload);
  }
  return [...seen.values()];
}

/** Where a document has a payload: its operation, its media type object, and the JSON pointer of the schema. */
function placed(doc, { method, shape: wanted, name, media }) {
  for (const { path, method: own, operation } of operations(doc)) {
    if (own.toUpperCase() !== method || shape(path) !== wanted) continue;
    const [, status] = name.split(' ');
    const message = status ? operation.responses?.[status] : operation.requestBody;
    const key = Object.keys(message?.content ?? {}).find((name) => name.split(';')[0].trim().toLowerCase() === media);
    const steps = ['paths', path, own, ...(status ? ['responses', status] : ['requestBody']), 'content', key, 'schema'];
    const pointer = steps.map((step) => encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    return { operation, description: message?.description, content: message?.content?.[key], pointer: `#/${pointer}` };
  }
  return undefined;
}

const examples = ({ example, examples }) =>
  (example === undefined ? Object.values(examples ?? {}).map((one) => one.value) : [example]);

/** A value and what it becomes by one small change anywhere, each with the path of the change. */
function* variants(value) {
  yield { path: [], value };
  for (const { path, node, put } of nodes(value)) {
    for (const other of [null, 'other', 1, true, [], {}]) {
      if (!isDeepStrictEqual(other, node)) yield { path, value: put(other) };
    }
    if (Array.isArray(node)) {
      yield { path: [...path, node.length], value: put([...node, 'other']) };
      if (node.length) yield { path: [...path, node.length - 1], value: put(node.slice(0, -1)) };
    } else if (node && typeof node === 'object') {
      yield { path: [...path, 'other'], value: put({ ...node, other: 'other' }) };
      for (const key of Object.keys(node)) {
        const { [key]: _, ...rest } = node;
        yield { path: [...path, key], value: put(rest) };
      }
    }
  }
}

function* nodes(node, path = [], put = (other) => other) {
  yield { path, node, put };
  if (!node || typeof node !== 'object') return;
  for (const [key, child] of Object.entries(node)) {
    const within = (other) => put(Array.isArray(node) ? node.with(Number(key), other) : { ...node, [key]: other });
    yield* nodes(child, [...path, key], within);
  }
}

const trimmed = (value) => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.trim(), trimmed(one)]));
  return value;
};

function parse(text) { try { return JSON.parse(text); } catch { return undefined; } }

const options = { strict: false, validateSchema: false, validateFormats: false, logger: false };

/** Every body and schema that the reference parser generates, with what the document has otherwise. */
export function payloads(result, doc) {
  const ajv = new Ajv2020(options);
  ajv.addSchema({ ...doc, $id: 'document' }, undefined, undefined, false);
  return generated(result).flatMap(({ label, pairs, ...payload }) => {
    const place = placed(doc, payload);
    const own = place?.content ? examples(place.content) : [];
    const accepts = place?.content && (ajv.getSchema(`document${place.pointer}`) ?? (() => true));
    const isUndefined = Object.values(components(doc)).some(({ description }) => description?.includes('does not define it'));
    const isOnly = pairs.length === 1 && !place?.operation['x-merged-actions'];
    return pairs.flatMap(({ text, value, theirs }) => {
      const theirsAccepts = new Ajv(options).compile(theirs);
      const one = { text, value, theirs, theirsAccepts, own, accepts, isOnly, place, isUndefined };
      const differing = body(one);
      return [{ kind: 'body', label, ...differing }, { kind: 'schema', label, ...schema({ ...one, differing }) }];
    });
  });
}

/** How the example of a payload differs from the one that the reference parser composes. */
function body(payload) {
  const { text, value, own } = payload;
  if (own.some((one) => isDeepStrictEqual(one, value))) return {};
  const exception = bodyExceptions.find(([, fits]) => fits(payload))?.[0];
  return { differs: `${JSON.stringify(own).slice(0, 400)} instead of ${text.replace(/\s+/g, ' ').slice(0, 400)}`, exception };
}

/** How the schema of a payload differs from the one that the reference parser writes: what one of
 * them accepts and the other does not, among an example and all that is one change away from it. */
function schema({ value, theirs, theirsAccepts, own, accepts, isOnly, place, isUndefined, differing }) {
  if (!accepts || place.operation['x-request-attributes']) return {};
  const composed = own.length === 1 ? own[0] : value;
  if (composed === undefined || !accepts(composed)) return {};
  // The schema of several payloads in one place is that of all of them.
  const changes = isOnly ? variants(composed) : [{ path: [], value: composed }];
  const classes = new Set();
  for (const { path, value: changed } of changes) {
    const isAccepted = accepts(changed);
    if (isAccepted === theirsAccepts(changed)) continue;
    const difference = { isAccepted, path, changed, theirs, place, isUndefined, rejectsOwn: !theirsAccepts(value) };
    if (ofBoth.includes(differing.exception)) return { differs: 'as the body', exception: differing.exception };
    const fitting = schemaExceptions.find(([, fits]) => fits(difference));
    if (!fitting) {
      return { differs: `only ${isAccepted ? 'apib' : 'drafter'} accepts ${JSON.stringify(changed).slice(0, 400)} (/${path.join('/')}); drafter's ${JSON.stringify(theirs).slice(0, 400)}` };
    }
    classes.add(fitting[0]);
  }
  return classes.size ? { differs: [...classes].join(', '), exception: [...classes][0] } : {};
}

/** What a schema of the reference parser says of the value at a path: it has no references, and
 * says nothing of the items of most lists. `undefined` where it says nothing. */
function at(schema, path) {
  if (!schema || !path.length) return schema;
  const [step, ...rest] = path;
  const parts = [schema, ...['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => schema[keyword] ?? [])];
  for (const part of parts) {
    const next = typeof step === 'number' || /^\d+$/.test(step)
      ? (Array.isArray(part.items) ? part.items[step] : part.items) ?? part.properties?.[step]
      : part.properties?.[step] ?? Object.values(part.patternProperties ?? {})[0];
    const found = next && at(next, rest);
    if (found) return found;
    if (part !== schema) {
      const deeper = at(part, path);
      if (deeper) return deeper;
    }
  }
  return undefined;
}

const isOutOfRange = (value) => (typeof value === 'number' ? !Number.isFinite(value)
  : value && typeof value === 'object' && Object.values(value).some(isOutOfRange));
const isTypedEnumeration = ({ anyOf } = {}) => Array.isArray(anyOf) && anyOf.some((one) => one.enum) && anyOf.some((one) => one.type && !one.enum);

/** Every name and text within a value. */
function texts(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([key, one]) => [key, ...texts(one)]) : [];
}

/** Whether the reference parser cut a text at a hyphen, or took a declaration or its marks for text. */
function isMisread(value, own) {
  const [theirs, ours] = [texts(value), new Set(own.flatMap(texts))];
  const isCut = (text) => text && !ours.has(text) && [...ours].some((one) => one.startsWith(text) && one[text.length] === '-');
  const isWhole = (text) => /^\w+(: |\s*`)|^\*\w|\w\*$|^\[.*\]$/.test(text) && !ours.has(text);
  return theirs.some((text) => isWhole(text) || isCut(text));
}

/** A value without the objects in its lists that have nothing in them. */
const filled = (value) => {
  if (Array.isArray(value)) return value.map(filled).filter((one) => !isDeepStrictEqual(one, {}));
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)])) : value;
};

const isInProse = ({ place }) => place?.content && !place.content.schema && /^\s+[-+*] Attributes/m.test(place.description);

/** Whether a change has `null` or nothing at its path, or an object without its members. */
function isLacking(changed, path, said) {
  const value = path.reduce((part, step) => part?.[step], changed);
  return value === null || value === undefined || (said?.required && isDeepStrictEqual(value, {}));
}

/** The classes of differing bodies, the first that fits counts. */
const bodyExceptions = [
  ['section below an item of prose', isInProse],
  ['attributes of a request without a body', ({ place }) => place?.operation['x-request-attributes']],
  ['line break at the end of a value', ({ value, own }) => own.some((one) => isDeepStrictEqual(trimmed(one), trimmed(value)))],
  ['number out of range', ({ value }) => isOutOfRange(value)],
  ['declaration that drafter reads otherwise', ({ value, own }) => isMisread(value, own)],
  ['body that its own schema rejects', ({ value, theirsAccepts }) => !theirsAccepts(value)],
  ['body that the types do not allow', ({ value, accepts }) => accepts && !accepts(value)],
  ['item that is only a type', ({ value, own }) => own.some((one) => isDeepStrictEqual(filled(one), filled(value)))],
];

/** The classes of values that one of two schemas accepts. */
const schemaExceptions = [
  ['section below an item of prose', isInProse],
  ['members below a mixin', ({ isAccepted, theirs }) => !isAccepted && JSON.stringify(theirs).includes('"oneOf":[{}]')],
  ['body that its own schema rejects', ({ rejectsOwn }) => rejectsOwn],
  ['fixed list', ({ isAccepted, theirs }) => isAccepted && JSON.stringify(theirs).includes('"items":[')],
  ['enumeration with a type', ({ isAccepted, theirs, path }) => !isAccepted && isTypedEnumeration(at(theirs, path))],
  ['what the schema leaves open', ({ isAccepted, theirs, path }) => !isAccepted && (!at(theirs, path) || !at(theirs, path).type)],
  ['type that nobody defines', ({ isAccepted, isUndefined, theirs, path }) => isAccepted && isUndefined && isDeepStrictEqual(at(theirs, path), { type: 'object' })],
  ['type that another body contradicts', ({ isAccepted, changed, path, theirs }) => isAccepted && isLacking(changed, path, at(theirs, path))],
];

/** Where such a body is, the schema is of other values too. */
const ofBoth = ['number out of range', 'declaration that drafter reads otherwise'];
