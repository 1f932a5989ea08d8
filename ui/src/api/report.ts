/** Telling a person that a command failed, where no better place is on the screen. */
import { toast } from '$shared/overlay/toast.svelte';
import { asApiError } from './client';

/** Shows what failed and what to do. A vault that is locked says so by its own event. */
export function report(failure: unknown): void {
  const error = asApiError(failure);
  if (error.code === 'locked') return;
  toast(error.hint ? `${error.message}: ${error.hint}` : error.message, { tone: 'error' });
}
