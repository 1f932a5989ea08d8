/** What a view of the list is called, and how two are compared. */
import type { FolderRow } from '$api/generated/FolderRow';
import type { View } from '$api/generated/View';
import { t } from '$shared/i18n/i18n.svelte';
import { kindName } from './names';

export function viewName(view: View, folders: readonly FolderRow[]): string {
  switch (view.view) {
    case 'kind':
      return kindName(view.kind);
    case 'folder':
      return folders.find((folder) => folder.id === view.folder)?.name ?? '';
    case 'tag':
      return view.tag;
    default:
      return t(`nav.${view.view}`);
  }
}

export function sameView(one: View, other: View): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
