/** Whatever happens to the keyring, the page says what, and the recovery code opens the vault. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { PASSWORD, call, isLocked, must, quickVault, recover } from './steps.mjs';

const NEW_PASSWORD = 'nine bridges under rain 17';
let desk;
afterEach(() => desk?.close());

/** A vault that needs its device secret, closed again. */
async function vaultWithDeviceSecret() {
  desk = await Desk.open();
  const page = await desk.launch();
  await page.find('welcome');
  const made = await quickVault(desk);
  const { open } = await must(page, 'status');
  assert.ok(open.slots.includes('password_device'), open.slots.join());
  await desk.quit();
  return made;
}

/** The attributes, `[name, value]`, of what the keyring has of this program: all of it, or what matches. */
function attributes(...match) {
  const { out, error } = desk.command('secret-tool', ['search', '--all', 'service', 'strongroom', ...match]);
  // Attributes go to the one stream or the other, by version.
  return [...`${out}\n${error}`.matchAll(/^attribute\.(\S+) = (.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
}

/** The attributes of the device secret; the vault's last seen state lies beside it, under a name of its own. */
function deviceSecret() {
  const names = attributes().filter(([name, value]) => name === 'username' && !value.endsWith('.anchor'));
  assert.equal(names.length, 1, JSON.stringify(names));
  return attributes(...names[0]);
}

function storeAs(named, value) {
  const { status, error } = desk.command('secret-tool', ['store', '--label=test', ...named.flat()], {
    input: value,
  });
  assert.equal(status, 0, error);
}

/** Tries the password, sees the reason, and opens the vault with the recovery code. */
async function refusedThenRecovered({ path, code }, reason) {
  const page = await desk.launch();
  await page.find('unlock-screen');
  await page.fill('unlock-password', PASSWORD);
  await page.click('unlock-submit');
  await page.says('unlock-error', reason, 40_000);
  const { error } = await call(page, 'unlock', { path, password: PASSWORD });
  assert.equal(error.code, 'device_secret_missing');
  await recover(page, code, NEW_PASSWORD);
  await page.find('vault', 60_000);
  return page;
}

/** The keyring would not take a new device secret: the page says so, and the password alone opens the vault. */
async function saysThatPasswordAloneOpens(page) {
  await page.says('warnings', /no device secret was kept/);
  const { open } = await must(page, 'status');
  assert.ok(open.slots.includes('password') && !open.slots.includes('password_device'), open.slots.join());
}

describe('a vault with a device secret', () => {
  test('opens with the password while the keyring is as it was', async () => {
    await vaultWithDeviceSecret();
    const page = await desk.launch();
    await page.fill('unlock-password', PASSWORD);
    await page.click('unlock-submit');
    await page.find('vault', 60_000);
  });

  test('whose keyring is not there', async () => {
    const made = await vaultWithDeviceSecret();
    await desk.stopKeyring();
    await refusedThenRecovered(made, /keyring/i);
  });

  test('whose session has no bus', async () => {
    const made = await vaultWithDeviceSecret();
    desk.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${desk.at('nothing')}`;
    await refusedThenRecovered(made, /keyring/i);
  });

  test('whose keyring is locked and nobody opens it', async () => {
    const made = await vaultWithDeviceSecret();
    await desk.stopKeyring();
    await desk.startKeyring({ password: null });
    await saysThatPasswordAloneOpens(await refusedThenRecovered(made, /locked|dismissed/i));
  });

  test('whose device secret was deleted', async () => {
    const made = await vaultWithDeviceSecret();
    desk.command('secret-tool', ['clear', 'service', 'strongroom']);
    assert.deepEqual(attributes(), []);
    await refusedThenRecovered(made, /keyring/i);
  });

  test('whose device secret is there twice', async () => {
    const made = await vaultWithDeviceSecret();
    storeAs([...deviceSecret(), ['more', 'one']], 'AAAA');
    await saysThatPasswordAloneOpens(await refusedThenRecovered(made, /several/i));
  });

  test('whose device secret is not what was stored', async () => {
    const made = await vaultWithDeviceSecret();
    storeAs(deviceSecret(), 'bm90IGEgZGV2aWNlIHNlY3JldA==');
    await refusedThenRecovered(made, /not usable/i);
  });

  test('keeps its device secret through a change of the password', async () => {
    const { path } = await vaultWithDeviceSecret();
    const kept = () => desk.command('secret-tool', ['lookup', ...deviceSecret().flat()]).out;
    const before = kept();
    assert.ok(before.length > 40, before);
    await desk.launch();
    await must(desk.page, 'unlock', { path, password: PASSWORD });
    await must(desk.page, 'change_password', {
      password: PASSWORD,
      new_password: NEW_PASSWORD,
      use_keyring: true,
    });
    assert.equal(kept(), before);
    await desk.quit();
    const page = await desk.launch();
    assert.equal((await call(page, 'unlock', { path, password: PASSWORD })).error.code, 'wrong_password');
    await until(
      'another try is allowed',
      async () => !(await call(page, 'unlock', { path, password: NEW_PASSWORD })).error,
    );
  });

  test('gets a new one on recovery, and opens with the new password then', async () => {
    const made = await vaultWithDeviceSecret();
    desk.command('secret-tool', ['clear', 'service', 'strongroom']);
    await refusedThenRecovered(made, /keyring/i);
    await desk.quit();
    const page = await desk.launch();
    await page.fill('unlock-password', NEW_PASSWORD);
    await page.click('unlock-submit');
    await page.find('vault', 60_000);
    const { open } = await must(page, 'status');
    assert.ok(open.slots.includes('password_device'), open.slots.join());
  });
});

test('without a keyring a vault opens with its password alone, and the page says so before', async () => {
  desk = await Desk.open({ bus: false });
  const page = await desk.launch();
  await page.click('welcome-create');
  assert.equal(await (await page.find('use-keyring')).property('disabled'), true);
  await page.says('create-screen', /keyring/i);
  const { path } = await quickVault(desk, { keyring: true });
  const { open } = await must(page, 'status');
  assert.ok(!open.slots.includes('password_device'), open.slots.join());
  await must(page, 'lock').catch(() => undefined);
  await isLocked(page);
  await must(page, 'unlock', { path, password: PASSWORD });
});
