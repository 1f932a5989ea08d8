/**
 * A message is a text, or texts by plural category of its `count`. `{name}` stands for a value; `{name:# item|# items}`
 * for the first text where that value is one thing and for the second where it is several, with the number in place of `#`.
 */
export type Message = string | { one: string; other: string };
export type Catalogue = Readonly<Record<string, Message>>;
export type Values = Readonly<Record<string, string | number>>;

/** A place for a value: its name, and its two texts where it has them. */
export const PLACE = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/** Chooses the plural forms and puts the values in; numbers are written as the locale writes them. */
export function format(message: Message, values: Values, locale: string): string {
  const isOne = (value: unknown) => new Intl.PluralRules(locale).select(Number(value ?? 0)) === 'one';
  const text = typeof message === 'string' ? message : isOne(values['count']) ? message.one : message.other;
  return text.replace(PLACE, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const written = typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
    const form = isOne(value) ? one : other;
    return form === undefined ? written : form.replace('#', () => written);
  });
}

/** The language that a setting and the system's wishes come to. */
export function chosenLanguage(setting: string, system: string): 'en' | 'de' {
  const wanted = setting === 'system' ? system : setting;
  return wanted.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** The locale for numbers and dates: the system's own where it speaks the language, else the language. */
export function chosenLocale(language: string, system: string): string {
  return system.toLowerCase().startsWith(language) ? system : language;
}
