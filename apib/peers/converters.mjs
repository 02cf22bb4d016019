// The peers, each as a list of ways to convert one file: a peer with several modes answers with
// the document of each. Run as a program, this file is the worker of one peer: it lives in a
// process of its own, since some peers end the process on a document that they do not like.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const binary = process.env.APIB
  ?? fileURLToPath(new URL(`../../target/release/apib${os.platform() === 'win32' ? '.exe' : ''}`, import.meta.url));

function run(program, args) {
  const result = spawnSync(program, args, { maxBuffer: 1 << 30 });
  if (result.error) throw result.error;
  return result;
}

const apib = (...options) => (file) => {
  const { status, stdout, stderr } = run(binary, ['convert', file, ...options]);
  if (status !== 0) throw new Error(`exit status ${status}: ${stderr}`);
  return JSON.parse(stdout);
};

/** As apib2swagger's own command does it: with its includes. */
const apib2swagger = (options) => {
  const { convert } = require('apib2swagger');
  const { includeDirective } = require('apib-include-directive');
  const { normalizeIncludes } = require('apib2swagger/src/util');
  return (file) => new Promise((resolve, reject) => {
    let text = fs.readFileSync(file, 'utf8');
    try {
      text = includeDirective(path.dirname(file), normalizeIncludes(text));
    } catch {
      // A part that is missing is left out, rather than the whole document.
    }
    convert(text, options, (error, result) => (error ? reject(error) : resolve(result.swagger)));
  });
};

const self = fileURLToPath(import.meta.url);
/** A process of its own for one document, of a peer that is a module. */
const once = (name) => (file) => [process.execPath, self, '--once', name, file];

/** What a peer can do; `start` gives its ways to convert, `command` the process for one document. */
export const peers = {
  apib: { writes: true, version: () => run(binary, ['--version']).stdout.toString().trim().split(' ')[1],
    command: (file) => [binary, 'convert', file],
    start: () => [apib()], start31: () => [apib('--openapi', '3.1')] },
  apib2swagger: { writes: true, module: 'apib2swagger', command: once('apib2swagger'),
    start: () => [apib2swagger({ openApi3: true }), apib2swagger({ openApi3: true, preferReference: true })] },
  apib2openapi: { writes: true, module: 'apib2openapi', start: () => {
    const { convert } = require('apib2openapi');
    return [async (file) => {
      const result = await convert(fs.readFileSync(file, 'utf8'), {});
      return typeof result?.openapi === 'object' ? result.openapi : result;
    }];
  } },
  'api-spec-converter': { writes: true, module: 'api-spec-converter', start: () => {
    const { convert } = require('api-spec-converter');
    return [async (file) => (await convert({ from: 'api_blueprint', to: 'openapi_3', source: file })).spec];
  } },
  'drafter.js': { writes: false, module: 'drafter.js', command: once('drafter.js'), start: () => {
    const drafter = require('drafter.js');
    return [(file) => drafter.parseSync(fs.readFileSync(file, 'utf8'), {})];
  } },
};
if (process.env.DRAFTER) {
  peers.drafter = { writes: false, version: () => 'native', command: (file) => [process.env.DRAFTER, '-f', 'json', file], start: () => [(file) => {
    const { stdout } = run(process.env.DRAFTER, ['-f', 'json', file]);
    return JSON.parse(stdout);
  }] };
}

export function version(name) {
  const { module, version } = peers[name];
  if (version) return version();
  const folder = fileURLToPath(new URL(`node_modules/${module}/package.json`, import.meta.url));
  return JSON.parse(fs.readFileSync(folder, 'utf8')).version;
}

/** Converts and measures: the time of the first way, without the first run if there are others, since
 * a peer in JavaScript is slower then. Of several the middle one counts. */
async function convert(ways, file, runs) {
  const outcome = { documents: [], error: null, milliseconds: null };
  for (const [index, way] of ways.entries()) {
    try {
      const begin = performance.now();
      outcome.documents.push(await way(file));
      const times = [performance.now() - begin];
      while (index === 0 && times.length <= runs && times[0] < 3000) {
        const again = performance.now();
        await way(file);
        times.push(performance.now() - again);
      }
      const warm = times.length > 1 ? times.slice(1).sort((a, b) => a - b) : times;
      outcome.milliseconds ??= warm[warm.length >> 1];
    } catch (error) {
      outcome.error ??= String(error?.message ?? error).replace(/\s+/g, ' ').slice(0, 200);
    }
  }
  return outcome;
}

/** One document, by the first way of a peer. */
async function convertOnce(name, file) {
  const result = await peers[name].start()[0](file);
  const rejects = result?.element === 'parseResult'
    && result.content.some((one) => JSON.stringify(one.meta?.classes ?? '').includes('"error"'));
  if (rejects) throw new Error('the document is rejected');
  fs.writeSync(1, JSON.stringify(result));
}

if (process.argv[1] === self && process.argv[2] === '--once') {
  await convertOnce(process.argv[3], process.argv[4]).then(() => process.exit(0), () => process.exit(1));
} else if (process.argv[1] === self) {
  console.log = console.warn = console.error = console.info = () => {};
  const peer = peers[process.argv[2]];
  const ways = peer.start();
  process.on('message', async ({ file, runs, version31 }) => {
    const used = version31 && peer.start31 ? peer.start31() : ways;
    process.send(await convert(used, file, runs));
  });
  process.send({ ready: true });
}
