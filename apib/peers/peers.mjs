#!/usr/bin/env node
// Runs apib and other API Blueprint tools on the same inputs and prints what each makes of them.
//
//   node peers.mjs probes [--write]                        the feature table
//   node peers.mjs corpus FOLDER [--timeout S] [--write]   a folder of blueprints
//   node peers.mjs missing FOLDER [--items]                what of them apib writes otherwise, by class
//   node peers.mjs payloads FOLDER [--items]               the same of bodies and schemas made of MSON
//   node peers.mjs speed FOLDER FILE [--rounds N] [--every N] [--write]   how long whole processes take
//
// `missing` and `payloads` end with status 1 if something is not explained.
// --only A,B runs these peers, --explain A says of peer A what is invalid or missing.
// --write puts the table between its markers in ../README.md.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { peers, version } from './converters.mjs';
import { annotations, ofBlueprint, ofDocument } from './elements.mjs';
import { missing } from './missing.mjs';
import { payloads } from './payloads.mjs';
import { probes } from './probes.mjs';
import { speed } from './speed.mjs';
import { isValid } from './validators.mjs';

const { values: options, positionals: [command, folder, document] } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: 'string', default: '30' }, write: { type: 'boolean' }, only: { type: 'string' }, explain: { type: 'string' }, items: { type: 'boolean' }, rounds: { type: 'string', default: '5' }, every: { type: 'string', default: '7' } },
});
const names = Object.keys(peers).filter((name) => !options.only || options.only.split(',').includes(name));

/** A worker process of one peer, started again whenever it dies or is too slow. */
class Worker {
  constructor(name) { this.name = name; }

  async start() {
    const script = fileURLToPath(new URL('converters.mjs', import.meta.url));
    this.process = fork(script, [this.name], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--max-old-space-size=4096'] });
    await new Promise((resolve) => { this.process.once('message', resolve); this.process.once('exit', resolve); });
  }

  async convert(request) {
    if (!this.process?.connected) await this.start();
    const child = this.process;
    return new Promise((resolve) => {
      const failed = (error) => finish({ documents: [], error, milliseconds: null });
      const ended = (code) => failed(`the process ended with ${code}`);
      const timer = setTimeout(() => { child.kill('SIGKILL'); failed('timeout'); }, Number(options.timeout) * 1000);
      const finish = (outcome) => { clearTimeout(timer); child.off('exit', ended); child.off('message', finish); resolve(outcome); };
      child.once('message', finish);
      child.once('exit', ended);
      child.send(request);
    });
  }

  stop() { this.process?.kill(); }
}

async function runProbes() {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'probes-'));
  const inputs = probes.map(({ id, blueprint }) => {
    const files = typeof blueprint === 'string' ? { 'api.apib': blueprint } : blueprint;
    const home = path.join(temporary, id);
    fs.mkdirSync(home);
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(home, name), text);
    return path.join(home, 'api.apib');
  });
  const columns = {};
  for (const name of names) {
    const worker = new Worker(name);
    columns[name] = [];
    for (const [index, probe] of probes.entries()) {
      const outcome = await worker.convert({ file: inputs[index], runs: 0, version31: probe.id === 'oas31' });
      columns[name].push({ mark: mark(name, probe, outcome), valid: await anyValid(name, outcome) });
    }
    worker.stop();
  }
  fs.rmSync(temporary, { recursive: true });
  const rows = probes.map((probe, index) => [probe.feature, ...names.map((name) => columns[name][index].mark)]);
  const count = (mark) => names.map((name) => columns[name].filter((one) => one.mark === mark).length);
  const valid = names.map((name) => (peers[name].writes ? columns[name].filter((one) => one.valid).length : ''));
  return table(['feature', ...names.map((name) => `${name} ${version(name)}`)],
    [...rows, [`**${probes.length} features**`, ...count('✓').map((one) => `**${one}**`)], ['valid documents', ...valid]]);
}

