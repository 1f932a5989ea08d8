/**
 * An item while it is edited. A secret that the page never saw is sent as "keep", so that editing a title neither needs
 * nor moves a password.
 */
import type { FieldDraft } from '$api/generated/FieldDraft';
import type { FieldView } from '$api/generated/FieldView';
import type { ItemDraft } from '$api/generated/ItemDraft';
import type { ItemView } from '$api/generated/ItemView';
import type { KindView } from '$api/generated/KindView';
import type { TemplateFieldView } from '$api/generated/TemplateFieldView';

export interface EditField {
  /** Names the field on the screen only. */
  key: number;
  name: string;
  type: string;
  custom: boolean;
  secret: boolean;
  multiline: boolean;
  repeats: boolean;
  /** Whether the user wants it filled in, and what they noted for whoever fills it in. */
  required: boolean;
  hint: string;
  /** Its place in the version that is edited. */
  origin: number | null;
  /** The value it has there, as far as the page knows it. */
  present: string | null;
  /** Whether the person typed or generated something. */
  touched: boolean;
  value: string;
}

export interface Edit {
  kind: string;
  title: string;
  fields: EditField[];
  notes: string;
  tags: string[];
  favourite: boolean;
  folder: string | null;
}

let keys = 0;

const secretTypes = new Set(['hidden', 'totp', 'unknown']);

/** An empty field of a kind. */
export function blank(template: TemplateFieldView): EditField {
  const { name, type, secret, multiline, repeats, required = false, hint = '' } = template;
  return {
    key: ++keys,
    name,
    type,
    custom: false,
    secret,
    multiline,
    repeats,
    required,
    hint,
    origin: null,
    present: null,
    touched: false,
    value: '',
  };
}

/** A field of the person's own, without a name yet. */
export function customField(type: string): EditField {
  const secret = secretTypes.has(type);
  return { ...blank({ name: '', type, secret, multiline: false, repeats: false }), custom: true };
}

function fromView(field: FieldView, template?: TemplateFieldView): EditField {
  return {
    key: ++keys,
    name: field.name,
    type: field.type,
    custom: field.custom,
    secret: field.secret,
    multiline: template?.multiline ?? (field.value ?? '').includes('\n'),
    repeats: template?.repeats ?? false,
    required: template?.required ?? false,
    hint: template?.hint ?? '',
    origin: field.index,
    present: field.secret ? null : (field.value ?? ''),
    touched: false,
    value: field.value ?? '',
  };
}

/** A new item of that kind, with the fields that the kind starts with. */
export function startNew(kind: KindView, folder: string | null): Edit {
  return {
    kind: kind.name,
    title: '',
    fields: kind.fields.map(blank),
    notes: '',
    tags: [],
    favourite: false,
    folder,
  };
}

/** An existing item: its kind's fields in their order, filled or not, and then whatever else it has. */
export function startFrom(item: ItemView, kind: KindView | undefined): Edit {
  const rest = [...item.fields];
  const take = (template: TemplateFieldView) => {
    const found = rest.filter((field) => !field.custom && field.name === template.name);
    const taken = template.repeats ? found : found.slice(0, 1);
    for (const field of taken) rest.splice(rest.indexOf(field), 1);
    return taken.length ? taken.map((field) => fromView(field, template)) : [blank(template)];
  };
  const known = (kind?.fields ?? []).flatMap(take);
  return {
    kind: item.kind,
    title: item.title,
    fields: [...known, ...rest.map((field) => fromView(field))],
    notes: item.notes,
    tags: [...item.tags],
    favourite: item.favourite,
    folder: item.folder,
  };
}

/** Whether the field keeps the value that it has. */
export function isKept(field: EditField): boolean {
  return field.origin !== null && (!field.touched || field.value === field.present);
}

/** Lets go of the value that the page was shown; what the person made of it stays. */
export function forget(field: EditField): void {
  if (isKept(field)) Object.assign(field, { value: '', touched: false });
  field.present = null;
}

function fieldDraft(field: EditField): FieldDraft {
  const { name, type, custom, origin } = field;
  const value =
    isKept(field) && origin !== null
      ? { from: 'keep' as const, field: origin }
      : { from: 'new' as const, value: field.value };
  return { name: custom ? name.trim() : name, type, custom, value };
}

/** What is sent. Fields of the kind that were left empty are left out; the person's own stay if they have a name. */
export function toDraft(edit: Edit): ItemDraft {
  const wanted = edit.fields.filter(
    (field) => isKept(field) || field.value !== '' || (field.custom && field.name.trim() !== ''),
  );
  return {
    kind: edit.kind,
    title: edit.title.trim(),
    fields: wanted.map(fieldDraft),
    notes: edit.notes,
    tags: [...edit.tags],
    favourite: edit.favourite,
    folder: edit.folder,
  };
}

/** The tags with those that were typed, with commas between them. */
export function withTyped(tags: readonly string[], typed: string): string[] {
  const fresh = typed.split(',').map((tag) => tag.trim());
  return [...new Set([...tags, ...fresh.filter(Boolean)])];
}

/** One more field of that name, after the last one of it. */
export function addRepeat(fields: EditField[], like: EditField): EditField[] {
  const last = fields.findLastIndex((field) => field.name === like.name && !field.custom);
  const { name, type, secret, multiline, repeats } = like;
  return fields.toSpliced(last + 1, 0, blank({ name, type, secret, multiline, repeats }));
}

/** The person's own fields in another order; the kind's fields stay where they are. */
export function moveField(fields: EditField[], key: number, by: -1 | 1): EditField[] {
  const at = fields.findIndex((field) => field.key === key);
  const other = fields[at + by];
  const field = fields[at];
  if (!field?.custom || !other?.custom) return fields;
  return fields.with(at, other).with(at + by, field);
}

/** The addresses of the item, as they stand there. */
export function addresses(edit: Edit): string[] {
  return edit.fields
    .filter((field) => field.type === 'url' && field.value.trim())
    .map((field) => field.value);
}

/** Words of the item that someone who guesses would try. */
export function guessable(edit: Edit): string[] {
  const open = edit.fields.filter((field) => !field.secret).map((field) => field.value);
  return [edit.title, ...open].filter(Boolean).slice(0, 20);
}
