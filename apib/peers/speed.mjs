// How long each tool takes, and how much memory: whole processes, one for each document, the tools in
// turn, so that a machine that is slower for a while is so for all of them.
//
// Needs bash, whose `time` counts milliseconds of user time, and GNU time for the memory.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

import { peers, version } from './converters.mjs';

/** Rounds of the tools in JavaScript, which take as long for one as the others for a hundred. */
const SLOW_ROUNDS = 2;

/**
 * A table with a row for `document`, one for every `every`th document of `files` that all tools take,
 * and one for all that the compiled tools take; then the peak memory.
 */
export function speed(document, files, { names, rounds, every, timeout }) {
  const tools = names.filter((name) => peers[name].command);
  const compiled = tools.filter((name) => !peers[name].module);
  const taken = (candidates, list) => list.filter((file) => candidates.every((name) => takes(name, file, timeout)));
  const ofCompiled = taken(compiled, files);
  const sample = taken(tools, ofCompiled.filter((_, index) => index % every === 0));
  const ofDocument = tools.filter((name) => takes(name, document, timeout));
  const sets = [
    { label: document.replace(/^.*\//, ''), files: [document], tools: ofDocument, others: 'rejects it' },
    { label: 'that all tools take', files: sample, tools, others: '' },
    { label: 'that the compiled tools take', files: ofCompiled, tools: compiled, others: '' },
  ];
  const rows = sets.map(({ label, files: list, tools: those, others }) => {
    const bytes = list.reduce((sum, file) => sum + fs.statSync(file).size, 0);
    const what = list.length === 1 ? label : `${list.length} documents ${label}`;
    const times = userSeconds(those, list, rounds);
    return [`${what}, ${kilobytes(bytes)}`, ...tools.map((name) => (times[name] ? range(times[name]) : others))];
  });
  const peaks = tools.map((name) => `${(Math.min(...[1, 2, 3].map(() => peak(name, document))) / 1000).toFixed(1)} MB`);
  return { head: ['user seconds', ...tools.map((name) => `${name} ${version(name)}`)],
    rows: [...rows, [`peak memory, ${sets[0].label}`, ...peaks]], load: os.loadavg()[0].toFixed(1) };
}

function takes(name, file, timeout) {
  const [program, ...args] = peers[name].command(file);
  return spawnSync(program, args, { stdio: 'ignore', timeout: timeout * 1000, killSignal: 'SIGKILL' }).status === 0;
}

/** By tool, what each round took for all files together. */
function userSeconds(tools, files, rounds) {
  const times = Object.fromEntries(tools.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of tools.filter((one) => !peers[one].module || round < SLOW_ROUNDS)) {
      times[name].push(files.reduce((sum, file) => sum + userTime(name, file), 0));
    }
  }
  return times;
}

function userTime(name, file) {
  const script = 'TIMEFORMAT=%3U; time "$@" > /dev/null 2> /dev/null';
  const { stderr } = spawnSync('bash', ['-c', script, 'time', ...peers[name].command(file)]);
  return Number(stderr.toString().trim());
}

/** The largest resident set in thousands of bytes. */
function peak(name, file) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...peers[name].command(file)], { maxBuffer: 1 << 30 });
  return Number(stderr.toString().trim().split('\n').at(-1)) * 1.024;
}

const range = (times) => {
  const [least, most] = [Math.min(...times), Math.max(...times)].map((one) => (one < 1 ? one.toFixed(3) : one.toFixed(1)));
  return least === most ? `${least} s` : `${least} to ${most} s`;
};

const kilobytes = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
