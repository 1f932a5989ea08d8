/** Programs that a test starts: each is ended with the test, and tells when it is ready. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a program may take to become ready, in milliseconds. */
const READY = 60_000;

/** How long something that was asked for may take to be there, in milliseconds: long enough for a machine that is busy. */
const LIMIT = 30_000;

/** The programs of one test. */
export class Processes {
  #running = [];

  /** Starts a program; resolves to it and to what it wrote once `ready` matches that. */
  async start(program, args, { env, ready, input, from = 'stdout', fds = [] } = {}) {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe', ...fds] });
    this.#running.push(child);
    const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    child.ended = ended;
    child.written = '';
    child.stderr.on('data', (chunk) => (child.written += chunk));
    child.stdin.on('error', () => undefined).end(input);
    if (!ready) return { child, match: null };
    return { child, match: await isReady(program, child, ready, from) };
  }

  /** Ends one of them, kindly at first. */
  async end(child, signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([child.ended, wait(3000)]);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await child.ended;
  }

  /** Ends all of them, the last first. */
  async endAll() {
    for (const child of this.#running.splice(0).reverse()) await this.end(child);
  }
}

function isReady(program, child, ready, from) {
  let limit;
  return new Promise((resolve, reject) => {
    let out = '';
    limit = setTimeout(
      () => reject(new Error(`${program} was not ready in time: ${out}${child.written}`)),
      READY,
    );
    const stream = from === 'stdout' ? child.stdout : from === 'stderr' ? child.stderr : child.stdio[from];
    stream.on('data', (chunk) => {
      out += chunk;
      const match = ready.exec(out);
      if (match) resolve(match);
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${out}${child.written}`)));
    child.once('error', reject);
  }).finally(() => clearTimeout(limit));
}

/** Asks again and again until the answer is true-like; fails with `what` after that many milliseconds. */
export async function until(what, question, limit = LIMIT, pause = 50) {
  const end = performance.now() + limit;
  let last;
  for (;;) {
    try {
      const answer = await question();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`not in ${limit} ms: ${what}`, { cause: last });
    await wait(pause);
  }
}

export { wait };
