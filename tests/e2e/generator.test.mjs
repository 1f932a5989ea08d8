/** The generator in the real window: every mode makes what it says, and a login of a known site gets what the site asks for. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, login, must, openItem, quickVault } from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

const made = async () => (await page.text('generated')).replace(/\s/g, '');

/** Chooses a mode and asks for another one than what it made first. */
async function another(mode, form) {
  await page.click(`generator-mode-${mode}`);
  await until(`${mode} is made`, async () => (await page.has('generated')) && form.test(await made()));
  return remade(() => page.click('generate'));
}

/** What is there after a change, once it is another one. */
async function remade(change) {
  const before = (await page.has('generated')) ? await made() : '';
  await change();
  return until('another one is made', async () => {
    const now = (await page.has('generated')) ? await made() : before;
    return now !== before && now;
  });
}

/** Sets a number field at once: one that is emptied first falls back to its least. */
const setNumber = (testid, number) =>
  page.run(
    ([id, value]) => {
      const field = document.querySelector(`[data-testid="${id}"]`);
      field.value = String(value);
      for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    },
    [testid, number],
  );

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const items = [
    login('Turkish Airlines', { url: 'https://www.turkishairlines.com/login' }),
    login('Harbour Bank', { url: 'https://bank.harbour.example/' }),
  ];
  await quickVault(desk, { keyring: false, items });
});
after(() => desk.close());

describe('the generator', () => {
  before(async () => {
    await go(page, 'nav-generator');
    await page.find('generator-screen');
  });

  for (const [mode, form] of [
    ['characters', /^[!-~]{20}$/],
    ['passphrase', /^[a-z]+(-[a-z]+){4,}$/],
    ['pin', /^\d{6}$/],
    ['pronounceable', /^[a-z]{20,40}$/],
    ['token', /^[\w-]{43}$/],
    ['api_key', /^key_[0-9A-Za-z]{36}$/],
  ]) {
    test(`makes ${mode} of their form, and says how good they are`, async () => {
      assert.match(await another(mode, form), form);
      await page.says('entropy', /\d/);
      for (const attack of ['online_throttled', 'online_unthrottled', 'offline_slow', 'offline_fast']) {
        await page.says(`crack-${attack}`, /./);
      }
    });
  }

  test('writes tokens in every form', async () => {
    await page.click('generator-mode-token');
    for (const [form, looks] of [
      ['hex', /^[0-9a-f]{64}$/],
      ['base32', /^[A-Z2-7]{52}$/],
      ['base64', /^[A-Za-z0-9+/]{43}=$/],
      ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
      ['base64url', /^[\w-]{43}$/],
    ]) {
      assert.match(await remade(() => page.click(`generator-form-${form}`)), looks);
    }
  });

  test('keeps the options of a mode while another one is chosen', async () => {
    await page.click('generator-mode-characters');
    await page.fill('generator-exclude', 'abc');
    await another('pin', /^\d{6}$/);
    await page.click('generator-mode-characters');
    assert.equal(await (await page.find('generator-exclude')).property('value'), 'abc');
    await page.fill('generator-exclude', '');
  });

  test('makes none where the minimums do not fit, and says why', async () => {
    await page.click('generator-mode-characters');
    await (await page.select('[data-testid="generator-more"] summary'))[0].click();
    await setNumber('generator-min-digits', 60);
    await page.says('generator-too_short', /63/);
    await setNumber('generator-min-digits', 1);
    await page.find('generated');
  });

  test('makes what a site asks for, and says that it knows nothing of another', async () => {
    await page.click('generator-mode-site');
    await page.fill('generator-site', 'https://bank.harbour.example/');
    await page.says('generator-no_rules', /No rules/);
    await page.fill('generator-site', 'https://www.bilibili.com/login');
    await page.says('site-rules', /at most 16 characters/);
    await until('it has 16 characters', async () => (await made()).length === 16);
  });

  test('puts it on the clipboard', async () => {
    const pin = await another('pin', /^\d{6}$/);
    await page.click('generator-copy');
    await until('it is on the clipboard', () => desk.clipboard() === pin);
  });
});

describe('the generator in the editor', () => {
  before(() => go(page, 'nav-all'));

  test('starts with the rules of the login’s site, says them, and makes what fits', async () => {
    await openItem(page, 'Turkish Airlines');
    await page.click('item-edit');
    await page.click('edit-generate');
    await page.says('generator-mode', /Rules of turkishairlines\.com/);
    await page.says('site-rules', /6 characters[^]*no character more than 3 times in a row/);
    const password = await made();
    assert.match(password, /^\d{6}$/);
    await page.click('generator-use');
    await page.click('edit-save');
    await page.gone('editor');
    const { rows } = await must(page, 'list_items', {
      view: { view: 'all' },
      from: 0,
      count: 10,
    });
    const { id } = rows.find(({ title }) => title === 'Turkish Airlines');
    assert.equal((await must(page, 'reveal', { id, field: 1, version: null })).value, password);
  });

  test('starts with what was chosen before where nothing is known of the site', async () => {
    await openItem(page, 'Harbour Bank');
    await page.click('item-edit');
    await page.click('edit-generate');
    assert.match(await made(), /^\d{6}$/);
    assert.equal(await (await page.find('generator-mode-pin')).property('checked'), true);
    await page.press(KEY.escape);
    await page.gone('generator-panel');
    await page.press(KEY.escape);
    await page.gone('editor');
  });
});
