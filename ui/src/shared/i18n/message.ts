/** A message is a text, or texts by plural category of its `count`. `{name}` stands for a value. */
export type Message = string | { one: string; other: string };
export type Catalogue = Readonly<Record<string, Message>>;
export type Values = Readonly<Record<string, string | number>>;

/** Chooses the plural form and puts the values in; numbers are written as the locale writes them. */
export function format(message: Message, values: Values, locale: string): string {
  const text = typeof message === 'string' ? message : pluralForm(message, values, locale);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(message: { one: string; other: string }, values: Values, locale: string): string {
  const count = Number(values['count'] ?? 0);
  return new Intl.PluralRules(locale).select(count) === 'one' ? message.one : message.other;
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
