/** Making SSH keys and certificates into the editor, and checking a chain from an item's pane. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { must, openItem, quickVault, reload } from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

/** Where screenshots go, if they are wanted. */
const PICTURES = process.env.STRONGROOM_PICTURES;
async function picture(name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot(`${PICTURES}/${name}.png`);
}

/** Chooses an option of a list, as the keyboard does. */
const choose = (testid, value) =>
  until(`${testid} can be ${value}`, () =>
    page.run(
      (id, wanted) => {
        const select = document.querySelector(`[data-testid="${id}"]`);
        if (![...(select?.options ?? [])].some((option) => option.value === wanted)) return false;
        select.value = wanted;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
      },
      testid,
      value,
    ),
  );

/** Starts a new item of that kind and opens the dialog that makes it. */
async function start(kind) {
  await page.click('new-item');
  await page.click(`kind-${kind}`);
  await page.click('make');
  await page.find('make-dialog');
}

/** Has it made, and waits until it is in the editor. */
async function make() {
  await page.click('make-go');
  await page.gone('make-dialog', 60_000);
}

/** Saves what is in the editor under that title. */
async function save(title) {
  await page.fill('edit-title', title);
  await page.click('edit-save');
  await until(`${title} is saved`, async () => (await page.text('item-title')) === title, 15_000);
}

/** The value of the open item's field, in clear. */
async function field(name) {
  const id = await (await page.find('item')).attribute('data-id');
  const item = await must(page, 'open_item', { id });
  const found = item.fields.find((one) => one.name === name);
  if (found.value !== null) return found.value;
  return (await must(page, 'reveal', { id, field: found.index, version: null })).value;
}

/** Pastes a text into a field, as a whole. */
async function paste(id, text) {
  await page.find(id);
  await page.run(
    (name, words) => {
      const area = document.querySelector(`[data-testid="${name}"]`);
      area.value = words;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
    id,
    text,
  );
}

/** Checks the open item's chain and gives the code of what came of it. */
async function checked() {
  await page.click('chain-go');
  return (await page.find('chain-result', 15_000)).attribute('data-code');
}

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false });
});
after(() => desk.close());

describe('an SSH key', () => {
  test('is made into the editor, and ssh-keygen reads it', async () => {
    await start('ssh_key');
    await page.fill('make-comment', 'ada@laptop');
    assert.deepEqual(await findings(page), []);
    await picture('ssh-key-light');
    await make();
    await save('Laptop');
    await picture('ssh-key-item-light');
    writeFileSync(desk.at('key'), await field('private_key'), { mode: 0o600 });
    const { status, stdout } = spawnSync('ssh-keygen', ['-y', '-f', desk.at('key')], { encoding: 'utf8' });
    if (status === null) return;
    assert.equal(stdout.trim(), await field('public_key'));
    assert.match(stdout, /ada@laptop/);
  });

  test('can be left again, and nothing is made', async () => {
    await start('ssh_key');
    await page.click('make-cancel');
    await page.click('edit-cancel');
    assert.equal((await must(page, 'sidebar')).all, 1);
  });
});

describe('a certificate', () => {
  test('of a private authority is made, and then one that it signs', async () => {
    await start('certificate');
    await choose('make-form', 'authority');
    await page.fill('make-common-name', 'Own Root');
    assert.deepEqual(await findings(page), []);
    await make();
    await save('Own Root');

    await start('certificate');
    await choose('make-form', 'item');
    await page.find('make-issuer');
    await page.fill('make-common-name', 'own.example');
    await page.fill('make-names', 'own.example, *.own.example');
    assert.deepEqual(await findings(page), []);
    await picture('certificate-light');
    await make();
    await save('own.example');
    await picture('certificate-item-light');
    writeFileSync(desk.at('leaf.pem'), await field('certificate'));
    writeFileSync(desk.at('root.pem'), await field('chain'));
    const verify = ['verify', '-CAfile', desk.at('root.pem'), '-verify_hostname', 'a.own.example'];
    const { status, stderr } = spawnSync('openssl', [...verify, desk.at('leaf.pem')], { encoding: 'utf8' });
    if (status !== null) assert.equal(status, 0, stderr);
    const audit = await must(page, 'audit', { skip: 0, count: 50 });
    assert.ok(audit.entries.some(({ action, detail }) => action === 'reveal' && detail === 'private_key'));
  });

  test('that cannot be made says why, and the dialog stays', async () => {
    await start('certificate');
    await page.fill('make-common-name', 'A');
    await page.fill('make-names', 'a_b.example');
    await page.click('make-go');
    await page.says('make-error', /cannot have the name a_b\.example/);
    await page.click('make-cancel');
    await page.click('edit-cancel');
  });
});

