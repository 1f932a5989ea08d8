/** Whatever is pasted into "New item" is recognised, says what is wrong with it, and becomes an item. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { inField, must, quickVault, titles } from './steps.mjs';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A made-up token in the form of GitHub's: 30 characters and their checksum in six digits of base 62. */
function madeUpToken() {
  const body = 'MadeUp'.repeat(5);
  let sum = crc32(body);
  let check = '';
  for (let digit = 0; digit < 6; digit++) {
    check = DIGITS[sum % 62] + check;
    sum = Math.floor(sum / 62);
  }
  return ['ghp', body + check].join('_');
}

const CODE = (account) =>
  `otpauth://totp/Example:${account}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example`;
const COUNTED = 'otpauth://hotp/Counted:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Counted&counter=0';

describe('what is pasted into the field for anything', () => {
  let desk;
  let page;

  before(async () => {
    desk = await Desk.open();
    page = await desk.launch();
    // In an empty vault the first item begins with the same picker.
    await quickVault(desk);
    await page.click('empty-new');
  });
  after(() => desk.close());

  const codes = () =>
    page.run(() => [...document.querySelectorAll('[data-testid="finding"]')].map((one) => one.dataset.code));
  const kinds = () =>
    page.run(() =>
      [...document.querySelectorAll('[data-testid="recognised-item"]')].map((one) => one.dataset.kind),
    );

  async function paste(text) {
    if (!(await page.has('kind-picker'))) await page.click('new-item');
    await page.find('paste');
    // All at once and with its lines, as a paste comes: keys would come one by one, and Enter is a key.
    await page.run((pasted) => {
      const field = document.querySelector('[data-testid="paste"]');
      field.value = pasted;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
  }

  /** Waits until exactly these kinds are shown. */
  const shows = (...expected) =>
    until(`${expected} is recognised`, async () => `${await kinds()}` === `${expected}`);

  test('a token is an API key, and its checksum fits', async () => {
    await paste(madeUpToken());
    await shows('api_key');
    await page.says('recognised-item', /GitHub/);
    assert.ok(!(await codes()).includes('key_checksum'));
    assert.deepEqual(await findings(page), []);
  });

  test('a token with one changed character has been mistyped', async () => {
    await paste(madeUpToken().replace('MadeUp', 'MadeUq'));
    await until('the checksum is complained about', async () => (await codes()).includes('key_checksum'));
    await shows('api_key');
    assert.deepEqual(await findings(page), []);
  });

  test('an OpenSSH key is an SSH key without a passphrase', async (t) => {
    const file = desk.at('made-up-key');
    const made = desk.command('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'made up', '-f', file]);
    if (made.status !== 0) return t.skip('ssh-keygen is not there');
    await paste(readFileSync(file, 'utf8'));
    await shows('ssh_key');
    await until('it is said to have none', async () => (await codes()).includes('ssh_unencrypted'));
    assert.deepEqual(await findings(page), []);
  });

  test('a text that nobody knows is said to be unknown', async () => {
    await paste('nothing that anybody knows');
    await page.find('recognised-nothing');
    assert.deepEqual(await kinds(), []);
  });

  test('the text of a Wi-Fi code fills the editor, and the network is saved', async () => {
    await paste('WIFI:T:WEP;S:made-up;P:not a password;;');
    await shows('wifi');
    await page.click('recognised-use');
    await page.find('editor');
    await page.gone('paste');
    assert.equal(await (await page.find('edit-title')).property('value'), 'made-up');
    await page.click('edit-save');
    await page.says('item-title', /^made-up$/);
    await until('what is wrong stands in the item', async () => (await codes()).includes('wifi_outdated'));
    assert.deepEqual(await findings(page), []);
  });

  test('several codes are added at once', async () => {
    await paste(`${CODE('ada')}\n${CODE('bob')}`);
    await shows('login', 'login');
    await page.click('recognised-all');
    await page.gone('kind-picker');
    await until('both are in the list', async () => {
      const listed = await titles(page);
      return listed.filter((title) => title === 'Example').length === 2;
    });
  });

  test('a code by a counter is given only when it is asked for, and each once', async () => {
    await paste(COUNTED);
    await shows('login');
    await page.click('recognised-use');
    await page.click('edit-save');
    await page.says('item-title', /^Counted$/);
    assert.equal(await page.has('one-time-code'), false);
    const shown = async () =>
      (await (await inField(page, 'totp', 'one-time-code')).text()).replace(/\s/g, '');
    await page.click('next-code');
    await until('the first code is shown', async () => (await shown()) === '755224');
    await page.click('next-code');
    await until('the second code is shown', async () => (await shown()) === '287082');
    assert.deepEqual(await findings(page), []);
  });

  test('nothing of it stays on the page when the picker is closed', async () => {
    await paste('WIFI:T:WPA;S:gone;P:canary-of-the-picker;;');
    await shows('wifi');
    await page.click('kind-note');
    await page.find('editor');
    const left = await page.run(() => {
      const typed = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
      return [document.documentElement.outerHTML, ...typed].join().includes('canary-of-the-picker');
    });
    assert.equal(left, false);
    await page.click('edit-cancel');
    const { items } = await must(page, 'recognise', {
      text: 'WIFI:T:WPA;S:kept;P:made up too;;',
    });
    assert.equal(items.length, 1);
    assert.ok(!(await titles(page)).includes('kept'), 'recognising stores nothing');
  });
});
