/** What a person does in the window, in steps that several tests share. */
import { until } from './processes.mjs';

/** The master password of every test's vault. */
export const PASSWORD = 'seven lanterns drift past 42';

/** Calls a command as the page does, past its screens; for what a test only needs to be there. */
export function call(page, command, request = {}) {
  return page.runAsync(
    (name, argument) =>
      window.__TAURI_INTERNALS__.invoke(name, { request: argument }).then(
        (value) => ({ value }),
        (error) => ({ error }),
      ),
    command,
    request,
  );
}

/** As {@link call}, where a refusal is a failure of the test. */
export async function must(page, command, request) {
  const { value, error } = await call(page, command, request);
  if (error) throw new Error(`${command}: ${JSON.stringify(error)}`);
  return value;
}

/** Has a box ticked or not, whatever it is now. */
export async function tick(page, id, wanted = true) {
  const ticked = async () => (await page.find(id)).property('checked');
  if ((await ticked()) !== wanted) await page.click(id);
  await until(`${id} is ${wanted ? '' : 'not '}ticked`, async () => (await ticked()) === wanted);
}

/** Goes through the screens from Welcome to the open vault; gives the recovery code and the vault's path. */
export async function createVault(page, { keyring = true, password = PASSWORD } = {}) {
  await page.click('welcome-create');
  await page.fill('create-password', password);
  await page.fill('create-password-repeat', password);
  const path = await (await page.find('create-path')).property('value');
  await tick(page, 'use-keyring', keyring);
  await page.click('create-submit');
  const code = await shownCode(page);
  await page.click('code-kept');
  await page.fill('confirm-code', code);
  await page.click('confirm-submit');
  await page.find('vault', 30_000);
  return { path, code };
}

/** The recovery code on show, as a person would write it down. */
export async function shownCode(page) {
  return (await (await page.find('recovery-code', 60_000)).text()).trim().split(/\s+/).join('-');
}

/** Makes a vault without its screens, with the least costly key derivation, and opens it on the page. */
export async function quickVault(desk, { keyring = true, name = 'Test', items = [] } = {}) {
  const path = desk.at(`${name}.strongroom`);
  const made = await must(desk.page, 'create_vault', {
    path,
    password: PASSWORD,
    use_keyring: keyring,
    kdf_memory_mib: 64,
  });
  await must(desk.page, 'confirm_recovery_code', { code: made.code });
  const ids = [];
  for (const draft of items) ids.push((await must(desk.page, 'create_item', { draft })).id);
  await reload(desk.page);
  await desk.page.find('vault', 30_000);
  return { path, code: made.code, ids };
}

/** Loads the page again, and waits until it is another one. */
export async function reload(page) {
  await page.run(() => {
    window.isOld = true;
    setTimeout(() => location.reload(), 0);
  });
  await until('the page is a new one', () =>
    page.run(() => window.isOld !== true && document.readyState === 'complete'),
  );
}

/** A login as a draft. */
export function login(
  title,
  { username = 'ada', password = 'Nf7-quartz-Lamp!91', url = '', totp = '', notes = '' } = {},
) {
  const field = (name, type, value) => ({ name, type, custom: false, value: { from: 'new', value } });
  const fields = [
    field('username', 'text', username),
    field('password', 'hidden', password),
    field('url', 'url', url),
    field('totp', 'totp', totp),
  ];
  return {
    kind: 'login',
    title,
    fields: fields.filter(({ value }) => value.value),
    notes,
    tags: [],
    favourite: false,
    folder: null,
  };
}

/** Types the master password and waits for the open vault. */
export async function unlock(page, password = PASSWORD) {
  await page.fill('unlock-password', password);
  await page.click('unlock-submit');
  await page.find('vault', 60_000);
}

/** Fills in the way in with the recovery code, from the screen that asks for the password, and sends it. */
export async function recover(page, code, password) {
  await page.click('unlock-recover');
  await page.fill('recover-code', code);
  await page.fill('recover-password', password);
  await page.fill('recover-password-repeat', password);
  await page.click('recover-submit');
}

/** Waits until the page asks for the password, and says why. */
export async function lockedPage(page, why) {
  await page.find('unlock-screen', 20_000);
  if (why) await page.says('unlock-screen', why);
}

/** Waits until the core has no open vault. */
export function isLocked(page) {
  return until('the vault is locked', async () => (await must(page, 'status')).open === null, 15_000);
}

/** Opens the item of that title from the list. */
export async function openItem(page, title) {
  await until(
    `the item ${title} is open`,
    async () => {
      const [row] = await page.select(`[data-testid="item-row"][data-title="${CSS_ESCAPE(title)}"]`);
      await row.click();
      return (await page.text('item-title')) === title;
    },
    15_000,
  );
}

const CSS_ESCAPE = (text) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/** A part of the open item's field of that name: `reveal`, `copy`, `revealed`, `field-value`, `one-time-code`. */
export function inField(page, name, part, limit) {
  const css = `[data-testid="field"][data-name="${name}"] [data-testid="${part}"]`;
  return until(`field ${name} has ${part}`, async () => (await page.select(css))[0], limit);
}

/** The titles that the list shows, in order. */
export async function titles(page) {
  return page.run(() =>
    [...document.querySelectorAll('[data-testid="item-row"]')].map((row) => row.dataset.title),
  );
}

/** Types into the search field and waits until the list shows exactly these. */
export async function search(page, words, expected) {
  await page.fill('search', words);
  await until(
    `searching ${words} shows ${expected}`,
    async () => `${(await titles(page)).toSorted()}` === `${expected.toSorted()}`,
  );
}

/** Picks an entry of the menu that the button of that test id opens. */
export async function pick(page, menu, entry) {
  await page.click(menu);
  await page.click(entry);
}

/** Goes to the navigation entry of that test id and, where several share it, that name. */
export async function go(page, entry, name) {
  const css = `[data-testid="${entry}"]${name === undefined ? '' : `[data-name="${CSS_ESCAPE(name)}"]`}`;
  await until(`${entry} ${name ?? ''} can be clicked`, async () => {
    await (await page.select(css))[0].click();
    return true;
  });
}
