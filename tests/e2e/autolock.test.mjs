/** Locking without being asked: idle time, sleep, the screen's lock. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until, wait } from './processes.mjs';
import { isLocked, lockedPage, must, quickVault } from './steps.mjs';

let desk;
afterEach(() => desk?.close());

async function open(prepare = async () => undefined, settings = {}) {
  desk = await Desk.open();
  await prepare();
  const page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk);
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...settings });
  return page;
}

const staysOpen = async (page) => {
  await wait(1500);
  assert.notEqual((await must(page, 'status')).open, null);
};

describe('a vault that nobody uses', () => {
  test('locks after the idle time, and the page says why', async () => {
    const page = await open(undefined, { idle_seconds: 5 });
    await lockedPage(page, /nobody/i);
  });

  // The page tells of activity every five seconds at most, so that the idle time is to be longer than that.
  const IDLE = 8;
  const LONG = IDLE + 4;
  const isOpen = async (page) => assert.notEqual((await must(page, 'status')).open, null);

  const signs = {
    'presses keys': () => desk.key('Shift_L'),
    'moves the pointer': (second) => desk.point(300 + 20 * second, 300),
  };
  for (const [what, act] of Object.entries(signs)) {
    test(`stays open while somebody ${what}, and locks when they are gone`, async () => {
      const page = await open(undefined, { idle_seconds: IDLE });
      await page.run(() => document.querySelector('#search').focus());
      for (let second = 0; second < LONG; second++) {
        act(second);
        await wait(1000);
      }
      await isOpen(page);
      await lockedPage(page, /nobody/i);
    });
  }

  test('stays open while the core is told that somebody is there', async () => {
    const page = await open(undefined, { idle_seconds: 5 });
    for (let second = 0; second < 8; second++) {
      await must(page, 'touch');
      await wait(1000);
    }
    await isOpen(page);
  });
});

describe('a machine that goes to sleep', () => {
  const login = () => desk.startLogind();
  const delays = () => Number(/uint32 (\d+)/.exec(tell('Delays'))?.[1]);

  function tell(what) {
    const object = [
      '-d',
      'org.freedesktop.login1',
      '-o',
      '/org/freedesktop/login1',
      '-m',
      `org.strongroom.Test.${what}`,
    ];
    return desk.command('gdbus', ['call', '--address', desk.env.DBUS_SYSTEM_BUS_ADDRESS, ...object]).out;
  }

  test('waits until the vault is locked, and not longer', async () => {
    const page = await open(login);
    await until('sleep is delayed', () => delays() === 1);
    tell('Suspend');
    await until('sleep is no longer delayed', () => delays() === 0);
    assert.equal((await must(page, 'status')).open, null);
    await lockedPage(page, /sleep/i);
    tell('Resume');
    await until('the next sleep is delayed', () => delays() === 1);
  });

  test('leaves the vault open where a person wants it so', async () => {
    const page = await open(login, { lock_on_suspend: false });
    await until('sleep is delayed', () => delays() === 1);
    tell('Suspend');
    await until('sleep is no longer delayed', () => delays() === 0);
    await staysOpen(page);
  });

  test('locks the vault with its own session, not with another', async () => {
    const page = await open(login);
    await until('sleep is delayed', () => delays() === 1);
    tell('LockOtherSession');
    await staysOpen(page);
    tell('LockSession');
    await isLocked(page);
    await lockedPage(page, /screen/i);
  });
});

describe('a screen that is locked', () => {
  const saver = () => desk.startScreenSaver();
  const NAMES = ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map(
    (desktop) => `org.${desktop}.ScreenSaver`,
  );
  const tell = (name, active) =>
    desk.command('gdbus', [
      'call',
      '--session',
      '-d',
      name,
      '-o',
      `/${name.replaceAll('.', '/')}`,
      '-m',
      'org.strongroom.Test.SetActive',
      active,
    ]);

  for (const name of NAMES) {
    test(`locks the vault when ${name} says so`, async () => {
      const page = await open(saver);
      tell(name, 'false');
      await staysOpen(page);
      tell(name, 'true');
      await isLocked(page);
      await lockedPage(page, /screen/i);
    });
  }

  test('leaves the vault open where a person wants it so', async () => {
    const page = await open(saver, { lock_on_screen_lock: false });
    tell('org.freedesktop.ScreenSaver', 'true');
    await staysOpen(page);
  });
});
