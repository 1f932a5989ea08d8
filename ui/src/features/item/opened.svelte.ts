/** The item that is looked at: everything but its secrets. */
import { asApiError, call } from '$api/client';
import type { ItemView } from '$api/generated/ItemView';
import { report } from '$api/report';

export class Opened {
  item = $state.raw<ItemView | null>(null);
  private asked = 0;

  /** Opens this item, or none; an answer that comes after the next question is dropped. */
  async open(id: string | null): Promise<void> {
    const asked = ++this.asked;
    if (id === null) {
      this.item = null;
      return;
    }
    try {
      const item = await call('open_item', { id });
      if (asked === this.asked) this.item = item;
    } catch (error) {
      if (asked === this.asked) this.item = null;
      if (asApiError(error).code !== 'not_found') report(error);
    }
  }

  /** Shows an item that is at hand already. */
  show(item: ItemView): void {
    this.asked++;
    this.item = item;
  }
}
