/** A secret with a key and a value as the lines of a `.env` file. */
import { call } from '$api/client';
import type { ItemView } from '$api/generated/ItemView';
import { report } from '$api/report';
import { t } from '$shared/i18n/i18n.svelte';
import { toast } from '$shared/overlay/toast.svelte';

/** Whether the core makes variables of it. */
export const holdsVariables = ({ kind }: Pick<ItemView, 'kind'>): boolean => kind === 'secret';

export async function copyAsEnv({ id, title }: Pick<ItemView, 'id' | 'title'>): Promise<void> {
  try {
    const { clears_in: count } = await call('copy_dotenv', { id });
    const said = { what: '.env', title: title || t('row.untitled') };
    toast(count ? t('copied.what', { ...said, count }) : t('copied.what_stays', said));
  } catch (error) {
    report(error);
  }
}