describe('a chain', () => {
  test('is checked against the system, and against an authority of the vault', async () => {
    await openItem(page, 'own.example');
    await page.click('check-chain');
    await page.fill('chain-name', 'own.example');
    assert.deepEqual(await findings(page), []);
    assert.equal(await checked(), 'untrusted_root');
    await page.says('chain-result', /Own Root/);
    await picture('chain-bad-light');
    await page.click('chain-root');
    assert.equal(await checked(), 'good');
    assert.equal((await page.select('[data-testid="chain-link"]')).length, 2);
    assert.deepEqual(await findings(page), []);
    await picture('chain-good-light');
    await page.fill('chain-name', 'other.example');
    assert.equal(await checked(), 'name_mismatch');
    await page.click('chain-close');
  });

  test('is checked of what is pasted, with a pasted authority', async () => {
    const [leaf, root] = ['leaf.pem', 'root.pem'].map((name) => readFileSync(desk.at(name), 'utf8'));
    await page.press(KEY.control, 'k');
    await page.fill('palette-input', 'chain');
    await page.press(KEY.enter);
    await page.find('chain-dialog');
    assert.equal(await (await page.find('chain-go')).property('disabled'), true);
    await paste('chain-pem', leaf);
    assert.deepEqual(await findings(page), []);
    assert.equal(await checked(), 'issuer_missing');
    await picture('chain-pasted-light');
    await (await page.select('[data-testid="chain-dialog"] summary'))[0].click();
    await paste('chain-trust-pem', root);
    await page.fill('chain-name', 'a.own.example');
    assert.equal(await checked(), 'good');
    assert.equal((await page.select('[data-testid="chain-link"]')).length, 2);
    assert.deepEqual(await findings(page), []);
    await picture('chain-pasted-good-light');
    await paste('chain-pem', 'no certificate');
    await page.click('chain-go');
    await page.says('chain-error', /no certificate in it/);
    await page.click('chain-close');
  });

  test('is checked of a certificate that was recognised in a pasted text', async () => {
    await page.click('new-item');
    await paste('paste', readFileSync(desk.at('leaf.pem'), 'utf8'));
    await page.click('recognised-chain');
    assert.match(await (await page.find('chain-pem')).property('value'), /BEGIN CERTIFICATE/);
    assert.equal(await checked(), 'issuer_missing');
    await page.click('chain-close');
    await page.gone('chain-dialog');
    await page.find('recognised-use');
    await page.press(KEY.escape);
  });

  test('is spoken of in German and in the dark too', async () => {
    await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'de', theme: 'dark' });
    await reload(page);
    await page.find('vault', 30_000);
    await start('certificate');
    await choose('make-form', 'item');
    await page.says('make-dialog', /Zertifizierungsstelle/);
    assert.deepEqual(await findings(page), []);
    await picture('certificate-dark-de');
    await page.click('make-cancel');
    await page.click('edit-cancel');
    await start('ssh_key');
    assert.deepEqual(await findings(page), []);
    await picture('ssh-key-dark-de');
    await page.click('make-cancel');
    await page.click('edit-cancel');
    await openItem(page, 'own.example');
    await page.click('check-chain');
    assert.equal(await checked(), 'untrusted_root');
    await page.says('chain-result', /Die Kette hält nicht/);
    assert.deepEqual(await findings(page), []);
    await picture('chain-bad-dark-de');
    await page.click('chain-root');
    assert.equal(await checked(), 'good');
    await picture('chain-good-dark-de');
    await page.click('chain-close');
  });
});