/** ✓ the document says it, · it does not, E there is none. Of a parser, which writes no OpenAPI: ✓ it
 * takes the input, w with a warning, · it sees no operation, E it rejects the input. */
function mark(name, probe, { documents }) {
  if (!documents.length) return probe.id === 'oas31' ? '·' : 'E';
  if (!peers[name].writes) {
    if (probe.id === 'oas31') return '';
    const { errors, warnings } = annotations(documents[0]);
    if (errors) return 'E';
    if (!ofBlueprint(documents[0]).operations.size) return '·';
    return warnings ? 'w' : '✓';
  }
  const holds = (document) => { try { return Boolean(probe.holds(document)); } catch { return false; } };
  return documents.some(holds) ? '✓' : '·';
}

async function anyValid(name, { documents }) {
  if (!peers[name].writes) return false;
  for (const document of documents) if (await isValid(document)) return true;
  return false;
}

async function runCorpus() {
  const files = blueprints();
  const truths = await outcomes('drafter.js', files, ({ documents }) =>
    (documents.length && !annotations(documents[0]).errors ? ofBlueprint(documents[0]) : null));
  const kinds = ['operations', 'responses', 'parameters'];
  const total = Object.fromEntries(kinds.map((kind) => [kind, truths.reduce((sum, { value }) => sum + (value?.[kind].size ?? 0), 0)]));
  const rows = [];
  for (const name of names.filter((name) => peers[name].writes)) {
    const row = { converted: 0, valid: 0, operations: 0, responses: 0, parameters: 0, whole: 0, bytes: 0, milliseconds: 0 };
    const results = await outcomes(name, files, async (outcome) => ({
      valid: await anyValid(name, { documents: outcome.documents.slice(0, 1) }),
      seen: outcome.documents.length ? ofDocument(outcome.documents[0]) : null,
    }));
    results.forEach(({ file, milliseconds, value: { valid, seen } }, index) => {
      if (!seen) return;
      row.converted += 1;
      row.valid += valid ? 1 : 0;
      row.bytes += fs.statSync(file).size;
      row.milliseconds += milliseconds;
      const truth = truths[index].value;
      if (!truth) {
        if (name === options.explain && !valid) process.stderr.write(`${path.basename(file)}: invalid\n`);
        return;
      }
      const kept = kinds.map((kind) => [...truth[kind]].filter((one) => seen[kind].has(one)).length);
      kinds.forEach((kind, position) => { row[kind] += kept[position]; });
      if (name === options.explain) {
        const missing = kinds.flatMap((kind) => [...truth[kind]].filter((one) => !seen[kind].has(one)));
        if (!valid || missing.length) process.stderr.write(`${path.basename(file)}: ${valid ? '' : 'invalid; '}missing ${missing.length}\n${missing.slice(0, 6).map((one) => `    ${one}\n`).join('')}`);
      }
      row.whole += valid && kinds.every((kind, position) => kept[position] === truth[kind].size) ? 1 : 0;
    });
    const share = (kind) => `${(100 * row[kind] / Math.max(1, total[kind])).toFixed(1)} %`;
    rows.push([`${name} ${version(name)}`, row.converted, row.valid, row.whole, ...kinds.map(share), `${(row.bytes / 1000 / row.milliseconds).toFixed(2)} MB/s`]);
  }
  const read = truths.filter(({ value }) => value).length;
  return `${files.length} documents, of which the reference parser (drafter.js ${version('drafter.js')}) reads ${read}, with `
    + `${total.operations} operations, ${total.responses} responses and ${total.parameters} parameters; shares are of those.\n\n`
    + table(['converter', 'converted', 'valid', 'valid and whole', ...kinds, 'speed'], rows);
}

/** How much of what the reference parser sees or generates `apib` writes in the same way, and by class
 * what not; with `--items` each of the latter. Rejected documents count as far as they were read. */
