/** Imports that can be taken back, and taking one back, after a question. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { PastImport } from '$api/generated/PastImport';
import type { UndoReport } from '$api/generated/UndoReport';
import { t } from '$shared/i18n/i18n.svelte';
import { ask } from '$shared/overlay/question.svelte';

export class Undo {
  past = $state.raw<readonly PastImport[]>([]);
  busy = $state(false);
  report = $state.raw<UndoReport | null>(null);
  error = $state.raw<ApiError | null>(null);

  /** Reads which imports can be taken back. */
  async read(): Promise<void> {
    try {
      this.past = (await call('imports')).imports;
    } catch {
      // Without the list nothing else on the screen is less true.
      this.past = [];
    }
  }

  clear(): void {
    this.report = null;
    this.error = null;
  }

  /** Takes an import back if the person says so; `undone` is called when it was. */
  async ask(import_: Pick<PastImport, 'id' | 'items' | 'merged'>, undone: () => void): Promise<void> {
    const sure = await ask({
      title: t('merging.undo_title'),
      body: t('merging.undo_text', { count: import_.items + import_.merged }),
      action: t('merging.undo'),
      danger: true,
    });
    if (!sure) return;
    this.busy = true;
    this.clear();
    try {
      const report = await call('undo_import', { id: import_.id });
      await this.read();
      this.report = report;
      undone();
    } catch (failure) {
      this.error = asApiError(failure);
    } finally {
      this.busy = false;
    }
  }
}
