import { expect, test } from 'vitest';
import { darkModules } from './qr';

test('dark modules become squares behind the quiet zone', () => {
  expect(darkModules('1001')).toEqual({ side: 10, path: 'M4 4h1v1h-1zM5 5h1v1h-1z' });
  expect(darkModules('').path).toBe('');
});
