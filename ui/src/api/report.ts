/** Telling a person that a command failed, where no better place is on the screen. */
import { said } from '$shared/i18n/said';
import { toast } from '$shared/overlay/toast.svelte';
import { asApiError } from './client';

/** Shows what failed and what to do. A vault that is locked says so by its own event. */
export function report(failure: unknown): void {
  const error = asApiError(failure);
  if (error.code === 'locked') return;
  const told = [error.message, error.hint].filter((text) => text !== '').map(said);
  toast(told.join(': '), { tone: 'error' });
}
