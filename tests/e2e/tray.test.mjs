/** Closing the window: with a tray the app stays behind without its page once it is locked; without one it ends. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { APP } from '../../scripts/app.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { must, quickVault } from './steps.mjs';

let desk;
afterEach(() => desk?.close());

async function open({ tray }) {
  desk = await Desk.open({ keyring: false });
  if (tray) await desk.startTray();
  const page = await desk.launch();
  await page.find('welcome');
  if (tray) await until('there is an icon', () => /true/.test(tell('HasIcon')));
  await quickVault(desk, { keyring: false });
  return page;
}

function tell(method, ...args) {
  const object = [
    '-d',
    'org.kde.StatusNotifierWatcher',
    '-o',
    '/StatusNotifierWatcher',
    '-m',
    `org.strongroom.Test.${method}`,
  ];
  return desk.command('gdbus', ['call', '--session', ...object, ...args]).out;
}

const shown = () => desk.windows('shown');
const isShown = (many) => until(`${many} windows are shown`, () => shown() === many);

/** Whether the process that runs the page is there. */
function hasPage() {
  const children = readFileSync(`/proc/${desk.pid}/task/${desk.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return children.some((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('WebKitWebProces'));
}

/** Presses Yes and waits for the app's end. The driver would wait a minute for an app to answer that has ended. */
async function endByAnswering(page) {
  const yes = await page.find('question-yes');
  await page.run((button) => void setTimeout(() => button.click()), yes);
  await until('the app has ended', () => desk.hasEnded, 15_000);
}

test('without a tray closing the window ends the app', async () => {
  await open({ tray: false });
  assert.equal(shown(), 1);
  desk.windows('close');
  await until('the app has ended', () => desk.hasEnded, 15_000);
});

test('without a tray closing the window asks first where something is not saved', async () => {
  const page = await open({ tray: false });
  await page.click('empty-new');
  await page.click('kind-login');
  await page.find('editor');
  assert.doesNotMatch(await page.url(), /#unsaved/);
  await page.fill('edit-title', 'Not saved');
  await until('the shell can see it', async () => /#unsaved$/.test(await page.url()));
  desk.windows('close');
  await page.find('question');
  await page.click('question-no');
  await page.gone('question');
  assert.equal(shown(), 1);
  assert.equal(await (await page.find('edit-title')).property('value'), 'Not saved');
  desk.windows('close');
  await endByAnswering(page);
});

test('without a tray closing asks nothing once everything is saved', async () => {
  const page = await open({ tray: false });
  await page.click('empty-new');
  await page.click('kind-login');
  await page.fill('edit-title', 'Saved');
  await page.click('edit-save');
  await page.gone('editor');
  desk.windows('close');
  await until('the app has ended', () => desk.hasEnded, 15_000);
});

test('with a tray closing keeps what is not saved, and asks nothing', async () => {
  const page = await open({ tray: true });
  await page.click('empty-new');
  await page.click('kind-login');
  await page.fill('edit-title', 'Not saved');
  desk.windows('close');
  await isShown(0);
  tell('Click', 'Show Strongroom');
  await isShown(1);
  assert.equal(await (await page.find('edit-title')).property('value'), 'Not saved');
  assert.equal(await page.has('question'), false);
});

test('with a tray closing hides the window, and the tray brings it back with the vault still open', async () => {
  const page = await open({ tray: true });
  desk.windows('close');
  await isShown(0);
  assert.ok(hasPage());
  tell('Click', 'Show Strongroom');
  await isShown(1);
  assert.notEqual((await must(page, 'status')).open, null);
});

test('locked behind the tray the app keeps no page, and the tray makes a new one', async () => {
  await open({ tray: true });
  desk.windows('close');
  await isShown(0);
  tell('Click', 'Lock');
  await until('there is no page', () => !hasPage());
  tell('Click', 'Show Strongroom');
  await isShown(1);
  await until('there is a page', hasPage);
});

test('starting the app again brings the hidden window back', async () => {
  await open({ tray: true });
  desk.windows('close');
  await isShown(0);
  const again = desk.command(APP);
  assert.equal(again.status, 0, again.error);
  await isShown(1);
});

test('the tray asks before it ends the app while something is not saved, even behind a hidden window', async () => {
  const page = await open({ tray: true });
  await page.click('empty-new');
  await page.click('kind-login');
  await page.fill('edit-title', 'Not saved');
  await until('the shell can see it', async () => /#unsaved$/.test(await page.url()));
  desk.windows('close');
  await isShown(0);
  tell('Click', 'Quit');
  await isShown(1);
  await page.find('question');
  await page.click('question-no');
  await page.gone('question');
  assert.equal(await (await page.find('edit-title')).property('value'), 'Not saved');
  // The window's own button still only hides it.
  desk.windows('close');
  await isShown(0);
  assert.equal(desk.hasEnded, false);
  tell('Click', 'Quit');
  await endByAnswering(page);
});

test('the tray ends the app', async () => {
  await open({ tray: true });
  tell('Click', 'Quit');
  await until('the app has ended', () => desk.hasEnded, 15_000);
});
