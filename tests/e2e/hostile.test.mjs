/** What a vault holds may have been written by somebody who wants the page to run it; and the page may want out. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Desk } from './desk.mjs';
import { until, wait } from './processes.mjs';
import { call, go, must, openItem, quickVault, reload } from './steps.mjs';

const HARM = `<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>"'`;
let desk;
let page;

before(async () => {
  desk = await Desk.open({ keyring: false });
  page = await desk.launch();
  await page.find('welcome');
  await quickVault(desk, { keyring: false });
});
after(() => desk.close());

const isHarmed = () => page.run(() => window.harmed === true);

test('markup in every field of every kind shows as text', async () => {
  const { kinds } = await must(page, 'kinds');
  const { id: folder } = await must(page, 'create_folder', { parent: null, name: HARM });
  for (const kind of kinds) {
    const field = (name, type, custom) => ({ name, type, custom, value: { from: 'new', value: HARM } });
    const own = kind.fields.filter(({ type }) => ['text', 'hidden', 'unknown'].includes(type));
    const fields = [
      ...own.map(({ name, type }) => field(name, type, false)),
      field(HARM, 'text', true),
      field(`${HARM} 2`, 'hidden', true),
    ];
    const draft = {
      kind: kind.name,
      title: `${HARM} ${kind.name}`,
      fields,
      notes: HARM,
      tags: [HARM.replaceAll(',', '')],
      favourite: true,
      folder,
    };
    await must(page, 'create_item', { draft });
  }
  await reload(page);
  await page.find('vault');
  for (const kind of kinds) {
    await openItem(page, `${HARM} ${kind.name}`);
    assert.equal(await page.text('notes'), HARM);
    await page.click('item-edit');
    await page.find('editor');
    await page.click('edit-cancel');
    await page.gone('editor');
  }
  await go(page, 'nav-folder', HARM);
  assert.equal(await isHarmed(), false);
  assert.deepEqual(
    await page.run(() => [...document.querySelectorAll('img[src="x"], main script')].length),
    0,
  );
});

test('the page runs no code that is not its own', async () => {
  const ran = await page.runAsync(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inline = true';
    document.body.append(script);
    const handler = document.createElement('div');
    handler.innerHTML = '<img src="data:," onerror="window.handled = true">';
    document.body.append(handler);
    let evaluated = false;
    try {
      evaluated = new Function('return true')();
    } catch {
      // Refused, as it should be.
    }
    await new Promise((done) => setTimeout(done, 500));
    return [window.inline === true, window.handled === true, evaluated];
  });
  assert.deepEqual(ran, [false, false, false]);
});

test('the page reaches no network', async () => {
  const reached = await page.runAsync(async () => {
    const tries = [
      () => fetch('https://example.com/'),
      () => fetch('http://127.0.0.1:9/'),
      () =>
        new Promise((done, fail) => {
          const socket = new WebSocket('ws://127.0.0.1:9/');
          socket.onopen = done;
          socket.onerror = fail;
        }),
      () =>
        new Promise((done, fail) =>
          Object.assign(new Image(), { onload: done, onerror: fail, src: 'https://example.com/x.png' }),
        ),
    ];
    const ends = await Promise.allSettled(tries.map(async (attempt) => attempt()));
    const refused = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      refused.push(violatedDirective),
    );
    await fetch('https://example.com/').catch(() => undefined);
    await new Promise((done) => setTimeout(done, 100));
    return { ends: ends.map(({ status }) => status), refused };
  });
  assert.deepEqual(new Set(reached.ends), new Set(['rejected']));
  // What was refused before the listener was there may be told after.
  assert.ok(reached.refused.includes('connect-src'), reached.refused.join());
});

test('the page opens no window, navigates nowhere and frames nothing foreign', async () => {
  const home = (await page.url()).split('#')[0];
  const opened = await page.run(() => {
    const other = window.open('https://example.com/');
    return other !== null && other !== undefined;
  });
  assert.equal(opened, false);
  assert.equal((await page.windows()).length, 1);
  for (const target of ['https://example.com/', 'data:text/html,x', 'about:blank', 'file:///etc/passwd']) {
    await page.run((to) => void setTimeout(() => (location.href = to), 0), target).catch(() => undefined);
    await wait(300);
    assert.equal((await page.url()).split('#')[0], home, target);
  }
  await page.run(() => {
    for (const src of ['https://example.com/', 'data:text/html,<script>top.harmed=1</script>']) {
      document.body.append(Object.assign(document.createElement('iframe'), { src, className: 'foreign' }));
    }
    const form = Object.assign(document.createElement('form'), {
      action: 'https://example.com/',
      method: 'post',
    });
    document.body.append(form);
    form.submit();
  });
  await wait(500);
  assert.equal((await page.url()).split('#')[0], home);
  assert.equal(await isHarmed(), false);
  await page.run(() =>
    document.querySelectorAll('.foreign, body > form').forEach((element) => element.remove()),
  );
});

test('the page may not call what it was not allowed', async () => {
  for (const command of [
    'plugin:clipboard-manager|read_text',
    'plugin:fs|read_text_file',
    'plugin:event|emit',
    'plugin:window|create',
    'no_such_command',
  ]) {
    const answer = await page.runAsync(
      (name) =>
        Promise.race([
          window.__TAURI_INTERNALS__.invoke(name, { request: {} }).then(
            () => 'answered',
            () => 'refused',
          ),
          new Promise((done) => setTimeout(() => done('dropped'), 1500)),
        ]),
      command,
    );
    assert.match(answer, /refused|dropped/, command);
  }
  assert.equal(await page.run(() => '__TAURI__' in window), false);
});

test('what the page was not made for is an error and not a crash', async () => {
  const nonsense = [
    ['open_item', { id: '../../etc/passwd' }],
    ['open_item', { id: 7 }],
    ['list_items', { view: { view: 'all' }, from: 0, count: 4294967295 }],
    ['reveal', { id: '00'.repeat(16), field: 4294967295 }],
    ['unlock', {}],
    ['change_settings', { idle_seconds: -1 }],
  ];
  for (const [command, request] of nonsense) {
    const { error, value } = await call(page, command, request);
    assert.ok(error !== undefined || command === 'list_items', `${command} ${JSON.stringify(value)}`);
  }
  await until('the app still answers', async () => (await must(page, 'status')).open !== null);
});
