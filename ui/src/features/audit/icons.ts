/** A sign for each thing that can happen. */
import type { IconName } from '$shared/icons/paths';

const icons: Record<string, IconName> = {
  create: 'plus',
  create_vault: 'plus',
  unlock: 'unlock',
  lock: 'lock',
  failed_unlock: 'danger',
  recover: 'unlock',
  change_password: 'password',
  reveal: 'eye',
  copy: 'copy',
  update: 'edit',
  delete: 'trash',
  purge: 'trash',
  restore: 'restore',
  restore_version: 'history',
  move: 'move',
  tag: 'tag',
  favourite: 'star',
  duplicate: 'duplicate',
  folder: 'folder',
  create_folder: 'folder',
  update_folder: 'folder',
  delete_folder: 'folder',
  import: 'import',
  backup: 'backup',
  verify: 'shield',
};

export function actionIcon(action: string): IconName {
  return icons[action] ?? 'info';
}
