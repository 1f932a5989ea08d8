/** What a site demands of a password, in words. */
import type { SiteRules } from '$api/generated/SiteRules';
import { t, tOr } from '$shared/i18n/i18n.svelte';

/** A set's names in words; other characters come in brackets, and are shown without. */
function set(names: readonly string[]): string {
  const shown = (name: string) =>
    name.startsWith('[') ? name.slice(1, -1).split('').join(' ') : tOr(`rules.set_${name}`, name);
  return names.map(shown).join(' ');
}

function length({ min_length: min, max_length: max }: SiteRules): string[] {
  if (min !== null && max !== null) return [t(min === max ? 'rules.exactly' : 'rules.length', { min, max })];
  if (min !== null) return [t('rules.min', { min })];
  return max !== null ? [t('rules.max', { max })] : [];
}

/** Each demand, the most telling first. */
export function demands(rules: SiteRules): string[] {
  const { required, allowed, max_consecutive: run } = rules;
  return [
    ...length(rules),
    ...required.map((names) => t('rules.required', { sets: set(names) })),
    ...(allowed.length ? [t(required.length ? 'rules.allowed' : 'rules.only', { sets: set(allowed) })] : []),
    ...(run === null ? [] : [t('rules.run', { count: run })]),
  ];
}
