/** Passwords compared with published ones through the window: with a file, and with a service on this machine. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { call, go, login, must, openItem, quickVault, reload, titles } from './steps.mjs';
import { KEY } from './webdriver.mjs';

const PUBLISHED = 'password1';
const OTHER = 'zJ4#mQ9!vT2@xL7$';
const sha1 = (text) => createHash('sha1').update(text).digest('hex').toUpperCase();

/** A service that speaks the range API, pads its answers, and remembers what it was asked. */
async function rangeService() {
  const heard = [];
  const hash = sha1(PUBLISHED);
  const server = createServer((request, response) => {
    heard.push({ url: request.url, headers: request.headers });
    const seen = request.url.endsWith(hash.slice(0, 5)) ? `${hash.slice(5)}:2389787\r\n` : '';
    response.end(`${seen}${'0'.repeat(35)}:0\r\n${'1'.repeat(35)}:0`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { heard, host: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}

let desk;
let page;
let service;

const count = async () => Number(await (await page.find('health-breached')).attribute('data-count'));

async function set(changes) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...changes });
  await reload(page);
  await page.find('vault', 30_000);
}

async function checkFile(path) {
  await go(page, 'nav-health');
  await page.click('breach-file');
  await page.fill('breach-path', path);
  await page.click('breach-submit');
}

before(async () => {
  service = await rangeService();
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const items = [login('Shop', { password: PUBLISHED }), login('Bank', { password: OTHER })];
  await quickVault(desk, { keyring: false, items });
});
after(async () => {
  await desk.close();
  service.close();
});

describe('a file of published hashes', () => {
  test('says which passwords are in it, and leads to their items', async () => {
    const lines = [sha1(PUBLISHED), sha1('a'), sha1('b')].toSorted().map((hash) => `${hash}:2389787\r\n`);
    const path = desk.at('hashes.txt');
    writeFileSync(path, lines.join(''));
    await checkFile(path);
    await page.says('breach-result', /1 item has a password/);
    await until('the bar shows it', async () => (await count()) === 1);
    await page.click('health-breached');
    await until('the list has it', async () => `${await titles(page)}` === 'Shop');
    await openItem(page, 'Shop');
    const css = '[data-testid="finding"][data-code="breached_password"]';
    const shown = await until('it is a finding', async () => (await page.select(css))[0]);
    assert.match(await shown.text(), /2,389,787 times/);
    assert.equal(await shown.attribute('data-severity'), 'danger');
    assert.deepEqual(await findings(page), []);
  });

  test('that is in another order is refused with what to do', async () => {
    const path = desk.at('by-count.txt');
    writeFileSync(path, `${'F'.repeat(40)}:9\n${'0'.repeat(40)}:1\n`);
    await checkFile(path);
    await page.says('breaches', /not in order/);
  });
});

describe('the service', () => {
  test('is not offered, and not asked, before somebody switches it on', async () => {
    await set({ breach_service: `http://${service.host}` });
    await go(page, 'nav-health');
    await page.find('breach-settings');
    assert.equal((await page.select('[data-testid="breach-online"]')).length, 0);
    const source = { against: 'online', host: service.host, accept_online: false };
    const { error } = await call(page, 'breach_check', { source, item: null });
    assert.equal(error.code, 'invalid');
    assert.equal(service.heard.length, 0);
  });

  test('is switched on in the settings, which say what leaves the machine', async () => {
    await page.click('breach-settings');
    await page.says('settings-screen', /first five digits/);
    await page.click('settings-breach-online');
    await until('it is on', async () => (await must(page, 'settings')).breach_online);
    assert.deepEqual(await findings(page), []);
  });

  test('is named before it is asked, and learns five digits of each hash', async () => {
    await go(page, 'nav-health');
    await page.click('breach-online');
    await page.says('breach-dialog', new RegExp(service.host));
    await page.says('breach-dialog', /at most 2 requests/);
    assert.equal(service.heard.length, 0);
    assert.deepEqual(await findings(page), []);
    await page.run(() => document.querySelector('[data-testid="breach-submit"]').focus());
    await page.press(KEY.enter);
    await page.says('breach-result', /1 item has a password/);
    const asked = service.heard.map(({ url }) => url).toSorted();
    const expected = [PUBLISHED, OTHER].map((password) => `/range/${sha1(password).slice(0, 5)}`);
    assert.deepEqual(asked, expected.toSorted());
    assert.ok(service.heard.every(({ headers }) => headers['add-padding'] === 'true'));
    await page.says('breach-last', /Last asked on/);
  });

  test('is not asked where the settings mean another than was shown', async () => {
    const source = { against: 'online', host: 'elsewhere.example', accept_online: false };
    const { error } = await call(page, 'breach_check', { source, item: null });
    assert.equal(error.code, 'invalid');
  });
});

test('a result is gone when the password is another', async () => {
  const { rows } = await must(page, 'list_items', { view: { view: 'breached' }, from: 0, count: 10 });
  assert.deepEqual(
    rows.map(({ title }) => title),
    ['Shop'],
  );
  await must(page, 'delete_items', { ids: rows.map(({ id }) => id) });
  await go(page, 'nav-health');
  await until('nothing is counted', async () => (await count()) === 0);
});

describe('the screen', () => {
  for (const theme of ['light', 'dark']) {
    test(`is clean for axe-core in ${theme}`, async () => {
      await set({ theme });
      await go(page, 'nav-health');
      await page.find('breaches');
      assert.deepEqual(await findings(page), []);
    });
  }

  test('speaks German', async () => {
    await set({ language: 'de' });
    await go(page, 'nav-health');
    await page.says('breaches', /In Datenlecks veröffentlicht/);
    await checkFile(desk.at('none.txt'));
    await page.says('breaches', /none\.txt/);
  });
});
