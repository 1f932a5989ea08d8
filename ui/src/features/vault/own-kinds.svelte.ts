/** What the kinds are called that the user defined, and their pictures: as personal as titles, and gone with the vault. */
import type { KindView } from '$api/generated/KindView';

let known = $state.raw<ReadonlyMap<string, KindView>>(new Map());

/** Knows these kinds from now on, and no others. */
export function setOwnKinds(kinds: readonly KindView[]): void {
  known = new Map(kinds.filter(({ label }) => label !== undefined).map((kind) => [kind.name, kind]));
}

/** The kind of that name, where the user defined it. */
export function ownKind(name: string): KindView | undefined {
  return known.get(name);
}
