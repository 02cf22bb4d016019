// Questions to an OpenAPI document, answered whatever way its writer chose to say it: in place or
// by reference, in one schema or over `allOf`.
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** What a value refers to in the end, without references; undefined where that is nothing. */
export function deref(doc, value, hops = 20) {
  if (!value?.$ref) return value;
  const pointer = String(value.$ref);
  if (!pointer.startsWith('#/') || hops === 0) return undefined;
  const steps = pointer.slice(2).split('/').map((step) => decode(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return deref(doc, steps.reduce((part, step) => part?.[step], doc), hops - 1);
}

export function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** Path with anonymous variables, so that `{id}` and `{thing_id}` are one. */
const shape = (path) => path.replace(/\{[^}]*\}/g, '{}');

export function operations(doc) {
  return Object.entries(doc.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item?.[method]).map((method) => {
      const shared = item.parameters ?? [];
      const own = item[method].parameters ?? [];
      return { path, method, operation: { ...item[method], parameters: [...shared, ...own] } };
    }));
}

export function operation(doc, path, method) {
  return operations(doc).find((one) => shape(one.path) === shape(path) && one.method === method)?.operation;
}

export const parameters = (doc, operation) => (operation?.parameters ?? []).map((one) => deref(doc, one)).filter(Boolean);
export const parameter = (doc, operation, place, name) =>
  parameters(doc, operation).find((one) => one.in === place && (place === 'header' ? one.name.toLowerCase() === name.toLowerCase() : one.name === name));

export const response = (doc, operation, status) => deref(doc, operation?.responses?.[status]);
/** The media type object, whatever parameters the media type has. */
export const media = (doc, body, type) =>
  Object.entries(deref(doc, body)?.content ?? {}).find(([name]) => name.split(';')[0].trim() === type)?.[1];
export const jsonMedia = (doc, body) =>
  Object.entries(deref(doc, body)?.content ?? {}).find(([name]) => /json/.test(name))?.[1];
const anyMedia = (doc, body) => Object.values(deref(doc, body)?.content ?? {})[0];
export const schema = (media) => media?.schema;
export const responseSchema = (doc, operation, status) => schema(jsonMedia(doc, response(doc, operation, status)));
export const requestSchema = (doc, operation) => schema(anyMedia(doc, operation?.requestBody));
export const components = (doc) => doc.components?.schemas ?? {};
export const schemes = (doc) => Object.values(doc.components?.securitySchemes ?? {});

/** A schema without its references and with what its `allOf` says merged into it. */
export function resolve(doc, value, depth = 0) {
  const target = deref(doc, value);
  if (!target?.allOf || depth > 8) return target;
  const merged = { ...target };
  delete merged.allOf;
  for (const part of target.allOf) {
    const resolved = resolve(doc, part, depth + 1) ?? {};
    merged.properties = { ...resolved.properties, ...merged.properties };
    for (const [key, value] of Object.entries(resolved)) merged[key] ??= value;
  }
  return merged;
}

export const alternatives = (schema) => schema?.oneOf ?? schema?.anyOf ?? [];

/** The schema of a property, resolved unless `raw`; of alternatives, the first that has it. */
export function property(doc, value, name, { raw = false } = {}) {
  const whole = resolve(doc, value);
  const found = whole?.properties?.[name] ?? alternatives(whole).map((one) => property(doc, one, name, { raw: true })).find(Boolean);
  if (raw) return found;
  const resolved = resolve(doc, found);
  // `{oneOf: [X, null]}` is X as well.
  const single = alternatives(resolved).filter((one) => deref(doc, one)?.type !== 'null');
  return single.length === 1 ? { ...resolve(doc, single[0]), ...resolved } : resolved;
}

/** All names that an object can have, over all alternatives. */
export function propertyNames(doc, value, depth = 0) {
  const whole = resolve(doc, value);
  const names = new Set(Object.keys(whole?.properties ?? {}));
  if (depth < 8) for (const one of alternatives(whole)) for (const name of propertyNames(doc, one, depth + 1)) names.add(name);
  return names;
}

export function typesOf(doc, value) {
  const whole = resolve(doc, value);
  return new Set([whole, ...alternatives(whole).map((one) => resolve(doc, one))].flatMap((one) => one?.type ?? []));
}

export function isNullable(doc, value) {
  const whole = resolve(doc, value);
  return whole?.nullable === true || typesOf(doc, value).has('null')
    || alternatives(whole).some((one) => resolve(doc, one)?.nullable || enumOf(doc, one)?.includes(null));
}

/** The values of an enumeration, without null. */
export function enumOf(doc, value) {
  const whole = resolve(doc, value);
  return (whole?.enum ?? whole?.items?.enum ?? alternatives(whole).flatMap((one) => resolve(doc, one)?.enum ?? constantOf(doc, one) ?? []))
    ?.filter((one) => one !== null);
}

export function constantOf(doc, value) {
  const whole = resolve(doc, value);
  return whole?.const ?? (whole?.enum?.length === 1 ? whole.enum[0] : undefined);
}

/** The example of a parameter, wherever it stands. */
export function example(doc, parameter) {
  const own = parameter?.example ?? Object.values(parameter?.examples ?? {})[0]?.value;
  const schema = resolve(doc, parameter?.schema);
  return own ?? schema?.example ?? schema?.examples?.[0];
}

/** Whether a text occurs anywhere within a value. */
export const says = (value, text) => value !== undefined && JSON.stringify(value).includes(JSON.stringify(text).slice(1, -1));

/** All references within a value. */
export function references(value) {
  if (!value || typeof value !== 'object') return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}
