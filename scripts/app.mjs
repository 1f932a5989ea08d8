/**
 * Builds the desktop app as people run it: with its page inside. Cargo and the page's own stamp decide what is stale, so
 * that a second build takes seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');

/** The built program. */
export const APP = join(TARGET, 'debug', 'strongroom-desktop');

/** The built command line. */
export const CLI = join(TARGET, 'debug', 'strongroom');

/** What makes the app carry its page. */
export const APP_FEATURE = 'strongroom-desktop/custom-protocol';

/** Builds the page where it is stale, then the app. */
export function buildApp() {
  buildPage();
  run('cargo', ['build', '--locked', '--package', 'strongroom-desktop', '--features', APP_FEATURE]);
}

/** Builds the page, unless it was built from these very files. */
export function buildPage() {
  const mark = join(TARGET, 'page-built-from');
  const now = pageSources();
  const isBuilt = existsSync(join(ROOT, 'ui', 'dist', 'index.html'));
  if (isBuilt && existsSync(mark) && readFileSync(mark, 'utf8') === now) return;
  run('npm', ['run', '--silent', 'ui:build']);
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(mark, now);
}

/** A digest of everything that the page is built from. */
function pageSources() {
  const digest = createHash('sha256');
  const files = [
    'package-lock.json',
    'ui/index.html',
    'ui/vite.config.ts',
    'ui/svelte.config.js',
    ...under('ui/src'),
  ];
  for (const file of files) digest.update(file).update(readFileSync(join(ROOT, file)));
  return digest.digest('hex');
}

function under(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length))
    .sort();
}
