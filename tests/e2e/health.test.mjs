/** The page that says how the vault's passwords are doing: its numbers, the lists behind them, and who can use it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, login, must, quickVault, reload, titles } from './steps.mjs';
import { KEY } from './webdriver.mjs';

const DAY = 86_400_000;
let desk;
let page;

/** The date so many days from now, as the core counts them: in UTC. */
const inDays = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** An API key that ends on that day. */
const key = (title, day) => ({
  ...login(title),
  kind: 'api_key',
  fields: [
    {
      name: 'expires',
      type: 'date',
      custom: false,
      value: { from: 'new', value: day },
    },
  ],
});

const items = [
  login('Weak one', { password: 'password1' }),
  login('Weak two', { password: 'password1', totp: 'JBSWY3DPEHPK3PXP' }),
  login('Spring', { password: 'Kestrel-Orbit-Lamp-2' }),
  login('Summer', { password: 'Kestrel-Orbit-Lamp-3' }),
  login('In the clear', {
    password: 'zJ4#mQ9!vT2@xL7$',
    url: 'http://clear.example/',
  }),
  key('Ended', inDays(-3)),
  key('Ends soon', inDays(5)),
  key('Ends later', inDays(60)),
];

/** The number that a bar shows. */
const number = async (bar) => Number(await (await page.find(`health-${bar}`)).attribute('data-count'));

/** Waits until the bars show these numbers. */
async function shows(expected) {
  for (const [bar, count] of Object.entries(expected)) {
    await until(`${bar} is ${count}`, async () => (await number(bar)) === count);
  }
}

/** Clicks on a bar and waits until the list has exactly these. */
async function leads(bar, expected) {
  await go(page, 'nav-health');
  await page.click(`health-${bar}`);
  await until(
    `${bar} leads to ${expected}`,
    async () => `${(await titles(page)).toSorted()}` === `${expected.toSorted()}`,
  );
}

const heading = () => page.run(() => document.querySelector('h1')?.textContent);

async function setTheme(theme) {
  await must(page, 'change_settings', {
    ...(await must(page, 'settings')),
    theme,
  });
  await reload(page);
  await page.find('vault', 30_000);
}

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
});
after(() => desk.close());

describe('the health of an empty vault', () => {
  test('is a word that there is nothing to look at', async () => {
    await quickVault(desk, { keyring: false, name: 'Empty' });
    await go(page, 'nav-health');
    await page.find('health-empty');
    assert.deepEqual(await findings(page), []);
    await must(page, 'lock');
    await page.find('unlock-screen', 20_000);
  });
});

describe('the health of a vault', () => {
  before(async () => {
    await quickVault(desk, { keyring: false, name: 'Full', items });
    await go(page, 'nav-health');
  });

  test('shows what is there', async () => {
    await shows({
      reused: 2,
      similar: 2,
      'age-0': 5,
      'age-730': 0,
      ended: 1,
      'ends-7': 1,
      'ends-30': 1,
      'ends-90': 2,
      'without-code': 4,
    });
    const health = await must(page, 'health');
    for (const [score, count] of health.strengths.entries()) await shows({ [`strength-${score}`]: count });
    const points = Number(await (await page.find('health-score')).attribute('data-points'));
    assert.equal(points, health.score.points);
    assert.ok(points > 0 && points < 100, `${points} points`);
    await page.says('health-groups', /^1 password is shared/);
  });

  test('says in the navigation for how many items something should be done', async () => {
    const { attention } = await must(page, 'health');
    const label = await (await page.find('nav-health')).attribute('aria-label');
    assert.equal(label, `Health, ${attention} items`);
    assert.ok(attention >= 3, `${attention} items`);
  });

  test('leads from each bar to the items behind it, under its name', async () => {
    await leads('reused', ['Weak one', 'Weak two']);
    await leads('similar', ['Spring', 'Summer']);
    assert.equal(await heading(), 'Variations of a password');
    await leads('strength-0', ['Weak one', 'Weak two']);
    assert.equal(await heading(), 'Strength: Very weak');
    await leads('ended', ['Ended']);
    await leads('ends-7', ['Ends soon']);
    await leads('ends-90', ['Ends soon', 'Ends later']);
    assert.equal(await heading(), 'Ends within 90 days');
    await leads('without-code', ['Weak one', 'Spring', 'Summer', 'In the clear']);
    await leads('age-0', ['Weak one', 'Weak two', 'Spring', 'Summer', 'In the clear']);
    assert.equal(await heading(), 'Age: Under 90 days');
  });

  test('leads from what ends to the item itself', async () => {
    await go(page, 'nav-health');
    await page.find('health-timeline');
    const [soon] = await until('it is listed', async () => {
      const found = await page.select('[data-testid="health-ending"][data-title="Ends soon"]');
      return found.length > 0 && found;
    });
    await soon.click();
    await page.says('item-title', /^Ends soon$/);
  });

  test('can be used with the keyboard', async () => {
    await go(page, 'nav-health');
    await page.find('health-ended');
    await page.run(() => document.querySelector('[data-testid="health-ended"]').focus());
    await page.press(KEY.enter);
    await until('the list is shown', async () => `${await titles(page)}` === 'Ended');
  });

  test('grows better when what is wrong is made right', async () => {
    const before = (await must(page, 'health')).score.points;
    const { rows } = await must(page, 'list_items', {
      view: { view: 'weak' },
      from: 0,
      count: 10,
    });
    await must(page, 'delete_items', { ids: rows.map(({ id }) => id) });
    await go(page, 'nav-health');
    await shows({ reused: 0, 'strength-0': 0 });
    assert.ok((await must(page, 'health')).score.points > before);
    assert.equal(await (await page.find('health-reused')).property('disabled'), true);
  });

  for (const theme of ['light', 'dark']) {
    test(`is clean for axe-core in ${theme}`, async () => {
      await setTheme(theme);
      await go(page, 'nav-health');
      await page.find('health-score');
      await page.find('health-timeline');
      assert.deepEqual(await findings(page), []);
    });
  }
});
