/** What is done on the right of the list: an item is looked at, a kind is chosen, something is edited. */
import type { ItemView } from '$api/generated/ItemView';
import type { Edit } from '$features/item/draft';

export type Mode =
  | { name: 'view' }
  /** Where a picture is named, it is read for QR codes at once. */
  | { name: 'pick'; picture?: string }
  | { name: 'edit'; start: Edit; item: ItemView | null }
  | { name: 'history' };

export const VIEW: Mode = { name: 'view' };
