/** Puts a key or certificate that was made into the item that is edited. */
import type { FieldDraft } from '$api/generated/FieldDraft';
import type { ItemDraft } from '$api/generated/ItemDraft';
import { customField, type Edit, type EditField } from './draft';

/** Fields that belong to one key, so that none of another key stays beside it. */
const own = ['private_key', 'public_key', 'passphrase', 'certificate', 'chain', 'CSR'];

const textOf = ({ value }: FieldDraft) => (value.from === 'new' ? value.value : '');

/** The edit with what was made; the title stays where there is one. */
export function withMade(edit: Edit, draft: ItemDraft): Edit {
  const fresh = [...draft.fields];
  const take = (field: EditField): EditField => {
    if (!own.includes(field.name)) return field;
    const at = fresh.findIndex(({ name }) => name === field.name);
    const [found] = at < 0 ? [] : fresh.splice(at, 1);
    return { ...field, value: found ? textOf(found) : '', touched: true };
  };
  const known = edit.fields
    .map(take)
    .filter((field) => !field.custom || field.value !== '' || !own.includes(field.name));
  const others = fresh.map((field) => ({
    ...customField(field.type),
    name: field.name,
    custom: field.custom,
    multiline: textOf(field).includes('\n'),
    value: textOf(field),
    touched: true,
  }));
  return {
    ...edit,
    title: edit.title.trim() === '' ? draft.title : edit.title,
    fields: [...known, ...others],
  };
}
