/** axe-core finds nothing serious on any screen, in light and dark. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { call, createVault, go, inField, lockedPage, login, must, openItem, pick, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

const PAGES = ['nav-generator', 'nav-activity', 'nav-backups', 'nav-import', 'nav-settings'];
let desk;
let page;

const isClean = async () => assert.deepEqual(await findings(page), []);

/** Lets the system, and with it the page, be light or dark. */
async function setTheme(theme) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), theme });
  await reload(page);
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

    test('welcome', isClean);

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
        await page.find(`${name}-screen`);
        await isClean();
        await page.click('back');
      });
    }

    test('an empty vault', async () => {
      await createVault(page);
      await page.find('empty-new');
      await isClean();
    });

    test('a vault with an item that is open, shown and asked about', async () => {
      const draft = {
        ...login('Harbour Bank', { totp: 'JBSWY3DPEHPK3PXP', notes: 'Top drawer.' }),
        tags: ['money'],
      };
      await must(page, 'create_item', { draft });
      await reload(page);
      await openItem(page, 'Harbour Bank');
      await isClean();
      await (await inField(page, 'password', 'reveal')).click();
      await inField(page, 'password', 'revealed');
      await isClean();
      await pick(page, 'item-more', 'item-move');
      await page.find('move-dialog');
      await isClean();
      await reload(page);
    });

    test('several items', async () => {
      await must(page, 'create_item', { draft: login('Lighthouse') });
      await reload(page);
      await openItem(page, 'Lighthouse');
      await page.run(() => document.querySelector('#items').focus());
      await page.press(KEY.control, 'a');
      await page.find('selection');
      await isClean();
      await page.click('selection-tag');
      await page.find('tag-dialog');
      await isClean();
      await reload(page);
    });

    test('choosing a kind, and editing', async () => {
      await page.click('new-item');
      await page.find('kind-picker');
      await isClean();
      await page.click('kind-login');
      await page.find('editor');
      await isClean();
      await page.click('edit-generate');
      await page.find('generator-panel');
      await isClean();
      await page.click('edit-cancel');
    });

    for (const name of PAGES) {
      test(name, async () => {
        await go(page, name);
        await isClean();
      });
    }

    test('unlock, after a wrong password', async () => {
      await call(page, 'lock').catch(() => undefined);
      await lockedPage(page);
      await isClean();
      await page.fill('unlock-password', 'wrong');
      await page.click('unlock-submit');
      await page.find('unlock-error', 30_000);
      await isClean();
    });

    test('recover', async () => {
      await page.click('unlock-recover');
      await page.find('recover-screen');
      await isClean();
    });
  });
}
