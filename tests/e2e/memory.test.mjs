/** What is left in the memory of the Rust process after the vault was locked: nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CLI } from '../../scripts/app.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { lockedPage, openItem } from './steps.mjs';

const SCANNER = fileURLToPath(new URL('memscan.py', import.meta.url));
/** Given to the program when it starts: proves that the scanner finds what is there. */
const CONTROL = 'memscan-control-Bn07gYd5Wi';
const SECRET = 'memscan-password-Kd83nVq0Zt';
const NOTE = 'memscan-note-Xw51bTr7Pu';
const TYPED = 'memscan-typed-Zk40hRs9Ew';
const MASTER = 'memscan-master-Hs92mLc4Jy drifts';
const WRONG = 'memscan-wrong-Qa66vFe1Ro';
const MARKS = [SECRET, NOTE, TYPED, MASTER, WRONG];
let desk;
let page;

// Nothing secret goes through the test's own door into the window, which would leave copies of it there: the vault comes
// from the command line, and what a person types comes from the keyboard.
before(async () => {
  desk = await Desk.open({ keyring: false });
  desk.env.STRONGROOM_MEMSCAN_CONTROL = CONTROL;
  const vault = desk.at('memory.strongroom');
  const strongroom = (args) => {
    const all = ['--vault', vault, '--password-stdin', ...args];
    const { status, error } = desk.command(CLI, all, { input: `${MASTER}\n` });
    assert.equal(status, 0, error);
  };
  strongroom(['init', '--no-keyring', '--kdf-memory', '64']);
  strongroom(['add', 'login', 'Lamp', '--field', `password=${SECRET}`, '--field', `notes=${NOTE}`]);
  page = await desk.launch();
});
after(() => desk.close());

/** How often each mark stands in the program's memory; `null` where this user may not read it. */
function scan(marks) {
  const { status, stdout } = spawnSync('/usr/bin/python3', [SCANNER, String(desk.pid)], {
    input: marks.join('\n'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}

async function unlockWith(password) {
  await page.click('unlock-password');
  desk.key('ctrl+a');
  desk.type(password);
  desk.key('Return');
}

test('memscan: after the lock the Rust process holds no password, no note and no master password', async (t) => {
  const control = scan([CONTROL]);
  if (control === null) return t.skip('this user may not read the memory of a hardened process: run as root');
  assert.ok(control[CONTROL] > 0, 'the scanner finds what is there');

  await unlockWith(WRONG);
  await page.find('unlock-error');
  await until('another try is allowed', () => page.run(() => !document.querySelector('[role=timer]')));
  await unlockWith(MASTER);
  await page.find('vault', 30_000);
  await openItem(page, 'Lamp');
  await page.click('reveal');
  await page.find('revealed');
  desk.key('ctrl+c');
  await until('the password is on the clipboard', () => desk.clipboard() === SECRET);
  desk.key('ctrl+e');
  await page.click('edit-password');
  desk.type(TYPED);
  desk.key('ctrl+s');
  await page.find('reveal');
  desk.key('ctrl+l');
  await lockedPage(page);

  let found;
  const isClean = () => {
    found = scan(MARKS);
    return MARKS.every((mark) => found[mark] === 0);
  };
  // What is under way between the processes ends in its own time.
  await until('nothing is left', isClean, 15_000, 500).catch(() => undefined);
  assert.deepEqual(found, Object.fromEntries(MARKS.map((mark) => [mark, 0])));
});
