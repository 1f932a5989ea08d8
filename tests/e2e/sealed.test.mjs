/** Files that are encrypted for themselves, and databases that are damaged: asked for a password, and taken only when that is wanted. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, inField, openItem, quickVault } from './steps.mjs';

const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
const ITEM = {
  data: {
    metadata: { name: 'Shop', note: '', itemUuid: 'x' },
    extraFields: [],
    type: 'login',
    content: { itemUsername: 'anna', password: 'sealed-pelican-4', urls: ['https://shop.example'] },
  },
  ...{ itemId: 'i', shareId: 's', state: 1, createTime: 1_700_000_000, modifyTime: 1_700_000_001 },
  ...{ pinned: false, files: ['scan.png'] },
};
const EXPORT = { version: '1.31.0', userId: 'u', vaults: { s: { name: 'Personal', items: [ITEM] } } };
const PACK = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.write(sys.argv[2], "Proton Pass/data.pgp")
    z.writestr("Proton Pass/files/scan.png", b"a scan")`;
let desk;
let page;

/** Proton Pass's archive: the items under a password, their files as they are. */
function protonArchive() {
  const [data, sealed, archive] = ['data.json', 'data.pgp', 'Proton Pass_export.zip'].map((name) =>
    desk.at(name),
  );
  writeFileSync(data, JSON.stringify(EXPORT));
  mkdirSync(desk.at('gnupg'), { mode: 0o700 });
  const quiet = ['--batch', '--quiet', '--homedir', desk.at('gnupg'), '--pinentry-mode', 'loopback'];
  const how = ['--passphrase', 'pass of the export', '--armor', '--symmetric', '--output', sealed, data];
  execFileSync('gpg', [...quiet, ...how]);
  execFileSync('python3', ['-c', PACK, archive, sealed]);
  return archive;
}

async function look(path) {
  await go(page, 'nav-import');
  if (await page.has('import-again')) await page.click('import-again');
  await page.fill('import-path', path);
  await page.click('import-preview');
}

describe('what is encrypted for itself, or damaged', () => {
  before(async () => {
    desk = await Desk.open({ keyring: false });
    page = await desk.launch();
    await page.find('welcome');
    await quickVault(desk, { keyring: false });
  });
  after(() => desk.close());

  test('Proton Pass: the archive asks for its password, and its files come along', async () => {
    await look(protonArchive());
    await page.fill('import-password', 'wrong');
    await page.click('import-preview');
    await page.find('import-error', 60_000);
    await page.fill('import-password', 'pass of the export');
    await page.click('import-preview');
    const found = await page.find('import-found', 60_000);
    assert.equal(await found.attribute('data-items'), '1');
    await page.click('import-run');
    await page.find('import-report', 60_000);
    await page.click('import-show');
    await openItem(page, 'Shop');
    await (await inField(page, 'password', 'reveal')).click();
    assert.equal(await (await inField(page, 'password', 'revealed')).text(), 'sealed-pelican-4');
  });

  test('KeePass, its end cut off: the place is named, and it comes only when that is wanted', async () => {
    const broken = desk.at('broken.kdbx');
    copyFileSync(sample('keepass.kdbx'), broken);
    truncateSync(broken, statSync(broken).size - 1);
    await look(broken);
    await page.fill('import-password', 'open the samples');
    await page.click('import-preview');
    const found = await page.find('import-found', 60_000);
    assert.equal(await found.attribute('data-items'), '4');
    assert.match(await page.text('import-damage'), /breaks off/);
    assert.equal(await (await page.find('import-run')).property('disabled'), true);
    assert.deepEqual(await findings(page), []);
    if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/damaged-database.png`);
    await page.click('import-accept-damaged');
    const enabled = async () => !(await (await page.find('import-run')).property('disabled'));
    await until('it may be imported', enabled);
    await page.click('import-run');
    const report = await page.find('import-report', 60_000);
    assert.equal(await report.attribute('data-imported'), '4');
  });
});
