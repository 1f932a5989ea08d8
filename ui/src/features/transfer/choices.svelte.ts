/** What a person chooses of an import before it runs: what becomes of what the vault has already, and where folders go. */
import type { FolderMapping } from '$api/generated/FolderMapping';
import type { FolderPlan } from '$api/generated/FolderPlan';
import type { FolderTarget } from '$api/generated/FolderTarget';
import type { ImportPreview } from '$api/generated/ImportPreview';
import type { RunImportRequest } from '$api/generated/RunImportRequest';
import type { Treatment } from '$api/generated/Treatment';
import type { Treatments } from '$api/generated/Treatments';

/** What an item can be to the vault, besides new. */
export const classes = ['newer', 'older', 'different', 'same'] as const;
export type Class = (typeof classes)[number];

/** Folders that can be sent elsewhere one by one: a list of more is read by nobody. */
export const MOST_MAPPED = 200;

/** Where one folder goes: with the folder it lies in, into one that is there, or into a new one. */
export interface Goes {
  to: 'stay' | 'folder' | 'new';
  folder: string | null;
  name: string;
}

/** What a person chose here; the rest of the request is chosen beside it. */
export type Chosen = Pick<RunImportRequest, 'duplicates' | 'each' | 'folders'>;

export const stays = (): Goes => ({ to: 'stay', folder: null, name: '' });

export class Choices {
  /** As the core does it where nothing is said; `docs/decisions/0027-merging.md` says why. */
  duplicates = $state<Treatments>({ same: 'skip', newer: 'merge', older: 'merge', different: 'keep' });
  /** Items for which something else was chosen, by their place in the file. */
  each = $state<Record<number, Treatment>>({});
  how = $state<FolderPlan['how']>('as_they_are');
  into = $state<Goes>({ to: 'new', folder: null, name: '' });
  /** By the folder's place in the file; -1 is what lies in none. */
  goes = $state<Record<number, Goes>>({});

  /** What becomes of an item. */
  of(position: number, standing: Class): Treatment {
    return this.each[position] ?? this.duplicates[standing];
  }

  /** Chooses for a whole class: what was chosen for single items of it is forgotten. */
  choose(preview: ImportPreview, standing: Class, treatment: Treatment): void {
    this.duplicates[standing] = treatment;
    const others = preview.known.filter((item) => item.standing !== standing && item.position in this.each);
    this.each = Object.fromEntries(
      others.map(({ position }) => [position, this.each[position] ?? treatment]),
    );
  }

  /** How many items come or are merged. */
  coming(preview: ImportPreview): number {
    let coming = preview.standings.new;
    for (const name of classes) if (this.duplicates[name] !== 'skip') coming += preview.standings[name];
    for (const { position, standing } of preview.known) {
      const single = this.each[position];
      if (single === undefined || standing === 'new') continue;
      coming += Number(single !== 'skip') - Number(this.duplicates[standing] !== 'skip');
    }
    return coming;
  }

  /** Whether a new folder was chosen that has no name yet. */
  get incomplete(): boolean {
    const nameless = ({ to, name }: Goes) => to === 'new' && !name.trim();
    if (this.how === 'into') return nameless(this.into);
    return this.how === 'each' && Object.values(this.goes).some(nameless);
  }

  request(): Chosen {
    const each = Object.entries(this.each);
    return {
      duplicates: { ...this.duplicates },
      each: each.map(([position, treatment]) => ({ position: Number(position), treatment })),
      folders: this.plan(),
    };
  }

  private plan(): FolderPlan {
    switch (this.how) {
      case 'as_they_are':
        return { how: 'as_they_are' };
      case 'into':
        return { how: 'into', target: target(this.into) };
      case 'each': {
        const mapped = Object.entries(this.goes).filter(([, goes]) => goes.to !== 'stay');
        const mapping = ([position, goes]: [string, Goes]): FolderMapping => ({
          position: Number(position) < 0 ? null : Number(position),
          target: target(goes),
        });
        return { how: 'each', folders: mapped.map(mapping) };
      }
    }
  }
}

/** A new folder's name may be a path: levels are separated by slashes. */
function target({ to, folder, name }: Goes): FolderTarget {
  if (to === 'folder') return { folder, path: [] };
  const names = name.split('/').map((part) => part.trim());
  return { folder: null, path: names.filter(Boolean) };
}
