/** What a view of the list is called, and how two are compared. */
import type { FolderRow } from '$api/generated/FolderRow';
import type { View } from '$api/generated/View';
import { t, tOr } from '$shared/i18n/i18n.svelte';
import { kindName } from './names';

/** Days from which on the oldest passwords are counted, as `crates/vault` has them. */
const OLDEST = 730;

export function viewName(view: View, folders: readonly FolderRow[]): string {
  switch (view.view) {
    case 'kind':
      return kindName(view.kind);
    case 'folder':
      return folders.find((folder) => folder.id === view.folder)?.name ?? '';
    case 'tag':
      return view.tag;
    case 'strength':
      return t('view.strength', { name: tOr(`strength.${view.score}`, String(view.score)) });
    case 'older_than':
      return t('view.older_than', { name: ageName(view.days, view.below) });
    case 'ends_within':
      return t('view.ends_within', { count: view.days });
    case 'found':
      return t('view.found', { name: t(`health.found.${view.severity}`) });
    case 'similar':
    case 'ended':
    case 'without_code':
    case 'two_factor_possible':
    case 'breached':
      return t(`view.${view.view}`);
    default:
      return t(`nav.${view.view}`);
  }
}

/** How old passwords are that are at least so many days old, and younger than `below`. */
export function ageName(days: number, below: number | null): string {
  const known = below !== null || days === OLDEST;
  const plain = t('view.days_old', { count: days });
  return known ? tOr(`health.age_${days}`, plain) : plain;
}

export function sameView(one: View, other: View): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
