/**
 * Fuzzes the parsers of hostile text and bytes: `npm run fuzz -- [target…] [--seconds N] [--jobs N]`. Further: `--report` prints
 * what all runs together have done, `--reproduce FILE` runs one target on one input, `--build` only builds. docs/fuzzing.md.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { seed } from './fuzz-seeds.mjs';
import { TARGETS } from './fuzz-targets.mjs';
import { ROOT, ask, fail, run } from './run.mjs';

const FOLDER = join(ROOT, 'target', 'fuzz');
const RUNS = join(FOLDER, 'runs.jsonl');
const LIMITS = { rss_limit_mb: 1024, timeout: 10 };
/** What counts the edges that an input reaches; no part of it needs an unstable compiler. */
const COVERAGE = [
  '--cfg=fuzzing',
  '-Cpasses=sancov-module',
  '-Cllvm-args=-sanitizer-coverage-level=4',
  '-Cllvm-args=-sanitizer-coverage-inline-8bit-counters',
  '-Cllvm-args=-sanitizer-coverage-pc-table',
  '-Cllvm-args=-sanitizer-coverage-trace-compares',
];

/** Builds the program with all targets; its path. */
function build() {
  const host = /^host: (.+)$/m.exec(ask('rustc', ['-vV']).out)?.[1];
  if (!host) fail('Rust is missing: install it with rustup (https://rustup.rs), then run this again.');
  const places = ['--manifest-path', 'fuzz/Cargo.toml', '--target-dir', FOLDER];
  // With a named target, what runs while building is not built for counting.
  run('cargo', ['build', '--locked', '--release', '--target', host, ...places], {
    env: { ...process.env, RUSTFLAGS: COVERAGE.join(' ') },
  });
  return join(FOLDER, host, 'release', 'strongroom-fuzz');
}

/** Fuzzes one target; what came of it. */
async function fuzz(name, seconds, program) {
  const corpus = join(FOLDER, 'corpus', name);
  const findings = join(FOLDER, 'findings', name);
  mkdirSync(findings, { recursive: true });
  const dictionary = seed(name, corpus, join(FOLDER, 'dictionaries'), program);
  const known = new Set(readdirSync(findings));
  const limits = { ...LIMITS, max_len: TARGETS[name].length, max_total_time: seconds };
  const words = [corpus, ...options(limits), `-artifact_prefix=${findings}/`, '-print_final_stats=1'];
  if (dictionary) words.push(`-dict=${dictionary}`);
  const { processor, tail } = await execute(program, words, name);
  const found = [];
  for (const file of readdirSync(findings).filter((file) => !known.has(file)))
    if (await stands(join(findings, file), name, program)) found.push(file);
  return { target: name, date: new Date().toISOString(), processor, ...figures(tail), found };
}

const options = (limits) => Object.entries(limits).map(([key, value]) => `-${key}=${value}`);

/** Whether a finding is one: libFuzzer's clock counts what others do on this machine too, so that slow inputs are run again. */
async function stands(path, name, program) {
  if (!/\/(timeout|slow-unit)-[^/]*$/.test(path)) return true;
  const { processor } = await execute(
    program,
    [path, ...options({ ...LIMITS, timeout: 60 * LIMITS.timeout })],
    name,
  );
  if (processor < LIMITS.timeout) rmSync(path);
  return processor >= LIMITS.timeout;
}

/** Runs the program; its processor time, to half a second, and the end of what it wrote. */
function execute(program, words, name) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, STRONGROOM_FUZZ: name } });
    // Whoever works on this machine goes first.
    if (child.pid) setPriority(child.pid, 19);
    const log = createWriteStream(join(FOLDER, `${name}.log`), { flags: 'a' });
    let tail = '';
    child.stderr.on('data', (chunk) => {
      log.write(chunk);
      tail = (tail + chunk).slice(-20_000);
    });
    child.stdout.resume();
    let processor = 0;
    const watch = setInterval(() => (processor = processorSeconds(child.pid) ?? processor), 500);
    child.on('close', () => {
      clearInterval(watch);
      log.end();
      resolve({ processor, tail });
    });
  });
}

/** Processor time of a process so far, in seconds: /proc/PID/stat counts hundredths (proc(5)). */
function processorSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

function figures(log) {
  const last = (pattern) => Number([...log.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const executions = last(/stat::number_of_executed_units:\s*(\d+)/g) || last(/^#(\d+)/gm);
  return { executions, edges: last(/cov: (\d+)/g), features: last(/ft: (\d+)/g) };
}

function say({ target, processor, executions, edges, found }) {
  console.log(`${target}: ${executions} runs in ${processor.toFixed(0)} s of processor time, ${edges} edges`);
  for (const file of found) {
    const path = relative(ROOT, join(FOLDER, 'findings', target, file));
    console.log(`  FOUND ${path}\n  again: npm run fuzz -- ${target} --reproduce ${path}`);
  }
}

/** All runs together, as the table of docs/fuzzing.md. */
function report() {
  if (!existsSync(RUNS)) fail('Nothing was fuzzed here yet: run npm run fuzz first.');
  const sums = new Map(
    Object.keys(TARGETS).map((name) => [name, { minutes: 0, executions: 0, edges: 0, found: 0 }]),
  );
  for (const line of readFileSync(RUNS, 'utf8').trim().split('\n')) {
    const { target, processor, executions, edges, found } = JSON.parse(line);
    const sum = sums.get(target);
    if (!sum) continue;
    sum.minutes += processor / 60;
    sum.executions += executions;
    sum.edges = Math.max(sum.edges, edges);
    sum.found += found.length;
  }
  console.log('| target | processor minutes | executions | edges | inputs found |\n|---|--:|--:|--:|--:|');
  const row = (name, { minutes, executions, edges, found }) =>
    `| ${name} | ${minutes.toFixed(1)} | ${executions.toLocaleString('en')} | ${edges || ''} | ${found} |`;
  const total = { minutes: 0, executions: 0, edges: 0, found: 0 };
  for (const [name, sum] of sums) {
    console.log(row(`\`${name}\``, sum));
    for (const key of ['minutes', 'executions', 'found']) total[key] += sum[key];
  }
  console.log(row('together', total));
}

async function fuzzAll(names, seconds, jobs, program) {
  const waiting = [...names];
  let found = 0;
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const result = await fuzz(name, seconds, program);
      appendFileSync(RUNS, `${JSON.stringify(result)}\n`);
      say(result);
      found += result.found.length;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return found;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    jobs: { type: 'string', default: '1' },
    reproduce: { type: 'string' },
    report: { type: 'boolean', default: false },
    build: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !(name in TARGETS));
if (unknown.length > 0)
  fail(`No such target: ${unknown.join(', ')}. There are: ${Object.keys(TARGETS).join(', ')}.`);
const [seconds, jobs] = [values.seconds, values.jobs].map(Number);
if (!(seconds >= 1 && jobs >= 1)) fail('--seconds and --jobs take a number of 1 or more.');
if (values.report) {
  report();
} else if (values.reproduce) {
  if (positionals.length !== 1) fail('--reproduce takes one target: npm run fuzz -- TARGET --reproduce FILE');
  const env = { ...process.env, STRONGROOM_FUZZ: positionals[0] };
  run(build(), [values.reproduce, ...Object.entries(LIMITS).map(([key, value]) => `-${key}=${value}`)], {
    env,
  });
} else {
  const program = build();
  const names = positionals.length > 0 ? positionals : Object.keys(TARGETS);
  if (!values.build) process.exitCode = (await fuzzAll(names, seconds, jobs, program)) > 0 ? 1 : 0;
}
