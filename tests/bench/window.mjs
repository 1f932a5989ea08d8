/**
 * Measures what a person waits for at the window, and what the window takes, in an optimised build that can be driven.
 * Prints one table and writes `target/bench/window.json`. Asserts nothing.
 */
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';
import { Desk } from '../e2e/desk.mjs';
import { until, wait } from '../e2e/processes.mjs';
import { isLocked, must, quickVault, reload } from '../e2e/steps.mjs';

const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
const BENCH = join(TARGET, 'bench');
const PROGRAM = join(TARGET, 'release', 'strongroom-desktop');
/** Opens the vaults that the other rows were measured on. */
const PASSWORD = 'correct horse battery staple';
const STARTS = 10;
/** What is typed, a word after the other, each taken away again; and how often. */
const WORDS = ['mail', 'bank', 'north', 'example', 'shop', 'lamp'];
const ROUNDS = 3;
/** Between two keys: a fast typist's. */
const PAUSE = 150;

const rows = [];

function report(what, figure, unit, target, note) {
  rows.push({ what, figure, unit, target, note });
  console.log(
    `${what.padEnd(58)} ${`${figure.toFixed(unit === 'ms' ? 0 : 1)} ${unit}`.padStart(10)}   ${target ?? ''}`,
  );
}

/** The value below which that share of the others lies. */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function withDesk(work, options = { keyring: false }) {
  const desk = await Desk.open(options);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

/** From the start of the process to the first picture of the screen that asks for the password, in milliseconds. */
async function starts() {
  return withDesk(async (desk) => {
    await desk.launch([], PROGRAM);
    await desk.page.find('welcome');
    await quickVault(desk, { keyring: false });
    await desk.quit();
    const times = [];
    for (let start = 0; start < STARTS; start += 1) {
      const page = await desk.launch([], PROGRAM);
      await page.find('unlock-screen');
      const painted = await until('the screen is marked as painted', () =>
        page.run(() => {
          const [mark] = performance.getEntriesByName('first-screen');
          return mark && performance.timeOrigin + mark.startTime;
        }),
      );
      times.push(painted - desk.startedAt);
      await desk.quit();
    }
    return times;
  });
}

/** A desk with one of the vaults of the other rows open in the window. */
async function openVault(desk, name) {
  const path = desk.at(`${name}.vault`);
  copyFileSync(join(BENCH, `${name}.srmv`), path);
  const page = await desk.launch([], PROGRAM);
  await page.find('welcome');
  await must(page, 'unlock', { path, password: PASSWORD });
  await reload(page);
  await page.find('vault', 30_000);
  return page;
}

/** From each key to the first picture of the list that it changed, in milliseconds. */
async function keystrokes() {
  return withDesk(async (desk) => {
    const page = await openVault(desk, '100k');
    await page.click('search');
    await page.run(() => {
      window.keys = [];
      let pressed = null;
      const total = document.querySelector('[data-testid="list-total"]');
      window.addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
      const seen = new MutationObserver(() => {
        if (pressed === null) return;
        const since = pressed;
        pressed = null;
        // The picture is made after the frame's callbacks; what is posted from there comes after it.
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - since), 0));
      });
      seen.observe(total.closest('section') ?? document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    for (const word of Array.from({ length: ROUNDS }, () => WORDS).flat()) {
      for (const letter of word) {
        desk.key(letter);
        await wait(PAUSE);
      }
      for (let left = word.length; left > 0; left -= 1) {
        desk.key('BackSpace');
        await wait(PAUSE);
      }
    }
    return page.run(() => window.keys);
  });
}

/** Memory that is the program's alone, of all its processes, in MiB. */
function memory(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const own = /^Private_Dirty:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1];
  return children.reduce((sum, child) => sum + memory(child), Number(own) / 1024);
}

async function memories() {
  return withDesk(async (desk) => {
    await desk.startTray();
    const page = await openVault(desk, '10k');
    await page.find('list-total');
    await wait(3000);
    const open = memory(desk.pid);
    await must(page, 'lock').catch(() => undefined);
    await isLocked(page);
    desk.windows('close');
    await until('no window is shown', () => desk.windows('shown') === 0);
    await wait(5000);
    return { open, locked: memory(desk.pid) };
  });
}

/** The size of the Debian package in MiB, where one was built. */
function packageSize() {
  const folder = join(TARGET, 'release', 'bundle', 'deb');
  const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.deb')) : undefined;
  return file ? statSync(join(folder, file)).size / 2 ** 20 : null;
}

const times = await starts();
report('start to unlock screen, median', quantile(times, 0.5), 'ms', '450 ms');
const keys = await keystrokes();
report(
  `keystroke to painted list, 100,000 items, p95 of ${keys.length}`,
  quantile(keys, 0.95),
  'ms',
  '50 ms',
);
report('  the same, median', quantile(keys, 0.5), 'ms');
const { open, locked } = await memories();
report('memory of all processes, 10,000 items open', open, 'MiB', '150 MiB');
report('memory of all processes, locked in the tray', locked, 'MiB', '75 MiB');
const size = packageSize();
if (size !== null) report('Debian package', size, 'MiB', '15 MiB');
writeFileSync(join(BENCH, 'window.json'), `${JSON.stringify(rows, null, 2)}\n`);
