/** What a table may be read as, by the names of the core. */
export const uses = [
  'title',
  'username',
  'password',
  'url',
  'totp',
  'notes',
  'folder',
  'tags',
  'favourite',
  'created',
  'modified',
  'kind',
  'text',
  'hidden',
  'custom_url',
  'date',
  'number',
  'email',
  'phone',
  'leave_out',
] as const;

export const encodings: readonly [string, string][] = [
  ['utf-8', 'UTF-8'],
  ['utf-16', 'UTF-16'],
  ['windows-1252', 'Windows-1252'],
];
export const delimiters = ['comma', 'semicolon', 'tab', 'pipe'] as const;
export const quotings = ['double', 'backslash', 'single', 'none'] as const;
