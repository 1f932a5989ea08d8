/** The words of kinds and fields; names that the core does not know are the person's own. */
import { isIcon, type IconName } from '$shared/icons/paths';
import { tOr } from '$shared/i18n/i18n.svelte';
import { ownKind } from './own-kinds.svelte';

export function kindName(kind: string): string {
  return ownKind(kind)?.label ?? tOr(`kind.${kind}`, kind);
}

export function kindIcon(kind: string): IconName {
  const own = ownKind(kind);
  if (own) return own.icon !== undefined && isIcon(own.icon) ? own.icon : 'tag';
  return isIcon(kind) ? kind : 'secret';
}

export function fieldName(field: { name: string; custom: boolean }): string {
  return field.custom ? field.name : tOr(`field.${field.name}`, field.name);
}

/** The groups of kinds that share a colour: keys, machines, papers, money. Logins and unknown kinds have none. */
const tones: Partial<Record<string, 'key' | 'machine' | 'paper' | 'money'>> = {
  api_key: 'key',
  ssh_key: 'key',
  secret: 'key',
  oauth: 'key',
  password: 'key',
  server: 'machine',
  database: 'machine',
  wifi: 'machine',
  certificate: 'machine',
  note: 'paper',
  identity: 'paper',
  licence: 'paper',
  card: 'money',
  bank_account: 'money',
};

/** The colour of a kind's tile. */
export function kindTone(kind: string): string | undefined {
  return tones[kind];
}
