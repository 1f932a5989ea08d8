/** A vault whose index is damaged, opened with its recovery code: refused first, then made anew because a person accepts it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { PASSWORD, call, login, must, quickVault, recover, titles, unlock } from './steps.mjs';

const NEW_PASSWORD = 'another twelve lanterns 43';
/** How a sealed record begins in the file: suite 1, epoch 1, and a small version (docs/format.md, section 5). */
const HEAD = Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);

let desk;
let page;
before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
});
after(() => desk.close());

/** Waits until all of the vault is in its file, and nobody has it open. */
const closed = (path) => until('the file is closed', () => !existsSync(`${path}-wal`));

/** Damages one record after the other until the index is the damaged one. */
async function damageIndex(path) {
  await closed(path);
  const whole = readFileSync(path);
  const said = [];
  for (let at = whole.indexOf(HEAD); at >= 0 && at + 200 < whole.length; at = whole.indexOf(HEAD, at + 1)) {
    const bytes = Buffer.from(whole);
    bytes[at + 110] ^= 1;
    for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
    writeFileSync(path, bytes);
    const request = {
      path,
      password: PASSWORD,
      accept_older: true,
      accept_cost: false,
      accept_rebuild: false,
    };
    const { error } = await call(page, 'unlock', request);
    if (error?.code === 'index_damaged') return;
    said.push(error?.code ?? 'open');
    if (!error) await must(page, 'lock');
    await closed(path);
  }
  assert.fail(`no record of the file is the index: ${said.join(', ')}`);
}

test('the recovery code opens it once the index may be made anew', async () => {
  const { path, code } = await quickVault(desk, { keyring: false, items: [login('Kept')] });
  await must(page, 'lock');
  await page.find('unlock-screen');
  await damageIndex(path);
  await recover(page, code, NEW_PASSWORD);
  await page.find('index-damaged', 30_000);
  assert.deepEqual(await findings(page), []);
  if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/recover-rebuild.png`);
  await page.click('accept-rebuild');
  // This machine may have seen the vault in a later state while the damage was looked for.
  await until(
    'it is open, or is said to be older',
    async () => (await page.has('vault')) || (await page.has('accept-older')),
    30_000,
  );
  if (await page.has('accept-older')) await page.click('accept-older');
  await page.find('vault', 30_000);
  await until('the item is listed', async () => `${await titles(page)}` === 'Kept');
  await must(page, 'lock');
  await page.find('unlock-screen');
  await unlock(page, NEW_PASSWORD);
});
