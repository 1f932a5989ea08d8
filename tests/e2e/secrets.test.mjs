/** What reaches the page: titles in lists, and one secret for each gesture. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { record, recorded } from './recorder.mjs';
import { go, inField, login, openItem, pick, quickVault, search, titles } from './steps.mjs';

const COUNT = 12;
const secretOf = (number) => `canary-${number}-Vq7mZr2xKp`;
let desk;
let page;

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const items = Array.from({ length: COUNT }, (_, number) =>
    login(`Item ${number}`, { password: secretOf(number) }),
  );
  await quickVault(desk, { keyring: false, items });
  await record(page);
});
after(() => desk.close());

/** The secrets in an answer. */
const secretsIn = ({ body }) =>
  Array.from({ length: COUNT }, (_, number) => secretOf(number)).filter((secret) => body.includes(secret));

test('walking through the whole window brings no secret that nobody asked for', async () => {
  await until('all are there', async () => (await titles(page)).length === COUNT);
  for (const number of [0, 1, 2]) await openItem(page, `Item ${number}`);
  await search(page, 'item 3', ['Item 3']);
  await page.click('search-clear');
  await openItem(page, 'Item 4');
  await page.click('item-edit');
  await page.find('editor');
  await page.click('edit-cancel');
  await (await inField(page, 'password', 'copy')).click();
  await until('it is on the clipboard', () => desk.clipboard() === secretOf(4));
  await pick(page, 'item-more', 'item-duplicate');
  for (const place of [
    'nav-favourites',
    'nav-trash',
    'nav-all',
    'nav-activity',
    'nav-settings',
    'nav-backups',
    'nav-import',
    'nav-generator',
  ]) {
    if (await page.has(place)) await go(page, place);
  }
  const answers = await recorded(page);
  assert.ok(answers.length > 20, `${answers.length} answers were recorded`);
  for (const answer of answers) assert.deepEqual(secretsIn(answer), [], answer.command);
});

test('revealing brings the one secret that was asked for', async () => {
  await go(page, 'nav-all');
  await openItem(page, 'Item 5');
  await (await inField(page, 'password', 'reveal')).click();
  await inField(page, 'password', 'revealed');
  const found = (await recorded(page)).map(secretsIn).filter((secrets) => secrets.length > 0);
  assert.deepEqual(found, [[secretOf(5)]]);
});

/** Lets so many seconds pass for the page, which asks the clock how long a secret has been in sight. */
const pass = (seconds) =>
  page.run((milliseconds) => {
    const now = Date.now;
    Date.now = () => now() + milliseconds;
  }, seconds * 1000);

test('what is shown hides again when its time is over, while it is looked at and while it is edited', async () => {
  await openItem(page, 'Item 6');
  await (await inField(page, 'password', 'reveal')).click();
  await inField(page, 'password', 'revealed');
  await pass(31);
  await until('it is hidden', async () => !(await page.has('revealed')));

  await page.click('item-edit');
  await page.click('edit-reveal');
  const field = await page.find('edit-password');
  await until('it is shown', async () => (await field.property('value')) === secretOf(6));
  assert.equal(await field.property('type'), 'text');
  await pass(31);
  await until('it is gone', async () => (await field.property('value')) === '');
  assert.equal(await field.property('type'), 'password');
  assert.equal(
    await page.run((secret) => document.documentElement.outerHTML.includes(secret), secretOf(6)),
    false,
  );
  await page.click('edit-save');
  await page.gone('editor');
});

test('what was shown and then saved unchanged is the same secret', async () => {
  await (await inField(page, 'password', 'reveal')).click();
  assert.equal(await (await inField(page, 'password', 'revealed')).text(), secretOf(6));
});
