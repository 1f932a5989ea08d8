import type { FieldView } from '$api/generated/FieldView';
import type { ItemView } from '$api/generated/ItemView';
import type { KindView } from '$api/generated/KindView';
import { describe, expect, test } from 'vitest';
import {
  addRepeat,
  customField,
  forget,
  moveField,
  startFrom,
  startNew,
  toDraft,
  withTyped,
  type Edit,
} from './draft';

const template = (name: string, type: string, repeats = false) => ({
  name,
  type,
  secret: type === 'hidden' || type === 'totp',
  repeats,
  multiline: false,
});

const login: KindView = {
  name: 'login',
  fields: [
    template('username', 'text'),
    template('password', 'hidden'),
    template('url', 'url', true),
    template('totp', 'totp'),
  ],
};

const field = (
  index: number,
  name: string,
  type: string,
  value: string | null,
  custom = false,
): FieldView => ({
  index,
  name,
  type,
  custom,
  secret: value === null,
  value,
  filled: true,
  strength: null,
  by_counter: false,
});

const item: ItemView = {
  id: 'a',
  kind: 'login',
  title: 'GitHub',
  fields: [
    field(0, 'url', 'url', 'https://one.example'),
    field(1, 'password', 'hidden', null),
    field(2, 'Support PIN', 'hidden', null, true),
    field(3, 'url', 'url', 'https://two.example'),
    field(4, 'legacy', 'text', 'kept'),
  ],
  notes: 'n',
  tags: ['dev'],
  favourite: true,
  folder: 'f',
  deleted: false,
  created: 0,
  modified: 0,
  version: 3,
  attachments: [],
  earlier_versions: 2,
  facts: [],
  findings: [],
};

const named = (edit: Edit, name: string) => {
  const found = edit.fields.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

const type = (edit: Edit, name: string, value: string) =>
  Object.assign(named(edit, name), { value, touched: true });

describe('an item that is edited', () => {
  test('shows the fields of its kind in their order, and then whatever else it has', () => {
    const names = startFrom(item, login).fields.map((shown) => shown.name);
    expect(names).toEqual(['username', 'password', 'url', 'url', 'totp', 'Support PIN', 'legacy']);
  });

  test('sends every value that was not touched as kept, by the place it has', () => {
    const { fields } = toDraft(startFrom(item, login));
    expect(fields.map((sent) => [sent.name, sent.value])).toEqual([
      ['password', { from: 'keep', field: 1 }],
      ['url', { from: 'keep', field: 0 }],
      ['url', { from: 'keep', field: 3 }],
      ['Support PIN', { from: 'keep', field: 2 }],
      ['legacy', { from: 'keep', field: 4 }],
    ]);
  });

  test('sends a secret that was typed as new, and one that was emptied not at all', () => {
    const edit = startFrom(item, login);
    type(edit, 'password', 'fresh');
    expect(toDraft(edit).fields[0]?.value).toEqual({ from: 'new', value: 'fresh' });
    type(edit, 'password', '');
    expect(toDraft(edit).fields.map((sent) => sent.name)).not.toContain('password');
  });

  test('keeps a secret that was shown and typed back to what it was', () => {
    const edit = startFrom(item, login);
    Object.assign(named(edit, 'password'), { present: 'old', value: 'old', touched: true });
    expect(toDraft(edit).fields[0]?.value).toEqual({ from: 'keep', field: 1 });
  });

  test('lets go of a secret that was shown, and keeps what the person made of it', () => {
    const edit = startFrom(item, login);
    const secret = Object.assign(named(edit, 'password'), { present: 'old', value: 'old' });
    forget(secret);
    expect(secret).toMatchObject({ present: null, value: '', touched: false });
    expect(toDraft(edit).fields[0]?.value).toEqual({ from: 'keep', field: 1 });

    Object.assign(secret, { present: 'old', value: 'old and more', touched: true });
    forget(secret);
    expect(secret.present).toBeNull();
    expect(toDraft(edit).fields[0]?.value).toEqual({ from: 'new', value: 'old and more' });
  });

  test('loses no field when its kind is not known here', () => {
    expect(toDraft(startFrom(item, undefined)).fields).toHaveLength(item.fields.length);
  });

  test('keeps notes, tags, folder and star', () => {
    const { notes, tags, folder, favourite } = toDraft(startFrom(item, login));
    expect({ notes, tags, folder, favourite }).toEqual({
      notes: 'n',
      tags: ['dev'],
      folder: 'f',
      favourite: true,
    });
  });
});

test('tags that were typed come after those that are there, each once', () => {
  expect(withTyped(['dev'], ' work, dev ,, home,work')).toEqual(['dev', 'work', 'home']);
  expect(withTyped(['dev'], '  ')).toEqual(['dev']);
});

describe('a new item', () => {
  test('leaves out what stayed empty, and trims the title only', () => {
    const edit = startNew(login, 'f');
    edit.title = '  GitHub ';
    type(edit, 'password', ' spaces stay ');
    const draft = toDraft(edit);
    expect(draft.title).toBe('GitHub');
    expect(draft.folder).toBe('f');
    expect(draft.fields).toEqual([
      { name: 'password', type: 'hidden', custom: false, value: { from: 'new', value: ' spaces stay ' } },
    ]);
  });

  test("keeps a field of the person's own that has a name and no value yet", () => {
    const edit = startNew(login, null);
    edit.fields = [...edit.fields, { ...customField('text'), name: 'Later' }, customField('text')];
    expect(toDraft(edit).fields.map((sent) => sent.name)).toEqual(['Later']);
  });

  test('gets another address after the last one', () => {
    const { fields } = startNew(login, null);
    const url = fields[2];
    if (!url) throw new Error('no address');
    expect(addRepeat(fields, url).map((shown) => shown.name)).toEqual([
      'username',
      'password',
      'url',
      'url',
      'totp',
    ]);
  });
});

describe("the person's own fields", () => {
  test('change places with one another, never with those of the kind', () => {
    const own = [
      { ...customField('text'), name: 'a' },
      { ...customField('text'), name: 'b' },
    ];
    const fields = [...startNew(login, null).fields, ...own];
    const names = (moved: typeof fields) => moved.slice(-2).map((shown) => shown.name);
    const [first, second] = own;
    if (!first || !second) throw new Error('no fields');
    expect(names(moveField(fields, second.key, -1))).toEqual(['b', 'a']);
    expect(names(moveField(fields, first.key, -1))).toEqual(['a', 'b']);
    expect(names(moveField(fields, second.key, 1))).toEqual(['a', 'b']);
  });
});
