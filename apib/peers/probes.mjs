// The features of API Blueprint and MSON, and the ways in which real documents break the rules:
// one small blueprint each, and what an OpenAPI document made from it must say. A predicate asks
// for the meaning, not for one way to write it.
import {
  components, constantOf, enumOf, example, isNullable, jsonMedia, media, operation,
  operations, parameter, parameters, property, propertyNames, references, resolve, response,
  responseSchema, requestSchema, says, schema, schemes, typesOf,
} from './openapi.mjs';

const HEAD = `FORMAT: 1A
HOST: https://api.example.com/v1

# Things

`;

/** A document with the resource /things and the action GET, which goes on as given. */
const list = (rest) => `${HEAD}## Things [/things]\n\n### List things [GET]\n\n${rest}\n`;
/** The same, with data structures behind it. */
const typed = (attributes, types = '') =>
  list(`+ Response 200 (application/json)\n    + Attributes ${attributes}`) +
  (types && `\n# Data Structures\n\n${types}\n`);
/** Attributes below a response, each a line. */
const members = (...lines) => `\n${lines.map((line) => `        ${line}`).join('\n')}`;

const THING = `## Thing (object)

+ id: 1 (number, required) - Its number
+ name: Lamp (string)`;

const get = (doc) => operation(doc, '/things', 'get');
const ok = (doc) => responseSchema(doc, get(doc), '200');
const field = (doc, name) => property(doc, ok(doc), name);

