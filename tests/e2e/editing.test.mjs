/** What a person typed is kept, asked about or told of: tags that are not finished, conflicts, and what failed. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { login, must, openItem, pick, quickVault, reload, titles } from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const items = [login('Lamp', { password: 'gH4+kestrel_Orbit' }), login('Letters'), login('Lighthouse')];
  await quickVault(desk, { keyring: false, items });
});
after(() => desk.close());
beforeEach(async () => {
  await reload(page);
  await page.find('item-row', 20_000);
});

async function edit(title) {
  await openItem(page, title);
  await page.click('item-edit');
  await page.find('editor');
}

/** The item of that title as the core has it. */
async function item(title) {
  const { rows } = await must(page, 'list_items', {
    view: { view: 'all' },
    search: '',
    sort: 'title',
    from: 0,
    count: 50,
  });
  return must(page, 'open_item', { id: rows.find((row) => row.title === title).id });
}

/** Takes items out of the vault behind the page's back, and leaves its screen as it is. */
async function purge(...gone) {
  const ids = await Promise.all(gone.map(async (title) => (await item(title)).id));
  await must(page, 'delete_items', { ids });
  await must(page, 'purge_items', { ids });
}

describe('a tag that is not finished', () => {
  test('is saved with the rest', async () => {
    await edit('Lamp');
    await (await page.find('edit-tags')).type('bright');
    await page.press(KEY.control, 's');
    await page.gone('editor');
    assert.deepEqual((await item('Lamp')).tags, ['bright']);
  });

  test('is not given up unasked', async () => {
    await edit('Letters');
    await (await page.find('edit-tags')).type('unfinished');
    await page.press(KEY.escape);
    await page.find('question');
    await page.click('question-no');
    assert.match(await page.text('editor'), /unfinished/);
  });

  test('is not taken while it is composed', async () => {
    await edit('Letters');
    const field = await page.find('edit-tags');
    await field.type('かな');
    const enter = (isComposing) =>
      page.run((composing) => {
        const keys = { key: 'Enter', isComposing: composing, bubbles: true, cancelable: true };
        document.querySelector('[data-testid="edit-tags"]').dispatchEvent(new KeyboardEvent('keydown', keys));
      }, isComposing);
    await enter(true);
    assert.equal(await field.property('value'), 'かな');
    await enter(false);
    await until('it is a tag', async () => (await field.property('value')) === '');
  });

  test('is put on several items', async () => {
    await openItem(page, 'Letters');
    await page.run(() => document.querySelector('#items').focus());
    await page.press(KEY.shift, KEY.down);
    await page.click('selection-tag');
    await page.find('tag-dialog');
    await (await page.select('[data-testid="tag-dialog"] input'))[0].type('together');
    await page.click('tag-submit');
    await page.gone('tag-dialog');
    assert.deepEqual((await item('Lighthouse')).tags, ['together']);
  });
});

describe('what failed is told where it is seen', () => {
  before(() => page.resize(720, 480));
  after(() => page.resize(1080, 720));

  test('a conflict comes into sight, has the focus and is read out', async () => {
    await edit('Lamp');
    const now = await item('Lamp');
    const draft = { ...login('Lamp', { username: 'meanwhile' }), tags: now.tags };
    await must(page, 'update_item', { id: now.id, version: now.version, draft });
    await page.fill('edit-notes', 'Mine.');
    await page.press(KEY.control, 's');
    await page.find('conflict');
    const seen = await until('it is in sight', () =>
      page.run(() => {
        const notice = document.querySelector('[data-testid="conflict"]');
        const { top, bottom } = notice.getBoundingClientRect();
        const header = document.querySelector('#editor > header').getBoundingClientRect();
        return (
          top >= header.bottom && bottom <= innerHeight && [notice.role ?? notice.getAttribute('role')].join()
        );
      }),
    );
    assert.equal(seen, 'alert');
    assert.equal(await page.run(() => document.activeElement.dataset.testid), 'edit-wrong');
    await page.click('conflict-reload');
    await page.gone('editor');
    assert.equal((await item('Lamp')).fields[0].value, 'meanwhile');
  });

  test('moving an item that is gone is told in the dialog', async () => {
    await openItem(page, 'Letters');
    await pick(page, 'item-more', 'item-move');
    await page.find('move-dialog');
    await purge('Letters');
    await page.click('move-submit');
    await page.find('move-error');
    assert.equal(await page.has('toast'), false);
  });

  test('tagging items that are gone is told in the dialog', async () => {
    for (const title of ['Anchor', 'Buoy']) await must(page, 'create_item', { draft: login(title) });
    await until('they are there', async () => (await titles(page)).includes('Buoy'));
    await openItem(page, 'Anchor');
    await page.run(() => document.querySelector('#items').focus());
    await page.press(KEY.shift, KEY.down);
    await page.click('selection-tag');
    await page.find('tag-dialog');
    await (await page.select('[data-testid="tag-dialog"] input'))[0].type('harbour');
    await purge('Anchor', 'Buoy');
    await page.click('tag-submit');
    await page.find('tag-error');
  });
});
