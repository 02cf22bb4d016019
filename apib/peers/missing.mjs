// What the reference parser sees in a blueprint and the document of `apib` does not have under that
// very name, item by item, each with the class of `../docs/exceptions.md` that it belongs to.
import { groupsAndTypes, headers, mediaType, shape, transactions } from './elements.mjs';
import { components, decode, deref, operations, parameters, response } from './openapi.mjs';

/** Every item of a parse result: its kind, a line that tells it, whether a document has it, and what
 * is asked to find its class. */
function items(result) {
  const found = new Map();
  const add = (kind, label, fields) => found.set(`${kind}\t${label}`, { kind, label, ...fields });
  for (const one of transactions(result)) {
    const at = `${one.method} ${one.uri}`;
    add('operation', at, one);
    for (const name of one.documented) add('documented parameter', `${at} ${name}`, { ...one, name: decode(name) });
    for (const name of one.variables) add('template variable', `${at} ${name}`, { ...one, name: decode(name) });
    const media = mediaType(one.request);
    if (media !== undefined) add('request media type', `${at} ${media}`, { ...one, media });
    for (const name of Object.keys(headers(one.request))) {
      if (!['content-type', 'accept', 'authorization'].includes(name)) add('request header', `${at} ${name}`, { ...one, name });
    }
    for (const { status, response: answer } of one.responses) {
      if (!status) continue;
      add('response', `${at} ${status}`, { ...one, status });
      const media = mediaType(answer);
      if (media !== undefined) add('response media type', `${at} ${status} ${media}`, { ...one, status, media });
      for (const name of Object.keys(headers(answer))) {
        if (name !== 'content-type') add('response header', `${at} ${status} ${name}`, { ...one, status, name });
      }
    }
  }
  const { groups, types } = groupsAndTypes(result);
  for (const name of groups) add('group', name, { name });
  for (const name of types) add('named type', name, { name });
  return [...found.values()];
}

const mediaTypes = (body) => Object.keys(body?.content ?? {}).map((name) => name.split(';')[0].trim().toLowerCase());

/** Whether an operation of the document has an item of its own. */
function isIn(doc, operation, { kind, name, status, media }) {
  const answer = () => response(doc, operation, status);
  switch (kind) {
    case 'operation': return true;
    case 'documented parameter':
    case 'template variable': return parameters(doc, operation).some((one) => one.in !== 'header' && one.name === name);
    case 'request media type': return mediaTypes(deref(doc, operation.requestBody)).includes(media);
    case 'request header': return parameters(doc, operation).some((one) => one.in === 'header' && one.name.toLowerCase() === name);
    case 'response': return Boolean(answer());
    case 'response media type': return mediaTypes(answer()).includes(media);
    case 'response header': return Object.keys(answer()?.headers ?? {}).some((one) => one.toLowerCase() === name);
    default: return false;
  }
}

/** A path with the names of its variables. */
const spelt = (uri) => decode(String(uri).trim().replace(/^https?:\/\/[^/{]+/i, '').replace(/\{[?&#][^}]*\}?/g, '').replace(/[?#].*$/, ''))
  .replace(/\{[+./;]?([^}]*)\}/g, (_, names) => names.split(',').map((name) => `{${name.replace(/[*:].*$/, '').trim()}}`).join(','))
  .replace(/\/+$/, '');

/** The classes of exceptions, the first that fits counts. `one` is the item, `own` the operation of
 * the document on its method and path, `doc` the document. */
const exceptions = [
  ['media type of a request without a body', ({ kind, media }, own) =>
    kind === 'request media type' && own?.['x-request-media-types']?.some((one) => one.split(';')[0].trim().toLowerCase() === media)],
  ['body without a media type', ({ kind, media, status }, own, doc) => media === '' && (kind === 'request media type'
    ? own?.requestBody : Object.keys(response(doc, own, status)?.content ?? {}).length > 0 || /^(1|204|205|304)/.test(status))],
  ['media type that is none', ({ kind, media }, own) => kind === 'request media type' && !/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(media) && own?.requestBody],
  ['header field that is a key', ({ kind, name }, own, doc) => kind === 'request header'
    && (own?.security ?? []).flatMap(Object.keys).map((key) => doc.components?.securitySchemes?.[key])
      .some((scheme) => scheme?.type === 'apiKey' && scheme.name.toLowerCase() === name)],
  ['type whose name is no legal key', ({ kind, name }, own, doc) =>
    kind === 'named type' && !/^[\w.-]+$/.test(name) && Object.values(components(doc)).some((schema) => schema.title === name)],
  ['parameter declaration that is read as one name', ({ kind, name }, own, doc) => kind === 'documented parameter' && /[\s(`]/.test(name)
    && own && parameters(doc, own).some((one) => one.name === name.split(/[\s(`=:]/)[0])],
  ['query variable that the action does not list', ({ kind, name }, own) =>
    kind === 'template variable' && own?.['x-uri-template']?.includes(name)],
  ['template with an unclosed brace', ({ uri }, own, doc) => uri && /\{[^}]*$/.test(uri)
    && operations(doc).some(({ operation }) => operation['x-uri-template'] === uri || operation['x-merged-actions']?.some((one) => one.includes(uri)))],
];

/** Every item of a parse result; those that the document has not under their names with the class
 * that explains it, `undefined` where none does. */
export function missing(result, doc) {
  const all = operations(doc).map((one) => ({ ...one, method: one.method.toUpperCase(), shape: shape(one.path) }));
  const bySpelling = new Map(all.map((one) => [`${one.method} ${spelt(one.path)}`, one.operation]));
  const byShape = new Map(all.map((one) => [`${one.method} ${one.shape}`, one.operation]));
  const seen = items(result);
  const known = new Set(seen.filter(({ kind }) => kind === 'operation').map((one) => `${one.method} ${one.shape}`));
  const unknown = all.filter((one) => !known.has(`${one.method} ${one.shape}`)).map((one) => one.operation);
  const tags = new Set((doc.tags ?? []).map((tag) => tag.name));
  const lacks = (one) => {
    if (one.kind === 'group') return !tags.has(one.name);
    if (one.kind === 'named type') return !components(doc)[one.name];
    const own = bySpelling.get(`${one.method} ${spelt(one.uri)}`);
    return !own || !isIn(doc, own, one);
  };
  const classOf = (one) => {
    const own = byShape.get(`${one.method} ${one.shape}`);
    const fitting = exceptions.find(([, fits]) => fits(one, own, doc));
    if (fitting) return fitting[0];
    const isRenamed = own && spelt(one.uri) !== undefined && !bySpelling.get(`${one.method} ${spelt(one.uri)}`);
    const isVariable = one.kind.endsWith('parameter') || one.kind === 'template variable';
    if (isRenamed && (isVariable || isIn(doc, own, one))) return 'path whose variables others name otherwise';
    const { status, media } = one;
    if ((status || media) && unknown.some((operation) => isIn(doc, operation, one))) return 'payload of an action whose heading is read as text';
    return undefined;
  };
  return seen.map((one) => (lacks(one) ? { ...one, differs: 'not there', exception: classOf(one) } : one));
}
