import type { ItemView } from '$api/generated/ItemView';
import type { OpenVault } from '$api/generated/OpenVault';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Desk } from './desk.svelte';

vi.mock('$api/client', () => ({ call: vi.fn(), hear: vi.fn(), asApiError: (error: unknown) => error }));

let desk: Desk;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
beforeEach(async () => {
  const { Desk } = await import('./desk.svelte');
  const { Vault } = await import('$features/vault/vault.svelte');
  desk = new Desk(new Vault({ generation: 1 } as OpenVault));
});

const item = (id: string) =>
  ({ id, kind: 'note', fields: [], tags: [], deleted: false }) as unknown as ItemView;

/** Opens the editor, with somebody who answers its question. */
function edits(answer: boolean) {
  const guard = vi.fn(async () => answer);
  desk.opened.show(item('a'));
  desk.mode = { name: 'edit', start: {} as never, item: item('a') };
  desk.guard = guard;
  return guard;
}

describe('leaving an edit', () => {
  test('asks first, and stays where the answer is no', async () => {
    const guard = edits(false);
    await desk.leave();
    expect(guard).toHaveBeenCalledOnce();
    expect(desk.mode.name).toBe('edit');
  });

  test('goes back to the item where the answer is yes', async () => {
    edits(true);
    await desk.leave();
    expect(desk.mode.name).toBe('view');
  });

  test('asks nothing where only the history is looked at', async () => {
    const guard = edits(false);
    desk.history();
    await desk.leave();
    expect(guard).not.toHaveBeenCalled();
    expect(desk.mode.name).toBe('view');
  });
});
