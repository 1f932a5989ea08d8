/** How the core's facts and findings are written for people. */
import type { FactView } from '$api/generated/FactView';
import type { FieldView } from '$api/generated/FieldView';
import type { FindingView } from '$api/generated/FindingView';
import type { ItemView } from '$api/generated/ItemView';
import { isoDate, moment } from '$shared/format/time';
import { locale, t } from '$shared/i18n/i18n.svelte';

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** A date or time as people write it here; anything else as it is. */
export function written(value: string): string {
  const at = isTime.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? isoDate(value, locale()) : moment(at);
}

const answers = new Set(['encrypted', 'checksum_fits']);

/** A fact's value in words. */
export function factValue({ name, value }: FactView): string {
  if (answers.has(name) && value === 'yes') return t('item.yes');
  if (answers.has(name) && value === 'no') return t('item.no');
  return written(value);
}

/** Whether it is compared letter by letter. */
export function isFingerprint(fact: FactView): boolean {
  return fact.name.startsWith('fingerprint_') || fact.name === 'serial_number';
}

const countsBits = new Set(['short_totp_secret', 'weak_secret']);

/** The particular of a finding in words, in brackets behind what it says; nothing where it has none. */
export function particular({ code, detail }: FindingView): string {
  if (!detail) return '';
  return ` (${countsBits.has(code) ? t('item.bits', { count: detail }) : written(detail)})`;
}

/** What was found about a field. */
export function about(findings: readonly FindingView[], field: number): FindingView[] {
  return findings.filter((finding) => finding.field === field);
}

/** What of a field can be given on as a QR code. */
export function givenOn(item: ItemView, field: FieldView): 'code' | 'network' | null {
  if (field.type === 'totp') return 'code';
  return item.kind === 'wifi' && field.name === 'ssid' ? 'network' : null;
}

/** What was found about none of these fields: it belongs on top. */
export function aboutTheWhole(findings: readonly FindingView[], fields: readonly number[]): FindingView[] {
  return findings.filter((finding) => finding.field === null || !fields.includes(finding.field));
}
