/** Files that hang on items, as a person attaches, looks at, saves, renames and removes them in the window. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { call, go, login, must, openItem, quickVault, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

/** A red picture of 2 by 2 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);
const TEXT = 'first recovery code 4471\nsecond recovery code 8812\n';

let desk;
let page;
let item;

const names = () =>
  page.run(() => [...document.querySelectorAll('[data-testid="attachment"]')].map((row) => row.dataset.name));

/** A part of the row of that file: `attachment-show`, `attachment-save`, `attachment-menu`. */
const inFile = (name, part) =>
  until(
    `${name} has ${part}`,
    async () =>
      (await page.select(`[data-testid="attachment"][data-name="${name}"] [data-testid="${part}"]`))[0],
  );

async function attach(name, content) {
  const path = desk.at(name);
  writeFileSync(path, content);
  await page.click('attach');
  await page.fill('attach-path', path);
  await page.click('attach-submit');
  await page.gone('attach-dialog', 60_000);
  await until(`${name} is listed`, async () => (await names()).includes(name));
}

describe('files on an item', () => {
  before(async () => {
    desk = await Desk.open();
    page = await desk.launch();
    await page.find('welcome');
    [item] = (await quickVault(desk, { items: [login('Passport')] })).ids;
    await openItem(page, 'Passport');
  });
  after(() => desk.close());

  test('are attached one after the other', async () => {
    await attach('codes.txt', TEXT);
    await attach('photo.png', PICTURE);
    await attach('scan.bin', randomBytes(5 << 20));
    assert.deepEqual(await names(), ['codes.txt', 'photo.png', 'scan.bin']);
  });

  test('are shown where they are text or a picture, and hidden again', async () => {
    await (await inFile('codes.txt', 'attachment-show')).click();
    assert.equal(await page.text('preview-text'), TEXT);
    await page.press(KEY.escape);
    await page.gone('attachment-preview');
    await (await inFile('photo.png', 'attachment-show')).click();
    const picture = await page.find('preview-picture');
    await until('the picture is drawn', async () => (await picture.property('naturalWidth')) === 2);
    await page.press(KEY.escape);
    await page.gone('attachment-preview');
    await (await inFile('scan.bin', 'attachment-show')).click();
    await page.find('preview-none');
    await page.press(KEY.escape);
    await page.gone('attachment-preview');
    const { entries } = await must(page, 'audit', { skip: 0, count: 20 });
    assert.equal(entries.filter(({ action }) => action === 'read_attachment').length, 3);
  });

  test('are saved as they were, for their owner alone, and never over another file', async () => {
    const path = desk.at('saved.bin');
    await (await inFile('scan.bin', 'attachment-save')).click();
    await page.fill('attachment-save-path', path);
    await page.click('attachment-save-submit');
    await page.gone('attachment-save-dialog', 60_000);
    const sum = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
    assert.equal(sum(path), sum(desk.at('scan.bin')));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    await (await inFile('scan.bin', 'attachment-save')).click();
    await page.fill('attachment-save-path', path);
    await page.click('attachment-save-submit');
    await page.find('attachment-save-error');
    await page.press(KEY.escape);
    await page.gone('attachment-save-dialog');
  });

  test('are renamed and removed, and stay in the versions before', async () => {
    await (await inFile('codes.txt', 'attachment-menu')).click();
    await page.click('attachment-rename');
    await page.fill('attachment-name', 'recovery codes.txt');
    await page.click('attachment-rename-submit');
    await until('it has its new name', async () => (await names()).includes('recovery codes.txt'));
    await pickIn('scan.bin', 'attachment-remove');
    await page.click('question-yes');
    await until('it is gone', async () => !(await names()).includes('scan.bin'));
    await page.click('open-history');
    const of = (version) => page.select(`[data-testid="version"][data-version="${version}"] button`);
    await until('the version can be opened', async () => (await of(4))[0]);
    await (await of(4))[0].click();
    await page.find('version-view');
    await until('the version has its files', async () => (await names()).includes('scan.bin'));
    await (await inFile('codes.txt', 'attachment-show')).click();
    assert.equal(await page.text('preview-text'), TEXT);
    await page.press(KEY.escape);
    await page.gone('attachment-preview');
    await page.click('history-back');
    await page.click('history-back');
  });

  test('come along into a copy of their item', async () => {
    const copy = await must(page, 'duplicate_item', { id: item });
    assert.deepEqual(
      copy.attachments.map(({ name }) => name),
      ['recovery codes.txt', 'photo.png'],
    );
    await must(page, 'purge_items', { ids: [item] });
    const shown = await must(page, 'preview_attachment', { id: copy.id, attachment: copy.attachments[0].id });
    assert.equal(shown.content, TEXT);
    assert.equal((await must(page, 'verify')).problems.length, 0);
    item = copy.id;
  });

  test('that cannot be read are refused with the reason, and nothing is left', async () => {
    await go(page, 'nav-all');
    await openItem(page, 'Passport');
    await page.click('attach');
    await page.fill('attach-path', desk.at('no such file'));
    await page.click('attach-submit');
    await page.find('attach-error');
    await page.fill('attach-path', desk.at());
    await page.click('attach-submit');
    await page.says('attach-error', /no regular file/);
    await page.click('attach-cancel');
    await page.gone('attach-dialog');
    const { error } = await call(page, 'add_attachment', { id: item, path: '/dev/zero' });
    assert.equal(error.code, 'invalid');
  });

  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'de'],
  ]) {
    test(`are clean for axe-core in ${theme}, ${language}`, async () => {
      await must(page, 'change_settings', { ...(await must(page, 'settings')), theme, language });
      await reload(page);
      await page.find('vault', 30_000);
      await openItem(page, 'Passport');
      await page.find('attachments');
      assert.deepEqual(await findings(page), []);
      await (await inFile('recovery codes.txt', 'attachment-show')).click();
      await page.find('preview-text');
      assert.deepEqual(await findings(page), []);
      await page.press(KEY.escape);
      await page.click('attach');
      await page.find('attach-path');
      assert.deepEqual(await findings(page), []);
      await page.click('attach-cancel');
    });
  }
});

async function pickIn(name, entry) {
  await (await inFile(name, 'attachment-menu')).click();
  await page.click(entry);
}
