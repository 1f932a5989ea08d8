import type { ItemDraft } from '$api/generated/ItemDraft';
import type { KindView } from '$api/generated/KindView';
import { expect, test } from 'vitest';
import { toDraft } from './draft';
import { startRecognised } from './recognised';

const kind: KindView = {
  name: 'api_key',
  fields: [
    { name: 'service', type: 'text', secret: false, repeats: false, multiline: false },
    { name: 'key', type: 'hidden', secret: true, repeats: false, multiline: false },
  ],
};
const field = (name: string, type: string, value: string, custom = false) => ({
  name,
  type,
  custom,
  value: { from: 'new' as const, value },
});
const draft = (fields: ItemDraft['fields']): ItemDraft => ({
  kind: 'api_key',
  title: 'Made up',
  fields,
  notes: '',
  tags: [],
  favourite: false,
  folder: null,
});

test('what was recognised stands among the kind’s other fields, in their order', () => {
  const edit = startRecognised(draft([field('key', 'hidden', 'made-up')]), kind, 'f');
  expect(edit.fields.map(({ name, value }) => [name, value])).toEqual([
    ['service', ''],
    ['key', 'made-up'],
  ]);
  expect(toDraft(edit)).toEqual({ ...draft([field('key', 'hidden', 'made-up')]), folder: 'f' });
});

test('a field that the kind does not have, and a kind that the page does not know, lose nothing', () => {
  const fields = [field('Extra', 'hidden', 'a\nb', true), field('newer', 'text', 'x')];
  expect(toDraft(startRecognised(draft(fields), kind, null)).fields).toEqual(fields);
  expect(toDraft(startRecognised(draft(fields), undefined, null)).fields).toEqual(fields);
  expect(startRecognised(draft(fields), kind, null).fields.at(-2)?.multiline).toBe(true);
});
