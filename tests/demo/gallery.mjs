/** The pictures of the demo, numbered in order. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Time for a transition to end, in milliseconds. */
const SETTLE = 350;

export class Gallery {
  #desk;
  #folder;
  count = 0;

  constructor(desk, folder) {
    this.#desk = desk;
    this.#folder = folder;
  }

  /** Does a step, tells of it, and keeps a picture of what the window shows then. */
  step = async (name, act) => {
    const from = performance.now();
    try {
      await act(this.#desk.page);
    } catch (error) {
      await this.#desk.page.screenshot(join(this.#folder, `failed-${name}.png`)).catch(() => undefined);
      throw error;
    }
    const took = Math.round(performance.now() - from);
    this.count += 1;
    await this.#painted();
    await wait(SETTLE);
    const file = `${String(this.count).padStart(2, '0')}-${name}.png`;
    await this.#desk.page.screenshot(join(this.#folder, file));
    console.log(`${file.padEnd(44)} ${took} ms`);
  };

  /** Waits for two frames: a page that was just rebuilt is there before it can be seen. */
  #painted() {
    const frames = () =>
      new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen())));
    return this.#desk.page.runAsync(frames);
  }
}
