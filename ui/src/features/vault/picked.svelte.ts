/** The items that were picked in the list, to do one thing with all of them. Empty where only one is chosen. */
import { report } from '$api/report';
import type { Listing } from './listing.svelte';

/** What the core gives at once. */
const MOST_ROWS = 500;

export class Picked {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  private anchor = -1;

  constructor(private readonly listing: Listing) {}

  get count(): number {
    return this.ids.size;
  }

  /** Whether the row of that number is one of several. */
  hasRow(index: number): boolean {
    const id = this.listing.rowAt(index)?.id;
    return id !== undefined && this.ids.has(id);
  }

  /** Picks an item besides the chosen one, or lets go of it. */
  toggle(index: number): void {
    const id = this.listing.rowAt(index)?.id;
    if (!id) return;
    const ids = new Set(this.ids);
    if (ids.size === 0 && this.listing.selectedId) ids.add(this.listing.selectedId);
    if (!ids.delete(id)) ids.add(id);
    this.anchor = index;
    this.listing.select(index);
    this.ids = ids;
  }

  /** Picks all from the item where the last pick began to this one. */
  async extend(index: number): Promise<void> {
    if (this.anchor < 0) this.anchor = Math.max(0, this.listing.selectedIndex);
    const { anchor } = this;
    this.listing.select(index);
    await this.range(Math.min(anchor, index), Math.max(anchor, index) + 1);
  }

  /** As {@link extend}, by steps from the item that was reached. */
  async extendBy(by: number): Promise<void> {
    await this.listing.settled();
    if (this.listing.total > 0) await this.extend(this.listing.stepped(by));
  }

  /** Picks all that the list has. */
  async all(): Promise<void> {
    await this.listing.settled();
    await this.range(0, this.listing.total);
  }

  /** Lets go of all; the chosen item stays chosen. */
  clear(): void {
    this.anchor = -1;
    if (this.ids.size > 0) this.ids = new Set();
  }

  private async range(from: number, to: number): Promise<void> {
    const { epoch, selectedIndex } = this.listing;
    const ids = new Set<string>();
    try {
      for (let at = from; at < to; at += MOST_ROWS) {
        const { rows } = await this.listing.fetch(at, Math.min(MOST_ROWS, to - at));
        rows.forEach((row) => ids.add(row.id));
      }
    } catch (error) {
      report(error);
    }
    // Another list, or a later step, has come meanwhile.
    if (epoch === this.listing.epoch && selectedIndex === this.listing.selectedIndex) this.ids = ids;
  }
}
