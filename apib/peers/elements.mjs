// What the reference parser sees in a blueprint, read from its API Elements: the measure of what a
// converter keeps.
import { decode, operations, parameters } from './openapi.mjs';

const content = (element) => (element && typeof element === 'object' && 'content' in element ? element.content : element);
const list = (value) => (Array.isArray(value) ? value : []);
const classes = (element) => list(content(element?.meta?.classes)).map(content);
const named = (element, name) => list(element?.content).filter((child) => child.element === name);

export function annotations(result) {
  const all = named(result, 'annotation');
  const errors = all.filter((one) => classes(one).includes('error'));
  return { errors: errors.length, warnings: all.length - errors.length };
}

/** A path as its shape, without server, query and fragment; variables count by place. */
export function shape(uri) {
  const bare = decode(String(uri ?? '/').trim()
    .replace(/^https?:\/\/[^/{]+/i, '')
    .replace(/\{[?&#][^}]*\}?/g, ''))
    .replace(/\{[^}]*\}/g, (variables) => variables.split(',').map(() => '{}').join(','))
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return bare.startsWith('/') ? bare : `/${bare}`;
}

const empty = () => ({ operations: new Set(), responses: new Set(), parameters: new Set() });

/** Every transaction of a parse result, with the URI template that counts for it and the names that
 * are documented of it. */
export function transactions(result) {
  const found = [];
  const visit = (element, resource) => {
    for (const child of list(element?.content)) {
      if (child.element === 'category') visit(child);
      if (child.element === 'resource') visit(child, child);
      if (child.element === 'transition') transition(child, resource);
    }
  };
  const documentedIn = (element) =>
    list(content(element?.attributes?.hrefVariables)).map((member) => content(member?.content?.key));
  const transition = (element, resource) => {
    const uri = String(content(element.attributes?.href) ?? content(resource?.attributes?.href) ?? '/');
    const variables = [...uri.matchAll(/\{[+#?&./;]?([^}]*)\}/g)].flatMap(([, names]) => names.split(',').map((name) => name.replace(/[*:].*$/, '').trim()));
    const documented = [...documentedIn(element), ...documentedIn(resource).filter((name) => variables.includes(name))].filter(Boolean);
    for (const transaction of named(element, 'httpTransaction')) {
      const [request] = named(transaction, 'httpRequest');
      const method = content(request?.attributes?.method);
      if (!method) continue;
      found.push({
        method: String(method).toUpperCase(), uri, shape: shape(uri), variables: variables.filter(Boolean), documented,
        request, responses: named(transaction, 'httpResponse').map((response) => ({ status: content(response.attributes?.statusCode), response })),
      });
    }
  };
  visit(result);
  return found;
}

/** The header fields of a request or response, by names in lower case. */
export const headers = (message) => Object.fromEntries(list(content(message?.attributes?.headers))
  .map((member) => [String(content(member?.content?.key) ?? '').toLowerCase(), String(content(member?.content?.value) ?? '')])
  .filter(([name]) => name));

/** The media type of a request or response: `undefined` where it sends nothing, empty where the
 * blueprint does not tell. */
export function mediaType(message) {
  const bodies = named(message, 'asset').filter((asset) => classes(asset).includes('messageBody'));
  const written = headers(message)['content-type'] ?? content(bodies[0]?.attributes?.contentType);
  if (!written && !bodies.length && !named(message, 'dataStructure').length) return undefined;
  return String(written ?? '').split(';')[0].trim().toLowerCase();
}

/** Body and schema of a request or response, as text. */
export function assets(message) {
  const text = (kind) => content(named(message, 'asset').find((asset) => classes(asset).includes(kind)));
  return { body: text('messageBody'), schema: text('messageBodySchema') };
}

export const hasAttributes = (message) => named(message, 'dataStructure').length > 0;

/** The names of the resource groups and of the named types. */
export function groupsAndTypes(result) {
  const seen = { groups: new Set(), types: new Set() };
  const visit = (element) => {
    for (const child of list(element?.content)) {
      if (child.element === 'dataStructure') {
        const id = content([child.content].flat()[0]?.meta?.id) ?? content(child.meta?.id);
        if (id && ['category', 'resource'].includes(element.element)) seen.types.add(String(id));
      }
      if (child.element === 'category' && classes(child).includes('resourceGroup') && content(child.meta?.title)) seen.groups.add(String(content(child.meta.title)));
      if (['category', 'resource'].includes(child.element)) visit(child);
    }
  };
  visit(result);
  return seen;
}

/** Operations, responses and parameters of a parse result. */
export function ofBlueprint(result) {
  const seen = empty();
  for (const { method, shape, documented, responses } of transactions(result)) {
    const operation = `${method} ${shape}`;
    seen.operations.add(operation);
    for (const name of documented) seen.parameters.add(`${operation} ${decode(name)}`);
    for (const { status } of responses) if (status) seen.responses.add(`${operation} ${status}`);
  }
  return seen;
}

/** The same of an OpenAPI document. */
export function ofDocument(doc) {
  const seen = empty();
  for (const { path, method, operation } of operations(doc)) {
    const key = `${method.toUpperCase()} ${shape(path)}`;
    seen.operations.add(key);
    for (const status of Object.keys(operation.responses ?? {})) seen.responses.add(`${key} ${status}`);
    for (const one of parameters(doc, operation)) seen.parameters.add(`${key} ${decode(String(one.name))}`);
  }
  return seen;
}
