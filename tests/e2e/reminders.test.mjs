/** Reminders: what the desktop is asked to show, once for each item and lead time, and what a click on it does. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until, wait } from './processes.mjs';
import { isLocked, login, must, quickVault, unlock } from './steps.mjs';

const DAY = 86_400_000;
let desk;
let page;
afterEach(() => desk?.close());

/** The date so many days from now, as the core counts them: in UTC. */
const inDays = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const key = (title, days) => ({
  ...login(title),
  kind: 'api_key',
  fields: [{ name: 'expires', type: 'date', custom: false, value: { from: 'new', value: inDays(days) } }],
});

const items = [key('A week <b>', 7), key('A month', 30), key('Later', 31), key('Past', -1)];

function call(method, ...args) {
  const object = ['-d', 'org.freedesktop.Notifications', '-o', '/org/freedesktop/Notifications'];
  const done = desk.command('gdbus', [
    'call',
    '--session',
    ...object,
    '-m',
    `org.strongroom.Test.${method}`,
    ...args,
  ]);
  assert.equal(done.status, 0, done.error);
  return done.out;
}

/** What the desktop was asked to show so far. */
const shown = () => JSON.parse(/^\('(.*)',\)\s*$/s.exec(call('Shown'))[1].replaceAll('\\\\', '\\'));

const isShown = (many) => until(`${many} notifications are shown`, () => shown().length === many);

/** Nothing more comes, though there was time for it. */
async function staysAt(many) {
  await wait(2500);
  assert.equal(shown().length, many);
}

async function open({ daemon = {}, ...settings } = {}) {
  desk = await Desk.open({ keyring: false });
  if (daemon) await desk.startNotifications(daemon);
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false, items });
  await set(settings);
}

async function set(settings) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...settings });
}

async function again() {
  await desk.quit();
  page = await desk.launch();
  await unlock(page);
}

test('nothing is shown while reminders are off', async () => {
  await open();
  await staysAt(0);
});

test('what ends within the lead times is shown together, without a name, and once', async () => {
  await open({ reminders: true });
  await isShown(1);
  const [one] = shown();
  assert.deepEqual([one.app, one.summary, one.body], ['Strongroom', '2 credentials end within 30 days', '']);
  const state = desk.at('.local', 'state', 'strongroom');
  const file = readdirSync(state, { recursive: true }).find((name) => name.endsWith('.reminders.json'));
  assert.doesNotMatch(readFileSync(`${state}/${file}`, 'utf8'), /week|month/i);
  await again();
  await staysAt(1);
  // A lead time that is new is another one.
  await set({ reminder_days: [31, 30, 7] });
  await isShown(2);
  assert.equal(shown()[1].summary, 'A credential ends in 31 days');
});

test('titles are shown where the settings say so, without markup, and are taken back with the lock', async () => {
  await open({ daemon: { markup: true }, reminders: true, reminder_names: true, language: 'de' });
  await isShown(1);
  const [one] = shown();
  assert.equal(one.summary, '2 Zugangsdaten laufen innerhalb von 30 Tagen ab');
  assert.equal(one.body, 'A week &lt;b&gt;\nA month');
  assert.equal(one.closed, false);
  await must(page, 'lock');
  await isLocked(page);
  await until('it is taken back', () => shown()[0].closed);
  await staysAt(1);
});

test('a click opens the calendar', async () => {
  await open({ reminders: true });
  await isShown(1);
  assert.equal(await page.has('calendar-screen'), false);
  call('Click', '1');
  await page.find('calendar-screen');
});

test('what no desktop showed comes after the next unlock', async () => {
  await open({ daemon: null, reminders: true });
  await wait(2500);
  await desk.startNotifications();
  await staysAt(0);
  await again();
  await isShown(1);
});
