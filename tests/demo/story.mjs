/** What the demo shows, in four parts. */
import { fileURLToPath } from 'node:url';
import { until } from '../e2e/processes.mjs';
import {
  PASSWORD,
  go,
  inField,
  lockedPage,
  must,
  openItem,
  pick,
  reload,
  search,
  shownCode,
  titles,
  unlock,
} from '../e2e/steps.mjs';

const PASSPHRASE = 'a kettle full of marbles 88';
const NEW_PASSWORD = 'nine bridges under rain 17';
const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
const seen = {};

/** From nothing to a vault that holds what two other programs held. */
export async function starting(desk, { step }) {
  await step('welcome', (page) => page.find('welcome'));
  await step('create', async (page) => {
    await page.click('welcome-create');
    await page.fill('create-password', PASSWORD);
    await page.fill('create-password-repeat', PASSWORD);
  });
  await step('recovery-code', async (page) => {
    await page.click('create-submit');
    seen.code = await shownCode(page);
  });
  await step('recovery-code-typed-again', async (page) => {
    await page.click('code-kept');
    await page.fill('confirm-code', seen.code);
  });
  await step('empty-vault', async (page) => {
    await page.click('confirm-submit');
    await page.find('empty-new', 60_000);
  });
  await step('import-preview', async (page) => {
    await page.click('empty-import');
    await page.fill('import-path', sample('bitwarden.json'));
    await page.click('import-preview');
    await page.find('import-found', 60_000);
  });
  await step('import-done', async (page) => {
    await page.click('import-run');
    await page.find('import-report', 60_000);
  });
  await step('import-keepass-asks-for-its-password', async (page) => {
    await page.click('import-again');
    await page.fill('import-path', sample('keepass.kdbx'));
    await page.click('import-preview');
    await page.find('import-password', 60_000);
  });
  await step('import-keepass-done', async (page) => {
    await page.fill('import-password', 'open the samples');
    await page.click('import-preview');
    await page.click('import-run', 60_000);
    await page.find('import-report', 60_000);
  });
}

/** Finding, using and changing what is there. */
export async function using(desk, { step }) {
  await step('vault', async (page) => {
    await page.click('import-show');
    await openItem(page, 'Harbour Bank');
  });
  await step('find', (page) => search(page, 'harb', ['Harbour Bank']));
  await step('reveal', async (page) => {
    await (await inField(page, 'password', 'reveal')).click();
    await inField(page, 'password', 'revealed');
  });
  await step('copy', async (page) => {
    await (await inField(page, 'password', 'copy')).click();
    await until('it is on the clipboard', () => desk.clipboard() === 'r7!Vq2mZ-pelican');
    await page.find('toast');
  });
  await step('one-time-code', async (page) => {
    await page.click('search-clear');
    await openItem(page, 'Code forge');
    await inField(page, 'totp', 'one-time-code');
  });
  await step('new-item', async (page) => {
    await page.click('new-item');
    await page.find('kind-picker');
  });
  await step('new-login-with-generator', async (page) => {
    await page.click('kind-login');
    await page.fill('edit-title', 'Garden forum');
    await page.fill('edit-username', 'ada');
    await page.click('edit-generate');
    await page.find('entropy');
  });
  await step('new-login-saved', async (page) => {
    await page.click('generator-use');
    await page.click('edit-save');
    await page.says('item-title', /^Garden forum$/);
  });
  await step('edit', async (page) => {
    await page.click('item-edit');
    await page.fill('edit-notes', 'Meets on the first Sunday of the month.');
  });
  await step('history', async (page) => {
    await page.click('edit-save');
    await page.gone('editor');
    await pick(page, 'item-more', 'item-history');
    await page.find('version');
  });
  await step('generator', async (page) => {
    await go(page, 'nav-generator');
    await page.click('generator-mode-passphrase');
    await page.find('entropy');
  });
  await step('deleted-and-in-the-trash', async (page) => {
    await go(page, 'nav-all');
    await openItem(page, 'Newsletter');
    await pick(page, 'item-more', 'item-delete');
    await until('it is gone', async () => !(await titles(page)).includes('Newsletter'));
    await go(page, 'nav-trash');
    await openItem(page, 'Newsletter');
  });
  await step('weak-passwords', async (page) => {
    await go(page, 'nav-weak');
    await until('they are shown', async () => (await titles(page)).includes('Router'));
  });
  await step('activity', async (page) => {
    await go(page, 'nav-activity');
    await page.click('verify');
    await page.find('verify-ok', 60_000);
  });
  await step('settings', (page) => go(page, 'nav-settings'));
  await step('settings-dark', (page) => page.click('settings-theme-dark'));
  await step('vault-dark', async (page) => {
    await go(page, 'nav-all');
    await openItem(page, 'Harbour Bank');
  });
}

/** Locking, being refused, and coming back after the keyring is gone. */
export async function securing(desk, { step }) {
  await step('locked-dark', async (page) => {
    await go(page, 'nav-lock').catch(() => undefined);
    await lockedPage(page);
  });
  await step('wrong-password', async (page) => {
    await must(page, 'change_settings', { ...(await must(page, 'settings')), theme: 'light' });
    await reload(page);
    await page.fill('unlock-password', 'not this one');
    await page.click('unlock-submit');
    await page.find('unlock-error', 30_000);
  });
  await step('unlocked', async (page) => {
    await until('it can be tried again', async () => !(await page.has('unlock-wait')), 20_000);
    await unlock(page);
  });
  await desk.quit();
  await desk.stopKeyring();
  await desk.launch();
  await step('keyring-gone', async (page) => {
    await page.fill('unlock-password', PASSWORD);
    await page.click('unlock-submit');
    await page.find('unlock-error', 40_000);
  });
  await step('recover', async (page) => {
    await page.click('unlock-recover');
    await page.fill('recover-code', seen.code);
    await page.fill('recover-password', NEW_PASSWORD);
    await page.fill('recover-password-repeat', NEW_PASSWORD);
  });
  await step('recovered', async (page) => {
    await page.click('recover-submit');
    await page.find('vault', 60_000);
  });
}

/** A backup, its proof, and a new vault from it. */
export async function restoring(desk, { step }) {
  const backup = desk.at('strongroom.backup');
  await step('backup-written', async (page) => {
    await go(page, 'nav-backups');
    await page.fill('backup-create-path', backup);
    await page.fill('backup-passphrase', PASSPHRASE);
    await page.fill('backup-passphrase-repeat', PASSPHRASE);
    await page.click('backup-create-submit');
    await page.find('backup-report', 60_000);
  });
  await step('backup-verified', async (page) => {
    await page.fill('backup-verify-path', backup);
    await page.fill('backup-verify-passphrase', PASSPHRASE);
    await page.click('backup-verify-submit');
    await until('both are reported', async () => (await page.all('backup-report')).length === 2, 60_000);
  });
  await step('restore', async (page) => {
    await page.click('backup-restore').catch(() => undefined);
    await page.fill('restore-backup', backup);
    await page.fill('restore-passphrase', PASSPHRASE);
    await page.fill('restore-path', desk.at('restored.strongroom'));
    await page.fill('restore-password', PASSWORD);
    await page.fill('restore-password-repeat', PASSWORD);
  });
  await step('restored', async (page) => {
    await page.click('restore-submit');
    const code = await shownCode(page);
    await page.click('code-kept');
    await page.fill('confirm-code', code);
    await page.click('confirm-submit');
    await page.find('vault', 60_000);
    await until('the items are there', async () => (await titles(page)).includes('Harbour Bank'));
  });
}
