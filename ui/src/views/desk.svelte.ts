/** What lies open on the screen of an open vault: which page, which item, looked at or changed. */
import type { ItemDraft } from '$api/generated/ItemDraft';
import type { ItemView } from '$api/generated/ItemView';
import type { KindView } from '$api/generated/KindView';
import type { View } from '$api/generated/View';
import { startFrom, startNew } from '$features/item/draft';
import { Opened } from '$features/item/opened.svelte';
import { startRecognised } from '$features/item/recognised';
import { addSeveral } from '$features/item/several';
import type { Page } from '$features/vault/Sidebar.svelte';
import type { Picking } from '$features/vault/picking';
import type { Vault } from '$features/vault/vault.svelte';
import { settle } from '$shared/later';
import type { Unsaved } from '$shared/overlay/discard';
import { VIEW, type Mode } from './mode';
import { Works } from './works';

export class Desk {
  readonly opened = new Opened();
  readonly works = new Works();
  page = $state<Page>('items');
  mode = $state.raw<Mode>(VIEW);
  /** Whether the person opened the item, where the window has no room for the list beside it. */
  private forward = $state(false);
  /** What is being edited. */
  private editor = $state.raw<Unsaved | null>(null);
  private readonly soon = settle(60, (id: string | null) => void this.opened.open(id));

  constructor(readonly vault: Vault) {}

  /** Whether the item comes before the list, where there is room for one of them. What is only chosen does not. */
  get detailed(): boolean {
    const { picked } = this.vault.listing;
    return this.mode.name !== 'view' || (this.forward && (this.opened.item !== null || picked.count > 1));
  }

  /** Brings the open item before the list, or the list before the item. */
  bringForward(item: boolean): void {
    this.forward = item;
  }

  /** The list's choice changed: the item is opened, but not each of those that an arrow key runs past. */
  chosen(id: string | null): void {
    if (id === null) {
      this.soon.cancel();
      void this.opened.open(null);
    } else if (this.opened.item?.id !== id) {
      this.soon.call(id);
    }
    if (this.mode.name === 'history') this.mode = VIEW;
  }

  /** Whether there is something that is not saved. */
  get unsaved(): boolean {
    return this.editor?.isChanged() ?? false;
  }

  /** From now on the editor is asked before what is on the screen goes. Gives what ends that. */
  watch(editor: Unsaved | undefined): () => void {
    this.editor = editor ?? null;
    return () => (this.editor = null);
  }

  /** Whether what is on the screen may go. */
  async free(): Promise<boolean> {
    const free = !this.editor || (await this.editor.leave());
    if (free && (this.edits || this.mode.name === 'pick')) this.mode = VIEW;
    return free;
  }

  async go(page: Page): Promise<void> {
    if (await this.free()) this.page = page;
  }

  async show(view: View): Promise<void> {
    if (!(await this.free())) return;
    this.page = 'items';
    this.forward = false;
    await this.vault.listing.show(view);
  }

  async pick(index: number, how: Picking = 'one'): Promise<void> {
    const { listing } = this.vault;
    const later = listing.settledAt(index);
    if (!(await this.free())) return;
    const at = await later;
    if (at < 0) return;
    this.forward = true;
    if (how === 'also') listing.picked.toggle(at);
    else if (how === 'up_to') await listing.picked.extend(at);
    else listing.pick(at);
  }

  /** Goes on in the list, and picks what lies between where that is asked for. */
  async step(by: number, picking = false): Promise<void> {
    if (!(await this.free())) return;
    if (picking) await this.vault.listing.picked.extendBy(by);
    else await this.vault.listing.move(by);
  }

  async pickAll(): Promise<void> {
    if (await this.free()) await this.vault.listing.picked.all();
  }

  /** Shows one item, from wherever it was named. */
  async open(id: string): Promise<void> {
    if (!(await this.free())) return;
    this.page = 'items';
    this.forward = true;
    this.vault.listing.picked.clear();
    this.vault.listing.choose(id);
  }

  /** Starts a new item: of that kind, or of one that is asked for. */
  async create(kind?: string): Promise<void> {
    if (!(await this.free())) return;
    this.page = 'items';
    const { view } = this.vault.listing;
    const wanted = kind ?? (view.view === 'kind' ? view.kind : undefined);
    const known = this.vault.kind(wanted);
    if (known) this.startNew(known);
    else this.mode = { name: 'pick' };
  }

  /** Offers what the QR codes of a picture say. */
  async read(picture: string): Promise<void> {
    if (!(await this.free())) return;
    this.page = 'items';
    this.mode = { name: 'pick', picture };
  }

  startNew(kind: KindView): void {
    this.mode = { name: 'edit', start: startNew(kind, this.vault.listing.folder), item: null };
  }

  /** Starts a new item with what a pasted text gave. */
  startRecognised(draft: ItemDraft): void {
    const start = startRecognised(draft, this.vault.kind(draft.kind), this.vault.listing.folder);
    this.mode = { name: 'edit', start, item: null };
  }

  /** Adds all that a pasted text gave. */
  async addAll(drafts: ItemDraft[]): Promise<void> {
    if (await addSeveral(this.vault, drafts, this.vault.listing.folder)) this.close();
  }

  private get edits(): boolean {
    return this.mode.name === 'edit';
  }

  /** Edits the chosen item, even where another one is still on the screen. */
  async edit(): Promise<void> {
    await this.vault.listing.settled();
    const id = this.vault.listing.selectedId;
    if (id === null || this.edits) return;
    if (this.opened.item?.id !== id) await this.opened.open(id);
    const { item } = this.opened;
    if (item?.id !== id || item.deleted || this.edits) return;
    this.mode = { name: 'edit', start: startFrom(item, this.vault.kind(item.kind)), item };
  }

  history(): void {
    this.mode = { name: 'history' };
  }

  close(): void {
    this.mode = VIEW;
  }

  /** Goes back to looking at the item, after asking where something would be lost. */
  async leave(): Promise<void> {
    if (await this.free()) this.close();
  }

  /** An item came out of a change: it is what is looked at now. */
  async changed(item: ItemView): Promise<void> {
    this.mode = VIEW;
    this.forward = true;
    this.opened.show(item);
    this.vault.listing.selectedId = item.id;
    await this.vault.refresh();
  }

  /** The vault changed, here or elsewhere: the item that is looked at is read again if it is another one now. */
  async follow(generation: number): Promise<void> {
    await this.vault.changed(generation);
    const { item } = this.opened;
    const row = this.vault.listing.rowAt(this.vault.listing.selectedIndex);
    const stale = item !== null && row?.id === item.id && row.modified !== item.modified;
    if (stale && this.mode.name === 'view') await this.opened.open(item.id);
  }

  /** Reads the open item again. */
  async reload(): Promise<void> {
    this.mode = VIEW;
    await this.opened.open(this.vault.listing.selectedId);
  }
}
