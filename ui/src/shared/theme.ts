/** Light or dark: as the system has it, or pinned. */
const dark = matchMedia('(prefers-color-scheme: dark)');
let pinned = 'system';

function apply(): void {
  const theme = pinned === 'system' ? (dark.matches ? 'dark' : 'light') : pinned;
  document.documentElement.dataset['theme'] = theme;
}

/** Takes a setting: `system`, `light` or `dark`. */
export function paint(setting: string): void {
  pinned = setting === 'light' || setting === 'dark' ? setting : 'system';
  apply();
}

dark.addEventListener('change', apply);
apply();
