/** A page that speaks German speaks it also where the core says something. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, lockedPage, must, quickVault, reload, unlock } from './steps.mjs';

/** Words that are in nearly every sentence of the core, and are none in German. */
const ENGLISH = /\b(?:the|and|this|of|cannot|check|again|password|keyring|vault is)\b/i;
let desk;
let page;
afterEach(() => desk?.close());

/** Starts the app on a desktop without a session bus, and so without a keyring, and has it speak German. */
async function launchGerman() {
  desk = await Desk.open({ bus: false });
  page = await desk.launch();
  await page.find('welcome');
  await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'de' });
  await reload(page);
  await page.says('welcome', /Tresor anlegen/);
}

/** The part of that test id says it, and nothing in English. */
async function saysInGerman(id, pattern, limit) {
  await page.says(id, pattern, limit);
  assert.doesNotMatch(await page.text(id), ENGLISH);
}

test('a missing keyring is told of in German', async () => {
  await launchGerman();
  await page.click('welcome-create');
  await saysInGerman('create-screen', /Schlüsselbund verwenden: .*Schlüsselbund des Systems/);
});

test('a wrong password is told of in German, then and when the vault is open', async () => {
  await launchGerman();
  await quickVault(desk, { keyring: false });
  await must(page, 'lock').catch(() => undefined);
  await lockedPage(page);
  await page.fill('unlock-password', 'wrong');
  await page.click('unlock-submit');
  await saysInGerman('unlock-error', /Das Passwort oder der Code öffnet diesen Tresor nicht/, 30_000);
  await saysInGerman('unlock-error', /Prüfe die Eingabe und versuche es noch einmal/);
  await until('it can be tried again', async () => !(await page.has('unlock-wait')), 20_000);
  await unlock(page);
  await saysInGerman('warnings', /wurde ein falsches Passwort versucht/);
});

test('a file that is none, and one that is not there, are refused in German', async () => {
  await launchGerman();
  await quickVault(desk, { keyring: false });
  const none = desk.at('none.csv');
  writeFileSync(none, 'a text that is no table\n');
  await go(page, 'nav-import');
  await page.fill('import-path', none);
  await page.click('import-preview');
  await saysInGerman('import-error', /Diese Datei ist von keiner Art, die sich importieren lässt/, 60_000);
  await saysInGerman('import-error', /Exportiere noch einmal, als CSV, Bitwarden-JSON oder KDBX/);
  await page.fill('import-path', desk.at('gone.csv'));
  await page.click('import-preview');
  await saysInGerman('import-error', /gone\.csv konnte nicht gelesen werden \(nicht vorhanden\)/, 60_000);
  await saysInGerman('import-error', /Prüfe den Pfad und seine Zugriffsrechte/);
});
