/** axe-core finds nothing serious on any screen, in light and dark. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import {
  PASSWORD,
  call,
  go,
  inField,
  lockedPage,
  login,
  must,
  openItem,
  pick,
  quickVault,
  reload,
  shownCode,
  unlock,
} from './steps.mjs';
import { KEY } from './webdriver.mjs';

const PASSPHRASE = 'a kettle full of marbles 88';
const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
let desk;
let page;

/** Waits for what makes the screen this one, and judges it. */
async function isClean(...ids) {
  for (const id of ids) await page.find(id, 60_000);
  assert.deepEqual(await findings(page), []);
}

/** Lets the system, and with it the page, be light or dark. */
async function setTheme(theme) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), theme });
  await reload(page);
}

/** Closes the dialog that is open. */
async function dismiss(dialog) {
  await page.press(KEY.escape);
  await page.gone(dialog);
}

async function lock() {
  await call(page, 'lock').catch(() => undefined);
  await lockedPage(page);
}

/** A key of the list, not of the field that may have the focus. */
async function pressInList(...keys) {
  await page.run(() => document.querySelector('#items').focus());
  await page.press(...keys);
}

/** Has every slot of the vault file ask for 4 GiB in place of 64 MiB; what it asks for is read before it is proven. */
function makeCostly(path) {
  const bytes = readFileSync(path);
  const [cheap, costly] = [Buffer.from('0001000000000003', 'hex'), Buffer.from('00400000', 'hex')];
  let slots = 0;
  for (let at = bytes.indexOf(cheap); at >= 0; at = bytes.indexOf(cheap, at + 1)) {
    costly.copy(bytes, at);
    slots += 1;
  }
  assert.ok(slots > 0, 'there is a slot');
  writeFileSync(path, bytes);
}

