/** Taking in what the desktop's keyring holds: read live, unlocked where it asks and is answered, left out where it is not. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { focusWindow } from './other-windows.mjs';
import { until } from './processes.mjs';
import { go, inField, must, openItem, quickVault, reload } from './steps.mjs';

let desk;
let page;
const PASSWORD = 'work password';
const QUESTION = 'Unlock';

/** Where screenshots go, if they are wanted. */
async function picture(name) {
  if (!process.env.PICTURES) return;
  // What was scrolled is painted a little later.
  await pause(400);
  await page.screenshot(`${process.env.PICTURES}/${name}.png`);
}

const works = (...args) => desk.python('keyring-items.py', args);
const isLocked = (label) => works('locked', label) === 'yes';

async function ask() {
  await go(page, 'nav-import');
  if (await page.has('import-again')) await page.click('import-again');
  if (await page.has('import-cancel')) await page.click('import-cancel');
  await page.click('import-keyring');
}
const found = async () => Number(await (await page.find('import-found', 60_000)).attribute('data-items'));

describe('the keyring of the desktop', () => {
  before(async () => {
    desk = await Desk.open();
    const kept = desk.command(
      'secret-tool',
      ['store', '--label=Mail', 'user', 'anna', 'server', 'mail.example'],
      { input: 'correct horse' },
    );
    assert.equal(kept.status, 0, kept.error);
    desk.python('keyring-items.py', ['make', 'Work', PASSWORD], 'Server\tsesame\nRouter\tswordfish\n');
    works('lock', 'Work');
    page = await desk.launch();
    await page.find('welcome');
    // The vault keeps a secret of its own in the keyring.
    await quickVault(desk);
  });
  after(() => desk.close());

  test('is a button beside the choice of a file, and no format of one', async () => {
    await go(page, 'nav-import');
    await page.find('import-keyring');
    const formats = await page.run(() =>
      [...document.querySelectorAll('[data-testid="import-format"] option')].map(({ text }) => text),
    );
    assert.ok(formats.length > 20);
    assert.ok(!formats.some((name) => name.includes('Secret Service')));
    assert.deepEqual(await findings(page), []);
    await picture('keyring-choose-light-en');
  });

  test('that is locked while nobody can be asked is left out and named; what is open comes, and nothing of our own', async () => {
    await ask();
    assert.equal(await found(), 1);
    await page.says('import-preview-screen', /Work/);
    await page.says('import-preview-screen', /this keyring stayed locked/i);
    assert.deepEqual(await findings(page), []);
    await picture('keyring-left-out-light-en');
    await page.click('import-run');
    const report = await page.find('import-report', 60_000);
    assert.equal(await report.attribute('data-imported'), '1');
    await page.click('import-show');
    await openItem(page, 'Mail');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'correct horse');
    assert.ok(isLocked('Work'));
  });

  test('whose question is dismissed stays locked, and is left out', async () => {
    const ended = await desk.startPrompter();
    await ask();
    await page.find('import-keyring-asks');
    await focusWindow(desk, QUESTION);
    await picture('keyring-asks-light-en');
    desk.key('Escape');
    await page.says('import-preview-screen', /this keyring stayed locked/i, 60_000);
    await ended();
    assert.ok(isLocked('Work'));
  });

  test('is unlocked with its password in its own window, and everything comes', async () => {
    const ended = await desk.startPrompter();
    await ask();
    await focusWindow(desk, QUESTION);
    desk.type(PASSWORD);
    desk.key('Return');
    assert.equal(await found(), 3);
    await ended();
    await picture('keyring-unlocked-light-en');
    const fields = await page.find('import-fields');
    assert.equal(await fields.attribute('data-dropped'), '0', await fields.text());
    await page.click('import-run');
    const report = await page.find('import-report', 60_000);
    assert.equal(await report.attribute('data-imported'), '2');
    await page.click('import-show');
    await openItem(page, 'Server');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'sesame');
    await go(page, 'nav-folder', 'Work');
  });

  test('that stays locked as a whole says so', async () => {
    for (const label of ['Work', 'Login']) works('lock', label);
    await ask();
    await page.says('import-error', /keyring of this desktop stayed locked/i, 60_000);
    await page.find('import-keyring');
  });

  test('says so in German and in the dark as well', async () => {
    await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'de', theme: 'dark' });
    await reload(page);
    await page.find('vault', 30_000);
    await ask();
    await page.says('import-error', /Schlüsselbund dieses Desktops blieb gesperrt/, 60_000);
    assert.deepEqual(await findings(page), []);
    await picture('keyring-locked-dark-de');
  });

  test('that does not answer at all ends in an error, and not in waiting', async () => {
    desk.freezeKeyring(true);
    try {
      await ask();
      await page.find('import-keyring-asks');
      await picture('keyring-asks-dark-de');
      await page.says('import-error', /hat nicht geantwortet/, 60_000);
    } finally {
      desk.freezeKeyring(false);
    }
    await until(
      'the button can be pressed again',
      async () => (await (await page.find('import-keyring')).property('disabled')) === false,
    );
  });
});
