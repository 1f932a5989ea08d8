/** Editors whose changes would be lost by leaving, and the question that is asked then. */
import { t } from '$shared/i18n/i18n.svelte';
import { ask } from './question.svelte';

/** Something on the screen that is being edited. */
export interface Unsaved {
  /** Whether something would be lost by leaving. */
  isChanged: () => boolean;
  /** Asks where something would be lost. Whether it may be left. */
  leave: () => Promise<boolean>;
}

export function askDiscard(): Promise<boolean> {
  return ask({
    title: t('edit.discard_title'),
    body: t('edit.discard_body'),
    action: t('edit.discard_action'),
    danger: true,
  });
}
