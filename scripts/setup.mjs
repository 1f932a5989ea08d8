/**
 * Makes a fresh Debian or Ubuntu ready, and does nothing where nothing is missing. Installs system packages as root or
 * through sudo, which may ask for the password at a terminal; where it may not, it names the one command, and stops.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGES } from './packages.mjs';
import { ROOT, ask, fail, run } from './run.mjs';

const NODE = [20, 19];

/** Checks and completes the machine for `build`, `drive` or `test`. */
export function setup(purpose) {
  checkNode();
  installSystemPackages(purpose);
  checkRust();
  installPageDependencies();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    fail(
      `Node ${process.versions.node} is too old: install Node ${NODE.join('.')} or newer from https://nodejs.org/en/download, ` +
        'for your distribution may only have an older one; then run this again.',
    );
  }
}

function checkRust() {
  // rustup, where it is there, fetches what rust-toolchain or Cargo.toml asks for.
  const { ok, out } = ask('cargo', ['--version']);
  if (!ok) fail('Rust is missing: install it with rustup (https://rustup.rs), then run this again.');
  const wanted = /^rust-version = "(\d+)\.(\d+)"/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'));
  const [, major, minor] = /(\d+)\.(\d+)/.exec(out);
  if (wanted && Number(major) * 1000 + Number(minor) < Number(wanted[1]) * 1000 + Number(wanted[2])) {
    fail(
      `Rust ${major}.${minor} is too old: ${wanted[1]}.${wanted[2]} or newer is needed. Run "rustup update stable"; where Rust ` +
        'came with the distribution, install rustup first (https://rustup.rs).',
    );
  }
}

function installSystemPackages(purpose) {
  if (process.platform !== 'linux') return;
  if (!ask('dpkg-query', ['--version']).ok) {
    console.warn(
      `Not Debian or Ubuntu: install what corresponds to ${PACKAGES[purpose].join(' ')} yourself.`,
    );
    return;
  }
  const missing = missingOf(PACKAGES[purpose]);
  if (missing.length === 0) return;
  const update = ['apt-get', 'update'];
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  const root = asRoot();
  if (!root) {
    const both = `${update.join(' ')} && ${install.join(' ')}`;
    const how = ask('sudo', ['--version']).ok ? `sudo sh -c '${both}'` : `su -c '${both}'`;
    fail(`Some system packages are missing. Run this, then try again:\n\n  ${how}\n`);
  }
  console.log(`Installing what is missing: ${missing.join(' ')}`);
  const [program, ...rest] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive'];
  run(program, [...rest, ...update]);
  run(program, [...rest, ...install]);
}

function missingOf(names) {
  const { out } = ask('dpkg-query', ['--show', '--showformat=${Package} ${Status}\\n', ...names]);
  const lines = new Set(out.split('\n'));
  return names.filter((name) => !lines.has(`${name} install ok installed`));
}

/** How to run something as root: as what it is, or through sudo where that asks nothing or somebody sits at a terminal. */
function asRoot() {
  if (process.getuid() === 0) return [];
  if (ask('sudo', ['--non-interactive', 'true']).ok) return ['sudo'];
  return process.stdin.isTTY && ask('sudo', ['--version']).ok ? ['sudo'] : null;
}

/** `npm ci`, where the lock file is not the one that was installed last. */
function installPageDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const mark = join(ROOT, 'node_modules', '.strongroom-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  run('npm', ['ci', '--no-audit', '--no-fund']);
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(mark, lock);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) setup(process.argv[2] ?? 'test');
