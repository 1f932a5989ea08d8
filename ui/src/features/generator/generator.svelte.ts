/** The generator's options and what it made. Lives in the page's memory and ends with the open vault. */
import { call } from '$api/client';
import type { Generated } from '$api/generated/Generated';
import type { GenerateRequest } from '$api/generated/GenerateRequest';
import type { SiteRules } from '$api/generated/SiteRules';
import { report } from '$api/report';
import { createContext } from 'svelte';
import { byDefault, classes, type Mode } from './options';

/** Why there is nothing to make. */
export type Obstacle = 'choose' | 'too_short' | 'prefix_wrong' | 'no_site' | 'no_rules';

const RECENT = 10;
/** Addresses of an item that are tried for rules. */
const SITES = 5;

export class Generator {
  mode = $state<Mode>('characters');
  characters = $state(byDefault.characters());
  passphrase = $state(byDefault.passphrase());
  pin = $state(byDefault.pin());
  pronounceable = $state(byDefault.pronounceable());
  token = $state(byDefault.token());
  api_key = $state(byDefault.api_key());
  site = $state(byDefault.site());
  /** What is known of the site whose address stands in the options. */
  rules = $state.raw<SiteRules | null>(null);
  result = $state.raw<Generated | null>(null);
  recent = $state.raw<readonly string[]>([]);
  private asked = 0;
  private running = Promise.resolve();
  /** What to go back to when the item is left whose site chose the mode. */
  private before: { mode: Mode; url: string } | null = null;
  private visits = 0;

  get request(): GenerateRequest {
    // A mode's options bear its name.
    return { mode: this.mode, ...this[this.mode] } as GenerateRequest;
  }

  /** Characters that the minimums of the chosen classes add up to. */
  get needed(): number {
    const chosen = classes.filter((name) => this.characters[name]);
    return chosen.reduce((sum, name) => sum + this.characters[`min_${name}`], 0);
  }

  get obstacle(): Obstacle | null {
    switch (this.mode) {
      case 'characters':
        if (!classes.some((name) => this.characters[name])) return 'choose';
        return this.needed > this.characters.length ? 'too_short' : null;
      case 'api_key':
        return /^[A-Za-z0-9_.-]*$/.test(this.api_key.prefix) ? null : 'prefix_wrong';
      case 'site':
        if (this.site.url.trim() === '') return 'no_site';
        return this.rules && !this.rules.known ? 'no_rules' : null;
      default:
        return null;
    }
  }

  /** Makes another one. Where none can be made there is none, rather than one of earlier options. */
  run(): Promise<void> {
    this.running = this.make();
    return this.running;
  }

  /** Waits for the one that is being made. */
  settled(): Promise<void> {
    return this.running;
  }

  /** Another site: its rules are asked for with the next one that is made, and what was made before is none for it. */
  visit(url: string): void {
    this.site.url = url;
    this.rules = null;
    this.asked++;
    this.result = null;
  }

  /** Makes one for an item: by the rules of the first of its sites that has any, else by the options as they are. */
  async enter(urls: readonly string[]): Promise<void> {
    this.leave();
    const visit = ++this.visits;
    for (const url of urls.filter((one) => one.trim()).slice(0, SITES)) {
      const rules = await rulesOf(url);
      if (visit !== this.visits) return;
      if (!rules?.known) continue;
      this.before = { mode: this.mode, url: this.site.url };
      this.mode = 'site';
      this.visit(url);
      break;
    }
    await this.run();
  }

  /** Ends what {@link enter} began. A mode that was chosen since then stays. */
  leave(): void {
    this.visits++;
    if (!this.before) return;
    const { mode, url } = this.before;
    this.before = null;
    this.visit(url);
    if (this.mode === 'site') this.mode = mode;
  }

  private async make(): Promise<void> {
    const asked = ++this.asked;
    const is = (result: Generated | null) => asked === this.asked && (this.result = result);
    try {
      if (this.mode === 'site' && !this.obstacle) {
        const rules = await call('site_rules', { url: this.site.url });
        if (asked !== this.asked) return;
        this.rules = rules;
      }
      is(this.obstacle ? null : await call('generate', this.request));
    } catch (error) {
      is(null);
      report(error);
    }
  }

  /** Keeps what was taken, so that a password that a site refused later is not lost. */
  remember(value: string): void {
    this.recent = [value, ...this.recent.filter((other) => other !== value)].slice(0, RECENT);
  }
}

/** The rules of a site; none where they cannot be had, which is not worth a message. */
async function rulesOf(url: string): Promise<SiteRules | null> {
  try {
    return await call('site_rules', { url });
  } catch {
    return null;
  }
}

export const [generatorOfVault, setGenerator] = createContext<Generator>();
