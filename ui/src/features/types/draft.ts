/** A kind of item while it is defined. Each field knows the name that it had, so that items can follow it to its new one. */
import type { ItemType } from '$api/generated/ItemType';
import type { ItemTypeField } from '$api/generated/ItemTypeField';
import type { RenamedField } from '$api/generated/RenamedField';
import type { IconName } from '$shared/icons/paths';

export interface FieldEdit {
  /** Names the field on the screen only. */
  key: number;
  /** Its name when the editor was opened; `null` for a new one. */
  was: string | null;
  name: string;
  type: string;
  repeats: boolean;
  multiline: boolean;
  required: boolean;
  pattern: string;
  hint: string;
}

export interface TypeEdit {
  /** Its stable name; empty while it has none. */
  name: string;
  label: string;
  icon: string;
  fields: FieldEdit[];
}

/** The types of a field that can be chosen. */
export const fieldTypes = [
  'text',
  'hidden',
  'url',
  'date',
  'month',
  'number',
  'email',
  'phone',
  'boolean',
  'totp',
] as const;

/** The pictures that can be chosen. */
export const icons = [
  'tag',
  'star',
  'folder',
  'file',
  'shield',
  'url',
  'secret',
  'note',
  'card',
  'identity',
  'server',
  'certificate',
  'database',
  'bank_account',
  'licence',
  'wifi',
] as const satisfies readonly IconName[];

let keys = 0;

export function newField(): FieldEdit {
  return {
    key: ++keys,
    was: null,
    name: '',
    type: 'text',
    repeats: false,
    multiline: false,
    required: false,
    pattern: '',
    hint: '',
  };
}

export function newType(): TypeEdit {
  return { name: '', label: '', icon: 'tag', fields: [newField()] };
}

export function editOf({ name, label, icon = 'tag', fields }: ItemType): TypeEdit {
  const edit = ({ pattern = '', hint = '', ...field }: ItemTypeField): FieldEdit => {
    const { name, type, repeats, multiline, required } = field;
    return { key: ++keys, was: name, name, type, repeats, multiline, required, pattern, hint };
  };
  return { name, label, icon, fields: fields.map(edit) };
}

/** What is sent. */
export function definitionOf({ name, label, icon, fields }: TypeEdit): ItemType {
  const field = ({ name, type, repeats, multiline, required, pattern, hint }: FieldEdit): ItemTypeField => ({
    name: name.trim(),
    type,
    repeats,
    multiline,
    required,
    ...(pattern && { pattern }),
    ...(hint.trim() && { hint: hint.trim() }),
  });
  return { name, label: label.trim(), icon, fields: fields.map(field) };
}

/** The fields that have another name than they had. */
export function renamedIn({ fields }: TypeEdit): RenamedField[] {
  return fields.flatMap(({ was, name }) =>
    was === null || was === name.trim() ? [] : [{ from: was, to: name.trim() }],
  );
}

/** The fields in another order. */
export function moved<T>(fields: readonly T[], from: number, by: -1 | 1): T[] {
  const field = fields[from];
  const other = fields[from + by];
  if (field === undefined || other === undefined) return [...fields];
  return fields.with(from, other).with(from + by, field);
}