export const probes = [
  // Metadata and structure
  ['servers', '`HOST` becomes the server', list('+ Response 204'),
    (doc) => doc.servers?.[0]?.url === 'https://api.example.com/v1'],
  ['tags', 'a group becomes a tag with its description',
    `${HEAD}# Group Lamps\n\nAll about light.\n\n## Lamps [/lamps]\n\n### List [GET]\n\n+ Response 204\n`,
    (doc) => doc.tags?.some((tag) => tag.name === 'Lamps' && says(tag, 'All about light'))
      && operation(doc, '/lamps', 'get')?.tags?.includes('Lamps')],
  ['operationId', 'operation ids are identifiers and unique',
    `${HEAD}## Lamps [/lamps]\n\n### List all [GET]\n\n+ Response 204\n\n## Tables [/tables]\n\n### List all [GET]\n\n+ Response 204\n`,
    (doc) => {
      const ids = operations(doc).map(({ operation }) => operation.operationId);
      return ids.length === 2 && new Set(ids).size === 2 && ids.every((id) => /^[A-Za-z_][\w.-]*$/.test(id ?? ''));
    }],
  ['relation', 'a link relation is kept',
    `${HEAD}## Things [/things]\n\n### Add one [POST]\n\n+ Relation: create-form\n\n+ Response 204\n`,
    (doc) => operation(doc, '/things', 'post') && /create.?form/i.test(JSON.stringify(doc))],
  // URI templates and parameters
  ['tmpl-query', '`{?a,b}` becomes query parameters',
    `${HEAD}## Things [/things{?page,size}]\n\n### List [GET]\n\n+ Parameters\n    + page (number, optional)\n    + size (number, optional)\n\n+ Response 204\n`,
    (doc) => ['page', 'size'].every((name) => parameter(doc, get(doc), 'query', name))],
  ['tmpl-undoc', 'variables that nobody documents are declared',
    `${HEAD}## Thing [/things/{id}{?full}]\n\n### Read [GET]\n\n+ Response 204\n`,
    (doc) => {
      const read = operation(doc, '/things/{id}', 'get');
      return parameter(doc, read, 'path', 'id') && parameter(doc, read, 'query', 'full');
    }],
  ['tmpl-amp', '`{?a}{&b}` continues the query',
    `${HEAD}## Things [/things{?page}{&size}]\n\n### List [GET]\n\n+ Parameters\n    + page (number, optional)\n    + size (number, optional)\n\n+ Response 204\n`,
    (doc) => ['page', 'size'].every((name) => parameter(doc, get(doc), 'query', name))],
  ['tmpl-reserved', '`{+path}` and `{#part}` give a clean path',
    `${HEAD}## File [/files/{+path}{#part}]\n\n### Read [GET]\n\n+ Parameters\n    + path (string)\n    + part (string, optional)\n\n+ Response 204\n`,
    (doc) => parameter(doc, operation(doc, '/files/{path}', 'get'), 'path', 'path')],
  ['tmpl-explode', '`{?list*}` becomes an exploded list',
    `${HEAD}## Things [/things{?ids*}]\n\n### List [GET]\n\n+ Parameters\n    + ids (array[number], optional)\n\n+ Response 204\n`,
    (doc) => {
      const ids = parameter(doc, get(doc), 'query', 'ids');
      return ids && resolve(doc, ids.schema)?.type === 'array' && ids.explode !== false;
    }],
  ['param-enum', 'members of a parameter become its enum',
    `${HEAD}## Things [/things{?kind}]\n\n### List [GET]\n\n+ Parameters\n    + kind (enum[string], optional)\n        + Members\n            + \`lamp\`\n            + \`table\`\n\n+ Response 204\n`,
    (doc) => String(enumOf(doc, parameter(doc, get(doc), 'query', 'kind')?.schema)) === 'lamp,table'],
  ['param-values-legacy', 'the old parameter syntax with `+ Values`',
    `${HEAD}## Things [/things{?order}]\n\n### List [GET]\n\n+ Parameters\n    + order = \`asc\` (optional, string, \`desc\`) ... The order.\n        + Values\n            + \`asc\`\n            + \`desc\`\n\n+ Response 204\n`,
    (doc) => {
      const order = parameter(doc, get(doc), 'query', 'order');
      return order && String(enumOf(doc, order.schema)) === 'asc,desc' && resolve(doc, order.schema).default === 'asc';
    }],
  ['param-example-type', 'an example of a number is a number',
    `${HEAD}## Things [/things{?size}]\n\n### List [GET]\n\n+ Parameters\n    + size: 10 (number, optional)\n\n+ Response 204\n`,
    (doc) => example(doc, parameter(doc, get(doc), 'query', 'size')) === 10],
  ['param-inherit', "a resource's parameters hold for actions with a URI of their own",
    `${HEAD}## Thing [/things/{id}]\n\n+ Parameters\n    + id: 7 (number, required) - Which thing\n\n### Parts [GET /things/{id}/parts]\n\n+ Response 204\n`,
    (doc) => says(parameter(doc, operation(doc, '/things/{id}/parts', 'get'), 'path', 'id'), 'Which thing')],
  ['collide', 'two actions with one method and path are both kept',
    `${HEAD}## Things [/things]\n\n### Sign in [POST]\n\n+ Request (application/json)\n\n        {"name": "a"}\n\n+ Response 200\n\n### Sign out [POST]\n\n+ Request (application/json)\n\n        {"token": "b"}\n\n+ Response 204\n`,
    (doc) => {
      const post = operation(doc, '/things', 'post');
      return says(doc, 'Sign in') && says(doc, 'Sign out') && response(doc, post, '200') && response(doc, post, '204');
    }],
  ['collide-query', '`GET /a` and `GET /a{?q}` become one operation',
    `${HEAD}## Things [/things]\n\n### List all [GET]\n\n+ Response 200\n\n## Search [/things{?q}]\n\n### Find some [GET]\n\n+ Parameters\n    + q (string)\n\n+ Response 404\n`,
    (doc) => parameter(doc, get(doc), 'query', 'q') && response(doc, get(doc), '200') && response(doc, get(doc), '404')
      && Object.keys(doc.paths).length === 1],
  // Responses and headers
  ['multi-resp', 'several responses by status', list('+ Response 200\n\n+ Response 404'),
    (doc) => response(doc, get(doc), '200') && response(doc, get(doc), '404')],
  ['multi-same-status', 'one status with two media types',
    list('+ Response 200 (application/json)\n\n        {"a": 1}\n\n+ Response 200 (application/xml)\n\n        <a>1</a>'),
    (doc) => media(doc, response(doc, get(doc), '200'), 'application/json') && media(doc, response(doc, get(doc), '200'), 'application/xml')],
  ['multi-examples', 'one status and media type with two examples',
    list('+ Request One\n\n+ Response 200 (application/json)\n\n        {"name": "first"}\n\n+ Request Two\n\n+ Response 200 (application/json)\n\n        {"name": "second"}'),
    (doc) => says(response(doc, get(doc), '200'), 'first') && says(response(doc, get(doc), '200'), 'second')],
  ['req-headers', 'request headers become parameters',
    list('+ Request\n    + Headers\n\n            X-Trace: abc\n\n+ Response 204'),
    (doc) => says(parameter(doc, get(doc), 'header', 'X-Trace'), 'abc')],
  ['res-headers', 'response headers are kept',
    list('+ Response 204\n    + Headers\n\n            X-Left: 42'),
    (doc) => response(doc, get(doc), '204')?.headers?.['X-Left']],
  ['auth-bearer', '`Authorization: Bearer` becomes a security scheme',
    list('+ Request\n    + Headers\n\n            Authorization: Bearer abc\n\n+ Response 204'),
    (doc) => schemes(doc).some((one) => (one.type === 'http' && /^bearer$/i.test(one.scheme)) || one.type === 'oauth2' || (one.type === 'apiKey' && /^authorization$/i.test(one.name)))
      && (get(doc)?.security ?? doc.security)?.length > 0],
  ['auth-basic', '`Authorization: Basic` becomes a security scheme',
    list('+ Request\n    + Headers\n\n            Authorization: Basic YTpi\n\n+ Response 204'),
    (doc) => schemes(doc).some((one) => one.type === 'http' && /^basic$/i.test(one.scheme))
      && (get(doc)?.security ?? doc.security)?.length > 0],
  // MSON
  ['ds-components', 'named types become components', typed('(Thing)', THING),
    (doc) => ['id', 'name'].every((name) => property(doc, components(doc).Thing, name))],
  ['ds-ref', 'a schema refers to its component', typed('(Thing)', THING),
    (doc) => references(ok(doc)).includes('#/components/schemas/Thing')],
  ['ds-name-space', 'a type name with a blank gives a legal component and a reference to it',
    typed('(Big Thing)', THING.replace('Thing', 'Big Thing')),
    (doc) => {
      const names = Object.keys(components(doc));
      return names.length > 0 && names.every((name) => /^[\w.-]+$/.test(name)) && field(doc, 'name')
        && references(doc).every((reference) => resolve(doc, { $ref: reference }));
    }],
  ['inherit', 'a type has the members of its base', typed('(Lamp)', `${THING}\n\n## Lamp (Thing)\n\n+ watts: 40 (number)`),
    (doc) => ['id', 'watts'].every((name) => field(doc, name))],
  ['mixin', '`Include` brings the members of another type', typed('(Lamp)', `${THING}\n\n## Lamp (object)\n\n+ Include Thing\n+ watts: 40 (number)`),
    (doc) => ['id', 'watts'].every((name) => field(doc, name))],
  ['oneof', '`One Of` keeps every alternative', typed(members('+ id: 1 (string)', '+ One Of', '    + email (string)', '    + phone (string)')),
    (doc) => ['id', 'email', 'phone'].every((name) => propertyNames(doc, ok(doc)).has(name))],
  ['array-type', '`array[Thing]` knows its items', typed('(array[Thing])', THING),
    (doc) => resolve(doc, ok(doc))?.type === 'array' && property(doc, resolve(doc, ok(doc)).items, 'name')],
  ['array-prop', 'a member `array[string]` knows its items', typed(members('+ tags (array[string])')),
    (doc) => resolve(doc, field(doc, 'tags')?.items)?.type === 'string'],
  ['array-multi', '`array[string, number]` allows both', typed(members('+ tags (array[string, number])')),
    (doc) => ['string', 'number'].every((type) => typesOf(doc, field(doc, 'tags')?.items).has(type))],
  ['nested', 'nested members need no type', typed(members('+ owner', '    + name: Ann (string)')),
    (doc) => property(doc, field(doc, 'owner'), 'name')],
  ['enum', 'members of an enum', typed(members('+ state (enum)', '    + open', '    + closed')),
    (doc) => String(enumOf(doc, field(doc, 'state'))) === 'open,closed'],
  ['enum-desc', 'descriptions of enum members are kept', typed(members('+ state (enum)', '    + open - May be changed', '    + closed - Stays as it is')),
    (doc) => says(doc, 'May be changed') && says(doc, 'Stays as it is')],
  ['enum-num', 'an enum of numbers', typed(members('+ state (enum[number])', '    + 1', '    + 2')),
    (doc) => JSON.stringify(enumOf(doc, field(doc, 'state'))) === '[1,2]' && ['number', 'integer'].includes(field(doc, 'state').type)],
  ['nullable', 'nullable members', typed(members('+ name: Lamp (string, nullable)')),
    (doc) => isNullable(doc, field(doc, 'name')) && typesOf(doc, field(doc, 'name')).has('string')],
  ['nullable-ref', 'a nullable member of a named type', typed(members('+ thing (Thing, nullable)'), THING),
    (doc) => isNullable(doc, property(doc, ok(doc), 'thing', { raw: true })) && property(doc, field(doc, 'thing'), 'name')],
  ['default', '`Default` gives the default', typed(members('+ state (string)', '    + Default: open')),
    (doc) => field(doc, 'state')?.default === 'open'],
  ['default-attr', 'the type attribute `default`', typed(members('+ state: open (string, default)')),
    (doc) => field(doc, 'state')?.default === 'open'],
  ['sample', 'inline values are examples', typed(members('+ name: Lamp (string)')),
    (doc) => says(response(doc, get(doc), '200'), 'Lamp')],
  ['fixed', 'a fixed value is the only one', typed(members('+ kind: lamp (string, fixed)')),
    (doc) => constantOf(doc, field(doc, 'kind')) === 'lamp'],
  ['fixed-type', '`fixed-type` allows no other members', typed('(object, fixed-type)' + members('+ kind: lamp (string)')),
    (doc) => resolve(doc, ok(doc))?.additionalProperties === false],
  ['prop-desc', "members' descriptions", typed(members('+ name: Lamp (string) - What it is called')),
    (doc) => says(field(doc, 'name'), 'What it is called')],
  ['type-desc', "named types' descriptions", typed('(Thing)', `## Thing (object)\n\nSomething in a room.\n\n### Properties\n\n+ name: Lamp (string)`),
    (doc) => says(components(doc).Thing, 'Something in a room')],
  ['var-prop', 'a variable member name allows any name', typed(members('+ *code* (number) - Anything')),
    (doc) => {
      const whole = resolve(doc, ok(doc));
      return typeof (whole?.additionalProperties) === 'object' || whole?.patternProperties;
    }],
  ['circular', 'a type that contains itself', typed('(Node)', '## Node (object)\n\n+ name: A (string)\n+ parent (Node)'),
    (doc) => field(doc, 'name') && field(doc, 'parent')],
  ['resource-attrs', "a resource's attributes are a type",
    `${HEAD}## Thing [/things]\n\n+ Attributes\n    + name: Lamp (string)\n\n### Read [GET]\n\n+ Response 200 (application/json)\n    + Attributes (Thing)\n`,
    (doc) => field(doc, 'name')],
  ['action-attrs', "an action's attributes describe its request",
    `${HEAD}## Things [/things]\n\n### Add [POST]\n\n+ Attributes\n    + name: Lamp (string)\n\n+ Request (application/json)\n\n+ Response 204\n`,
    (doc) => property(doc, requestSchema(doc, operation(doc, '/things', 'post')), 'name')],
  // Payloads
  ['model', 'a model stands for the payload that refers to it',
    `${HEAD}## Thing [/things]\n\n+ Model (application/json)\n\n        {"name": "Lamp"}\n\n### Read [GET]\n\n+ Response 200\n\n    [Thing][]\n`,
    (doc) => says(response(doc, get(doc), '200'), 'Lamp')],
  ['schema-section', '`+ Schema` is the schema',
    list('+ Response 200 (application/json)\n    + Body\n\n            {"name": "Lamp"}\n\n    + Schema\n\n            {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 9}}}'),
    (doc) => field(doc, 'name')?.maxLength === 9],
  ['schema-draft4', 'JSON Schema draft 4 becomes the dialect of the document',
    list('+ Response 200 (application/json)\n    + Schema\n\n            {"type": "object", "properties": {"size": {"type": "number", "minimum": 0, "exclusiveMinimum": true}, "name": {"type": ["string", "null"]}}}'),
    (doc) => {
      const [size, name] = [field(doc, 'size'), field(doc, 'name')];
      const exclusive = doc.openapi?.startsWith('3.1') ? size?.exclusiveMinimum === 0 : size?.exclusiveMinimum === true;
      return exclusive && isNullable(doc, name) && (doc.openapi?.startsWith('3.1') || !Array.isArray(name.type));
    }],
  ['infer', 'a schema from a JSON body',
    list('+ Response 200 (application/json)\n\n        {"name": "Lamp", "sizes": [1, 2]}'),
    (doc) => field(doc, 'name')?.type === 'string' && ['number', 'integer'].includes(resolve(doc, field(doc, 'sizes')?.items)?.type)],
  ['broken-json', 'a body that is not JSON is kept as an example',
    list('+ Response 200 (application/json)\n\n        {"name": "Lamp", ... and so on'),
    (doc) => says(response(doc, get(doc), '200'), 'Lamp')],
  ['jsonc-body', 'a schema from JSON with comments and trailing commas',
    list('+ Response 200 (application/json)\n\n        {\n            "name": "Lamp", // what it is called\n            "size": 1,\n        }'),
    (doc) => field(doc, 'name') && field(doc, 'size')],
  ['xml-body', 'an XML body is kept', list('+ Response 200 (application/xml)\n\n        <thing>Lamp</thing>'),
    (doc) => says(media(doc, response(doc, get(doc), '200'), 'application/xml'), 'Lamp')],
  ['form', 'attributes of a form',
    `${HEAD}## Things [/things]\n\n### Add [POST]\n\n+ Request (application/x-www-form-urlencoded)\n    + Attributes\n        + name: Lamp (string)\n\n+ Response 204\n`,
    (doc) => property(doc, requestSchema(doc, operation(doc, '/things', 'post')), 'name')],
  ['form-body', "a form's fields from its body",
    `${HEAD}## Things [/things]\n\n### Add [POST]\n\n+ Request (application/x-www-form-urlencoded)\n\n        name=Lamp&size=2\n\n+ Response 204\n`,
    (doc) => ['name', 'size'].every((name) => property(doc, requestSchema(doc, operation(doc, '/things', 'post')), name))],
  ['media-charset', 'a media type with a charset is JSON all the same',
    list('+ Response 200 (application/json; charset=utf-8)\n\n        {"name": "Lamp"}'),
    (doc) => field(doc, 'name')],
  ['vnd-json', '`+json` media types are JSON', list('+ Response 200 (application/vnd.api+json)\n\n        {"name": "Lamp"}'),
    (doc) => property(doc, schema(jsonMedia(doc, response(doc, get(doc), '200'))), 'name')],
  ['no-status', 'a response without a status', list('+ Response (application/json)\n\n        {"name": "Lamp"}'),
    (doc) => response(doc, get(doc), '200') ?? response(doc, get(doc), 'default')],
  ['no-response', 'an action without a response', list('Nothing is answered.'),
    (doc) => Object.keys(get(doc)?.responses ?? {}).length > 0],
  ['method-only', 'a heading of method and URI', `${HEAD}## GET /things\n\n+ Response 204\n`, (doc) => response(doc, get(doc), '204')],
  ['named-endpoint', 'a named heading of method and URI', `${HEAD}# List things [GET /things]\n\n+ Response 204\n`,
    (doc) => response(doc, get(doc), '204') && says(get(doc), 'List things')],
  // Descriptions
  ['overview', "the API's description", `${HEAD}Everything in a room.\n\n## Things [/things]\n\n### List [GET]\n\n+ Response 204\n`,
    (doc) => says(doc.info, 'Everything in a room')],
  ['desc', 'descriptions of resources and actions',
    `${HEAD}## Things [/things]\n\nAll that stands around.\n\n### List [GET]\n\nIn no order.\n\n+ Response 204\n`,
    (doc) => says(doc, 'All that stands around') && says(doc, 'In no order')],
  ['resp-desc', 'descriptions of responses', list('+ Response 200 (application/json)\n\n    All there are.\n\n    + Body\n\n            {"name": "Lamp"}'),
    (doc) => says(response(doc, get(doc), '200')?.description, 'All there are')],
  // What is not as the specification has it
  ['tabs', 'indentation by tabs', list('+ Response 200 (application/json)\n\n\t+ Body\n\n\t\t\t{"name": "Lamp"}'), (doc) => field(doc, 'name')],
  ['crlf', 'line ends of Windows', list('+ Response 200 (application/json)\n\n        {"name": "Lamp"}').replaceAll('\n', '\r\n'),
    (doc) => field(doc, 'name')],
  ['bom', 'a byte order mark', `\ufeff${list('+ Response 204')}`,
    (doc) => response(doc, get(doc), '204') && doc.info?.title === 'Things' && doc.servers?.length],
  ['undef-type', 'a type that nobody defined', typed(members('+ name: Lamp (string)', '+ owner (Person)')), (doc) => field(doc, 'name')],
  ['dup-type', 'a type defined twice', typed('(Thing)', `${THING}\n\n${THING}`), (doc) => field(doc, 'name')],
  ['fence-body', 'a body in a fence', list('+ Response 200 (application/json)\n\n    ```json\n    {"name": "Lamp"}\n    ```'), (doc) => field(doc, 'name')],
  ['unindented-body', 'a body that is not indented far enough', list('+ Response 200 (application/json)\n\n    {"name": "Lamp"}'),
    (doc) => says(media(doc, response(doc, get(doc), '200'), 'application/json'), 'Lamp')],
  ['bad-tmpl', 'a variable name that RFC 6570 does not allow',
    `${HEAD}## Thing [/things/{thing-id}]\n\n### Read [GET]\n\n+ Parameters\n    + \`thing-id\` (number)\n\n+ Response 204\n`,
    (doc) => operations(doc).some(({ operation, path }) => parameters(doc, operation).some((one) => one.in === 'path' && path.includes(`{${one.name}}`)))],
  ['bad-brace', 'a brace that is never closed',
    `${HEAD}## Thing [/things/{id]\n\n### Read [GET]\n\n+ Response 204\n`,
    (doc) => operations(doc).length === 1 && response(doc, operations(doc)[0].operation, '204')],
  ['include', '`<!-- include(file) -->` brings the file in',
    { 'api.apib': `${HEAD}<!-- include(part.apib) -->\n`, 'part.apib': '## Things [/things]\n\n### List [GET]\n\n+ Response 204\n' },
    (doc) => response(doc, get(doc), '204')],
  // Output
  ['oas31', 'OpenAPI 3.1 can be written', list('+ Response 204'), (doc) => doc.openapi?.startsWith('3.1') && get(doc)],
].map(([id, feature, blueprint, holds]) => ({ id, feature, blueprint, holds }));