for (const theme of ['light', 'dark']) {
  describe(`in ${theme}`, () => {
    before(async () => {
      desk = await Desk.open();
      page = await desk.launch();
      await page.find('welcome');
      await setTheme(theme);
      await page.find('welcome');
    });
    after(() => desk.close());

    test('welcome', () => isClean('welcome'));

    test('and what is wrong would be found', async () => {
      await page.run(() =>
        document.querySelector('main').insertAdjacentHTML('beforeend', '<button id="nameless"></button>'),
      );
      const found = await findings(page);
      await page.run(() => document.querySelector('#nameless').remove());
      assert.match(found.join(), /^button-name: /);
    });

    for (const name of ['create', 'open', 'restore']) {
      test(name, async () => {
        await page.click(`welcome-${name}`);
        await isClean(`${name}-screen`);
        await page.click('back');
      });
    }

    test('the recovery code, saving it, and typing it again', async () => {
      await page.click('welcome-create');
      await page.fill('create-password', PASSWORD);
      await page.fill('create-password-repeat', PASSWORD);
      await isClean('strength');
      await page.click('create-submit');
      const code = await shownCode(page);
      await isClean('code-screen');
      await page.click('code-save');
      await isClean('code-save-path');
      await page.click('code-kept');
      await isClean('confirm-screen');
      await page.click('back');
      await isClean('question');
      await dismiss('question');
      await page.fill('confirm-code', code);
      await page.click('confirm-submit');
      await page.find('vault', 30_000);
    });

    test('an empty vault', () => isClean('empty-new'));

    test('an item that is open, shown, in large type, and asked about', async () => {
      const draft = {
        ...login('Harbour Bank', { totp: 'JBSWY3DPEHPK3PXP', notes: 'Top drawer.' }),
        tags: ['money'],
      };
      await must(page, 'create_item', { draft });
      await reload(page);
      await openItem(page, 'Harbour Bank');
      await inField(page, 'totp', 'one-time-code');
      await isClean('item');
      await (await inField(page, 'password', 'reveal')).click();
      await isClean('revealed');
      await (await inField(page, 'password', 'large')).click();
      await isClean('large-type');
      await dismiss('large-type');
      await pick(page, 'item-more', 'item-move');
      await isClean('move-dialog');
      await dismiss('move-dialog');
      await page.click('item-more');
      await isClean('item-delete');
      await dismiss('item-delete');
    });

    test('several items', async () => {
      await must(page, 'create_item', { draft: login('Lighthouse') });
      await reload(page);
      await openItem(page, 'Lighthouse');
      await pressInList(KEY.control, 'a');
      await isClean('selection');
      await page.click('selection-tag');
      await isClean('tag-dialog');
      await dismiss('tag-dialog');
    });

    test('choosing a kind, editing, and giving changes up', async () => {
      await page.click('new-item');
      await isClean('kind-picker');
      await page.click('kind-login');
      await isClean('editor');
      await page.click('edit-generate');
      await isClean('generator-panel', 'generated');
      for (const kind of ['lower', 'upper', 'digits', 'symbols']) await page.click(`generator-${kind}`);
      await isClean('generator-choose');
      await page.click('generator-lower');
      await page.click('generator-use');
      await isClean('strength');
      await page.click('edit-cancel');
      await isClean('question');
      await page.click('question-yes');
      await page.gone('editor');
    });

    test('a conflict', async () => {
      await openItem(page, 'Lighthouse');
      const id = await (await page.find('item')).attribute('data-id');
      await page.click('item-edit');
      await page.fill('edit-notes', 'Mine.');
      const { version } = await must(page, 'open_item', { id });
      await must(page, 'update_item', { id, version, draft: login('Lighthouse', { notes: 'Theirs.' }) });
      await page.click('edit-save');
      await isClean('conflict');
      await page.click('conflict-reload');
      await page.gone('editor');
    });

    test('the history, and an earlier version', async () => {
      await openItem(page, 'Lighthouse');
      await pick(page, 'item-more', 'item-history');
      await isClean('history', 'version');
      await page.click('version-open');
      await isClean('version-view');
      await page.click('history-back');
      await page.click('history-back');
    });

    test('the list of commands, and the list of keys', async () => {
      await pressInList(KEY.control, 'k');
      await isClean('palette', 'palette-entry');
      await dismiss('palette');
      await pressInList('?');
      await isClean('keys-help');
      await dismiss('keys-help');
    });

    test('a folder, and what can be done with it', async () => {
      await page.click('folder-new');
      await isClean('folder-dialog');
      await page.fill('folder-name', 'Money');
      await page.click('folder-submit');
      await page.gone('folder-dialog');
      await page.click('folder-menu');
      await isClean('folder-rename');
      await page.click('folder-rename');
      await isClean('folder-dialog');
      await dismiss('folder-dialog');
      await go(page, 'nav-folder', 'Money');
      await isClean('empty');
      await go(page, 'nav-all');
    });

    test('a search with hits, and one without', async () => {
      await page.fill('search', 'light');
      await isClean('item');
      await page.fill('search', 'nothing like it');
      await isClean('empty');
      await page.click('search-clear');
    });

    test('the trash, and the notice of what went there', async () => {
      await openItem(page, 'Lighthouse');
      await pick(page, 'item-more', 'item-delete');
      await isClean('toast-action');
      await go(page, 'nav-trash');
      await openItem(page, 'Lighthouse');
      await isClean('item-purge');
      await page.click('item-purge');
      await isClean('question');
      await dismiss('question');
      await page.click('item-restore');
      await isClean('empty');
      await go(page, 'nav-all');
    });

    test('the drawer', async () => {
      await page.resize(800, 700);
      await page.click('drawer');
      await isClean('sidebar');
      await page.press(KEY.escape);
      await page.resize(1080, 720);
    });

    test('the generator', async () => {
      await go(page, 'nav-generator');
      for (const mode of ['passphrase', 'pin', 'characters']) {
        await page.click(`generator-mode-${mode}`);
        await isClean('generator-screen', 'generated');
      }
      await page.click('generator-copy');
      await isClean('toast');
    });

    test('the trail, and its verification', async () => {
      await go(page, 'nav-activity');
      await isClean('activity-screen', 'audit-row');
      await page.click('verify');
      await isClean('verify-ok');
    });

    test('backups, one that was written, and one that was not', async () => {
      await go(page, 'nav-backups');
      await isClean('backups-screen');
      for (const [path, what] of [
        [desk.at('one.backup'), 'backup-report'],
        [desk.at('no', 'folder', 'one.backup'), 'error'],
      ]) {
        await page.fill('backup-create-path', path);
        await page.fill('backup-passphrase', PASSPHRASE);
        await page.fill('backup-passphrase-repeat', PASSPHRASE);
        await page.click('backup-create-submit');
        await isClean(what);
      }
    });

    test('an import: its file, its password, its preview and its report', async () => {
      await go(page, 'nav-import');
      await isClean('import-screen');
      await page.fill('import-path', sample('keepass.kdbx'));
      await page.click('import-preview');
      await isClean('import-password');
      await page.fill('import-password', 'not this one');
      await page.click('import-preview');
      await isClean('import-error');
      await page.fill('import-path', sample('bitwarden.json'));
      await page.click('import-preview');
      await isClean('import-preview-screen');
      await page.click('import-run');
      await isClean('import-report');
      await page.click('import-show');
      await isClean('nav-weak', 'item-row');
    });

    test('settings, and a change of the password', async () => {
      await go(page, 'nav-settings');
      await isClean('settings-screen');
      await page.click('settings-password');
      await isClean('password-current');
    });

    test('unlock, after a wrong password, and another vault', async () => {
      await lock();
      await isClean('unlock-screen');
      await page.fill('unlock-password', 'wrong');
      await page.click('unlock-submit');
      await isClean('unlock-error');
      await page.click('unlock-switch');
      await isClean('switch-vault');
      await page.click('switch-home');
      await isClean('recent-vault');
      await page.click('recent-vault');
    });

    test('recover', async () => {
      await page.click('unlock-recover');
      await isClean('recover-screen');
    });

    test('a file that is older than the one last seen, and the vault that was opened with it', async () => {
      const { path } = await quickVault(desk, { keyring: false });
      await lock();
      copyFileSync(path, `${path}.old`);
      await unlock(page);
      await must(page, 'create_item', { draft: login('Later') });
      await lock();
      for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
      copyFileSync(`${path}.old`, path);
      await page.fill('unlock-password', PASSWORD);
      await page.click('unlock-submit');
      await isClean('older-file');
      await page.click('accept-older');
      await isClean('vault', 'warnings');
    });

    test('a file that is costly to open', async () => {
      const { path } = await quickVault(desk, { keyring: false, name: 'Costly' });
      await lock();
      makeCostly(path);
      await page.fill('unlock-password', PASSWORD);
      await page.click('unlock-submit');
      await isClean('costly-file');
    });
  });
}
