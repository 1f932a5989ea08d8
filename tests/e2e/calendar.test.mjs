/** The calendar of what ends: its days, its keys, its file, in two languages. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, login, must, quickVault, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

const DAY = 86_400_000;
let desk;
let page;

/** The date so many days from now, as the core counts them: in UTC. */
const inDays = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const TODAY = inDays(0);
const SOON = inDays(3);
const LATER = inDays(70);

const key = (title, day) => ({
  ...login(title, { username: 'somebody' }),
  kind: 'api_key',
  fields: [
    { name: 'key', type: 'hidden', custom: false, value: { from: 'new', value: 's3cr3t-value' } },
    { name: 'expires', type: 'date', custom: false, value: { from: 'new', value: day } },
  ],
});

const items = [
  key('Token one', SOON),
  key('Token two', SOON),
  key('Token three', SOON),
  key('Today', TODAY),
  key('Later', LATER),
  key('Past', inDays(-40)),
];

const month = async () => (await page.find('calendar-month')).attribute('data-month');
const isMonth = (wanted) => until(`the month is ${wanted}`, async () => (await month()) === wanted);
const focused = () => page.run(() => document.activeElement?.dataset.day);
const isOn = (day) => until(`the focus is on ${day}`, async () => (await focused()) === day);

/** The month so many months after the one that a day is in. */
function monthAfter(day, months) {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

async function dayCell(day) {
  return until(`there is ${day}`, async () => (await page.select(`[data-day="${day}"]`))[0]);
}

async function set(settings) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...settings });
  await reload(page);
  await page.find('vault', 30_000);
}

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
});
after(() => desk.close());

describe('the calendar of a vault in which nothing ends', () => {
  test('says what would be there', async () => {
    await quickVault(desk, { keyring: false, name: 'Empty' });
    await go(page, 'nav-calendar');
    await page.find('calendar-empty');
    assert.deepEqual(await findings(page), []);
    await must(page, 'lock');
    await page.find('unlock-screen', 20_000);
  });
});

