/** A WebDriver client as small as the tests need it: https://www.w3.org/TR/webdriver2/. */
import { writeFile } from 'node:fs/promises';
import { until } from './processes.mjs';

/** The name under which the standard hides an element's id. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys that have no character. */
export const KEY = {
  control: '\uE009',
  shift: '\uE008',
  enter: '\uE007',
  tab: '\uE004',
  escape: '\uE00C',
  backspace: '\uE003',
  delete: '\uE017',
  up: '\uE013',
  down: '\uE015',
};

/** The driver refused; `code` is the standard's word for why. */
export class WebDriverError extends Error {
  constructor({ error, message }) {
    super(`${error}: ${message}`);
    this.code = error;
  }
}

/** The page in the window. Elements are named by their `data-testid`. */
export class Page {
  #session;

  /** Lets the driver at that address start the program, and attaches to its page. */
  static async start(driver, binary, args = []) {
    const browser = { 'webkitgtk:browserOptions': { binary, args } };
    const { sessionId } = await request('POST', `${driver}/session`, { capabilities: { alwaysMatch: browser } });
    return new Page(`${driver}/session/${sessionId}`);
  }

  constructor(session) {
    this.#session = session;
  }

  #post(path, body = {}) {
    return request('POST', this.#session + path, body);
  }

  #get(path) {
    return request('GET', this.#session + path);
  }

  /** Ends the session, and the program with it. */
  async quit() {
    await request('DELETE', this.#session).catch(() => undefined);
  }

  /** All elements that fit a CSS selector, now. */
  async select(css) {
    const found = await this.#post('/elements', { using: 'css selector', value: css });
    return found.map((element) => new Element(this.#session, element[ELEMENT]));
  }

  /** All elements of that test id, now. */
  all(id) {
    return this.select(`[data-testid="${id}"]`);
  }

  /** The first element of that test id; waits for it. */
  find(id, limit) {
    return until(`there is ${id}`, async () => (await this.all(id))[0], limit);
  }

  /** Waits until there is no element of that test id. */
  gone(id, limit) {
    return until(`there is no ${id}`, async () => (await this.all(id)).length === 0, limit);
  }

  /** Whether there is an element of that test id now. */
  async has(id) {
    return (await this.all(id)).length > 0;
  }

  /** Clicks on the element of that test id; waits until that is possible. */
  click(id, limit) {
    return until(`${id} can be clicked`, async () => {
      await (await this.find(id, 50)).click();
      return true;
    }, limit);
  }

  /** Types into the element of that test id, in place of what it holds. */
  async fill(id, text) {
    const element = await this.find(id);
    await element.clear();
    if (text !== '') await element.type(text);
  }

  /** The visible text of the element of that test id. */
  async text(id) {
    return (await this.find(id)).text();
  }

  /** Waits until the element of that test id shows text that fits. */
  says(id, pattern, limit) {
    return until(`${id} says ${pattern}`, async () => pattern.exec(await this.text(id)), limit);
  }

  /** Presses keys together, and lets go of them. */
  async press(...keys) {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    await this.#post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }] });
  }

  /** Runs a function in the page; its arguments and its result must be JSON. */
  async run(body, ...args) {
    return this.#post('/execute/sync', { script: `return (${body}).apply(null, arguments)`, args });
  }

  /** Runs source text in the page, past its content policy. */
  async runScript(source) {
    await this.#post('/execute/sync', { script: source, args: [] });
  }

  /** Runs an async function in the page. */
  async runAsync(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (${body}).apply(null, [...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
    const { value, error } = await this.#post('/execute/async', { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** The page's address. */
  url() {
    return this.#get('/url');
  }

  /** The windows that the driver sees. */
  windows() {
    return this.#get('/window/handles');
  }

  /** Goes on in that window. */
  enter(handle) {
    return this.#post('/window', { handle });
  }

  /** Gives the window that size, in pixels. */
  resize(width, height) {
    return this.#post('/window/rect', { width, height });
  }

  /** Takes a picture of the page as a PNG. */
  async screenshot(file) {
    await writeFile(file, Buffer.from(await this.#get('/screenshot'), 'base64'));
  }
}

/** An element of the page. */
export class Element {
  #path;

  constructor(session, id) {
    this.#path = `${session}/element/${id}`;
    this[ELEMENT] = id;
  }

  click() {
    return request('POST', `${this.#path}/click`, {});
  }

  clear() {
    return request('POST', `${this.#path}/clear`, {});
  }

  type(text) {
    return request('POST', `${this.#path}/value`, { text });
  }

  text() {
    return request('GET', `${this.#path}/text`);
  }

  attribute(name) {
    return request('GET', `${this.#path}/attribute/${name}`);
  }

  property(name) {
    return request('GET', `${this.#path}/property/${name}`);
  }

  async select(css) {
    const session = this.#path.split('/element/')[0];
    const found = await request('POST', `${this.#path}/elements`, { using: 'css selector', value: css });
    return found.map((element) => new Element(session, element[ELEMENT]));
  }

  toJSON() {
    return { [ELEMENT]: this[ELEMENT] };
  }
}

async function request(method, url, body) {
  const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new WebDriverError(value);
  return value;
}
