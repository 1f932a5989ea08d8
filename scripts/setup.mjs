/**
 * Makes a fresh Debian or Ubuntu ready, and does nothing where nothing is missing. Installs system packages only as root
 * or through a sudo that asks nothing; otherwise it names the one command that does, and stops.
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
    fail(`Node ${process.versions.node} is too old: install Node ${NODE.join('.')} or newer.`);
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
      `Rust ${major}.${minor} is too old: run "rustup update stable" to get ${wanted[1]}.${wanted[2]} or newer.`,
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
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  const [program, ...rest] = asRoot();
  if (program === undefined)
    fail(`Some system packages are missing. Run this, then try again:\n\n  sudo ${install.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run(program, [...rest, 'apt-get', 'update'], { env });
  run(program, [...rest, ...install], { env });
}

function missingOf(names) {
  const { out } = ask('dpkg-query', ['--show', '--showformat=${Package} ${Status}\\n', ...names]);
  const lines = new Set(out.split('\n'));
  return names.filter((name) => !lines.has(`${name} install ok installed`));
}

/** How to run something as root without being asked: as what it is, through sudo, or not at all. */
function asRoot() {
  if (process.getuid() === 0) return ['env'];
  return ask('sudo', ['--non-interactive', 'true']).ok ? ['sudo', '--preserve-env=DEBIAN_FRONTEND'] : [];
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
