/** The toolkit's own dialogs for files and folders: opened from the page, driven by the keyboard, and what is chosen arrives. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { chooseInDialog, focusWindow, windowGone } from './other-windows.mjs';
import { until } from './processes.mjs';
import { go, login, quickVault } from './steps.mjs';

let desk;
let page;
const value = async (id) => (await page.find(id)).property('value');

describe('a dialog of the system', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    mkdirSync(desk.at('exports'));
    writeFileSync(desk.at('exports', '.env'), 'API_KEY=made-up\n');
    writeFileSync(
      desk.at('some passwords.csv'),
      'name,url,username,password\nMail,https://m.example,ada,made-up\n',
    );
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false, items: [login('Lamp')] });
  });
  after(() => desk.close());

  test('for a file gives its path, and the file is looked into', async () => {
    await go(page, 'nav-import');
    await page.click('import-path-browse');
    await chooseInDialog(desk, 'File of the other program', desk.at('some passwords.csv'));
    await until('it is chosen', async () => (await value('import-path')) === desk.at('some passwords.csv'));
    await page.click('import-preview');
    assert.equal(await (await page.find('import-found', 60_000)).attribute('data-items'), '1');
    await page.click('import-cancel');
  });

  test('for a folder gives its path, and its files are looked into', async () => {
    await page.fill('import-path', '');
    await page.click('import-path-folder');
    await chooseInDialog(desk, 'File of the other program', desk.at('exports'));
    await until('it is chosen', async () => (await value('import-path')) === desk.at('exports'));
    await page.click('import-preview');
    assert.equal(await (await page.find('import-found', 60_000)).attribute('data-items'), '1');
    await page.click('import-cancel');
  });

  test('that is dismissed leaves what was chosen before', async () => {
    await page.click('import-path-browse');
    await focusWindow(desk, 'File of the other program');
    desk.key('Escape');
    await windowGone(desk, 'File of the other program');
    assert.equal(await value('import-path'), desk.at('exports'));
  });

  test('for a place gives the path of a file that is not there yet, and makes none', async () => {
    await go(page, 'nav-export');
    await page.click('export-preview');
    await page.click('export-path-browse', 30_000);
    await chooseInDialog(desk, 'New file', desk.at('mine.json'));
    await until('it is chosen', async () => (await value('export-path')) === desk.at('mine.json'));
    assert.equal(existsSync(desk.at('mine.json')), false);
  });
});
