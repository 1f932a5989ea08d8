/** Every parser of hostile input has a fuzz target, and every target is told of. Nothing is built for it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { sourcesIn } from './fuzz-seeds.mjs';
import { TARGETS, WITHOUT_TARGET } from './fuzz-targets.mjs';
import { ROOT } from './run.mjs';

const CRATES = join(ROOT, 'crates');
const PARSING = ['credential', 'pki', 'exchange', 'crypto', 'vault', 'backup', 'storage'];
/** Names of functions that turn text or bytes from outside into values. */
const PARSER =
  /^\s*pub (?:const )?fn ((?:parse|recognise|from_(?:der|pem|pkcs12|blob)|peek|problems|strength)\w*)\b/m;

const covered = Object.values(TARGETS).flatMap(({ sources }) => sources);
const covers = (path) => covered.some((source) => path === source || path.startsWith(`${source}/`));
const named = readFileSync(join(ROOT, 'fuzz/src/main.rs'), 'utf8').matchAll(/^\s+\("(\w+)", \w+::\w+\),$/gm);
const known = [...named].map(([, name]) => name);

test('every parser that a crate offers has a fuzz target', () => {
  const missing = PARSING.flatMap((crate) => sourcesIn(join(CRATES, crate, 'src')))
    .filter((path) => PARSER.test(readFileSync(path, 'utf8')))
    .map((path) => relative(CRATES, path))
    .filter((path) => !covers(path) && !(path in WITHOUT_TARGET));
  assert.deepEqual(missing, [], 'write a target in fuzz/src and name the file in scripts/fuzz-targets.mjs');
});

test('the program has the targets that the script knows', () => {
  assert.deepEqual(known, Object.keys(TARGETS));
});

test('every target is told of in docs/fuzzing.md', () => {
  const told = readFileSync(join(ROOT, 'docs/fuzzing.md'), 'utf8');
  assert.deepEqual(
    known.filter((name) => !told.includes(`\`${name}\``)),
    [],
  );
});

test('every source that a target names is there', () => {
  assert.deepEqual(
    [...covered, ...Object.keys(WITHOUT_TARGET)].filter((source) => !existsSync(join(CRATES, source))),
    [],
  );
});
