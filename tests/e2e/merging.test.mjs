/** What an import meets in the vault, where its folders go, taking it back, and files that are dropped onto the window. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import {
  go,
  inField,
  login,
  lockedPage,
  must,
  openItem,
  quickVault,
  reload,
  titles,
  unlock,
} from './steps.mjs';

/** Where screenshots go, if they are wanted. */
async function picture(name) {
  if (!process.env.PICTURES) return;
  // What was scrolled is painted a little later.
  await pause(400);
  await page.screenshot(`${process.env.PICTURES}/${name}.png`);
}
let desk;
let page;

/** A file of Bitwarden's: title, password, date, folder. */
function file(name, items) {
  const folders = ['Work', 'Work/Servers', 'Home'];
  const path = desk.at(name);
  const item = ([title, password, date, folder]) => ({
    type: 1,
    name: title,
    folderId: folder ?? null,
    creationDate: '2020-01-01T00:00:00.000Z',
    revisionDate: `${date}T00:00:00.000Z`,
    login: { username: 'ada', password, uris: [{ uri: `https://${title.toLowerCase()}.example` }] },
  });
  const content = {
    encrypted: false,
    folders: folders.map((folder) => ({ id: folder, name: folder })),
    items: items.map(item),
  };
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function look(path) {
  await go(page, 'nav-import');
  if (await page.has('import-again')) await page.click('import-again');
  await page.fill('import-path', path);
  await page.click('import-preview');
  await page.find('import-found', 60_000);
}

async function run() {
  await page.click('import-run');
  const report = await page.find('import-report', 60_000);
  const number = async (name) => Number(await report.attribute(`data-${name}`));
  return {
    imported: await number('imported'),
    merged: await number('merged'),
    skipped: await number('skipped'),
  };
}

const countOf = async (name) =>
  (await page.has(`import-class-${name}`))
    ? Number(await (await page.find(`import-class-${name}`)).attribute('data-count'))
    : 0;

/** Chooses in a select, as a person does. */
const choose = (id, value, at = 0) =>
  page.run(
    (testid, wanted, place) => {
      const select = document.querySelectorAll(`[data-testid="${testid}"]`)[place];
      select.value = wanted;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    id,
    value,
    at,
  );

const start = async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false, items: [login('Mine')] });
};

describe('an import that meets what is there', () => {
  before(start);
  after(() => desk.close());

  test('first brings everything into a folder of its own', async () => {
    await look(
      file('first.json', [
        ['Alpha', 'alpha one', '2021-01-01', 'Work'],
        ['Beta', 'beta one', '2021-01-01', 'Work/Servers'],
        ['Gamma', 'gamma one', '2021-01-01'],
        ['Delta', 'delta one', '2021-01-01', 'Home'],
      ]),
    );
    assert.equal(await page.has('import-duplicates'), false);
    await page.click('import-folders-how-into');
    assert.equal(await (await page.find('import-run')).property('disabled'), true);
    await page.fill('import-into-name', 'From elsewhere');
    assert.deepEqual(await run(), { imported: 4, merged: 0, skipped: 0 });
    const { folders } = await must(page, 'sidebar');
    const names = folders.map(({ name, depth }) => `${depth} ${name}`);
    assert.deepEqual(names, ['0 From elsewhere', '1 Home', '1 Work', '2 Servers']);
  });

  test('again tells what is the same, newer, older or different, and what becomes of each', async () => {
    await look(
      file('second.json', [
        ['Alpha', 'alpha two', '2023-01-01', 'Work'],
        ['Beta', 'beta zero', '2020-06-01', 'Work/Servers'],
        ['Gamma', 'gamma one', '2021-01-01'],
        ['Delta', 'delta other', '2021-01-01', 'Home'],
        ['Epsilon', 'epsilon', '2021-01-01'],
      ]),
    );
    for (const name of ['newer', 'older', 'same', 'different']) assert.equal(await countOf(name), 1, name);
    await page.says('import-run', /4/);
    await page.click('import-each');
    assert.equal((await page.all('import-known-treatment')).length, 4);
    await picture('duplicates');
    assert.deepEqual(await findings(page), []);
    await page.click('import-different-skip');
    await page.says('import-run', /3/);
    await choose('import-known-treatment', 'merge', 2);
    await page.says('import-run', /4/);
    await page.click('import-folders-how-each');
    await choose('import-goes', 'top', 1);
    await choose('import-goes', 'new', 3);
    await page.fill('import-goes-name', 'Loose');
    await picture('folders');
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(await run(), { imported: 1, merged: 3, skipped: 1 });
    await picture('report');
    await page.click('import-show');
    for (const [title, password] of [
      ['Alpha', 'alpha two'],
      ['Beta', 'beta one'],
      ['Delta', 'delta other'],
    ]) {
      await openItem(page, title);
      await (await inField(page, 'password', 'reveal')).click();
      await until(
        title,
        async () => (await (await inField(page, 'password', 'revealed')).text()) === password,
      );
    }
    await go(page, 'nav-folder', 'Loose');
    await until('its folder', async () => `${await titles(page)}` === 'Epsilon');
  });

  test('is taken back after the vault was locked, but for what was changed', async () => {
    await go(page, 'nav-all');
    const { rows } = await must(page, 'list_items', { view: { view: 'all' }, from: 0, count: 50 });
    const beta = rows.find(({ title }) => title === 'Beta');
    await must(page, 'delete_items', { ids: [beta.id] });
    await go(page, 'nav-lock').catch(() => undefined);
    await lockedPage(page);
    await unlock(page);
    await go(page, 'nav-import');
    await until('both are listed', async () => (await page.all('past-import-undo')).length === 2);
    await picture('past');
    assert.deepEqual(await findings(page), []);
    await (await page.all('past-import-undo'))[0].click();
    await page.click('question-yes');
    const report = await page.find('undo-report');
    assert.equal(await report.attribute('data-items'), '1');
    assert.equal(await report.attribute('data-left'), '1');
    await picture('undone');
    await until('one is left', async () => (await page.all('past-import-undo')).length === 1);
    await go(page, 'nav-all');
    await openItem(page, 'Alpha');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'alpha one');
    assert.equal((await titles(page)).includes('Epsilon'), false);
  });

  test('is taken back from its report', async () => {
    await look(file('third.json', [['Zeta', 'zeta', '2021-01-01', 'Home']]));
    assert.deepEqual(await run(), { imported: 1, merged: 0, skipped: 0 });
    const all = (await must(page, 'sidebar')).all;
    await page.click('import-undo');
    await page.click('question-yes');
    await page.find('undo-report');
    assert.equal((await must(page, 'sidebar')).all, all - 1);
  });

  test('reads in German and in the dark as well', async () => {
    await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'de', theme: 'dark' });
    await reload(page);
    await page.find('vault', 30_000);
    await look(desk.at('second.json'));
    await page.click('import-each');
    await page.click('import-folders-how-each');
    await picture('german-dark');
    assert.deepEqual(await findings(page), []);
  });
});

