/** The generator's options and what it made. Lives in the page's memory and ends with the open vault. */
import { call } from '$api/client';
import type { Generated } from '$api/generated/Generated';
import type { GenerateRequest } from '$api/generated/GenerateRequest';
import { report } from '$api/report';
import { createContext } from 'svelte';

export type Mode = GenerateRequest['mode'];

const RECENT = 10;

export class Generator {
  mode = $state<Mode>('characters');
  characters = $state({
    length: 20,
    lower: true,
    upper: true,
    digits: true,
    symbols: true,
    exclude_lookalikes: false,
    exclude: '',
  });
  passphrase = $state({ words: 5, separator: '-', capitalise: false, number: false });
  pin = $state({ length: 6 });
  result = $state.raw<Generated | null>(null);
  recent = $state.raw<readonly string[]>([]);
  private asked = 0;
  private running = Promise.resolve();

  get request(): GenerateRequest {
    switch (this.mode) {
      case 'characters':
        return { mode: 'characters', ...this.characters };
      case 'passphrase':
        return { mode: 'passphrase', ...this.passphrase };
      case 'pin':
        return { mode: 'pin', ...this.pin };
    }
  }

  /** Whether there is anything to choose from. */
  get possible(): boolean {
    const { lower, upper, digits, symbols } = this.characters;
    return this.mode !== 'characters' || lower || upper || digits || symbols;
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

  private async make(): Promise<void> {
    const asked = ++this.asked;
    const is = (result: Generated | null) => asked === this.asked && (this.result = result);
    if (!this.possible) {
      is(null);
      return;
    }
    try {
      is(await call('generate', this.request));
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

export const [generatorOfVault, setGenerator] = createContext<Generator>();
