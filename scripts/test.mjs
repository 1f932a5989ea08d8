/**
 * All tests, one kind after another, and one plain line at the end. A kind that fails does not keep the next from running.
 * Words after `npm test --` choose kinds: scripts, page, rust, vectors, window.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { APP_FEATURE, buildApp, buildPage } from './app.mjs';
import { count } from './count.mjs';
import { ROOT, tee } from './run.mjs';
import { setup } from './setup.mjs';

const PYTHON = '/usr/bin/python3';

const KINDS = {
  scripts: () => tee('node', ['--test', ...testsIn('scripts', '.test.mjs')]),
  page: () => tee('npm', ['run', '--silent', 'ui:test']),
  rust: () => {
    buildPage();
    // All at once: chosen apart, crates would be built several times, with different features of what they share.
    return tee('cargo', ['test', '--locked', '--workspace', '--features', APP_FEATURE, '--no-fail-fast']);
  },
  vectors: () =>
    tee(PYTHON, ['-m', 'unittest', 'discover', '--start-directory', 'tests/vectors', '--pattern', '*.py']),
  window: () => {
    // The tests of the access list, among the others, have had the app built.
    if (!results.rust) buildApp();
    return tee('node', [
      '--test',
      '--test-reporter=spec',
      '--test-concurrency=1',
      ...testsIn('tests/e2e', '.test.mjs'),
    ]);
  },
};

function testsIn(folder, ending) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

const results = {};
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in KINDS));
if (unknown.length > 0) throw new Error(`no such kind of tests: ${unknown.join(', ')}`);
setup('test');
for (const [name, start] of Object.entries(KINDS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  results[name] = count(await start());
}
const sum = (what) => Object.values(results).reduce((total, result) => total + result[what], 0);
console.log();
for (const [name, { passed, failed }] of Object.entries(results))
  console.log(`${name}: ${passed} passed, ${failed} failed`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
