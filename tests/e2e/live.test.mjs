/** Contacting other machines from an item's pane: first what would be contacted, then a yes, then what came of it. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { findings } from './axe.mjs';
import { Desk } from './desk.mjs';
import { until } from './processes.mjs';
import { must, openItem, quickVault, reload } from './steps.mjs';

const SECRET = 'made-up client secret';
let desk;
let page;
let provider;

/** A provider on this machine that rotates refresh tokens; `asked` is what it was asked. */
class Provider {
  asked = [];
  given = 0;
  refuses = false;
  server = createServer((request, response) => this.answer(request, response));

  async start() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.place = `127.0.0.1:${this.server.address().port}`;
    this.issuer = `http://${this.place}`;
  }

  async answer(request, response) {
    let body = '';
    for await (const part of request) body += part;
    this.asked.push(`${request.method} ${request.url}`);
    const [status, answer] = request.method === 'POST' ? this.tokens(body) : this.description();
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(answer));
  }

  tokens(body) {
    const sent = new URLSearchParams(body).get('refresh_token');
    if (this.refuses || sent !== `made-up-refresh-${this.given}`) {
      return [400, { error: 'invalid_grant', error_description: 'The token was revoked.' }];
    }
    this.given += 1;
    const refresh = `made-up-refresh-${this.given}`;
    return [
      200,
      {
        access_token: `made-up-access-${this.given}`,
        refresh_token: refresh,
        token_type: 'Bearer',
        expires_in: 3600,
      },
    ];
  }

  description() {
    return [
      200,
      {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
      },
    ];
  }
}

const field = (name, type, value) => ({ name, type, custom: false, value: { from: 'new', value } });
const item = (kind, title, fields) => ({
  kind,
  title,
  fields,
  notes: '',
  tags: [],
  favourite: false,
  folder: null,
});
const database = (title, connection) =>
  item('database', title, [field('connection', 'text', connection), field('password', 'hidden', 'made-up')]);
const file = (title, path) => item('database', title, [field('connection', 'text', `sqlite:///${path}`)]);
const client = (title, issuer) =>
  item('oauth', title, [
    field('issuer', 'url', issuer),
    field('client_id', 'text', 'me'),
    field('client_secret', 'hidden', SECRET),
    field('refresh_token', 'hidden', 'made-up-refresh-0'),
  ]);

/** Opens the dialog and gives what it says it would contact. */
async function plans(title, act) {
  await openItem(page, title);
  await page.click(`live-${act}`);
  return (await page.find('live-plan', 10_000)).text();
}

/** Says yes and waits for the outcome of that code. */
async function gives(code) {
  await page.click('live-go');
  await until(
    `the outcome is ${code}`,
    async () => (await (await page.find('live-result', 15_000)).attribute('data-code')) === code,
  );
  return (await page.find('live-rows')).text();
}

const close = () => page.click('live-close');

before(async () => {
  provider = new Provider();
  await provider.start();
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  const { path } = await quickVault(desk, {
    keyring: false,
    items: [
      database('Nobody', 'postgres://clerk@127.0.0.1:1/books?sslmode=disable'),
      file('Missing', desk.at('missing.db')),
      file('Broken', desk.at('broken.db')),
      client('Mail', provider.issuer),
    ],
  });
  writeFileSync(desk.at('broken.db'), 'this is no database, however long it may be. '.repeat(50));
  await must(page, 'create_item', { draft: file('Vault', path) });
  await reload(page);
  await page.find('vault', 30_000);
});
after(async () => {
  await desk.close();
  provider.server.close();
});

describe('a database', () => {
  test('is opened only after a yes, and says what it is', async () => {
    assert.match(await plans('Vault', 'test'), /Will open/);
    assert.deepEqual(await findings(page), []);
    assert.match(await gives('good'), /SQLite 3\./);
    assert.deepEqual(await findings(page), []);
    await close();
  });

  test('that is not there is told, and not made', async () => {
    assert.ok((await plans('Missing', 'test')).includes('missing.db'));
    await gives('no_file');
    await close();
    assert.ok(!existsSync(desk.at('missing.db')));
    await plans('Broken', 'test');
    await gives('not_that_server');
    await close();
  });

  test('on a server that is not there is told apart, with the words for it', async () => {
    const plan = await plans('Nobody', 'test');
    assert.match(plan, /127\.0\.0\.1:1/);
    assert.match(plan, /clerk/);
    await gives('unreachable');
    await page.says('live-result', /Nobody answers there/);
    await close();
  });
});

describe('an OAuth client', () => {
  test('reads its provider’s description and takes the addresses over', async () => {
    const plan = await plans('Mail', 'discover');
    assert.ok(plan.includes(provider.place), plan);
    assert.deepEqual(provider.asked, []);
    await gives('good');
    assert.deepEqual(provider.asked, ['GET /.well-known/openid-configuration']);
    await page.says('live-result', /PKCE/);
    assert.deepEqual(await findings(page), []);
    await page.click('live-adopt');
    await until('the address is in the item', async () =>
      page.run(() => document.querySelector('[data-testid="field"][data-name="token_url"]') !== null),
    );
  });

  test('gets a new token each time, because the rotated one was saved', async () => {
    for (const number of [1, 2]) {
      assert.ok((await plans('Mail', 'refresh')).includes(provider.place));
      assert.match(await gives('good'), /replaced/);
      await close();
      assert.equal(provider.given, number);
    }
    const shown = await page.run(() => document.body.textContent);
    assert.ok(!shown.includes('made-up-refresh') && !shown.includes(SECRET));
    const audit = await must(page, 'audit', { skip: 0, count: 20 });
    const contacts = audit.entries.filter(({ action }) => action === 'contact');
    assert.ok(contacts.length >= 3 && contacts[0].detail === provider.place);
  });

  test('is told why there is none, and keeps the old one', async () => {
    provider.refuses = true;
    await plans('Mail', 'refresh');
    await gives('invalid_grant');
    await page.says('live-result', /not good any more/);
    await page.says('live-result', /The token was revoked/);
    await close();
    provider.refuses = false;
    await plans('Mail', 'refresh');
    await gives('good');
    await close();
  });

  test('is spoken of in German too', async () => {
    await must(page, 'change_settings', { ...(await must(page, 'settings')), language: 'de', theme: 'dark' });
    await reload(page);
    await page.find('vault', 30_000);
    assert.match(await plans('Mail', 'refresh'), /Angesprochen wird/);
    assert.deepEqual(await findings(page), []);
    assert.match(await gives('good'), /Erneuerungstoken/);
    await close();
  });
});
