import type { FieldView } from '$api/generated/FieldView';
import { expect, test } from 'vitest';
import { mainSecret, userName } from './main-field';

const field = (index: number, name: string, secret: boolean, more: Partial<FieldView> = {}): FieldView => ({
  index,
  name,
  type: secret ? 'hidden' : 'text',
  custom: false,
  secret,
  value: secret ? null : 'x',
  filled: true,
  strength: null,
  by_counter: false,
  ...more,
});

test('Enter copies the password, not the secret that stands before it', () => {
  const fields = [field(0, 'Support PIN', true, { custom: true }), field(1, 'password', true)];
  expect(mainSecret({ fields })?.index).toBe(1);
});

test("Enter copies the person's own secret where there is no other, and never the one-time code's", () => {
  const fields = [field(0, 'totp', true, { type: 'totp' }), field(1, 'Door', true, { custom: true })];
  expect(mainSecret({ fields })?.index).toBe(1);
  expect(mainSecret({ fields: fields.slice(0, 1) })).toBeUndefined();
});

test('a password that is not filled in is passed over', () => {
  const fields = [field(0, 'password', true, { filled: false }), field(1, 'key', true)];
  expect(mainSecret({ fields })?.index).toBe(1);
});

test('the user name comes before the e-mail address, whatever their order', () => {
  const fields = [field(0, 'email', false), field(1, 'username', false)];
  expect(userName({ fields })?.index).toBe(1);
});
