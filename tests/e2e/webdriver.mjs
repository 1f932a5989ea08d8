/** A WebDriver client as small as the tests need it: https://www.w3.org/TR/webdriver2/. */
import { writeFile } from 'node:fs/promises';
import { until } from './processes.mjs';

/** The name under which the standard hides an element's id. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What the driver answers when the process of the page has ended. */
const GONE = ['invalid session id', 'unknown error'];

/** What a single request may take, in milliseconds. */
const LIMIT = 60_000;

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
  left: '\uE012',
  right: '\uE014',
  pageUp: '\uE00E',
  pageDown: '\uE00F',
  home: '\uE011',
};

/** The driver refused; `code` is the standard's word for why. */
export class WebDriverError extends Error {
  constructor({ error, message }) {
    super(`${error}: ${message}`);
    this.code = error;
  }
}

/**
 * The page in the window. Elements are named by their `data-testid`.
 *
 * Locking ends the page's process, and with it the driver's session: the next request starts another one on the new page.
 */
export class Page {
  #driver;
  #session;

  /** Attaches to the page of the program that the driver at that address is connected to. */
  static async attach(driver) {
    const page = new Page(driver);
    await page.#attach();
    return page;
  }

  constructor(driver) {
    this.#driver = driver;
  }

  async #attach() {
    const { sessionId } = await request('POST', `${this.#driver}/session`, {
      capabilities: { alwaysMatch: {} },
    });
    this.#session = `${this.#driver}/session/${sessionId}`;
  }

  /** Asks the driver; once more on a new session where the page is another one by now, unless that would make no sense. */
  async ask(method, path, body, again = true) {
    try {
      return await request(method, this.#session + path, body);
    } catch (error) {
      if (!GONE.includes(error.code)) throw error;
      await until('there is a page again', () => this.#attach().then(() => true), 10_000, 200);
      if (!again) throw error;
      return request(method, this.#session + path, body);
    }
  }

  #post(path, body = {}) {
    return this.ask('POST', path, body);
  }

  #get(path) {
    return this.ask('GET', path);
  }

  /** All elements that fit a CSS selector, now. */
  async select(css) {
    const found = await this.#post('/elements', { using: 'css selector', value: css });
    return found.map((element) => new Element(this, element[ELEMENT]));
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
    return until(
      `${id} can be clicked`,
      async () => {
        await (await this.find(id, 50)).click();
        return true;
      },
      limit,
    );
  }

  /** Types into the element of that test id, in place of what it holds. */
  fill(id, text, limit) {
    return until(
      `${id} can be filled`,
      async () => {
        const element = await this.find(id, 50);
        await element.clear();
        if (text !== '') await element.type(text);
        return true;
      },
      limit,
    );
  }

  /** The visible text of the element of that test id. */
  async text(id) {
    return (await this.find(id)).text();
  }

  /** Waits until the element of that test id shows text that fits. */
  async says(id, pattern, limit) {
    let last = 'nothing';
    const fits = async () => pattern.exec((last = await this.text(id)));
    return until(`${id} says ${pattern}`, fits, limit).catch((error) => {
      throw new Error(`${error.message}; it said ${last}`, { cause: error });
    });
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
  #page;
  #path;

  constructor(page, id) {
    this.#page = page;
    this.#path = `/element/${id}`;
    this[ELEMENT] = id;
  }

  /** An element is gone with its page: nothing is asked again on another one. */
  #ask(method, what, body) {
    return this.#page.ask(method, this.#path + what, body, false);
  }

  /**
   * Clicks on it once it is seen, at rest and not disabled. The driver itself lets it lie half under the edge of what
   * scrolls, and misses what moves between its look and its click, as what is below a password does when its strength comes.
   */
  async click() {
    await until('what is to be clicked is at rest', () => this.#page.runAsync(isAtRest, this), 5000, 20);
    await this.#ask('POST', '/click', {});
  }

  clear() {
    return this.#ask('POST', '/clear', {});
  }

  type(text) {
    return this.#ask('POST', '/value', { text });
  }

  /** Its text as it is rendered. The driver's own way to get it finds none in boxes that are cut after some lines. */
  text() {
    return this.property('innerText');
  }

  attribute(name) {
    return this.#ask('GET', `/attribute/${name}`);
  }

  property(name) {
    return this.#ask('GET', `/property/${name}`);
  }
}

/** In the page: whether the element stays where it is for a frame, and can be clicked. */
async function isAtRest(element) {
  element.scrollIntoView({ block: 'nearest' });
  const place = () => JSON.stringify(element.getBoundingClientRect());
  const before = place();
  // A window that is not shown has no frames.
  await Promise.race([new Promise(requestAnimationFrame), new Promise((done) => setTimeout(done, 100))]);
  const judging = document.querySelector('[data-testid="strength"][aria-busy="true"]');
  return !element.disabled && !judging && place() === before;
}

async function request(method, url, body) {
  const answer = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new WebDriverError(value);
  return value;
}
