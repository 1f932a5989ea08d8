import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page is served from the app itself: relative addresses, no inlined assets, nothing that a strict CSP refuses. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [svelte()],
  resolve: {
    alias: { $api: here('src/api'), $shared: here('src/shared'), $features: here('src/features') },
  },
  server: { port: 1420, strictPort: true },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] },
});
