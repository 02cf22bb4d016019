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
function shape(uri) {
  const bare = decode(String(uri ?? '/').trim()
    .replace(/^https?:\/\/[^/{]+/i, '')
    .replace(/\{[?&#][^}]*\}?/g, ''))
    .replace(/\{[^}]*\}/g, (variables) => variables.split(',').map(() => '{}').join(','))
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return bare.startsWith('/') ? bare : `/${bare}`;
}

const empty = () => ({ operations: new Set(), responses: new Set(), parameters: new Set() });

/** Operations, responses and parameters of a parse result. */
export function ofBlueprint(result) {
  const seen = empty();
  const visit = (element, resource) => {
    for (const child of list(element?.content)) {
      if (child.element === 'category') visit(child);
      if (child.element === 'resource') visit(child, child);
      if (child.element === 'transition') transition(child, resource);
    }
  };
  const variables = (element) =>
    list(content(element?.attributes?.hrefVariables)).map((member) => content(member?.content?.key));
  const transition = (element, resource) => {
    const uri = String(content(element.attributes?.href) ?? content(resource?.attributes?.href) ?? '/');
    const used = new Set([...uri.matchAll(/\{[+#?&./;]?([^}]*)\}/g)].flatMap(([, names]) => names.split(',').map((name) => name.replace(/[*:].*$/, '').trim())));
    const documented = [...variables(element), ...variables(resource).filter((name) => used.has(name))];
    for (const transaction of named(element, 'httpTransaction')) {
      const [request] = named(transaction, 'httpRequest');
      const method = content(request?.attributes?.method);
      if (!method) continue;
      const operation = `${String(method).toUpperCase()} ${shape(uri)}`;
      seen.operations.add(operation);
      for (const name of documented.filter(Boolean)) seen.parameters.add(`${operation} ${decode(name)}`);
      for (const response of named(transaction, 'httpResponse')) {
        const status = content(response.attributes?.statusCode);
        if (status) seen.responses.add(`${operation} ${status}`);
      }
    }
  };
  visit(result);
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
