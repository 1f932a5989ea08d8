/** What the keys do, wherever the focus is: nothing that was typed is lost unasked, and what is looked at stays in sight. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { login, openItem, quickVault, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const items = [
    login('Harbour Bank', { username: 'ada', password: 'r7!Vq2mZ-pelican' }),
    login('Lighthouse', { username: 'ada@light.example', password: 'K9#harvest-moon-tin' }),
    login('Lamp', { username: 'adal', password: 'gH4+kestrel_Orbit' }),
  ];
  await quickVault(desk, { keyring: false, items });
});
after(() => desk.close());

/** A fresh page, on which nothing is open. */
beforeEach(async () => {
  await reload(page);
  await page.find('item-row', 20_000);
});

const value = async (id) => (await page.find(id)).property('value');
/** The test id of what has the focus. */
const focused = () => page.run(() => document.activeElement?.dataset.testid ?? '');
const hasFocus = (id) => until(`${id} has the focus`, async () => (await focused()) === id);

async function edit(title) {
  await openItem(page, title);
  await page.click('item-edit');
  await page.find('editor');
}

describe('an edit', () => {
  test('is not given up by Escape unasked, wherever the focus is', async () => {
    await edit('Lamp');
    await page.fill('edit-title', 'Lantern');
    for (const place of ['form', 'nowhere', 'sidebar']) {
      await page.run((at) => {
        if (at === 'nowhere') document.activeElement.blur();
        if (at === 'sidebar') document.querySelector('[data-testid="nav-all"]').focus();
      }, place);
      await page.press(KEY.escape);
      await page.find('question');
      await page.click('question-no');
      await page.gone('question');
      assert.equal(await value('edit-title'), 'Lantern', place);
    }
    await page.press(KEY.escape);
    await page.click('question-yes');
    await page.gone('editor');
    await page.says('item-title', /^Lamp$/);
  });

  test('goes on in the password field after one was generated', async () => {
    await edit('Lamp');
    await page.click('edit-generate');
    await page.find('generated');
    await page.click('generator-use');
    await page.gone('generator-panel');
    await hasFocus('edit-password');
  });
});
