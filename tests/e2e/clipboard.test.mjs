/** What is copied is hidden from histories and does not stay; what somebody else copied does. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until, wait } from './processes.mjs';
import { isLocked, login, must, quickVault } from './steps.mjs';

const SECRET = 'Nf7-quartz-Lamp!91';
const SECONDS = 5;
let desk;
let page;
let item;

beforeEach(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const { ids } = await quickVault(desk, { keyring: false, items: [login('Lamp', { password: SECRET })] });
  await must(page, 'change_settings', { ...(await must(page, 'settings')), clipboard_seconds: SECONDS });
  [item] = ids;
});
afterEach(() => desk.close());

/** Copies the password, which is a login's second field. */
const copySecret = () => must(page, 'copy_field', { id: item, field: 1, version: null });
const isCleared = (limit) => until('the clipboard is empty', () => !desk.clipboard(), limit);

test('a copied secret asks histories to look away', async () => {
  await copySecret();
  assert.equal(desk.clipboard(), SECRET);
  assert.match(desk.clipboard('TARGETS'), /^x-kde-passwordManagerHint$/m);
  assert.equal(desk.clipboard('x-kde-passwordManagerHint'), 'secret');
});

test('a copied secret is cleared after the time set, and not before', async () => {
  assert.equal((await copySecret()).clears_in, SECONDS);
  await wait((SECONDS - 2) * 1000);
  assert.equal(desk.clipboard(), SECRET);
  await isCleared(5000);
});

test('what somebody copied in between is not cleared', async () => {
  await copySecret();
  await desk.copy('a shopping list');
  await wait((SECONDS + 2) * 1000);
  assert.equal(desk.clipboard(), 'a shopping list');
});

test('a newer copy has its full time', async () => {
  await copySecret();
  await wait(3000);
  await must(page, 'copy_text', { text: 'newer' });
  await wait(3500);
  assert.equal(desk.clipboard(), 'newer');
  await isCleared(5000);
});

test('locking clears a copied secret', async () => {
  await copySecret();
  await must(page, 'lock').catch(() => undefined);
  await isLocked(page);
  await isCleared(2000);
});

test('locking leaves what somebody copied in between', async () => {
  await copySecret();
  await desk.copy('a shopping list');
  await must(page, 'lock').catch(() => undefined);
  await isLocked(page);
  assert.equal(desk.clipboard(), 'a shopping list');
});

describe('where a clipboard manager keeps what the programs that have ended had copied', () => {
  beforeEach(() => desk.startClipboardManager());
  /** Time for it to see what was copied, and to take it over. */
  const seen = () => wait(500);

  test('the app leaves no secret behind when it ends', async () => {
    await copySecret();
    await seen();
    await desk.quit();
    await seen();
    assert.ok(!desk.clipboard(), 'something is left');
  });

  test('a secret would be left behind by an app that did not clear it', async () => {
    await copySecret();
    await seen();
    await desk.kill();
    await until('it was taken over', () => desk.clipboard() === SECRET);
  });
});

test('the app takes nothing with it that somebody copied in between', async () => {
  await copySecret();
  await desk.copy('a shopping list');
  await desk.quit();
  assert.equal(desk.clipboard(), 'a shopping list');
});
