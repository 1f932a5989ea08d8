/** Bringing things in from other programs; taking a backup, proving it, and starting again from it on another machine. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { record, recorded } from './recorder.mjs';
import {
  PASSWORD,
  call,
  go,
  inField,
  login,
  must,
  openItem,
  quickVault,
  shownCode,
  titles,
  unlock,
  lockedPage,
} from './steps.mjs';

const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
const PASSPHRASE = 'a kettle full of marbles 88';
let desk;
let page;

/** Goes through the import's screens; gives its report. */
async function importFile(path, password) {
  await go(page, 'nav-import');
  if (await page.has('import-again')) await page.click('import-again');
  await page.fill('import-path', path);
  await page.click('import-preview');
  if (password) {
    await page.fill('import-password', password);
    await page.click('import-preview');
  }
  const found = Number(await (await page.find('import-found', 60_000)).attribute('data-items'));
  await page.click('import-run');
  const report = await page.find('import-report', 60_000);
  return {
    found,
    imported: Number(await report.attribute('data-imported')),
    skipped: Number(await report.attribute('data-skipped')),
  };
}

describe('bringing things in', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false });
  });
  after(() => desk.close());

  test('from Bitwarden: everything comes, and is found', async () => {
    assert.deepEqual(await importFile(sample('bitwarden.json')), { found: 13, imported: 13, skipped: 0 });
    await page.click('import-show');
    await openItem(page, 'Harbour Bank');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'r7!Vq2mZ-pelican');
    await go(page, 'nav-folder', 'Servers');
    await until('folders came too', async () => `${await titles(page)}` === 'Build server');
  });

  test('the same file again: nothing comes twice', async () => {
    await go(page, 'nav-import');
    await page.fill('import-path', sample('bitwarden.json'));
    await page.click('import-preview');
    await page.find('import-found', 60_000);
    const skip = await page.find('import-same-skip');
    assert.equal(await skip.property('checked'), true);
    assert.equal(await (await page.find('import-run')).property('disabled'), true);
    await page.click('import-cancel');
  });

  test('from KeePass: the file asks for its own password', async () => {
    const { found, imported } = await importFile(sample('keepass.kdbx'), 'open the samples');
    assert.deepEqual([found, imported], [4, 4]);
  });

  test('from Bitwarden under a password: the file asks for it', async () => {
    const { found, imported } = await importFile(sample('bitwarden-protected.json'), 'correct horse');
    assert.deepEqual([found, imported], [1, 1]);
  });

  test('from a file that is none: the page says so, and nothing changes', async () => {
    const { all } = await must(page, 'sidebar');
    const broken = desk.at('broken.json');
    copyFileSync(sample('bitwarden.json'), broken);
    truncateSync(broken, 700);
    await go(page, 'nav-import');
    if (await page.has('import-again')) await page.click('import-again');
    await page.fill('import-path', broken);
    await page.click('import-preview');
    await page.find('import-error', 60_000);
    assert.equal((await must(page, 'sidebar')).all, all);
  });
});

/** Clicks on one after the other before anything can come of the first. */
const clickAtOnce = (...ids) =>
  page.run((all) => all.forEach((id) => document.querySelector(`[data-testid="${id}"]`).click()), ids);

describe('an import whose screen is left', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false });
    await record(page);
  });
  after(() => desk.close());

  async function choose() {
    await go(page, 'nav-import');
    await page.fill('import-path', sample('bitwarden.json'));
  }
  const forgotten = async () =>
    (await recorded(page)).filter(({ command }) => command === 'cancel_import').length;

  test('while the file is read leaves nothing of it behind', async () => {
    await choose();
    await clickAtOnce('import-preview', 'nav-all');
    await until('it is forgotten', async () => (await forgotten()) === 1, 60_000);
    const { error } = await call(page, 'run_import', {});
    assert.equal(error.code, 'not_found');
    await go(page, 'nav-import');
    await page.find('import-path');
  });

  test('after a look leaves nothing of the file behind', async () => {
    await choose();
    await page.click('import-preview');
    await page.find('import-found', 60_000);
    await go(page, 'nav-all');
    await until('it is forgotten', async () => (await forgotten()) === 2);
  });

  test('goes back to the choice of a file when it failed', async () => {
    await choose();
    await page.click('import-preview');
    await page.find('import-found', 60_000);
    await must(page, 'cancel_import');
    await page.click('import-run');
    await page.says('import-error', /no file was previewed/i);
    assert.equal(await page.has('import-run'), false);
    await page.click('import-preview');
    await page.find('import-found', 60_000);
  });

  test('while it runs is told of, and its report waits', async () => {
    await clickAtOnce('import-run', 'nav-settings');
    await page.find('settings-screen');
    await page.says('toast', /13 items were imported/, 60_000);
    await go(page, 'nav-import');
    assert.equal(await (await page.find('import-report')).attribute('data-imported'), '13');
    await go(page, 'nav-all');
    await until('the items are there', async () => (await titles(page)).includes('Harbour Bank'));
    await go(page, 'nav-import');
    await page.find('import-path');
  });
});

