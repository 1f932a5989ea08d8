/** The main job, in the real window: make a vault, keep things in it, find them, use them, change them. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { basename } from 'node:path';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import {
  PASSWORD,
  createVault,
  go,
  inField,
  login,
  must,
  openItem,
  pick,
  quickVault,
  reload,
  search,
  shownCode,
  titles,
} from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

describe('a person without a vault', () => {
  before(async () => {
    desk = await Desk.open();
    page = await desk.launch();
  });
  after(() => desk.close());

  test('can save the recovery code as a file that nobody else can read', async () => {
    await page.click('welcome-create');
    const vault = await (await page.find('create-path')).property('value');
    await page.fill('create-password', PASSWORD);
    await page.fill('create-password-repeat', PASSWORD);
    await page.click('create-submit');
    const code = await shownCode(page);
    await page.click('code-save');
    await page.click('code-save-submit');
    await page.says('code-saved', /recovery code\.txt/);
    const file = desk.at(`${basename(vault).replace(/\.[^.]+$/, '')} recovery code.txt`);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(readFileSync(file, 'utf8').includes(code), 'the file has the code that was shown');
    await page.click('back');
    await page.click('question-yes');
    await page.find('welcome');
  });

  test('makes one, writes the recovery code down, types it again, and sees where things will go', async () => {
    const { path } = await createVault(page);
    assert.match(path, /\.local\/share\/strongroom\//);
    await page.find('empty-new');
    await page.find('empty-import');
  });

  test('adds a login, which the list shows at once', async () => {
    await page.click('empty-new');
    await page.click('kind-login');
    await page.fill('edit-title', 'Harbour Bank');
    await page.fill('edit-username', 'ada');
    await page.fill('edit-password', 'r7!Vq2mZ-pelican');
    await page.fill('edit-url', 'https://bank.harbour.example/');
    await page.fill('edit-totp', 'JBSWY3DPEHPK3PXP');
    await page.click('edit-save');
    await page.says('item-title', /^Harbour Bank$/);
    await until('the list shows it', async () => `${await titles(page)}` === 'Harbour Bank', 2000);
  });

  test('sees the password only when asked for, and a one-time code', async () => {
    assert.doesNotMatch(await (await inField(page, 'password', 'field-value')).text(), /pelican/);
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'r7!Vq2mZ-pelican');
    assert.match((await (await inField(page, 'totp', 'one-time-code')).text()).replace(/\s/g, ''), /^\d{6}$/);
  });

  test('copies it without it passing through the page', async () => {
    await (await inField(page, 'password', 'copy')).click();
    await until('it is on the clipboard', () => desk.clipboard() === 'r7!Vq2mZ-pelican');
  });

  test('copies the one-time code past the page too, and the trail tells of it', async () => {
    await (await inField(page, 'totp', 'copy')).click();
    await until('a code is on the clipboard', () => /^\d{6}$/.test(desk.clipboard()));
    const { entries } = await must(page, 'audit', { skip: 0, count: 1 });
    assert.deepEqual([entries[0].action, entries[0].detail], ['copy', 'totp']);
  });

  test('lets a password be made while editing, and gets the old one back from the history', async () => {
    await page.click('item-edit');
    await page.click('edit-generate');
    const made = await page.text('generated');
    await page.click('generator-use');
    await page.click('edit-save');
    await page.gone('editor');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), made);
    const { rows } = await must(page, 'list_items', { view: { view: 'all' }, from: 0, count: 1 });
    const { versions } = await must(page, 'history', { id: rows[0].id });
    assert.deepEqual(
      versions.map(({ version, present }) => [version, present]),
      [
        [2, true],
        [1, false],
      ],
    );
    const before = await must(page, 'reveal', { id: rows[0].id, field: 1, version: 1 });
    assert.equal(before.value, 'r7!Vq2mZ-pelican');
  });
});

describe('a person with a vault', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    const items = [
      login('Harbour Bank', { username: 'ada', url: 'https://bank.harbour.example/' }),
      login('Letters', { username: 'ada@letters.example', password: 'K9#harvest-moon-tin' }),
      login('Code forge', { username: 'adal', password: 'gH4+kestrel_Orbit' }),
    ];
    await quickVault(desk, { keyring: false, items });
  });
  after(() => desk.close());

  test('finds an item by its words as they are typed', async () => {
    await search(page, 'harb', ['Harbour Bank']);
    await search(page, 'letters.example', ['Letters']);
    await search(page, 'nothing like it', []);
    await page.find('empty');
    await page.click('search-clear');
    await until('all are back', async () => (await titles(page)).length === 3);
  });

  test('copies the password of the first hit with Enter', async () => {
    await search(page, 'forge', ['Code forge']);
    await (await page.find('search')).type(KEY.enter);
    await until('it is on the clipboard', () => desk.clipboard() === 'gH4+kestrel_Orbit');
    await page.click('search-clear');
  });

  test('makes an item a favourite', async () => {
    await openItem(page, 'Letters');
    await page.click('item-favourite');
    await go(page, 'nav-favourites');
    await until('it is among them', async () => `${await titles(page)}` === 'Letters');
    await go(page, 'nav-all');
  });

  test('tags an item and finds it by its tag', async () => {
    await openItem(page, 'Code forge');
    await page.click('item-edit');
    await (await page.find('edit-tags')).type(`tools${KEY.enter}`);
    await page.click('edit-save');
    await page.gone('editor');
    await go(page, 'nav-tag', 'tools');
    await until('it is shown', async () => `${await titles(page)}` === 'Code forge');
    await go(page, 'nav-all');
  });

  test('makes a folder and moves an item into it', async () => {
    await page.click('folder-new');
    await page.fill('folder-name', 'Money');
    await page.click('folder-submit');
    await page.gone('folder-dialog');
    await openItem(page, 'Harbour Bank');
    await pick(page, 'item-more', 'item-move');
    const choice = await page.find('move-folder');
    await choice.type('Money');
    await page.click('move-submit');
    await page.gone('move-dialog');
    await go(page, 'nav-folder', 'Money');
    await until('it is there', async () => `${await titles(page)}` === 'Harbour Bank');
    await go(page, 'nav-all');
  });

  test('duplicates an item', async () => {
    await openItem(page, 'Letters');
    await pick(page, 'item-more', 'item-duplicate');
    await until('there are four', async () => (await titles(page)).length === 4);
  });

  test('deletes an item, finds it in the trash, and takes it back', async () => {
    await openItem(page, 'Code forge');
    await pick(page, 'item-more', 'item-delete');
    await until('it is gone', async () => !(await titles(page)).includes('Code forge'));
    await go(page, 'nav-trash');
    await openItem(page, 'Code forge');
    await page.click('item-restore');
    await go(page, 'nav-all');
    await until('it is back', async () => (await titles(page)).includes('Code forge'));
  });

  test('picks several and does one thing with all of them', async () => {
    const all = await titles(page);
    await openItem(page, all[0]);
    await page.run(
      (title) =>
        document
          .querySelector(`[data-title="${title}"]`)
          .dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true })),
      all[2],
    );
    await page.says('selection', /^2 items picked/);
    await page.run(() => document.querySelector('#items').focus());
    await page.press(KEY.control, 'a');
    await page.says('selection', new RegExp(`^${all.length} items picked`));
    await page.press(KEY.escape);
    await page.gone('selection');

    await openItem(page, all[0]);
    await page.run(() => document.querySelector('#items').focus());
    await page.press(KEY.shift, KEY.down);
    await page.says('selection', /^2 items picked/);
    await page.click('selection-tag');
    await page.find('tag-dialog');
    await (await page.select('[data-testid="tag-dialog"] input'))[0].type('together,');
    await page.click('tag-submit');
    await go(page, 'nav-tag', 'together');
    await until('both have it', async () => `${await titles(page)}` === `${all.slice(0, 2)}`);

    await page.run(() => document.querySelector('#items').focus());
    await page.press(KEY.control, 'a');
    await page.click('selection-trash');
    await until('none is left', async () => (await titles(page)).length === 0);
    await page.click('toast-action');
    await go(page, 'nav-all');
    await until('all are back', async () => `${await titles(page)}` === `${all}`);
  });

  test('is told that a password is used twice', async () => {
    await page.find('nav-reused');
    await go(page, 'nav-reused');
    await until('both are shown', async () => (await titles(page)).length === 2);
    await go(page, 'nav-all');
  });

  test('finds everything as it was after the page is loaded anew', async () => {
    await reload(page);
    await page.find('vault', 20_000);
    await until('all are there', async () => (await titles(page)).length === 4);
  });
});
