import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));
const tokens = readFileSync(join(src, 'shared/styles/tokens.css'), 'utf8');

/** The opaque colours of a theme: those of the light one, and over them those that the dark one has of its own. */
function colours(theme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = tokens.split(":root[data-theme='dark']");
  const found = (text: string) =>
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex] as const);
  return new Map([...found(light), ...(theme === 'dark' ? found(dark) : [])]);
}

/** The relative luminance of https://www.w3.org/TR/WCAG21/#dfn-relative-luminance, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['bg', 'surface', 'raised'];
const words = ['text', 'muted', 'danger', 'warn', 'good', 'accent-text', 'digit', 'symbol'];
const marks = ['line-strong', 'focus', 'accent'];
const pairs: [string, string, number][] = [
  ...grounds.flatMap((ground) => words.map((word): [string, string, number] => [word, ground, 4.5])),
  ...grounds.flatMap((ground) => marks.map((mark): [string, string, number] => [mark, ground, 3])),
  ...['accent', 'accent-hover'].map((ground): [string, string, number] => ['on-accent', ground, 4.5]),
  ...['danger', 'danger-hover'].map((ground): [string, string, number] => ['on-danger', ground, 4.5]),
  ...['accent', 'danger', 'warn', 'good'].map((tone): [string, string, number] => [
    tone,
    `${tone}-soft`,
    tone === 'accent' ? 3 : 4.5,
  ]),
  ...['key', 'machine', 'paper', 'money'].map((tone): [string, string, number] => [
    `tile-${tone}`,
    `tile-${tone}-soft`,
    4.5,
  ]),
];

for (const theme of ['light', 'dark'] as const) {
  describe(`the ${theme} colours`, () => {
    const of = colours(theme);
    test.each(pairs)('%s stands out from %s by %d', (one, other, wanted) => {
      expect(contrast(of.get(one) ?? '', of.get(other) ?? '')).toBeGreaterThanOrEqual(wanted);
    });
  });
}

test('a contrast is what others say it is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('nothing but what is disabled is faded, for the colours are measured unfaded', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(svelte|css)$/.test(file),
  );
  const faded = files.flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/([^{}]*)\{[^{}]*?opacity: 0?\.\d+;/g)]
      .filter(([, selector = '']) => !selector.includes('disabled'))
      .map(([, selector = '']) => `${file}: ${selector.trim()}`),
  );
  expect(faded).toEqual([]);
});
