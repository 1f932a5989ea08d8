/** What is left in the memory of the Rust process after the vault was locked: nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { call, login, must } from './steps.mjs';

const SCANNER = fileURLToPath(new URL('memscan.py', import.meta.url));
const SECRET = 'memscan-password-Kd83nVq0Zt';
const NOTE = 'memscan-note-Xw51bTr7Pu';
const MASTER = 'memscan-master-Hs92mLc4Jy drifts';
const WRONG = 'memscan-wrong-Qa66vFe1Ro';
/** Given to the program when it starts: proves that the scanner finds what is there. */
const CONTROL = 'memscan-control-Bn07gYd5Wi';
let desk;
let page;
let path;

before(async () => {
  desk = await Desk.open({ keyring: false });
  desk.env.STRONGROOM_MEMSCAN_CONTROL = CONTROL;
  page = await desk.launch();
  await page.find('welcome');
  path = desk.at('memory.strongroom');
  const { code } = await must(page, 'create_vault', { path, password: MASTER, use_keyring: false, kdf_memory_mib: 64 });
  await must(page, 'confirm_recovery_code', { code });
  const { id } = await must(page, 'create_item', { draft: login('Lamp', { password: SECRET, notes: NOTE }) });
  await must(page, 'reveal', { id, field: 1 });
  await must(page, 'copy_field', { id, field: 1 });
});
after(() => desk.close());

/** How often each mark stands in the program's memory; `null` where this user may not read it. */
function scan(marks) {
  const { status, stdout } = spawnSync('/usr/bin/python3', [SCANNER, String(desk.pid)], { input: marks.join('\n'), encoding: 'utf8' });
  if (status !== 0) console.error(arguments.length, spawnSync('/usr/bin/python3', [SCANNER, String(desk.pid)], { input: marks.join('\n'), encoding: 'utf8' }).stderr);
  return status === 0 ? JSON.parse(stdout) : null;
}

test('memscan: after the lock the Rust process holds no password, no note and no master password', async (t) => {
  const before = scan([CONTROL]);
  if (before === null) return t.skip('this user may not read the memory of a hardened process: run as root');
  assert.ok(before[CONTROL] > 0, 'the scanner finds what is there');
  await call(page, 'lock').catch(() => undefined);
  await call(page, 'unlock', { path, password: WRONG }).catch(() => undefined);
  const marks = [SECRET, NOTE, MASTER, WRONG];
  let found;
  // What the web view's pipe still holds goes with the process that is ended.
  await until('nothing is left', () => {
    found = scan(marks);
    return marks.every((mark) => found[mark] === 0);
  }, 15_000, 500).catch(() => undefined);
  assert.deepEqual(found, Object.fromEntries(marks.map((mark) => [mark, 0])));
});
