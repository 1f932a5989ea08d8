/** What can be chosen in each mode of the generator, and what is chosen at first. */
import type { GenerateRequest } from '$api/generated/GenerateRequest';

export type Mode = GenerateRequest['mode'];

/** The options of a mode: its request without its name. */
export type OptionsOf<M extends Mode> = Omit<Extract<GenerateRequest, { mode: M }>, 'mode'>;

export const modes = [
  'characters',
  'passphrase',
  'pin',
  'pronounceable',
  'token',
  'api_key',
  'site',
] as const satisfies readonly Mode[];

/** Where the words of a passphrase may be from, as the select offers them. */
export const wordLists = [
  'eff_large',
  'eff_short_1',
  'eff_short_2',
  'german',
  'spanish',
  'french',
  'italian',
  'portuguese',
  'czech',
] as const satisfies readonly OptionsOf<'passphrase'>['list'][];

/** Kinds of character, as the options name them. */
export const classes = ['lower', 'upper', 'digits', 'symbols'] as const;

export const byDefault: { [M in Mode]: () => OptionsOf<M> } = {
  characters: () => ({
    length: 20,
    lower: true,
    upper: true,
    digits: true,
    symbols: true,
    exclude_lookalikes: false,
    exclude: '',
    min_lower: 1,
    min_upper: 1,
    min_digits: 1,
    min_symbols: 1,
    max_consecutive: null,
  }),
  passphrase: () => ({
    words: 5,
    separator: '-',
    capitalise: false,
    number: false,
    list: 'eff_large',
    separators: 'text',
  }),
  pin: () => ({ length: 6 }),
  pronounceable: () => ({ syllables: 10, capital: false, digit: false }),
  token: () => ({ form: 'base64url', bytes: 32 }),
  api_key: () => ({ prefix: 'key_', length: 30 }),
  site: () => ({ url: '', length: 20 }),
};
