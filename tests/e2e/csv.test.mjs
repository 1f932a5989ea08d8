/** A table of no product: guessed, looked at, chosen, remembered; and a file that is damaged. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, inField, must, openItem, quickVault } from './steps.mjs';

const TABLE = `Bezeichnung;Benutzername;Geheim;Webseite;Farbe;Nummer
Bank;anna;Xk9!mmPq2;https://bank.example;blau;1
Post;bob;Zr4-hhLm8;https://post.example;gelb;2
`;
let desk;
let page;

async function look(name, text) {
  const path = desk.at(name);
  writeFileSync(path, text);
  await go(page, 'nav-import');
  if (await page.has('import-again')) await page.click('import-again');
  await page.fill('import-path', path);
  await page.click('import-preview');
  await page.find('import-found', 60_000);
}

const column = (header) => `[data-testid="csv-column"][data-header="${header}"]`;

/** What the column of that header becomes, and why. */
const told = (header) =>
  page.run((css) => {
    const row = document.querySelector(css);
    return row ? [row.querySelector('select').value, row.dataset.reason] : null;
  }, column(header));

async function choose(header, use) {
  await page.run(
    (css, value) => {
      const select = document.querySelector(`${css} select`);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    column(header),
    use,
  );
  await until(`${header} becomes ${use}`, async () => {
    const now = await told(header);
    return now && now[0] === use && now[1] === 'chosen';
  });
}

describe('a table of no product', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false });
  });
  after(() => desk.close());

  test('is guessed, and shows no secret', async () => {
    await look('old.csv', TABLE);
    assert.deepEqual(await told('Bezeichnung'), ['title', 'header']);
    assert.deepEqual(await told('Geheim'), ['password', 'cells']);
    assert.deepEqual(await told('Farbe'), ['hidden', 'unknown']);
    const shown = await page.text('csv-columns');
    assert.match(shown, /anna/);
    assert.doesNotMatch(shown, /Xk9!mmPq2/);
  });

  for (const theme of ['light', 'dark'])
    test(`is accessible, ${theme}`, async () => {
      const settings = await must(page, 'settings');
      await must(page, 'change_settings', { ...settings, theme });
      await page.run((name) => document.documentElement.setAttribute('data-theme', name), theme);
      assert.deepEqual(await findings(page), []);
    });

  test('scrolls within its page, and not the window around it', async () => {
    const [whole, shown] = await page.run(() => [document.documentElement.scrollHeight, innerHeight]);
    assert.equal(whole, shown);
  });

  test('is read as it is chosen, and comes so', async () => {
    await choose('Farbe', 'text');
    await choose('Nummer', 'leave_out');
    assert.match(await page.text('import-left-out'), /2/);
    await page.click('import-run');
    await page.find('import-report', 60_000);
    await page.click('import-show');
    await openItem(page, 'Bank');
    assert.equal((await (await inField(page, 'Farbe', 'field-value')).text()).trim(), 'blau');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'Xk9!mmPq2');
  });

  test('is read so again, when its header comes again', async () => {
    await look('later.csv', TABLE.replace('Bank', 'Shop'));
    assert.deepEqual(await told('Nummer'), ['leave_out', 'remembered']);
    assert.deepEqual(await told('Farbe'), ['text', 'remembered']);
    await page.click('import-cancel');
  });

  test('that is damaged is imported only when that is wanted', async () => {
    await look(
      'broken.csv',
      `${TABLE.replace('Bank', 'Museum')}Kino;"carl;Tz5!hhLm9;https://kino.example;rot;3\n`,
    );
    assert.match(await page.text('import-damage'), /4/);
    assert.equal(await (await page.find('import-run')).property('disabled'), true);
    assert.deepEqual(await findings(page), []);
    await page.click('import-accept-damaged');
    await until(
      'it may be imported',
      async () => !(await (await page.find('import-run')).property('disabled')),
    );
    await page.click('import-cancel');
  });
});
