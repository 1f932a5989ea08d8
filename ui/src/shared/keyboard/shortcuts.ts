/** What the keys do: one table, from which the keys are read and the help is written. */
export type Action =
  | 'palette'
  | 'search'
  | 'copy_secret'
  | 'copy_username'
  | 'new_item'
  | 'edit_item'
  | 'lock'
  | 'generator'
  | 'help'
  | 'up'
  | 'down'
  | 'pick_more'
  | 'pick_all'
  | 'copy_and_done'
  | 'save'
  | 'escape'
  | 'zoom_in'
  | 'zoom_out'
  | 'zoom_reset';

export interface Shortcut {
  action: Action;
  /** `Mod` is Ctrl, and ⌘ on a Mac. */
  keys: string;
}

export const shortcuts: readonly Shortcut[] = [
  { action: 'search', keys: 'Mod+F' },
  { action: 'palette', keys: 'Mod+K' },
  { action: 'down', keys: 'ArrowDown' },
  { action: 'up', keys: 'ArrowUp' },
  { action: 'pick_more', keys: 'Shift+ArrowDown' },
  { action: 'pick_all', keys: 'Mod+A' },
  { action: 'copy_and_done', keys: 'Enter' },
  { action: 'copy_secret', keys: 'Mod+C' },
  { action: 'copy_username', keys: 'Mod+Shift+C' },
  { action: 'new_item', keys: 'Mod+N' },
  { action: 'edit_item', keys: 'Mod+E' },
  { action: 'save', keys: 'Mod+S' },
  { action: 'generator', keys: 'Mod+G' },
  { action: 'lock', keys: 'Mod+L' },
  { action: 'help', keys: '?' },
  { action: 'escape', keys: 'Escape' },
  // These three the window itself hears; here they are only told of.
  { action: 'zoom_in', keys: 'Mod+Plus' },
  { action: 'zoom_out', keys: 'Mod+Minus' },
  { action: 'zoom_reset', keys: 'Mod+0' },
];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** The keys as one word: `Mod+Shift+C`. */
export function chord(pressed: Pressed, mac: boolean): string {
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const key = pressed.key.length === 1 ? pressed.key.toUpperCase() : pressed.key;
  // A character such as `?` needs Shift on some keyboards and not on others.
  const shift = pressed.shiftKey && (mod || pressed.key.length > 1);
  return [mod && 'Mod', pressed.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

/** What the keys do, if anything. */
export function actionOf(pressed: Pressed, mac: boolean): Action | null {
  const keys = chord(pressed, mac);
  return shortcuts.find((shortcut) => shortcut.keys === keys)?.action ?? null;
}

const symbols: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  Plus: '+',
  Minus: '−',
};

/** The keys as they are printed on the keyboard, one by one. */
export function caps(keys: string, mac: boolean): string[] {
  return keys.split('+').map((key) => {
    if (key === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (key === 'Shift') return mac ? '⇧' : 'Shift';
    return symbols[key] ?? key;
  });
}
