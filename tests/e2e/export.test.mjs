/** Taking things out: what a format cannot say is read first, a plain file asks for the master password, and the file is right. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { ask } from '../../scripts/run.mjs';
import { until } from './processes.mjs';
import { PASSWORD, go, login, must, openItem, pick, quickVault, reload, tick } from './steps.mjs';

let desk;
let page;

const secret = {
  ...login('Deploy token'),
  kind: 'secret',
  fields: [
    { name: 'key', type: 'text', custom: false, value: { from: 'new', value: 'DEPLOY_TOKEN' } },
    { name: 'value', type: 'hidden', custom: false, value: { from: 'new', value: 's3cret value' } },
  ],
};
const items = [
  { ...login('Harbour Bank', { url: 'https://bank.example/' }), tags: ['money'] },
  login('Mail'),
  secret,
];

const FILE_PASSWORD = 'a password of the file';

const attribute = async (id, name) => (await page.find(id, 30_000)).attribute(name);
const mode = (path) => statSync(path).mode & 0o777;

/** Has KeePassXC open a database with password and key file, and with the password alone, which must not do. */
function isOpenedWith(database, key) {
  const list = (...args) =>
    desk.command('keepassxc-cli', ['ls', '--quiet', '--recursive', ...args, database], {
      input: `${FILE_PASSWORD}\n`,
      timeout: 60_000,
    });
  const opened = list('--key-file', key);
  if (opened.status === null) return console.log('not judged: keepassxc-cli is not installed');
  assert.equal(opened.status, 0, opened.error);
  assert.match(opened.out, /Harbour Bank/);
  assert.notEqual(list().status, 0);
}

