import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './run.mjs';
import { LIST, siteRules } from './site-rules.mjs';

const SOURCE = join(ROOT, '..', 'shared', 'corpus', 'passwordrules', 'password-rules.json');

const listed = (sites) => {
  const rules = Object.entries(sites).map(([domain, rule]) => [domain, { 'password-rules': rule }]);
  const lines = siteRules(JSON.stringify(Object.fromEntries(rules))).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
};

test('the list that is built in is fresh', { skip: !existsSync(SOURCE) && `no ${SOURCE}` }, () => {
  assert.equal(readFileSync(LIST, 'utf8'), siteRules(readFileSync(SOURCE, 'utf8')));
});

test('domains with the same rules share a line, however these are spaced', () => {
  const lines = listed({
    'b.example': 'minlength: 8;',
    'c.example': 'maxlength:9',
    'a.example': 'minlength:8 ;',
  });
  assert.deepEqual(lines, ['maxlength:9\tc.example', 'minlength:8\ta.example b.example']);
});

test('white space inside brackets stays, and so does a bracket that is a character', () => {
  const rules = { 'a.example': 'required: [- ]; allowed: upper, [ a]], lower;' };
  assert.deepEqual(listed(rules), ['required:[- ];allowed:upper,[ a]],lower\ta.example']);
});

test('what a line cannot hold is refused', () => {
  assert.throws(() => listed({ 'a.example': 'required: [\t]' }));
  assert.throws(() => listed({ 'two words': 'minlength: 8' }));
});
