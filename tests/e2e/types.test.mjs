/** Kinds of item that a person defines: made, used, judged by, renamed and deleted in the window, and never a field lost. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { call, go, inField, must, openItem, quickVault, reload, titles } from './steps.mjs';
import { KEY } from './webdriver.mjs';

let desk;
let page;

/** The field of the editor at that place, and a part of it. */
const part = (place, name) =>
  until(`field ${place} has ${name}`, async () => {
    const found = await page.select(
      `[data-testid="type-field"]:nth-of-type(${place}) [data-testid="type-field-${name}"]`,
    );
    return found[0];
  });

async function write(place, name, text) {
  const element = await part(place, name);
  await element.clear();
  await element.type(text);
}

/** Changes settings of the machine, and shows the page with them. */
const settings = async (change) => {
  await must(page, 'change_settings', { ...(await must(page, 'settings')), ...change });
  await reload(page);
  await page.find('vault', 30_000);
};

const definitions = async () => (await must(page, 'item_types')).types;

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false });
});
after(() => desk.close());

describe('a kind of one’s own', () => {
  test('is defined from where a new item begins, and its pattern is tried while it is written', async () => {
    await must(page, 'create_folder', { parent: null, name: 'Any' });
    await go(page, 'nav-settings');
    await page.click('settings-types');
    await page.find('types-screen');
    assert.deepEqual(await findings(page), []);
    await page.click('type-new');
    await page.fill('type-label', 'Membership');
    await write(1, 'name', 'Club');
    await (await part(1, 'required')).click();
    await page.click('type-field-add');
    await write(2, 'name', 'Number');
    await write(2, 'hint', 'Six digits, on the card');
    await write(2, 'pattern', '[0-9]{6');
    await until('it is no pattern', () => verdict(/no pattern/));
    await write(2, 'pattern', '[0-9]{6}');
    await write(2, 'example', '12345');
    await until('it does not fit', () => verdict(/does not fit/));
    await write(2, 'example', '123456');
    await until('it fits', () => verdict(/fits the pattern/));
    assert.deepEqual(await findings(page), []);
    await page.click('type-save');
    await page.find('type-row');
    const [{ definition, items }] = await definitions();
    assert.equal(items, 0);
    assert.equal(definition.name, 'own_membership');
    assert.deepEqual(
      definition.fields.map(({ name, required, pattern, hint }) => ({ name, required, pattern, hint })),
      [
        { name: 'Club', required: true, pattern: undefined, hint: undefined },
        { name: 'Number', required: false, pattern: '[0-9]{6}', hint: 'Six digits, on the card' },
      ],
    );
  });

  test('is offered for a new item, and what does not fit is said beside its field', async () => {
    await go(page, 'nav-all');
    await until('the picker is open', async () => {
      if (!(await page.has('kind-picker'))) await page.run(() => void 0).then(() => desk.key('ctrl+n'));
      return page.has('kind-picker');
    });
    assert.match(await page.text('kind-own_membership'), /Membership/);
    await page.click('kind-own_membership');
    await page.fill('edit-title', 'Chess club');
    await page.says('editor', /Six digits, on the card/);
    await page.says('editor', /required/);
    await page.fill('edit-Number', '12345');
    await page.click('edit-save');
    await page.says('item-title', /^Chess club$/);
    const field = await inField(page, 'Number', 'field-value');
    assert.match(await field.text(), /12345/);
    await page.says('field', /does not have the form/);
    await page.says('nav-kind-own_membership', /Membership/);
  });

  test('that is renamed takes the values of its fields along, and keeps those of a field that is removed', async () => {
    await go(page, 'nav-settings');
    await page.click('settings-types');
    await page.click('type-edit');
    await page.fill('type-label', 'Clubs');
    await write(2, 'name', 'Member no.');
    await page.find('type-follow');
    await (await part(1, 'remove')).click();
    await page.click('type-save');
    await page.find('type-row');
    await page.says('nav-kind-own_membership', /Clubs/);
    await go(page, 'nav-kind-own_membership');
    await openItem(page, 'Chess club');
    assert.match(await (await inField(page, 'Member no.', 'field-value')).text(), /12345/);
  });

  test('can be moved about with the keyboard', async () => {
    await go(page, 'nav-settings');
    await page.click('settings-types');
    await page.click('type-edit');
    // What was said of the last save lies over the button.
    await page.gone('toast', 20_000);
    await page.click('type-field-add');
    await write(2, 'name', 'Since');
    await page.run(() => document.querySelector('[data-testid="type-field-up"]').focus());
    await page.press(KEY.enter);
    await until('it is the first', async () => (await (await part(1, 'name')).property('value')) === 'Since');
    const focused = () => page.run(() => document.activeElement?.getAttribute('data-testid'));
    assert.equal(await focused(), 'type-field-down');
    await page.click('type-save');
    await page.find('type-row');
    assert.deepEqual(
      (await definitions())[0].definition.fields.map(({ name }) => name),
      ['Since', 'Member no.'],
    );
  });

  test('asks before changes are given up, from its own button and from another place', async () => {
    await page.click('type-edit');
    await page.fill('type-label', 'Other');
    await page.click('type-cancel');
    await page.click('question-no');
    assert.equal(await (await page.find('type-label')).property('value'), 'Other');
    await page.click('nav-health');
    await page.click('question-no');
    assert.equal(await (await page.find('type-label')).property('value'), 'Other');
    await page.click('type-label');
    await page.press(KEY.escape);
    await page.click('question-yes');
    await page.find('type-row');
    assert.equal((await definitions())[0].definition.label, 'Clubs');
  });

  test('that cannot be kept says why, and nothing is lost of what was written', async () => {
    await page.click('type-new');
    await page.fill('type-label', 'Alarm');
    await page.click('type-save');
    await page.says('type-error', /field's name/);
    assert.equal(await (await page.find('type-label')).property('value'), 'Alarm');
    await page.click('type-cancel');
    const shadow = { name: 'login', label: 'Login', fields: [{ name: 'a', type: 'text' }] };
    const { error } = await call(page, 'save_item_type', { definition: shadow, replace: true });
    assert.equal(error.code, 'invalid');
  });

  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'de'],
  ]) {
    test(`is clean for axe-core in ${theme}, ${language}`, async () => {
      await settings({ theme, language });
      await go(page, 'nav-settings');
      await page.click('settings-types');
      await page.find('type-row');
      assert.deepEqual(await findings(page), []);
      await look(`types-list-${language}`);
      await page.click('type-edit');
      await page.find('type-editor');
      assert.deepEqual(await findings(page), []);
      await look(`types-editor-${language}`);
      await page.click('type-cancel');
    });
  }

  test('that is deleted leaves its items with all their fields', async () => {
    await settings({ theme: 'system', language: 'en' });
    await go(page, 'nav-settings');
    await page.click('settings-types');
    await page.click('type-delete');
    await page.says('question', /1 item has it/);
    await page.click('question-yes');
    await page.gone('type-row');
    assert.deepEqual(await definitions(), []);
    await go(page, 'nav-all');
    await until('the item is there', async () => `${await titles(page)}` === 'Chess club');
    await openItem(page, 'Chess club');
    assert.match(await (await inField(page, 'Member no.', 'field-value')).text(), /12345/);
  });
});

/** Whether one of the verdicts says that. */
async function verdict(pattern) {
  const said = await page.run(() =>
    [...document.querySelectorAll('[data-testid="type-pattern-verdict"]')].map((one) => one.textContent),
  );
  return said.some((one) => pattern.test(one));
}

/** A picture of the screen, where somebody wants to see it. */
async function look(name) {
  if (process.env.PICTURES) await page.screenshot(`${process.env.PICTURES}/${name}.png`);
}
