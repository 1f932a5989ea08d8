/** What the keys do on the screen of an open vault. */
import { copyMainSecret, copyUserName } from '$features/item/acts';
import { hasSelection, isMac, isTyping } from '$shared/keyboard/platform';
import { actionOf, type Action } from '$shared/keyboard/shortcuts';
import type { Desk } from './desk.svelte';

export interface Doors {
  palette: () => void;
  help: () => void;
}

/** Whether there is room for one pane only, as `panes.css` has it. */
export const isNarrow = () => matchMedia('(max-width: 40rem)').matches;

/** Whether nothing has the focus that does something with a key. */
const isNowhere = (target: EventTarget | null) =>
  target === document.body || (target instanceof HTMLElement && target.id === 'detail');

const isSearch = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.id === 'search';

/** Puts the focus into the search field, and the list before the item. */
export async function focusSearch(desk: Desk): Promise<void> {
  await desk.go('items');
  desk.bringForward(false);
  requestAnimationFrame(() => {
    const search = document.querySelector<HTMLInputElement>('#search');
    search?.focus();
    search?.select();
  });
}

/** Keys that move in the list and copy from it, whether the list or the search field has the focus. */
export function listKey(event: KeyboardEvent, desk: Desk): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  const step = steps[event.key];
  if (step !== undefined && !event.altKey) {
    event.preventDefault();
    void desk.step(step, event.shiftKey && !isSearch(event.target));
  } else if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    desk.bringForward(true);
    void withChosen(desk, copyMainSecret);
  }
}

/** Does something with the chosen item: of a search that is still under way, with its first hit. */
async function withChosen(desk: Desk, act: (id: string) => Promise<void>): Promise<void> {
  const { listing } = desk.vault;
  await listing.settled();
  if (listing.selectedId) await act(listing.selectedId);
}

/** Locks before anything else that the key could mean, whatever dialog is open and whatever is not saved. */
export function lockKey(event: KeyboardEvent, lock: () => void): void {
  if (actionOf(event, isMac) !== 'lock') return;
  event.preventDefault();
  event.stopPropagation();
  lock();
}

/** Keys that work wherever the focus is, unless a dialog is open; gives whether it was one of them. */
export function windowKey(event: KeyboardEvent, desk: Desk, doors: Doors): boolean {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return false;
  // Where nothing has the focus, the list takes the keys that it would take.
  if (isNowhere(event.target) && desk.page === 'items' && desk.mode.name === 'view') listKey(event, desk);
  if (event.defaultPrevented) return false;
  const action = actionOf(event, isMac);
  if (!action || !applies(action, event)) return false;
  const act = acts(desk, doors)[action];
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}

function applies(action: Action, event: KeyboardEvent): boolean {
  const elsewhere = isTyping(event.target) && !isSearch(event.target);
  if (action === 'copy_secret' || action === 'copy_username') return !elsewhere && !hasSelection();
  if (action === 'pick_all') return !isTyping(event.target);
  if (action === 'help')
    return !isTyping(event.target) || (isSearch(event.target) && event.target.value === '');
  return action !== 'escape' || !elsewhere;
}

function acts(desk: Desk, doors: Doors): Partial<Record<Action, () => void>> {
  const inList: Partial<Record<Action, () => void>> = {
    pick_all: () => void desk.pickAll(),
    copy_secret: () => void withChosen(desk, copyMainSecret),
    copy_username: () => void withChosen(desk, copyUserName),
    edit_item: () => void desk.edit(),
  };
  return {
    ...(desk.page === 'items' && inList),
    palette: doors.palette,
    help: doors.help,
    search: () => void focusSearch(desk),
    new_item: () => void desk.create(),
    generator: () => void desk.go('generator'),
    save: () => document.querySelector<HTMLFormElement>('#editor')?.requestSubmit(),
    escape: () => void leave(desk),
  };
}

async function leave(desk: Desk): Promise<void> {
  if (desk.page !== 'items') await focusSearch(desk);
  else if (desk.mode.name !== 'view') await desk.leave();
  else if (isNarrow() && desk.detailed) await focusSearch(desk);
  else if (desk.vault.listing.picked.count > 0) desk.vault.listing.picked.clear();
  else if (desk.vault.listing.search) await desk.vault.listing.find('');
  else await focusSearch(desk);
}
