/** What is being made: the dialog stands beside the editor's form, not in it, so that Enter belongs to one of them. */
import type { ItemDraft } from '$api/generated/ItemDraft';

export interface Making {
  kind: Makeable;
  /** Takes what was made; it has the secret. */
  take: (draft: ItemDraft) => void;
}

export type Makeable = 'ssh_key' | 'certificate';

let current = $state.raw<Making | null>(null);

/** Whether items of that kind can be made here. */
export function isMakeable(kind: string): kind is Makeable {
  return kind === 'ssh_key' || kind === 'certificate';
}

/** What is being made; none where there is no dialog. */
export function making(): Making | null {
  return current;
}

export function startMaking(wanted: Making): void {
  current = wanted;
}

export function endMaking(): void {
  current = null;
}
