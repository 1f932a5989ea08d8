/** The language of the page, and every word in it. Words are looked up here and nowhere written in place. */
import { de } from './de';
import { en, type Key } from './en';
import { chosenLanguage, chosenLocale, format, type Catalogue, type Values } from './message';

const catalogues = { en: en as Catalogue, de: de as Catalogue };

const state = $state({ language: chosenLanguage('system', navigator.language) });

export type { Key };

/** Takes a setting: `system`, `en` or `de`. */
export function speak(setting: string): void {
  state.language = chosenLanguage(setting, navigator.language);
  document.documentElement.lang = state.language;
}

/** The language that the page speaks. */
export function language(): 'en' | 'de' {
  return state.language;
}

/** The locale in which numbers and dates are written. */
export function locale(): string {
  return chosenLocale(state.language, navigator.language);
}

/** The words of a key. */
export function t(key: Key, values: Values = {}): string {
  return format(catalogues[state.language][key] ?? en[key], values, locale());
}

/** The words of a key that comes from outside, or `otherwise` where there are none. */
export function tOr(key: string, otherwise: string, values: Values = {}): string {
  return key in en ? t(key as Key, values) : otherwise;
}
