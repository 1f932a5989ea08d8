import { describe, expect, test } from 'vitest';
import { actionOf, caps, shortcuts, type Pressed } from './shortcuts';

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('a key', () => {
  test('means the same with Ctrl here and ⌘ on a Mac', () => {
    expect(actionOf(press('k', { ctrlKey: true }), false)).toBe('palette');
    expect(actionOf(press('k', { metaKey: true }), true)).toBe('palette');
    expect(actionOf(press('k', { ctrlKey: true }), true)).toBeNull();
  });

  test('tells copying the password from copying the user name', () => {
    expect(actionOf(press('c', { ctrlKey: true }), false)).toBe('copy_secret');
    expect(actionOf(press('C', { ctrlKey: true, shiftKey: true }), false)).toBe('copy_username');
  });

  test('shows the help with and without Shift, as keyboards differ', () => {
    expect(actionOf(press('?', { shiftKey: true }), false)).toBe('help');
    expect(actionOf(press('?'), false)).toBe('help');
  });

  test('alone, or with Alt, does nothing that Ctrl does', () => {
    expect(actionOf(press('k'), false)).toBeNull();
    expect(actionOf(press('k', { ctrlKey: true, altKey: true }), false)).toBeNull();
  });

  test('is bound once', () => {
    const keys = shortcuts.map((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is written as it is printed', () => {
    expect(caps('Mod+Shift+C', false)).toEqual(['Ctrl', 'Shift', 'C']);
    expect(caps('Mod+Shift+C', true)).toEqual(['⌘', '⇧', 'C']);
    expect(caps('Mod+Plus', false)).toEqual(['Ctrl', '+']);
  });
});
