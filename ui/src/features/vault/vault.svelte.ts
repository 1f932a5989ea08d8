/** The open vault as the page knows it: what the left pane shows, the list, the kinds. Gone when its view is gone. */
import { call } from '$api/client';
import type { FolderRow } from '$api/generated/FolderRow';
import type { Health } from '$api/generated/Health';
import type { KindView } from '$api/generated/KindView';
import type { OpenVault } from '$api/generated/OpenVault';
import type { Sidebar } from '$api/generated/Sidebar';
import { report } from '$api/report';
import { Listing } from './listing.svelte';
import { setOwnKinds } from './own-kinds.svelte';

const nothing: Sidebar = {
  all: 0,
  favourites: 0,
  trash: 0,
  weak: 0,
  reused: 0,
  kinds: [],
  tags: [],
  folders: [],
};

export class Vault {
  readonly listing = new Listing();
  sidebar = $state.raw<Sidebar>(nothing);
  /** How the passwords are doing; `null` until that is known. */
  health = $state.raw<Health | null>(null);
  kinds = $state.raw<KindView[]>([]);
  /** Rises with every change, wherever it was made. */
  generation = $state(0);

  constructor(readonly open: OpenVault) {
    this.generation = open.generation;
  }

  get folders(): FolderRow[] {
    return this.sidebar.folders;
  }

  /** The kind of that name, if the core knows it. */
  kind(name: string | undefined): KindView | undefined {
    return this.kinds.find((kind) => kind.name === name);
  }

  async begin(): Promise<void> {
    try {
      await Promise.all([this.readKinds(), this.count(), this.listing.find('')]);
    } catch (error) {
      report(error);
    }
  }

  /** Reads again what a change may have changed. */
  async changed(generation: number): Promise<void> {
    if (generation <= this.generation) return;
    this.generation = generation;
    await Promise.all([this.refresh(), this.readKinds().catch(report)]);
  }

  async refresh(): Promise<void> {
    await Promise.all([this.count(), this.listing.refresh()]).catch(report);
  }

  /** Reads which kinds there are: another program, or this one, may have changed those that the user defined. */
  async readKinds(): Promise<void> {
    const { kinds } = await call('kinds');
    this.kinds = kinds;
    setOwnKinds(kinds);
  }

  /** Forgets what is personal and outlives this. */
  end(): void {
    setOwnKinds([]);
  }

  private async count(): Promise<void> {
    [this.sidebar, this.health] = await Promise.all([call('sidebar'), call('health')]);
  }
}

/** The folder's name with those above it: `Work / Servers`. */
export function folderPath(folders: readonly FolderRow[], id: string | null): string {
  const names: string[] = [];
  let folder = folders.find((row) => row.id === id);
  while (folder && names.length < 64) {
    names.unshift(folder.name);
    const above: string | null = folder.parent;
    folder = folders.find((row) => row.id === above);
  }
  return names.join(' / ');
}

/** The folder and all that lie in it. */
export function folderAndBelow(folders: readonly FolderRow[], id: string): Set<string> {
  const inside = new Set([id]);
  for (const folder of folders) if (folder.parent && inside.has(folder.parent)) inside.add(folder.id);
  return inside;
}