describe('a backup', () => {
  let backup;
  before(async () => {
    desk = await Desk.open();
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, {
      items: [login('Lamp'), login('Harbour Bank', { password: 'r7!Vq2mZ-pelican' })],
    });
    backup = desk.at('strongroom.backup');
  });
  after(() => desk.close());

  test('is written and proven', async () => {
    await go(page, 'nav-backups');
    await page.fill('backup-create-path', backup);
    await page.fill('backup-passphrase', PASSPHRASE);
    await page.fill('backup-passphrase-repeat', PASSPHRASE);
    await page.click('backup-create-submit');
    await page.find('backup-report', 60_000);
    assert.ok(existsSync(backup));
    await page.fill('backup-verify-path', backup);
    await page.fill('backup-verify-passphrase', PASSPHRASE);
    await page.click('backup-verify-submit');
    await until('both are reported', async () => (await page.all('backup-report')).length === 2, 60_000);
    assert.doesNotMatch(readFileSync(backup, 'latin1'), /pelican|Harbour/);
    for (const id of ['backup-passphrase', 'backup-passphrase-repeat', 'backup-verify-passphrase'])
      assert.equal(await (await page.find(id)).property('value'), '', id);
  });

  test('whose screen is left is told of when it is written, and its report waits', async () => {
    const another = desk.at('another.backup');
    await page.fill('backup-create-path', another);
    await page.fill('backup-passphrase', PASSPHRASE);
    await page.fill('backup-passphrase-repeat', PASSPHRASE);
    await clickAtOnce('backup-create-submit', 'nav-settings');
    await page.find('settings-screen');
    await page.says('toast', /was written and read back/, 60_000);
    await go(page, 'nav-backups');
    await page.says('backup-report', /another\.backup/);
  });

  test('that could not be written is told of where its screen was left', async () => {
    await page.fill('backup-create-path', desk.at('no', 'such', 'folder.backup'));
    await page.fill('backup-passphrase', PASSPHRASE);
    await page.fill('backup-passphrase-repeat', PASSPHRASE);
    await clickAtOnce('backup-create-submit', 'nav-settings');
    await page.says('toast', /folder\.backup/, 60_000);
    await go(page, 'nav-backups');
    await page.find('error');
    await go(page, 'nav-settings');
    await go(page, 'nav-backups');
  });

  test('that was changed is not proven', async () => {
    const bytes = readFileSync(backup);
    bytes[bytes.length >> 1] ^= 1;
    const changed = desk.at('changed.backup');
    writeFileSync(changed, bytes);
    await page.fill('backup-verify-path', changed);
    await page.fill('backup-verify-passphrase', PASSPHRASE);
    await page.click('backup-verify-submit');
    await page.find('error', 60_000);
  });

  test('restores everything on a machine that has nothing, not even a keyring', async () => {
    const bytes = readFileSync(backup);
    await desk.close();
    desk = await Desk.open({ bus: false });
    page = await desk.launch();
    const here = desk.at('from-afar.backup');
    writeFileSync(here, bytes);
    await page.click('welcome-restore');
    await page.fill('restore-backup', here);
    await page.fill('restore-passphrase', PASSPHRASE);
    await page.fill('restore-password', PASSWORD);
    await page.fill('restore-password-repeat', PASSWORD);
    await page.click('restore-submit');
    const code = await shownCode(page);
    await page.click('code-kept');
    await page.fill('confirm-code', code);
    await page.click('confirm-submit');
    await page.find('vault', 60_000);
    await openItem(page, 'Harbour Bank');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'r7!Vq2mZ-pelican');
    await go(page, 'nav-lock').catch(() => undefined);
    await lockedPage(page);
    await unlock(page);
  });
});
