import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ItemView } from '$api/generated/ItemView';

let contact: typeof import('./contact');
let adopt: typeof import('./adopt');
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB' });
  vi.stubGlobal('document', { documentElement: {} });
  contact = await import('./contact');
  adopt = await import('./adopt');
});

const plan = {
  system: 'PostgreSQL',
  contacts: ['db.example.com:5432'],
  network: true,
  database: '',
  user: 'clerk',
  encryption: 'verified_name',
  root_certificate: null,
  in_the_clear: false,
  seconds: 10,
};

describe('what would be contacted', () => {
  test('is said with everything that matters', () => {
    expect(contact.connectionRows(plan)).toEqual([
      ['Will contact', 'db.example.com:5432'],
      ['Database', 'the user’s own'],
      ['User', 'clerk'],
      ['Encryption', 'required; certificate and host name verified'],
      ['Gives up after', '10 seconds'],
    ]);
  });

  test('is for a file the file alone', () => {
    const file = { ...plan, contacts: ['/x.db'], network: false, user: '', encryption: 'off' };
    expect(contact.connectionRows(file)).toEqual([['Will open', '/x.db']]);
  });

  test('depends on the kind of item', () => {
    const acts = ['database', 'oauth', 'login', 'constructor'].map((kind) => contact.actsOf(kind));
    expect(acts).toEqual([['test'], ['refresh', 'discover'], [], []]);
  });
});

describe('what came of it', () => {
  test('says who may do everything', () => {
    const server = { version: 'X 1', encrypted: true, user: 'boss', superuser: true, database: 'books' };
    const { rows } = contact.testOutcome({ contacted: 'h:1', elapsed_ms: 7, server, failure: null });
    expect(rows).toContainEqual(['Became', 'boss (may do everything)']);
    expect(rows).toContainEqual(['Encrypted', 'yes']);
    expect(rows).toContainEqual(['Took', '7 ms']);
  });

  test('has words for reasons of TLS, and shows what another machine said as it is', () => {
    const detail = (code: string, said: string | null) => contact.detailOf({ code, detail: said });
    expect(detail('tls_refused', 'expired')).toBe('the server’s certificate has expired');
    expect(detail('tls_refused', 'newer')).toBe('newer');
    expect(detail('invalid_grant', 'expired')).toBe('expired');
    expect(detail('unreachable', null)).toBe('');
  });
});

describe('a provider’s addresses', () => {
  const field = (index: number, name: string, value: string | null, custom = false) => ({
    index,
    name,
    type: value === null ? 'hidden' : 'url',
    custom,
    secret: value === null,
    value,
    filled: true,
    strength: null,
    by_counter: false,
  });
  const item = {
    fields: [
      field(0, 'client_secret', null),
      field(1, 'token_url', 'old'),
      field(2, 'token_url', 'own', true),
    ],
  } as unknown as ItemView;

  test('replace those of the item, and secrets stay without being seen', () => {
    const provider = { token_url: 'new', authorization_url: 'agree' };
    const values = adopt.withAddresses(item, provider).map(({ name, value }) => [name, value]);
    expect(values).toEqual([
      ['client_secret', { from: 'keep', field: 0 }],
      ['token_url', { from: 'new', value: 'new' }],
      ['token_url', { from: 'keep', field: 2 }],
      ['authorization_url', { from: 'new', value: 'agree' }],
    ]);
  });

  test('are offered only where the item does not have them', () => {
    expect(adopt.hasNew(item, { token_url: 'old', authorization_url: '' })).toBe(false);
    expect(adopt.hasNew(item, { token_url: 'other', authorization_url: '' })).toBe(true);
  });
});
