/** Taking a provider's addresses into an item. Everything else stays, secrets without being seen. */
import { call } from '$api/client';
import type { FieldDraft } from '$api/generated/FieldDraft';
import type { ItemView } from '$api/generated/ItemView';
import type { ProviderView } from '$api/generated/ProviderView';

type Addresses = Pick<ProviderView, 'token_url' | 'authorization_url'>;
const names = ['token_url', 'authorization_url'] as const;

const valueOf = (item: ItemView, name: string) =>
  item.fields.find((field) => field.name === name && !field.custom)?.value ?? '';

/** Whether the provider names an address that the item does not have. */
export function hasNew(item: ItemView, provider: Addresses): boolean {
  return names.some((name) => provider[name] !== '' && provider[name] !== valueOf(item, name));
}

/** The item's fields with the provider's addresses in them. */
export function withAddresses(item: ItemView, provider: Addresses): FieldDraft[] {
  const fresh = (name: string, value: string): FieldDraft => {
    return { name, type: 'url', custom: false, value: { from: 'new', value } };
  };
  const fields = item.fields.map((field): FieldDraft => {
    const { name, type, custom, index } = field;
    const address = custom ? undefined : names.find((known) => known === name);
    if (address && provider[address] !== '') return fresh(name, provider[address]);
    return { name, type, custom, value: { from: 'keep', field: index } };
  });
  const missing = names.filter(
    (name) => provider[name] !== '' && !item.fields.some((field) => field.name === name && !field.custom),
  );
  return [...fields, ...missing.map((name) => fresh(name, provider[name]))];
}

/** Saves the addresses as a new version. */
export async function adopt(item: ItemView, provider: Addresses): Promise<void> {
  const { id, version, kind, title, notes, tags, favourite, folder } = item;
  const fields = withAddresses(item, provider);
  await call('update_item', { id, version, draft: { kind, title, fields, notes, tags, favourite, folder } });
}
