/** The page that holds frameworks against the vault: what it says, the own policies, and the reports that it saves. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { go, login, must, quickVault, reload } from './steps.mjs';

let desk;
let page;

const choose = (name) =>
  page.run((value) => {
    const select = document.querySelector('[data-testid="compliance-framework"]');
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, name);

const outcomeOf = (id) =>
  page.run(
    (name) => document.querySelector(`[data-id="${name}"]`)?.closest('section')?.dataset.testid ?? null,
    id,
  );

async function set(settings) {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...settings });
  await reload(page);
  await page.find('vault', 30_000);
  await go(page, 'nav-compliance');
  await page.find('compliance-totals');
}

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
});
after(() => desk.close());

describe('compliance', () => {
  before(async () => {
    const items = [login('One', { password: 'password1' }), login('Two', { password: 'password1' })];
    await quickVault(desk, { keyring: false, items });
    await go(page, 'nav-compliance');
    await page.find('compliance-totals');
  });

  test('says what failed, and never passes what only a person can judge', async () => {
    await until('it failed', async () => (await outcomeOf('guessable')) === 'compliance-failed');
    assert.equal(await outcomeOf('aal'), 'compliance-by_person');
    assert.equal(await outcomeOf('blocklist'), 'compliance-not_measured');
    await choose('iso27001');
    await until('it failed', async () => (await outcomeOf('5.17')) === 'compliance-failed');
  });

  test('measures how long passwords are when that is asked for, and says so in the trail', async () => {
    await choose('nist');
    await until('it is not measured', async () => (await outcomeOf('length')) === 'compliance-not_measured');
    await page.find('compliance-measure');
    assert.deepEqual(await findings(page), []);
    if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/compliance-lengths.png`);
    await page.click('compliance-measure');
    await until('it is measured', async () => (await outcomeOf('length')) !== 'compliance-not_measured');
    assert.equal(await page.has('compliance-lengths'), false);
    const { entries } = await must(page, 'audit', { skip: 0, count: 1 });
    assert.equal(entries[0].action, 'measure_passwords');
    await choose('iso27001');
    await until('it is shown', async () => (await outcomeOf('5.17')) === 'compliance-failed');
  });

  test('saves reports for the person alone, and says so in the trail', async () => {
    for (const format of ['html', 'json', 'pdf']) {
      const path = desk.at(`report.${format}`);
      await page.click(`compliance-format-${format}`);
      await page.fill('compliance-path', path);
      await page.click('compliance-save-submit');
      await until(`${format} is there`, () => existsSync(path));
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.ok(readFileSync(path).length > 1000);
    }
    const { entries } = await must(page, 'audit', { skip: 0, count: 1 });
    assert.equal(entries[0].detail, 'compliance_iso27001');
  });

  test('holds own policies', async () => {
    await choose('own');
    await page.find('compliance-empty');
    await page.click('policy-add');
    await page.fill('policy-title', 'No shared passwords');
    await page.click('policies-save');
    await until('it failed', async () => (await outcomeOf('own-1')) === 'compliance-failed');
    const { rules } = await must(page, 'policies');
    assert.deepEqual(rules, [{ title: 'No shared passwords', measure: 'reused', threshold: 0 }]);
  });

  for (const theme of ['light', 'dark']) {
    test(`is clean for axe-core in ${theme}, in German`, async () => {
      await set({ theme, language: 'de' });
      assert.deepEqual(await findings(page), []);
      if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/compliance-${theme}.png`);
    });
  }
});