describe('what is dropped onto the window', () => {
  before(start);
  after(() => desk.close());

  const SOURCE = [1250, 40];
  const WINDOW = [500, 400];

  /** Drags the paths over the window; gives what lets go of them. */
  async function dropOnto(...paths) {
    const gone = await desk.showDragged(...paths);
    await desk.drag(SOURCE, WINDOW);
    // The window has taken notice. A locked one shows nothing of it.
    if (await page.has('vault')) await page.find('drop-target');
    else await pause(1000);
    return async () => {
      desk.drop();
      await gone();
    };
  }

  test('is a file that is looked into, wherever the person is', async () => {
    await go(page, 'nav-generator');
    const letGo = await dropOnto(file('dropped.json', [['Alpha', 'alpha', '2021-01-01']]));
    await page.find('drop-target');
    await picture('hovering');
    await letGo();
    assert.equal(await (await page.find('import-found', 60_000)).attribute('data-items'), '1');
    assert.equal(await page.has('drop-target'), false);
    await picture('dropped');
    assert.deepEqual(await run(), { imported: 1, merged: 0, skipped: 0 });
  });

  test('is a folder of files too', async () => {
    const folder = desk.at('exports');
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/.env`, 'API_KEY=made-up\n');
    const letGo = await dropOnto(folder);
    await letGo();
    await page.find('import-found', 60_000);
    await page.click('import-cancel');
  });

  test('is a picture whose QR code is offered as an item', async () => {
    const drawn = desk.at('invitation.PNG');
    const address = 'otpauth://totp/Harbour:ada?secret=JBSWY3DPEHPK3PXP&issuer=Harbour';
    const { status } = desk.command('qrencode', ['-o', drawn, '-s', '6', address]);
    if (status === null) return console.log('passed over: qrencode is not installed');
    await go(page, 'nav-generator');
    await (
      await dropOnto(drawn)
    )();
    await page.find('recognised-item', 60_000);
    await page.says('recognised', /Harbour/);
    await picture('dropped-picture');
    assert.deepEqual(await findings(page), []);
    await page.click('recognised-use');
    await page.find('editor');
    await page.click('edit-save');
    await page.gone('editor');
    await page.says('item-title', /Harbour/);
    await inField(page, 'totp', 'one-time-code');
  });

  test('is a picture without a code, which is said', async () => {
    const plain = desk.at('plain.png');
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    writeFileSync(plain, Buffer.from(pixel, 'base64'));
    await (
      await dropOnto(plain)
    )();
    await until(
      'that is said',
      async () => (await page.has('recognise-error')) || (await page.has('recognised-nothing')),
    );
    await page.find('kind-picker');
  });

  test('does not take away what is being edited unasked', async () => {
    await go(page, 'nav-all');
    await openItem(page, 'Mine');
    await page.click('item-edit');
    await page.fill('edit-title', 'Mine, changed');
    await (
      await dropOnto(desk.at('plain.png'))
    )();
    await page.click('question-no');
    await page.gone('question');
    assert.equal(await (await page.find('edit-title')).property('value'), 'Mine, changed');
    await page.click('edit-cancel');
    await page.click('question-yes');
    await page.gone('editor');
  });

  test('is one thing at a time', async () => {
    const letGo = await dropOnto(desk.at('dropped.json'), desk.at('exports'));
    await letGo();
    await page.says('toast', /one file or one folder/i);
  });

  test('tells a locked vault nothing', async () => {
    await go(page, 'nav-lock').catch(() => undefined);
    await lockedPage(page);
    await page.run(() => {
      window.heard = [];
      const heard = window.__TAURI_INTERNALS__.transformCallback(({ payload }) => window.heard.push(payload));
      void window.__TAURI_INTERNALS__.invoke('plugin:event|listen', {
        event: 'dropped',
        target: { kind: 'Any' },
        handler: heard,
      });
    });
    const letGo = await dropOnto(desk.at('dropped.json'));
    await letGo();
    await pause(500);
    assert.deepEqual(await page.run(() => window.heard), []);
    assert.equal(await page.has('import-screen'), false);
    await unlock(page);
    assert.equal(await page.has('import-screen'), false);
  });
});
