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

/** Types a word into the search field and presses a key at once, before any answer can have come. */
const searchAndPress = (word, key) =>
  page.run(
    (words, pressed) => {
      const field = document.querySelector('#search');
      field.focus();
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      const event = { key: pressed, ctrlKey: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', event));
    },
    word,
    key,
  );

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

describe('the generator in the editor', () => {
  beforeEach(async () => {
    await edit('Lamp');
    await page.click('edit-generate');
    await page.find('generated');
  });

  test('takes Enter for itself: what it made is used, and the item is not saved', async () => {
    await page.fill('generator-exclude', 'x');
    await page.press(KEY.enter);
    await page.gone('generator-panel');
    await hasFocus('edit-password');
    assert.match(await value('edit-password'), /^[^x]{20}$/);
    await page.find('editor');
  });

  test('uses a length that was typed, and not what was made before it', async () => {
    await page.click('generator-length');
    await page.press(KEY.control, 'a');
    await page.press('3');
    await page.press('3');
    await page.press(KEY.enter);
    await page.gone('generator-panel');
    assert.equal((await value('edit-password')).length, 33);
    await page.find('editor');
  });

  test('takes Escape for itself: it closes, and the item is still edited', async () => {
    await page.press(KEY.escape);
    await page.gone('generator-panel');
    await hasFocus('edit-password');
    await page.find('editor');
    assert.equal(await page.has('question'), false);
    assert.equal(await value('edit-password'), '');
  });

  test('says that a kind of character is to be chosen, and offers nothing', async () => {
    for (const kind of ['lower', 'upper', 'digits', 'symbols']) await page.click(`generator-${kind}`);
    await page.says('generator-choose', /at least one/);
    assert.equal(await page.has('generated'), false);
    assert.equal(await (await page.find('generator-use')).property('disabled'), true);
    await page.press(KEY.enter);
    await page.click('generator-digits');
    assert.match(await page.text('generated'), /^\d+$/);
  });
});

describe('a key that is pressed before the search has ended', () => {
  test('copies the password of the first hit, and says whose it is', async () => {
    await openItem(page, 'Lamp');
    await searchAndPress('light', 'c');
    await until('it is on the clipboard', () => desk.clipboard() === 'K9#harvest-moon-tin');
    await page.says('toast', /Password of “Lighthouse” copied/);
  });

  test('copies the user name of the first hit', async () => {
    await openItem(page, 'Lamp');
    await page.run(() => {
      const field = document.querySelector('#search');
      field.focus();
      field.value = 'light';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      const keys = { key: 'C', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', keys));
    });
    await until('it is on the clipboard', () => desk.clipboard() === 'ada@light.example');
  });

  test('edits the first hit', async () => {
    await openItem(page, 'Lamp');
    await searchAndPress('harb', 'e');
    await page.find('editor');
    assert.equal(await value('edit-title'), 'Harbour Bank');
  });
});

describe('a window so narrow, or so enlarged, that there is room for one pane', () => {
  const isSeen = (id) =>
    page.run(
      (name) => document.querySelector(`[data-testid="${name}"]`)?.offsetParent instanceof Element,
      id,
    );
  const comes = (id) => until(`${id} is seen`, () => isSeen(id));
  const focusSearch = () => page.run(() => document.querySelector('#search').focus());
  // The driver's own clicks are not asked to know of the enlargement.
  const click = (css) => page.run((what) => document.querySelector(what).click(), css);

  before(async () => {
    await page.resize(720, 700);
    await page.press(KEY.control, '=');
    await until('it is narrow', () => page.run(() => matchMedia('(max-width: 40rem)').matches));
  });
  after(async () => {
    await page.press(KEY.control, '0');
    await page.resize(1080, 720);
  });

  test('keeps the list in sight while a person searches and steps through it', async () => {
    await focusSearch();
    await page.press('l');
    await page.press('a');
    await until('there is a hit', async () => (await page.all('item-row')).length === 1);
    await page.find('item');
    assert.ok(await isSeen('search'));
    await hasFocus('search');
    await page.press(KEY.backspace);
    await page.press(KEY.backspace);
    await page.press(KEY.down);
    await page.press(KEY.down);
    await page.find('item');
    assert.ok(await isSeen('search'));
    assert.equal(await isSeen('item'), false);
  });

  test('shows the item that was opened with Enter, and Escape goes back to the search', async () => {
    await focusSearch();
    for (const letter of 'lamp') await page.press(letter);
    await page.press(KEY.enter);
    await comes('item');
    assert.equal(await isSeen('search'), false);
    await page.says('item-title', /^Lamp$/);
    await page.press(KEY.escape);
    await comes('search');
    await hasFocus('search');
    assert.equal(await isSeen('item'), false);
  });

  test('shows the item that was clicked on, and the way back', async () => {
    await click('[data-title="Lighthouse"]');
    await comes('item');
    assert.equal(await isSeen('search'), false);
    await click('[data-testid="item-back"]');
    await comes('search');
    await hasFocus('search');
  });
});

describe('the drawer', () => {
  before(() => page.resize(800, 700));
  after(() => page.resize(1080, 720));

  const isOpen = async () => (await (await page.find('side')).attribute('class')).includes('drawer');
  /** Where the focus comes to lie in so many steps of Tab. */
  async function walk(steps) {
    const places = [];
    for (let step = 0; step < steps; step++) {
      await page.press(KEY.tab);
      places.push(
        await page.run(() => {
          const at = document.activeElement;
          return at.closest('[data-testid="side"]')
            ? 'drawer'
            : at === document.body
              ? 'window'
              : at.outerHTML;
        }),
      );
    }
    return new Set(places);
  }

  test('takes the focus, keeps it, and Escape gives it back', async () => {
    await page.run(() => document.querySelector('[data-testid="drawer"]').focus());
    await page.press(KEY.enter);
    await hasFocus('nav-all');
    const places = await walk(30);
    places.delete('window');
    assert.deepEqual([...places], ['drawer']);
    await page.run(() => document.querySelector('[data-testid="nav-trash"]').focus());
    await page.press(KEY.escape);
    await until('it is closed', async () => !(await isOpen()));
    await hasFocus('drawer');
  });

  test('leads somewhere by keyboard, and closes', async () => {
    await page.click('drawer');
    await hasFocus('nav-all');
    await page.run(() => document.querySelector('[data-testid="nav-settings"]').focus());
    await page.press(KEY.enter);
    await page.find('settings-screen');
    assert.equal(await isOpen(), false);
  });

  test('gives way to the search', async () => {
    await page.click('drawer');
    await hasFocus('nav-all');
    await page.press(KEY.control, 'f');
    await hasFocus('search');
    assert.equal(await isOpen(), false);
  });

  test('is none where there is room for it', async () => {
    await page.click('drawer');
    await page.resize(1080, 720);
    await until('it is one of three panes', async () => !(await isOpen()));
    assert.equal(await page.run(() => document.querySelectorAll('[inert]').length), 0);
    await page.resize(800, 700);
  });
});

test('Ctrl with plus, minus and zero enlarges the page, makes it smaller, and as it was', async () => {
  const width = () => page.run(() => innerWidth);
  const becomes = (wanted) =>
    until(`it is ${wanted} wide`, async () => Math.abs((await width()) - wanted) < 4);
  const before = await width();
  await page.press(KEY.control, '=');
  await becomes(before / 1.2);
  await page.press(KEY.control, '=');
  await becomes(before / 1.4);
  await page.press(KEY.control, '-');
  await becomes(before / 1.2);
  await page.press(KEY.control, '0');
  await becomes(before);
});