async function runCompared(compared, version31) {
  const files = blueprints();
  const truths = await outcomes('drafter.js', files, ({ documents }) => documents[0], 0);
  const results = await outcomes('apib', files, ({ documents }) => documents[0], 0, version31);
  const kinds = {};
  const exceptions = {};
  truths.forEach(({ value: truth }, index) => {
    const { value: document } = results[index];
    if (!truth || !document) return;
    for (const { kind, label, differs, exception } of compared(truth, document)) {
      const count = (kinds[kind] ??= { seen: 0, otherwise: 0, unexplained: 0 });
      count.seen += 1;
      if (!differs) continue;
      count.otherwise += 1;
      count.unexplained += exception ? 0 : 1;
      const one = (exceptions[exception ?? 'not explained'] ??= { items: 0, files: new Set(), kinds: new Set() });
      one.items += 1;
      one.files.add(index);
      one.kinds.add(kind);
      if (options.items) process.stderr.write(`${[path.basename(files[index]), exception ?? 'not explained', kind, label, differs].join('\t')}\n`);
    }
  });
  if (exceptions['not explained']) process.exitCode = 1;
  return `${table(['kind', 'seen', 'otherwise', 'not explained'], Object.entries(kinds).map(([kind, one]) => [kind, one.seen, one.otherwise, one.unexplained]))}\n\n`
    + table(['exception', 'items', 'documents', 'kinds'], Object.entries(exceptions).sort(([, one], [, other]) => other.items - one.items)
      .map(([name, one]) => [name, one.items, one.files.size, [...one.kinds].join(', ')]));
}

/** The time and memory of whole processes, for one document and for those of the folder. */
function runSpeed() {
  const [rounds, every, timeout] = [options.rounds, options.every, options.timeout].map(Number);
  const { head, rows, load } = speed(path.resolve(document), blueprints(), { names, rounds, every, timeout });
  return `${os.cpus().length} cores of ${os.cpus()[0].model.trim()}, load average ${load}; least and most of ${rounds} rounds, of 2 in JavaScript.\n\n${table(head, rows)}`;
}

const blueprints = () => fs.readdirSync(folder).filter((name) => name.endsWith('.apib')).sort().map((name) => path.resolve(folder, name));

/** What `read` makes of each outcome, so that not all documents have to be kept. */
async function outcomes(name, files, read, runs = 1, version31 = false) {
  const worker = new Worker(name);
  const results = [];
  for (const file of files) {
    const outcome = await worker.convert({ file, runs, version31 });
    if (outcome.error) process.stderr.write(`${name}: ${path.basename(file)}: ${outcome.error}\n`);
    results.push({ file, milliseconds: outcome.milliseconds, value: await read(outcome) });
  }
  worker.stop();
  return results;
}

const table = (head, rows) =>
  [head, head.map((_, index) => (index ? ':-:' : '---')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

function write(marker, text) {
  const readme = fileURLToPath(new URL('../README.md', import.meta.url));
  const [begin, end] = [`<!-- ${marker} -->`, `<!-- end of ${marker} -->`];
  const before = fs.readFileSync(readme, 'utf8');
  const [start, stop] = [before.indexOf(begin), before.indexOf(end)];
  if (start < 0 || stop < 0) throw new Error(`${readme} has no ${begin} … ${end}`);
  fs.writeFileSync(readme, `${before.slice(0, start + begin.length)}\n${text}\n${before.slice(stop)}`);
}

const commands = {
  probes: runProbes,
  corpus: runCorpus,
  missing: () => runCompared(missing, false),
  payloads: () => runCompared(payloads, true),
  speed: runSpeed,
};
if (!commands[command] || (command !== 'probes' && !folder) || (command === 'speed' && !document)) {
  process.stderr.write('usage: node peers.mjs probes [--write] | corpus FOLDER [--timeout S] [--write] | missing|payloads FOLDER [--items] | speed FOLDER FILE [--rounds N] [--every N] [--write]\n');
  process.exit(2);
}
const text = await commands[command]();
process.stdout.write(`${text}\n`);
if (options.write) write(command, text);
process.exit();
