/** A new item from what was recognised in a pasted text. */
import type { FieldDraft } from '$api/generated/FieldDraft';
import type { ItemDraft } from '$api/generated/ItemDraft';
import type { KindView } from '$api/generated/KindView';
import type { RecognisedItem } from '$api/generated/RecognisedItem';
import type { TemplateFieldView } from '$api/generated/TemplateFieldView';
import { blank, customField, type Edit, type EditField } from './draft';

/** What the text gave, among the other fields that the kind starts with. */
export function startRecognised(draft: ItemDraft, kind: KindView | undefined, folder: string | null): Edit {
  const rest = [...draft.fields];
  const take = (template: TemplateFieldView) => {
    const found = rest.filter((field) => !field.custom && field.name === template.name);
    for (const field of found) rest.splice(rest.indexOf(field), 1);
    return found.length ? found.map((field) => given(field, blank(template))) : [blank(template)];
  };
  const known = (kind?.fields ?? []).flatMap(take);
  const others = rest.map((field) => given(field, customField(field.type)));
  const { title, notes, tags, favourite } = draft;
  return {
    kind: draft.kind,
    title,
    fields: [...known, ...others],
    notes,
    tags: [...tags],
    favourite,
    folder,
  };
}

/** The one-time codes among what was recognised. */
export function codesOf(items: readonly RecognisedItem[]): string[] {
  const fields = items.flatMap((item) => item.draft.fields).filter((field) => field.type === 'totp');
  return fields.flatMap(({ value }) => (value.from === 'new' ? [value.value] : []));
}

function given({ name, custom, value }: FieldDraft, field: EditField): EditField {
  const text = value.from === 'new' ? value.value : '';
  const multiline = field.multiline || text.includes('\n');
  return { ...field, name, custom, multiline, value: text, touched: true };
}
