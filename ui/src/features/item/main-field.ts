/** Which field Enter copies, and which one is the user name. */
import type { FieldView } from '$api/generated/FieldView';
import type { ItemView } from '$api/generated/ItemView';

const secrets = [
  'password',
  'key',
  'secret',
  'value',
  'number',
  'passphrase',
  'private_key',
  'client_secret',
  'iban',
  'account_number',
];
const users = [
  'username',
  'email',
  'cardholder',
  'service',
  'host',
  'client_id',
  'ssid',
  'holder',
  'licensee',
];

type Fields = Pick<ItemView, 'fields'>;

function first(
  item: Fields,
  names: readonly string[],
  fits: (field: FieldView) => boolean,
): FieldView | undefined {
  const filled = item.fields.filter((field) => field.filled && fits(field));
  for (const name of names) {
    const found = filled.find((field) => !field.custom && field.name === name);
    if (found) return found;
  }
  return undefined;
}

/** The secret that an item is kept for. */
export function mainSecret(item: Fields): FieldView | undefined {
  const isSecret = (field: FieldView) => field.secret && field.type !== 'totp';
  return first(item, secrets, isSecret) ?? item.fields.find((field) => field.filled && isSecret(field));
}

/** The name that a person signs in with, or what comes nearest. */
export function userName(item: Fields): FieldView | undefined {
  return first(item, users, (field) => !field.secret);
}
