/** QR codes in the window: read from a picture, the clipboard and the screen, and shown for a telephone, with `qrencode` and `zbarimg` as judges. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { inField, login, must, openItem, quickVault, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const CODE = `otpauth://totp/Example:ada?secret=${SECRET}&issuer=Example`;
const NETWORK = 'WIFI:T:WPA;S:Reading room;P:quiet please 7;;';

let desk;
let page;

/** A picture of a QR code that says this. */
function drawn(name, text) {
  const path = desk.at(name);
  const { status } = desk.command('qrencode', ['--size', '6', '--output', path, text]);
  assert.equal(status, 0, 'qrencode draws it');
  return path;
}

/** Puts a picture on the clipboard, as another program. */
async function copyPicture(path) {
  desk.command('xclip', ['-selection', 'clipboard', '-in', '-target', 'image/png', path], {
    stdio: 'ignore',
  });
  await until('the clipboard has it', () =>
    desk
      .command('xclip', ['-selection', 'clipboard', '-out', '-target', 'TARGETS'])
      .out.includes('image/png'),
  );
}

/** Opens the menu of places to read a code from, and takes one. */
async function read(from) {
  await page.click('qr-read');
  await page.click(`qr-${from}`);
}

const kinds = () =>
  page.run(() =>
    [...document.querySelectorAll('[data-testid="recognised-item"]')].map((one) => one.dataset.kind),
  );

async function picker() {
  await page.click('new-item');
  await page.find('kind-picker');
}

/** What an independent reader finds on the page as it looks now. */
async function seen(name) {
  const path = desk.at(name);
  await page.screenshot(path);
  const { stdout } = spawnSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8' });
  return stdout.trim();
}

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false, items: [login('Bank')] });
});
after(() => desk.close());

describe('a QR code', () => {
  test('on the clipboard becomes an item', async () => {
    await copyPicture(drawn('network.png', NETWORK));
    await picker();
    await read('clipboard');
    await until('it is a network', async () => (await kinds()).join() === 'wifi');
    await page.says('recognised-item', /Reading room/);
    await page.click('recognised-use');
    await page.click('edit-save');
    await page.says('item-title', /Reading room/);
  });

  test('on the screen becomes an item, the window out of its way', async () => {
    const away = await desk.showPicture(drawn('screen.png', CODE));
    try {
      await picker();
      await read('screen');
      await until('it is a login', async () => (await kinds()).join() === 'login', 20_000);
      await page.says('recognised-item', /Example/);
    } finally {
      await away();
    }
    await page.click('recognised-use');
    await page.click('edit-save');
    await inField(page, 'totp', 'one-time-code');
  });

  test('comes from the desktop’s portal where there is one, and its file is removed', async () => {
    const copy = desk.at('of-the-portal.png');
    const end = await desk.startPortal(desk.at('network.png'), copy);
    try {
      await picker();
      await read('screen');
      await until('it is a network', async () => (await kinds()).join() === 'wifi', 20_000);
      assert.equal(existsSync(copy), false);
    } finally {
      await end();
    }
  });

  test('that the person does not allow to be seen is told of', async () => {
    const end = await desk.startPortal();
    try {
      await read('screen');
      await page.says('recognise-error', /gave no picture/);
    } finally {
      await end();
    }
  });

  test('fills the one-time code of a login that is there', async () => {
    await copyPicture(drawn('code.png', CODE));
    await openItem(page, 'Bank');
    await page.click('item-edit');
    await read('clipboard');
    await until(
      'the code is there',
      async () => (await (await page.find('edit-totp')).property('value')) !== '',
    );
    await page.click('edit-save');
    await inField(page, 'totp', 'one-time-code');
  });

  test('that says something else leaves the code as it is', async () => {
    await copyPicture(desk.at('network.png'));
    await page.click('item-edit');
    await read('clipboard');
    await page.says('toast', /no one-time code/);
    await page.click('edit-cancel');
  });

  test('that is not there, is broken or in no picture is told of', async () => {
    await picker();
    await desk.copy('no picture');
    await read('clipboard');
    await page.says('recognise-error', /no picture on the clipboard/);
    writeFileSync(desk.at('broken.png'), readFileSync(desk.at('code.png')).subarray(0, 200));
    writeFileSync(desk.at('text.png'), 'not a picture');
    for (const [file, words] of [
      ['broken.png', /damaged|no QR code/],
      ['text.png', /no picture/],
      ['gone.png', /no such file|there is no file|not found/i],
    ]) {
      const { error } = await page.runAsync(
        (path) =>
          window.__TAURI_INTERNALS__.invoke('recognise_picture', { request: { from: 'file', path } }).then(
            (value) => ({ value }),
            (failure) => ({ error: failure }),
          ),
        desk.at(file),
      );
      assert.match(error.message, words);
    }
  });

  test('in a file is read by the same reader', async () => {
    const { items } = await must(page, 'recognise_picture', { from: 'file', path: desk.at('code.png') });
    assert.deepEqual(
      items.map(({ draft }) => draft.kind),
      ['login'],
    );
  });
});

describe('what is shown as a QR code', () => {
  test('is the one-time code, as another reader reads it, and leaves a trace', async () => {
    await openItem(page, 'Bank');
    await page.click('qr-show');
    await page.find('qr-picture');
    const read = new URL(await until('it can be read', () => seen('shown.png')));
    assert.equal(read.searchParams.get('secret'), SECRET);
    const { entries } = await must(page, 'audit', { skip: 0, count: 5 });
    assert.ok(entries.some(({ action, detail }) => action === 'reveal' && detail === 'totp'));
  });

  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'de'],
  ]) {
    test(`is clean for axe-core in ${theme}, ${language}, and can be read there`, async () => {
      await must(page, 'change_settings', { ...(await must(page, 'settings')), theme, language });
      await reload(page);
      await page.find('vault', 30_000);
      await openItem(page, 'Reading room');
      await page.click('qr-show');
      await page.find('qr-picture');
      assert.deepEqual(await findings(page), []);
      assert.match(await until('it can be read', () => seen(`network-${theme}.png`)), /^WIFI:.*Reading room/);
      await page.press(KEY.escape);
      await page.gone('qr-picture');
    });
  }

  test('goes with the lock', async () => {
    await page.click('qr-show');
    await page.find('qr-picture');
    await must(page, 'lock').catch(() => undefined);
    await page.find('unlock-screen', 30_000);
    assert.equal(await page.has('qr-picture'), false);
  });
});

test('nothing of a picture stays on the disk', () => {
  const left = readdirSync(desk.at('.'), { recursive: true }).map(String);
  assert.deepEqual(
    left.filter((name) => /\.(?:pgm|pnm|ppm)$/.test(name)),
    [],
  );
});
