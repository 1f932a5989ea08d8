import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.includes('generated') && !file.includes('.test.'))
  .map((file) => file.replaceAll('\\', '/'));
const text = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

/** The files of this page that a file imports; what only types need is no dependency when it runs. */
function importsOf(file: string): string[] {
  const found = text.get(file)?.matchAll(/^\s*(?:import|export)\s(?!type\s)[^'";]*?from\s+'([^']+)'/gm) ?? [];
  return [...found].flatMap(([, to = '']) => resolve(file, to));
}

function resolve(from: string, to: string): string[] {
  const path = to.startsWith('$')
    ? to.slice(1)
    : to.startsWith('.')
      ? relative(src, normalize(join(src, dirname(from), to)))
      : null;
  if (path === null) return [];
  return [path, `${path}.ts`, `${path}/index.ts`].filter((candidate) => text.has(candidate));
}

function cycleFrom(file: string, way: string[], done: Set<string>): string[] | null {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
  if (done.has(file)) return null;
  for (const next of importsOf(file)) {
    const cycle = cycleFrom(next, [...way, file], done);
    if (cycle) return cycle;
  }
  done.add(file);
  return null;
}

describe('the page', () => {
  test('resolves its imports, so that the other checks see them', () => {
    expect(importsOf('App.svelte')).toContain('views/VaultView.svelte');
    expect(importsOf('features/unlock/Unlock.svelte')).toContain('api/client.ts');
  });

  test('has no import cycle', () => {
    const done = new Set<string>();
    const cycles = files.map((file) => cycleFrom(file, [], done)).filter((cycle) => cycle !== null);
    expect(cycles).toEqual([]);
  });

  test('keeps its tiers: shared knows nothing above it, features know no views', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(
          (to) =>
            (file.startsWith('shared/') && !to.startsWith('shared/')) ||
            (file.startsWith('api/') && !/^(api|shared)\//.test(to)) ||
            (file.startsWith('features/') && to.startsWith('views/')),
        )
        .map((to) => `${file} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test('talks to the host in one place only', () => {
    const talking = files.filter((file) => text.get(file)?.includes('@tauri-apps/'));
    expect(talking).toEqual(['api/client.ts']);
  });

  test('writes no markup from strings and no style into markup', () => {
    const wrong = files.filter((file) => /\{@html|innerHTML|\sstyle="|\sstyle=\{/.test(text.get(file) ?? ''));
    expect(wrong).toEqual([]);
  });
});
