import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyTheClient = {
  patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/api/client.ts talks to the host.' }],
};

export default ts.config(
  { ignores: ['dist/**', 'src/api/generated/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      'no-restricted-imports': ['error', onlyTheClient],
      'no-eval': 'error',
      'no-console': 'error',
      'svelte/no-at-html-tags': 'error',
      // Rows are replaced as a whole, never changed in place, so that a list of thousands is not watched field by field.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-each-key': 'error',
      'max-lines': ['error', { max: 200 }],
      'no-undef': 'off',
    },
  },
  { files: ['src/api/client.ts'], rules: { 'no-restricted-imports': 'off' } },
);
