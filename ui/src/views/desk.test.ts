import type { ItemView } from '$api/generated/ItemView';
import type { OpenVault } from '$api/generated/OpenVault';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Desk } from './desk.svelte';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('$api/client', () => ({ call, hear: vi.fn(), asApiError: (error: unknown) => error }));

let desk: Desk;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
beforeEach(async () => {
  const { Desk } = await import('./desk.svelte');
  const { Vault } = await import('$features/vault/vault.svelte');
  call.mockReset();
  desk = new Desk(new Vault({ generation: 1 } as OpenVault));
});

const item = (id: string) =>
  ({ id, kind: 'note', fields: [], tags: [], deleted: false }) as unknown as ItemView;

/** Opens the editor, with somebody who answers its question. */
function edits(answer: boolean) {
  const leave = vi.fn(async () => answer);
  desk.opened.show(item('a'));
  desk.mode = { name: 'edit', start: {} as never, item: item('a') };
  return { leave, end: desk.watch({ isChanged: () => !answer, leave }) };
}

describe('leaving an edit', () => {
  test('asks first, and stays where the answer is no', async () => {
    const { leave } = edits(false);
    expect(desk.unsaved).toBe(true);
    await desk.leave();
    expect(leave).toHaveBeenCalledOnce();
    expect(desk.mode.name).toBe('edit');
  });

  test('goes back to the item where the answer is yes', async () => {
    edits(true);
    await desk.leave();
    expect(desk.mode.name).toBe('view');
  });

  test('asks nothing where only the history is looked at', async () => {
    const { leave, end } = edits(false);
    end();
    desk.history();
    await desk.leave();
    expect(leave).not.toHaveBeenCalled();
    expect(desk.unsaved).toBe(false);
    expect(desk.mode.name).toBe('view');
  });
});

describe('where there is room for one pane', () => {
  test('what is only chosen leaves the list in sight, and what was opened does not', async () => {
    desk.vault.listing.selectedId = 'a';
    desk.opened.show(item('a'));
    expect(desk.detailed).toBe(false);
    await desk.pick(0);
    expect(desk.detailed).toBe(true);
    desk.bringForward(false);
    expect(desk.detailed).toBe(false);
    expect(desk.opened.item?.id).toBe('a');
  });

  test('a new item comes before the list', async () => {
    await desk.create();
    expect(desk.detailed).toBe(true);
  });
});

describe('editing', () => {
  const answers = (id: string) => call.mockImplementation(async () => item(id));

  test('takes the chosen item, not the one that is still on the screen', async () => {
    desk.opened.show(item('a'));
    desk.vault.listing.selectedId = 'b';
    answers('b');
    await desk.edit();
    expect(desk.mode).toMatchObject({ name: 'edit', item: { id: 'b' } });
  });

  test('takes the first hit of a search that is under way', async () => {
    desk.opened.show(item('a'));
    desk.vault.listing.selectedId = 'a';
    let find: (answer: unknown) => void = () => undefined;
    call.mockImplementationOnce(() => new Promise((found) => (find = found)));
    void desk.vault.listing.find('b');
    const edited = desk.edit();
    expect(desk.mode.name).toBe('view');
    answers('b');
    find({ rows: [item('b')], total: 1 });
    await edited;
    expect(desk.mode).toMatchObject({ name: 'edit', item: { id: 'b' } });
  });
});

describe('a list that is being read anew', () => {
  const read = () => {
    let come: (answer: unknown) => void = () => undefined;
    call.mockImplementationOnce(() => new Promise((answered) => (come = answered)));
    return (...ids: string[]) => come({ rows: ids.map(item), total: ids.length });
  };

  test('loses no arrow key that is pressed meanwhile', async () => {
    const { listing } = desk.vault;
    call.mockResolvedValueOnce({ rows: [item('b')], total: 1 });
    await listing.find('b');
    const come = read();
    void listing.find('');
    const stepped = [desk.step(1), desk.step(1)];
    come('a', 'b', 'c');
    await Promise.all(stepped);
    expect([listing.selectedIndex, listing.selectedId]).toEqual([1, 'b']);
  });

  test('takes an arrow key for the rows of another order', async () => {
    const { listing } = desk.vault;
    call.mockResolvedValueOnce({ rows: [item('a'), item('b')], total: 2 });
    await listing.find('');
    const come = read();
    void listing.order('modified');
    const stepped = desk.step(1);
    come('b', 'a');
    await stepped;
    expect(listing.selectedId).toBe('b');
  });

  test('opens the row that was clicked on, wherever it comes to lie', async () => {
    const { listing } = desk.vault;
    call.mockResolvedValueOnce({ rows: [item('a'), item('b')], total: 2 });
    await listing.find('');
    const come = read();
    void listing.order('modified');
    const picked = desk.pick(1);
    come('b', 'a');
    await picked;
    expect([listing.selectedIndex, listing.selectedId]).toEqual([0, 'b']);
  });

  test('opens nothing where the row is there no more', async () => {
    const { listing } = desk.vault;
    call.mockResolvedValueOnce({ rows: [item('a'), item('b')], total: 2 });
    await listing.find('');
    const come = read();
    void listing.show({ view: 'favourites' });
    const picked = desk.pick(1);
    come('a');
    await picked;
    expect(listing.selectedId).toBeNull();
  });
});
