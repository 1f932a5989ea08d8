/**
 * What a person does with several items at once; each is one change of the vault, however many items it touches, but for
 * adding them.
 */
import { call } from '$api/client';
import type { ItemDraft } from '$api/generated/ItemDraft';
import type { Vault } from '$features/vault/vault.svelte';
import { t } from '$shared/i18n/i18n.svelte';
import { ask } from '$shared/overlay/question.svelte';
import { toast } from '$shared/overlay/toast.svelte';
import { change } from './acts';

/** Runs a change that takes the picked items out of the list. */
async function takeOut(vault: Vault, run: () => Promise<unknown>, said = ''): Promise<boolean> {
  const done = await change(vault, run, said);
  if (done) vault.listing.pick(-1);
  return done;
}

export async function takeSeveralBack(vault: Vault, ids: string[]): Promise<void> {
  const said = t('selection.restored', { count: ids.length });
  await takeOut(vault, () => call('restore_items', { ids }), said);
}

/** To the trash, with a way back on the screen. */
export async function trashSeveral(vault: Vault, ids: string[]): Promise<void> {
  if (!(await takeOut(vault, () => call('delete_items', { ids })))) return;
  const run = () => void takeSeveralBack(vault, ids);
  toast(t('selection.trashed', { count: ids.length }), { action: { label: t('common.undo'), run } });
}

export async function purgeSeveral(vault: Vault, ids: string[]): Promise<void> {
  const count = ids.length;
  const yes = await ask({
    title: t('trash.empty_title', { count }),
    body: t('trash.empty_body'),
    action: t('trash.empty_action'),
    danger: true,
  });
  if (yes) await takeOut(vault, () => call('purge_items', { ids }), t('trash.emptied', { count }));
}

/** Adds new items, one after the other; those that were added stay where another one fails. */
export async function addSeveral(vault: Vault, drafts: ItemDraft[], folder: string | null): Promise<boolean> {
  const add = async () => {
    for (const draft of drafts) await call('create_item', { draft: { ...draft, folder } });
  };
  return change(vault, add, t('recognise.added', { count: drafts.length }));
}
