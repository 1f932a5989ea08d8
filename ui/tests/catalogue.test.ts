import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { de } from '../src/shared/i18n/de';
import { en } from '../src/shared/i18n/en';
import { chosenLanguage, chosenLocale, format, PLACE, type Message } from '../src/shared/i18n/message';
import { shortcuts } from '../src/shared/keyboard/shortcuts';

const src = fileURLToPath(new URL('../src', import.meta.url));
const source = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file) && !/generated|i18n[/\\](en|de)/.test(file))
  .map((file) => readFileSync(join(src, file), 'utf8'))
  .join('\n');

const texts = (message: Message) => (typeof message === 'string' ? [message] : [message.one, message.other]);
const values = (message: Message) =>
  [...new Set(texts(message).flatMap((text) => [...text.matchAll(PLACE)].map(([, name]) => name)))].sort();

/** Beginnings of keys that are put together with a name from elsewhere: `kind.${name}`. */
const families = [...source.matchAll(/`([a-z_]+\.(?:[a-z_]+[._])?)\$\{/g)].map(
  ([, beginning = '']) => beginning,
);
const isSaid = (key: string) =>
  source.includes(`'${key}'`) || families.some((beginning) => key.startsWith(beginning));

describe('the message catalogues', () => {
  test('have the same keys', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  test('have the same values in every message', () => {
    const different = Object.entries(en).filter(
      ([key, message]) => values(message).join() !== values(de[key as keyof typeof de]).join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('have no place that is written in a way that nothing reads', () => {
    const all = [...Object.entries(en), ...Object.entries(de)];
    const odd = all.filter(([, message]) =>
      texts(message).some((text) => /[{}|]/.test(text.replace(PLACE, ''))),
    );
    expect(odd.map(([key]) => key)).toEqual([]);
  });

  test('have no empty message', () => {
    const empty = [...Object.entries(en), ...Object.entries(de)].filter(([, message]) =>
      texts(message).includes(''),
    );
    expect(empty).toEqual([]);
  });

  test('have no message that nothing says', () => {
    const unused = Object.keys(en).filter((key) => !isSaid(key));
    expect(unused).toEqual([]);
  });

  test('name every shortcut', () => {
    expect(shortcuts.filter(({ action }) => !(`keys.${action}` in en))).toEqual([]);
  });
});

describe('a message', () => {
  test('takes its plural form from its count, and writes the number as the locale does', () => {
    const message = { one: '{count} item', other: '{count} items' };
    expect(format(message, { count: 1 }, 'en')).toBe('1 item');
    expect(format(message, { count: 12_345 }, 'de')).toBe('12.345 items');
  });

  test('has a plural form for each of several counts', () => {
    const message = '{items:# item|# items} in {folders:one folder|# folders}';
    expect(format(message, { items: 1, folders: 12_345 }, 'en')).toBe('1 item in 12,345 folders');
    expect(format(message, { items: 0, folders: 1 }, 'en')).toBe('0 items in one folder');
    expect(format(de['item.purge_body'], { fields: 1, versions: 2 }, 'de')).toMatch(
      /^Sein 1 Feld, seine Notizen und 2 frühere Fassungen/,
    );
  });

  test('shows a value as it is, even if it looks like another value', () => {
    expect(format('“{title}” of {count}', { title: '{count}', count: 2 }, 'en')).toBe('“{count}” of 2');
  });

  test('keeps a place that no value was given for', () => {
    expect(format('Hello {name}', {}, 'en')).toBe('Hello {name}');
  });
});

describe('the language', () => {
  test('follows the system unless it is set', () => {
    expect(chosenLanguage('system', 'de-AT')).toBe('de');
    expect(chosenLanguage('system', 'fr-FR')).toBe('en');
    expect(chosenLanguage('de', 'en-GB')).toBe('de');
  });

  test('keeps the region for numbers where the system speaks it', () => {
    expect(chosenLocale('en', 'en-GB')).toBe('en-GB');
    expect(chosenLocale('de', 'en-GB')).toBe('de');
  });
});
