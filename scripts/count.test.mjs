import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count } from './count.mjs';

const passes = (out, passed, failed = 0) =>
  assert.deepEqual(count({ status: failed ? 1 : 0, out }), { passed, failed });

test('cargo: the results of all its programs are added', () => {
  const line = (passed, failed) =>
    `test result: ok. ${passed} passed; ${failed} failed; 1 ignored; finished in 0.1s\n`;
  passes(line(3, 0) + line(4, 2), 7, 2);
});

test('vitest: the line of the tests counts, that of the files does not, and colours do not matter', () => {
  passes(
    ' Test Files  2 passed (2)\n \x1b[2m     Tests \x1b[22m \x1b[1m\x1b[32m12 passed\x1b[39m (12)\n',
    12,
  );
  passes('      Tests  1 failed | 11 passed (12)\n', 11, 1);
});

test('node: passed and failed are lines of their own, in both of its styles', () => {
  passes('# tests 5\n# pass 4\n# fail 1\n', 4, 1);
  passes('ℹ tests 5\nℹ pass 5\nℹ fail 0\n', 5);
});

test('unittest: failures and errors both failed', () => {
  passes('Ran 9 tests in 0.1s\n\nOK\n', 9);
  passes('Ran 9 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n', 6, 3);
});

test('a program that fails and counts nothing is one failure', () => {
  assert.deepEqual(count({ status: 101, out: 'error: could not compile\n' }), { passed: 0, failed: 1 });
});
