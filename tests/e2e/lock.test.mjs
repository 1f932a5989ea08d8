/** Locking, unlocking, and being refused. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import {
  PASSWORD,
  call,
  go,
  isLocked,
  lockedPage,
  login,
  must,
  openItem,
  pick,
  quickVault,
  titles,
  unlock,
} from './steps.mjs';
import { KEY } from './webdriver.mjs';

const CANARY = 'canary-of-the-page-7391';
let desk;
let page;
let made;

beforeEach(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  made = await quickVault(desk, { keyring: false, items: [login('Lamp', { notes: CANARY })] });
});
afterEach(() => desk.close());

/** The process that runs the page. */
function pageProcess() {
  const children = readFileSync(`/proc/${desk.pid}/task/${desk.pid}/children`, 'utf8').trim().split(' ');
  const isPage = (pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('WebKitWebProces');
  return children.filter(isPage).join();
}

test('the lock button locks, and the password opens again', async () => {
  await go(page, 'nav-lock').catch(() => undefined);
  await lockedPage(page);
  assert.equal(
    (await call(page, 'list_items', { view: { view: 'all' }, from: 0, count: 9 })).error.code,
    'locked',
  );
  await unlock(page);
  await until('the items are back', async () => `${await titles(page)}` === 'Lamp');
});

describe('the keyboard locks at once', () => {
  const isLockedByKey = async () => {
    await page.press(KEY.control, 'l').catch(() => undefined);
    await lockedPage(page);
    await isLocked(page);
  };
  /** Opens the item's editor and types something that is not saved. */
  const changeSomething = async () => {
    await openItem(page, 'Lamp');
    await page.click('item-edit');
    await page.fill('edit-title', 'Lantern');
  };

  test('from the list', isLockedByKey);

  test('over the list of commands', async () => {
    await page.press(KEY.control, 'k');
    await page.find('palette');
    await isLockedByKey();
  });

  test('over a dialog of the item', async () => {
    await openItem(page, 'Lamp');
    await pick(page, 'item-more', 'item-move');
    await page.find('move-dialog');
    await isLockedByKey();
  });

  test('with changes that are not saved, and does not ask', async () => {
    await changeSomething();
    await isLockedByKey();
    await unlock(page);
    await until('the item is as it was', async () => `${await titles(page)}` === 'Lamp');
  });

  test('over the question whether to give changes up', async () => {
    await changeSomething();
    await page.click('edit-cancel');
    await page.find('question');
    await isLockedByKey();
  });
});

test('locking ends the process that the page ran in', async () => {
  const before = pageProcess();
  assert.match(before, /^\d+$/);
  await go(page, 'nav-lock').catch(() => undefined);
  await lockedPage(page);
  assert.notEqual(pageProcess(), before);
  assert.ok(!readdirSync('/proc').includes(before));
});

test('a wrong password says so, the wait grows, and it survives a restart', async () => {
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  const waits = [];
  for (let tries = 0; tries < 7; tries++) {
    const { error } = await call(page, 'unlock', { path: made.path, password: 'wrong' });
    assert.match(error.code, /^(wrong_password|throttled)$/);
    waits.push(error.wait_seconds);
    if (error.wait_seconds > 5) break;
    if (error.wait_seconds > 0)
      await new Promise((done) => setTimeout(done, error.wait_seconds * 1000 + 100));
  }
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.ok(waits.at(-1) > waits[0], waits.join());
  await desk.quit();
  page = await desk.launch();
  await page.find('unlock-wait');
  const { error } = await call(page, 'unlock', { path: made.path, password: PASSWORD });
  assert.equal(error.code, 'throttled');
  assert.ok(error.wait_seconds > 0);
});

test('the page tells of a wrong password and lets another be typed', async () => {
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  await page.fill('unlock-password', 'wrong');
  await page.click('unlock-submit');
  await page.says('unlock-error', /password/i, 30_000);
  await until('it can be tried again', async () => !(await page.has('unlock-wait')), 20_000);
  await unlock(page);
});

test('two vaults of one name are told apart by where they lie', async () => {
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  mkdirSync(desk.at('elsewhere'));
  const path = desk.at('elsewhere', 'Test.strongroom');
  const other = await must(page, 'create_vault', {
    path,
    password: PASSWORD,
    use_keyring: false,
    kdf_memory_mib: 64,
  });
  await must(page, 'confirm_recovery_code', { code: other.code });
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  await page.says('unlock-screen', /elsewhere/);
  await page.click('unlock-switch');
  const entries = await until('both are offered', async () => {
    const found = await page.all('switch-vault');
    return found.length === 2 && found;
  });
  const told = await Promise.all(entries.map((entry) => entry.text()));
  assert.match(told[0], /elsewhere/);
  assert.doesNotMatch(told[1], /elsewhere/);
  await entries[1].click();
  await until('the other is asked for', async () => !/elsewhere/.test(await page.text('unlock-screen')));
});

test('the recovery code opens the vault and sets a new password', async () => {
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  await page.click('unlock-recover');
  await page.fill('recover-code', made.code);
  await page.fill('recover-password', 'nine bridges under rain 17');
  await page.fill('recover-password-repeat', 'nine bridges under rain 17');
  await page.click('recover-submit');
  await page.find('vault', 60_000);
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  await unlock(page, 'nine bridges under rain 17');
});
