/** What a person does with items, from whichever key or button; each says on the screen what came of it. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { FieldView } from '$api/generated/FieldView';
import type { ItemView } from '$api/generated/ItemView';
import { report } from '$api/report';
import { fieldName } from '$features/vault/names';
import type { Vault } from '$features/vault/vault.svelte';
import { t } from '$shared/i18n/i18n.svelte';
import { ask } from '$shared/overlay/question.svelte';
import { toast } from '$shared/overlay/toast.svelte';
import { mainSecret, userName } from './main-field';

/** An item, as far as it takes to name it. */
export type Named = Pick<ItemView, 'id' | 'title'>;

/** Says what of which item lies on the clipboard, and for how long. */
function sayCopied(what: string, { title }: Named, count: number): void {
  const said = { what, title: title || t('row.untitled') };
  toast(count ? t('copied.what', { ...said, count }) : t('copied.what_stays', said));
}

/** Copies a field past the page; of a one-time code, the code of this moment. */
export async function copyField(item: Named, field: FieldView, version: number | null = null): Promise<void> {
  try {
    const copied = await call('copy_field', { id: item.id, field: field.index, version });
    sayCopied(fieldName(field), item, copied.clears_in);
  } catch (error) {
    report(error);
  }
}

/** Copies a text that the page shows already. */
async function copyShown(what: string, text: string, item: Named): Promise<void> {
  try {
    const copied = await call('copy_text', { text });
    sayCopied(what, item, copied.clears_in);
  } catch (error) {
    report(error);
  }
}

export async function copyNotes(item: Named & Pick<ItemView, 'notes'>): Promise<void> {
  await copyShown(t('item.notes'), item.notes, item);
}

/** Copies the code of a counter that is on show; the core would give the next one. */
export async function copyCode(item: Named, field: FieldView, code: string): Promise<void> {
  await copyShown(fieldName(field), code, item);
}

/** Copies what is said of an item, or of what is none yet. */
export async function copyPlain(what: string, text: string): Promise<void> {
  await copyShown(what, text, { id: '', title: text });
}

/** Copies the secret that an item is kept for; of a note, the note. */
export async function copyMainSecret(id: string): Promise<void> {
  try {
    const item = await call('open_item', { id });
    const field = mainSecret(item);
    if (field) await copyField(item, field);
    else if (item.notes) await copyNotes(item);
    else toast(t('item.nothing_to_copy'));
  } catch (error) {
    report(error);
  }
}

export async function copyUserName(id: string): Promise<void> {
  try {
    const item = await call('open_item', { id });
    const field = userName(item);
    if (field) await copyField(item, field);
    else toast(t('item.no_username'));
  } catch (error) {
    report(error);
  }
}

/** Runs a change and shows the vault as it is afterwards; gives what failed, for a place where it is seen. */
export async function attempt(
  vault: Vault,
  run: () => Promise<unknown>,
  said = '',
): Promise<ApiError | null> {
  try {
    await run();
    if (said) toast(said);
    await vault.refresh();
    return null;
  } catch (failure) {
    return asApiError(failure);
  }
}

/** As {@link attempt}; what failed is told at the window's foot. */
export async function change(vault: Vault, run: () => Promise<unknown>, said = ''): Promise<boolean> {
  const error = await attempt(vault, run, said);
  if (error) report(error);
  return error === null;
}

/** Runs a change that takes the chosen item out of the list; its neighbour is chosen in its place. */
async function takeOut(vault: Vault, run: () => Promise<unknown>, said = ''): Promise<boolean> {
  const at = vault.listing.selectedIndex;
  const done = await change(vault, run, said);
  if (done) vault.listing.select(Math.min(at, vault.listing.total - 1));
  return done;
}

/** Out of the trash. */
export async function takeBack(vault: Vault, item: ItemView): Promise<void> {
  const title = item.title || t('row.untitled');
  await takeOut(vault, () => call('restore_items', { ids: [item.id] }), t('item.restored', { title }));
}

/** To the trash, with a way back on the screen. */
export async function moveToTrash(vault: Vault, item: ItemView): Promise<void> {
  const title = item.title || t('row.untitled');
  const ids = [item.id];
  const done = await takeOut(vault, () => call('delete_items', { ids }));
  if (!done) return;
  const run = () => void change(vault, () => call('restore_items', { ids }), t('item.restored', { title }));
  toast(t('item.deleted', { title }), { action: { label: t('common.undo'), run } });
}

export async function purge(vault: Vault, item: ItemView): Promise<void> {
  const yes = await ask({
    title: t('item.purge_title', { title: item.title || t('row.untitled') }),
    body: t('item.purge_body', {
      fields: item.fields.filter((field) => field.filled).length,
      versions: item.earlier_versions,
    }),
    action: t('item.purge_action'),
    danger: true,
  });
  if (yes) await takeOut(vault, () => call('purge_items', { ids: [item.id] }), t('item.purged'));
}

/** Removes for good what is in the trash, page by page, after asking once. */
export async function emptyTrash(vault: Vault): Promise<void> {
  const count = vault.sidebar.trash;
  const yes = await ask({
    title: t('trash.empty_title', { count }),
    body: t('trash.empty_body'),
    action: t('trash.empty_action'),
    danger: true,
  });
  if (yes) await change(vault, purgeAll, t('trash.emptied', { count }));
}

async function purgeAll(): Promise<void> {
  for (;;) {
    const list = await call('list_items', {
      view: { view: 'trash' },
      search: '',
      sort: 'title',
      from: 0,
      count: 500,
    });
    if (list.rows.length === 0) return;
    await call('purge_items', { ids: list.rows.map((row) => row.id) });
  }
}
