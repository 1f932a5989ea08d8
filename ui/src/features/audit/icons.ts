/** A sign for each thing that can happen. */
import type { IconName } from '$shared/icons/paths';

const icons: Record<string, IconName> = {
  create: 'plus',
  create_vault: 'plus',
  unlock: 'unlock',
  lock: 'lock',
  failed_unlock: 'danger',
  recover: 'unlock',
  change_slots: 'password',
  restore_vault: 'restore',
  export: 'backup',
  reveal: 'eye',
  copy: 'copy',
  update: 'edit',
  delete: 'trash',
  purge: 'trash',
  restore: 'restore',
  folder: 'folder',
  import: 'import',
  undo_import: 'restore',
  verify: 'shield',
  setting: 'settings',
  check_breaches: 'shield',
  measure_passwords: 'shield',
  contact: 'url',
};

export function actionIcon(action: string): IconName {
  return icons[action] ?? 'info';
}