/** Where screenshots go, if they are wanted. */
async function picture(name) {
  if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/${name}.png`);
}

/** Chooses a value in a select. */
const choose = (id, value) =>
  page.run(
    (testid, wanted) => {
      const select = document.querySelector(`[data-testid="${testid}"]`);
      select.value = wanted;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    id,
    value,
  );

/** From the first screen of the export to its second. */
async function look(format) {
  await go(page, 'nav-export');
  if (await page.has('export-again')) await page.click('export-again');
  if (await page.has('export-back')) await page.click('export-back');
  await page.find('export-format');
  await until('the formats are there', () =>
    page.run(() => document.querySelectorAll('[data-testid="export-format"] option').length > 5),
  );
  await choose('export-format', format);
  await page.click('export-preview');
  await page.find('export-found', 30_000);
}

describe('taking things out', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false, items });
  });
  after(() => desk.close());

  test('the own format loses nothing, and a wrong master password writes nothing', async () => {
    const path = desk.at('out.json');
    await look('strongroom_json');
    assert.equal(await attribute('export-found', 'data-items'), '3');
    assert.equal(await attribute('export-losses', 'data-total'), '0');
    await page.fill('export-path', path);
    await page.fill('export-master', 'not the password');
    await page.click('export-run');
    await page.find('export-error', 30_000);
    assert.equal(existsSync(path), false);
    // As at the door, the next try has to wait for a second.
    await new Promise((over) => setTimeout(over, 2000));
    await page.fill('export-master', PASSWORD);
    await page.click('export-run');
    assert.equal(await attribute('export-report', 'data-items'), '3');
    assert.equal(mode(path), 0o600);
    const written = JSON.parse(readFileSync(path, 'utf8'));
    assert.deepEqual(
      written.items.map(({ title }) => title),
      ['Deploy token', 'Harbour Bank', 'Mail'],
    );
    const { entries } = await must(page, 'audit', { skip: 0, count: 50 });
    assert.ok(entries.some(({ action, detail }) => action === 'export' && detail.includes('3 items')));
  });

  test('what Bitwarden cannot say is named before, and its encrypted file asks for no master password', async () => {
    const path = desk.at('sealed.json');
    await look('bitwarden_encrypted_json');
    assert.equal(await attribute('export-losses', 'data-total'), '4');
    await page.fill('export-path', path);
    await page.fill('export-password', FILE_PASSWORD);
    await page.fill('export-password-repeat', FILE_PASSWORD);
    await page.click('export-run');
    await page.find('export-report', 60_000);
    const written = JSON.parse(readFileSync(path, 'utf8'));
    assert.equal(written.passwordProtected, true);
    assert.equal(readFileSync(path, 'utf8').includes('bank'), false);
  });

  test('a KeePass database asks for a key file that is made for it, and for one that is there', async () => {
    const made = { database: desk.at('made.kdbx'), key: desk.at('made.keyx') };
    await look('kdbx');
    assert.equal(await page.has('export-master'), false);
    await page.fill('export-path', made.database);
    await page.fill('export-password', FILE_PASSWORD);
    await page.fill('export-password-repeat', FILE_PASSWORD);
    await tick(page, 'export-make-key-file');
    // Beside the database, unless a person says otherwise.
    assert.equal(await (await page.find('export-key-file')).property('value'), made.key);
    assert.deepEqual(await findings(page), []);
    await picture('export-key-file-light-en');
    await page.click('export-run');
    assert.equal(await attribute('export-report', 'data-items'), '3');
    await picture('export-key-file-done-light-en');
    for (const path of Object.values(made)) assert.equal(mode(path), 0o600, path);
    assert.match(readFileSync(made.key, 'utf8'), /<Version>2\.0<\/Version>/);
    isOpenedWith(made.database, made.key);

    const chosen = { database: desk.at('chosen.kdbx'), key: desk.at('holiday.jpg') };
    // Any file can be one.
    writeFileSync(chosen.key, Buffer.from('some picture that nobody would think of'));
    await look('kdbx');
    await page.fill('export-path', chosen.database);
    await page.fill('export-password', FILE_PASSWORD);
    await page.fill('export-password-repeat', FILE_PASSWORD);
    await tick(page, 'export-make-key-file', false);
    await page.fill('export-key-file', chosen.key);
    await page.click('export-run');
    assert.equal(await attribute('export-report', 'data-items'), '3');
    assert.equal(readFileSync(chosen.key, 'utf8'), 'some picture that nobody would think of');
    isOpenedWith(chosen.database, chosen.key);
  });

  test('a key file that is to be made takes no other file away, and one that is missing is said', async () => {
    const taken = desk.at('taken.keyx');
    writeFileSync(taken, 'mine');
    await look('kdbx');
    await page.fill('export-path', desk.at('never.kdbx'));
    await page.fill('export-password', FILE_PASSWORD);
    await page.fill('export-password-repeat', FILE_PASSWORD);
    await tick(page, 'export-make-key-file');
    await page.fill('export-key-file', taken);
    await page.click('export-run');
    await page.find('export-error', 60_000);
    assert.equal(readFileSync(taken, 'utf8'), 'mine');
    await tick(page, 'export-make-key-file', false);
    await page.fill('export-key-file', desk.at('no-such.keyx'));
    await page.click('export-run');
    await page.says('export-error', /no-such\.keyx/, 60_000);
    assert.equal(existsSync(desk.at('never.kdbx')), false);
  });

  test('a selection by tag goes out alone', async () => {
    await go(page, 'nav-export');
    await page.click('export-back');
    await choose('export-scope', 'tag');
    await page.find('export-tag');
    await choose('export-tag', 'money');
    await choose('export-format', 'csv');
    await page.click('export-preview');
    assert.equal(await attribute('export-found', 'data-items'), '1');
    await page.click('export-back');
    await choose('export-scope', 'all');
  });

  test('the emergency sheet is a PDF that other programs read, behind the same door', async (context) => {
    const path = desk.at('sheet.pdf');
    await look('emergency_sheet_pdf');
    assert.equal(await attribute('export-losses', 'data-total'), '0');
    if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/export-sheet.png`);
    await page.fill('export-path', path);
    await page.fill('export-master', PASSWORD);
    await page.click('export-run');
    await page.find('export-report', 30_000);
    assert.equal(mode(path), 0o600);
    const { entries } = await must(page, 'audit', { skip: 0, count: 50 });
    assert.ok(entries.some(({ detail }) => detail === '3 items as Emergency sheet (PDF)'));
    const { ok, out } = ask('pdftotext', ['-raw', path, '-']);
    if (!ok) return context.skip('pdftotext is missing');
    for (const words of ['Emergency sheet', 'Harbour Bank', 's3cret value'])
      assert.ok(out.includes(words), words);
  });

  test('everybody can use it: no grave finding in either language', async () => {
    for (const language of ['en', 'de']) {
      await must(page, 'change_settings', { ...(await must(page, 'settings')), language });
      await reload(page);
      await page.find('vault', 30_000);
      await go(page, 'nav-export');
      await page.find('export-plain', 30_000);
      assert.deepEqual(await findings(page), []);
      await look('bitwarden_json');
      assert.deepEqual(await findings(page), []);
    }
    await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'en' });
    await reload(page);
    await page.find('vault', 30_000);
  });

  test('a secret is copied and saved as .env from its menu', async () => {
    const path = desk.at('token.env');
    await go(page, 'nav-all');
    await openItem(page, 'Deploy token');
    await pick(page, 'item-more', 'item-copy-env');
    await until('it is on the clipboard', () => desk.clipboard() === "DEPLOY_TOKEN='s3cret value'\n");
    await pick(page, 'item-more', 'item-save-env');
    await page.fill('env-path', path);
    await page.click('env-submit');
    await until('the file is there', () => existsSync(path));
    assert.equal(readFileSync(path, 'utf8'), "DEPLOY_TOKEN='s3cret value'\n");
    assert.equal(mode(path), 0o600);
  });
});
