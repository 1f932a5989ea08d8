/** Who may depend on whom: docs/architecture.md as a test. Dependencies of tests only are free, but for the walls. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask } from './run.mjs';

/** What each crate may use of the workspace, outside its own tests. */
const LAYERS = {
  secret: [],
  pki: ['secret'],
  pdf: [],
  compliance: ['pdf'],
  credential: ['pki', 'secret'],
  crypto: ['secret'],
  breach: ['secret'],
  storage: [],
  'storage-sqlite': ['storage'],
  vault: ['credential', 'crypto', 'secret', 'storage'],
  exchange: ['credential', 'crypto', 'pdf', 'secret'],
  backup: ['crypto', 'secret', 'storage', 'vault'],
  api: ['backup', 'breach', 'compliance', 'credential', 'crypto', 'exchange', 'secret', 'storage', 'vault'],
  host: ['api', 'exchange', 'secret', 'storage', 'storage-sqlite', 'vault'],
  live: ['api', 'breach', 'credential', 'secret'],
  cli: ['api', 'exchange', 'host', 'live', 'secret', 'storage', 'storage-sqlite', 'vault'],
  bench: ['api', 'backup', 'credential', 'crypto', 'exchange', 'host', 'secret', 'storage', 'vault'],
  desktop: ['api', 'exchange', 'host', 'live', 'secret', 'storage', 'vault'],
};

/** Who alone may use what, in tests too. */
const WALLS = {
  tauri: ['desktop'],
  sqlx: ['storage-sqlite', 'live'],
  rustls: ['live'],
  'aes-gcm': ['crypto'],
  argon2: ['crypto'],
  keyring: ['host'],
  md4: ['breach'],
  reqwest: ['live'],
  'x509-cert': ['pki'],
  rsa: ['pki'],
  'pdf-writer': ['pdf'],
  'ed25519-dalek': ['pki'],
};

/** What bytes-in, values-out crates may not have: files, network, a runtime. */
const PURE = ['breach', 'compliance', 'pdf', 'pki', 'credential', 'crypto', 'exchange'];
const INPUT_AND_OUTPUT = ['tokio', 'sqlx', 'keyring', 'reqwest', 'tempfile', 'rustix'];

let packages;
before(() => {
  const { ok, out } = ask('cargo', ['metadata', '--no-deps', '--format-version', '1'], {
    maxBuffer: 1 << 26,
  });
  assert.ok(ok, 'cargo metadata failed');
  packages = JSON.parse(out).packages.filter(({ name }) => name !== 'strongroom-testkit');
});

const short = (name) => name.replace(/^strongroom-/, '');
const used = ({ dependencies }) => dependencies.filter(({ kind }) => kind === null).map(({ name }) => name);

test('every crate uses only the layers below it', () => {
  for (const crate of packages) {
    const own = used(crate)
      .filter((name) => name.startsWith('strongroom-'))
      .map(short);
    const allowed = LAYERS[short(crate.name)];
    assert.ok(allowed, `${crate.name} has no place in the layers: give it one`);
    assert.deepEqual(
      own.filter((name) => !allowed.includes(name)),
      [],
      `${crate.name} uses what it may not`,
    );
  }
});

for (const [name, allowed] of Object.entries(WALLS)) {
  test(`only ${allowed.join(', ')} knows ${name}`, () => {
    const users = packages.filter(({ dependencies }) =>
      dependencies.some((dependency) => dependency.name === name),
    );
    assert.deepEqual(
      users.map((crate) => short(crate.name)),
      allowed,
    );
  });
}

test('crates that take bytes and give values do no input and output', () => {
  for (const crate of packages.filter((crate) => PURE.includes(short(crate.name)))) {
    assert.deepEqual(
      used(crate).filter((name) => INPUT_AND_OUTPUT.includes(name)),
      [],
      crate.name,
    );
  }
});

test('nothing but tests uses the test kit', () => {
  for (const crate of packages) assert.ok(!used(crate).includes('strongroom-testkit'), crate.name);
});
