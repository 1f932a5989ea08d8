/**
 * Runs other programs: shown to the person as they run, or kept for the caller to read.
 * A program that fails stops the script that runs it, with its own exit code, unless the caller wants to know.
 */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program with its output on the terminal; ends this process where it fails. */
export function run(program, args = [], options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) fail(`${program} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program in silence; its exit code and what it wrote. */
export function ask(program, args = [], options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
  });
  return { ok: !error && status === 0, out: (stdout ?? '').trim() };
}

/** Runs a program with its output on the terminal and kept; resolves to `{ status, out }`. */
export function tee(program, args = [], options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let out = '';
    const keep = (stream) => (chunk) => {
      out += chunk;
      stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => resolve({ status: 1, out: `${out}${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, out }));
  });
}

/** Says what is wrong and what to do, and ends this process. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
