/** The list in the middle: only the pages of rows in sight are here. Rows carry titles, never a secret. */
import { call } from '$api/client';
import type { ItemRow } from '$api/generated/ItemRow';
import type { Sort } from '$api/generated/Sort';
import type { View } from '$api/generated/View';
import { report } from '$api/report';
import { pagesOf, type Window } from '$shared/list/window';
import { Picked } from './picked.svelte';

export const PAGE_ROWS = 100;

type Pages = ReadonlyMap<number, ItemRow[]>;

export class Listing {
  view = $state.raw<View>({ view: 'all' });
  search = $state('');
  sort = $state<Sort>('title');
  total = $state(0);
  loaded = $state(false);
  selectedIndex = $state(-1);
  selectedId = $state<string | null>(null);
  readonly picked = new Picked(this);
  /** Rises when the list is another one. */
  epoch = $state(0);
  private pages = $state.raw<Pages>(new Map());
  private asked = 0;
  private reading = Promise.resolve();
  private wanted: Window = { from: 0, to: 0 };
  private readonly underway = new Set<number>();

  rowAt(index: number): ItemRow | undefined {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** The folder that is on show, where new items go. */
  get folder(): string | null {
    return this.view.view === 'folder' ? this.view.folder : null;
  }

  /** Shows another view, without the words that were searched in the last one. */
  async show(view: View): Promise<void> {
    this.view = view;
    this.search = '';
    this.pick(-1);
    await this.begin(this.restart());
  }

  /** Searches as the person types; the first hit is chosen, so that Enter copies it. */
  find(words: string): Promise<void> {
    this.search = words;
    this.picked.clear();
    return this.begin(this.findFirst(words));
  }

  /**
   * Waits for the list that is being read anew. Who types and presses Enter at once means its first hit, and who
   * presses an arrow means its rows.
   */
  settled(): Promise<void> {
    return this.reading;
  }

  /** As {@link settled}: where the row of that number lies then, -1 where it is no more. */
  async settledAt(index: number): Promise<number> {
    const id = this.rowAt(index)?.id;
    await this.settled();
    return this.rowAt(index)?.id === id ? index : this.placeOf(id);
  }

  private begin(reading: Promise<unknown>): Promise<void> {
    return (this.reading = reading.then(() => undefined));
  }

  private async findFirst(words: string): Promise<void> {
    if (await this.restart()) this.select(words.trim() && this.total > 0 ? 0 : -1);
  }

  async order(sort: Sort): Promise<void> {
    this.sort = sort;
    this.pick(-1);
    await this.begin(this.restart());
  }

  /** Reads the rows in sight again, and keeps the chosen item chosen. */
  async refresh(): Promise<void> {
    const pages = pagesOf(this.wanted, PAGE_ROWS);
    await this.replace(pages.length ? pages.slice(0, 5) : [0]);
    this.findSelected();
  }

  /** The rows that are in sight now. */
  need(window: Window): void {
    this.wanted = window;
    for (const page of pagesOf(window, PAGE_ROWS)) {
      if (!this.pages.has(page) && !this.underway.has(page)) void this.load(page);
    }
  }

  select(index: number): void {
    this.selectedIndex = index;
    this.selectedId = index < 0 ? null : (this.rowAt(index)?.id ?? this.selectedId);
    if (index >= 0 && !this.rowAt(index)) void this.load(Math.floor(index / PAGE_ROWS));
  }

  /** Chooses one item, and none besides. */
  pick(index: number): void {
    this.picked.clear();
    this.select(index);
  }

  /** Goes on by so many steps, in the list that comes where it is read anew. */
  async move(by: number): Promise<void> {
    await this.settled();
    if (this.total > 0) this.pick(this.stepped(by));
  }

  /** Where so many steps lead from the chosen item. */
  stepped(by: number): number {
    const from = this.selectedIndex < 0 && by < 0 ? this.total : this.selectedIndex;
    return Math.max(0, Math.min(this.total - 1, from + by));
  }

  /** Chooses an item that need not be in sight. */
  choose(id: string): void {
    this.selectedId = id;
    this.findSelected();
  }

  private findSelected(): void {
    this.selectedIndex = this.placeOf(this.selectedId);
  }

  /** Where that item lies among the rows that are here. */
  private placeOf(id: string | null | undefined): number {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return -1;
  }

  /** Whether the rows that came are still the ones that were asked for. */
  private async restart(): Promise<boolean> {
    const came = await this.replace([0]);
    if (came) this.epoch++;
    return came;
  }

  private async replace(pages: number[]): Promise<boolean> {
    const first = pages[0] ?? 0;
    const asked = ++this.asked;
    this.underway.clear();
    try {
      const list = await this.fetch(first * PAGE_ROWS, pages.length * PAGE_ROWS);
      if (asked !== this.asked) return false;
      const fresh = new Map<number, ItemRow[]>();
      for (let at = 0; at < Math.max(1, list.rows.length); at += PAGE_ROWS) {
        fresh.set(first + at / PAGE_ROWS, list.rows.slice(at, at + PAGE_ROWS));
      }
      this.pages = fresh;
      this.total = list.total;
      this.loaded = true;
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  private async load(page: number): Promise<void> {
    const asked = this.asked;
    this.underway.add(page);
    try {
      const list = await this.fetch(page * PAGE_ROWS, PAGE_ROWS);
      if (asked !== this.asked) return;
      this.pages = new Map([...this.pages, [page, list.rows]]);
      this.total = list.total;
      if (Math.floor(this.selectedIndex / PAGE_ROWS) === page) this.select(this.selectedIndex);
    } catch (error) {
      report(error);
    } finally {
      this.underway.delete(page);
    }
  }

  /** Rows of the list as it is now. */
  fetch(from: number, count: number) {
    return call('list_items', { view: this.view, search: this.search.trim(), sort: this.sort, from, count });
  }
}