describe('the calendar', () => {
  before(async () => {
    await quickVault(desk, { keyring: false, name: 'Full', items });
    await go(page, 'nav-calendar');
  });

  test('shows what ends on its day, and what ended apart', async () => {
    await isMonth(TODAY.slice(0, 7));
    assert.equal(await (await dayCell(TODAY)).attribute('aria-current'), 'date');
    assert.equal(await (await dayCell(TODAY)).attribute('data-count'), '1');
    await page.says('calendar-past', /Past/);
    const agenda = await page.text('calendar-agenda');
    assert.match(agenda, /Today/);
    assert.doesNotMatch(agenda, /Past|Later/);
    await (await dayCell(TODAY)).click();
    if (SOON.slice(0, 7) !== TODAY.slice(0, 7)) await page.click('calendar-next');
    const soon = await dayCell(SOON);
    assert.equal(await soon.attribute('data-count'), '3');
    assert.match(await soon.attribute('aria-label'), /3 items end/);
    const titles = await page.run(
      (day) =>
        [...document.querySelector(`[data-day="${day}"]`).parentElement.querySelectorAll('button')].map(
          (button) => button.textContent.trim(),
        ),
      SOON,
    );
    assert.deepEqual(titles.slice(1), ['Token one', 'Token three', '1 more']);
    await page.click('calendar-today');
  });

  test('goes from month to month and back to today', async () => {
    await page.click('calendar-next');
    await isMonth(monthAfter(TODAY, 1));
    await page.click('calendar-previous');
    await page.click('calendar-previous');
    await isMonth(monthAfter(TODAY, -1));
    await page.says('calendar-nothing', /Nothing/);
    await page.click('calendar-go-next');
    await isMonth(TODAY.slice(0, 7));
    await page.click('calendar-next');
    await page.click('calendar-today');
    await isMonth(TODAY.slice(0, 7));
  });

  test('is gone through with the keyboard', async () => {
    await page.run((day) => document.querySelector(`[data-day="${day}"]`).focus(), TODAY);
    await page.press(KEY.right);
    await isOn(inDays(1));
    await page.press(KEY.down);
    await isOn(inDays(8));
    await page.press(KEY.up);
    await page.press(KEY.left);
    await isOn(TODAY);
    await page.press(KEY.pageDown);
    await isMonth(monthAfter(TODAY, 1));
    await page.press(KEY.pageUp);
    await page.press(KEY.pageUp);
    await isMonth(monthAfter(TODAY, -1));
    await page.press(KEY.home);
    await isOn(TODAY);
    await page.press(KEY.enter);
    await until('the focus is in the list', async () =>
      page.run(() => document.activeElement?.dataset.title === 'Today'),
    );
    await page.press(KEY.enter);
    await page.says('item-title', /^Today$/);
  });

  test('leads from a title to its item', async () => {
    await go(page, 'nav-calendar');
    const [today] = await until('it is shown', async () => {
      const found = await page.select('[data-testid="calendar-ending"][data-title="Today"]');
      return found.length > 0 && found;
    });
    await today.click();
    await page.says('item-title', /^Today$/);
  });

  test('follows a change of the vault', async () => {
    await go(page, 'nav-calendar');
    await dayCell(TODAY);
    await must(page, 'create_item', { draft: key('New today', TODAY) });
    await until('it is there', async () => (await (await dayCell(TODAY)).attribute('data-count')) === '2');
    await page.says('calendar-agenda', /New today/);
  });

  test('is exported into a file for the person alone, with titles or without', async () => {
    await page.click('calendar-export');
    const file = desk.at('ends.ics');
    await page.fill('calendar-export-path', file);
    await page.click('calendar-export-submit');
    await page.gone('calendar-export-form');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^BEGIN:VCALENDAR\r\n/);
    assert.match(text, /SUMMARY:Token one ends\r\n/);
    assert.match(text, /TRIGGER:-P30D\r\n/);
    assert.equal(text.match(/BEGIN:VEVENT/g).length, 6);
    assert.doesNotMatch(text, /s3cr3t|somebody|Past/);
    assert.equal(statSync(file).mode & 0o777, 0o600);

    await page.click('calendar-export');
    const bare = desk.at('bare.ics');
    await page.fill('calendar-export-path', bare);
    await page.click('calendar-export-titles');
    await page.click('calendar-export-submit');
    await until('it is written', () => existsSync(bare));
    assert.doesNotMatch(readFileSync(bare, 'utf8'), /Token|Today/);

    await page.gone('calendar-export-form');
    await page.click('calendar-export');
    await page.fill('calendar-export-path', bare);
    await page.click('calendar-export-submit');
    await page.says('calendar-export-form', /already/);
    await go(page, 'nav-activity');
    await until('it is in the trail', async () =>
      page.run(() => /calendar, 6 items/.test(document.body.textContent)),
    );
  });

  test('leads to the settings of the reminders, which are kept', async () => {
    await go(page, 'nav-calendar');
    await page.click('calendar-settings');
    await page.click('settings-reminders-on');
    await page.click('settings-lead-3');
    await page.click('settings-lead-30');
    await until('they are kept', async () => {
      const { reminders, reminder_days, reminder_names } = await must(page, 'settings');
      return reminders && !reminder_names && `${reminder_days}` === '7,3,1,0';
    });
    assert.deepEqual(await findings(page), []);
  });

  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'de'],
  ]) {
    test(`is clean for axe-core in ${theme} and in the language ${language}`, async () => {
      await set({ theme, language });
      await go(page, 'nav-calendar');
      await dayCell(TODAY);
      await page.click('calendar-export');
      await page.find('calendar-export-form');
      assert.deepEqual(await findings(page), []);
      if (language === 'en') return;
      const head = await page.run(() => document.querySelector('[data-testid="calendar-month"] th').abbr);
      assert.equal(head, 'Montag');
      await page.says('calendar-past', /vor 40 Tagen/);
    });
  }
});

describe('logins that could have a one-time code', () => {
  test('are counted, and their bar leads to them', async () => {
    await set({ language: 'en' });
    for (const draft of [
      login('Forge', { url: 'https://gist.github.com/login' }),
      login('Forge with a code', { url: 'https://github.com/', totp: 'JBSWY3DPEHPK3PXP' }),
      login('Nobody knows', { url: 'https://shop.example/', username: 'ada@github.com' }),
    ])
      await must(page, 'create_item', { draft });
    await go(page, 'nav-health');
    const bar = await until('the bar says 1', async () => {
      const found = await page.find('health-two-factor');
      return (await found.attribute('data-count')) === '1' && found;
    });
    await bar.click();
    await until('the list has it', async () =>
      page.run(
        () =>
          [...document.querySelectorAll('[data-testid="item-row"]')]
            .map((row) => row.dataset.title)
            .join() === 'Forge',
      ),
    );
  });
});
