import { expect, test } from 'vitest';
import { definitionOf, editOf, moved, newType, renamedIn, type FieldEdit } from './draft';

const club = {
  name: 'own_club',
  label: 'Club',
  icon: 'star',
  fields: [
    { name: 'Number', type: 'text', repeats: false, multiline: false, required: true, pattern: '[0-9]+' },
    { name: 'Notes', type: 'text', repeats: true, multiline: true, required: false, hint: 'Anything' },
  ],
};

test('a definition that nobody changed is sent as it came', () => {
  expect(definitionOf(editOf(club))).toEqual(club);
  expect(renamedIn(editOf(club))).toEqual([]);
});

test('a field that was renamed is named with what it was, a new one is not', () => {
  const edit = editOf(club);
  edit.fields = edit.fields.with(0, { ...edit.fields[0], name: ' Member no. ' } as FieldEdit);
  edit.fields.push(...newType().fields);
  expect(renamedIn(edit)).toEqual([{ from: 'Number', to: 'Member no.' }]);
});

test('a field is moved within the list and not out of it', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
