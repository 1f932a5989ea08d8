/** What the trail adds to an action, in words: the core writes it in a few fixed forms. */
import type { AuditRow } from '$api/generated/AuditRow';
import { fieldName } from '$features/vault/names';
import { moment } from '$shared/format/time';
import { t, tOr } from '$shared/i18n/i18n.svelte';
import { said } from '$shared/i18n/said';

type Form = [RegExp, (parts: string[]) => string];

const forms: readonly Form[] = [
  [
    /^(\d+) items from (.+)$/,
    ([count, source = '']) => t('detail.import', { count: Number(count), source: said(source) }),
  ],
  [
    /^(\d+) items as (.+)$/,
    ([count, format = '']) => t('detail.export', { count: Number(count), format: said(format) }),
  ],
  [/^backup of (\d+) items$/, ([count]) => t('detail.backup', { count: Number(count) })],
  [
    /^calendar of (\d+) items (?:with|without) titles$/,
    ([count]) => t('detail.calendar', { count: Number(count) }),
  ],
  [/^compliance_\w+$/, () => t('detail.report')],
  [/^(\d+) faults$/, ([count]) => t('detail.faults', { count: Number(count) })],
  [
    /^(\d+) times, between (\d+) and (\d+)$/,
    ([count, first, last]) =>
      t('detail.failures', {
        count: Number(count),
        first: moment(Number(first)),
        last: moment(Number(last)),
      }),
  ],
];

/** The words; what has no known form is shown as it is. */
export function detailOf({ action, detail }: Pick<AuditRow, 'action' | 'detail'>): string {
  if (detail === '') return '';
  if (action === 'reveal' || action === 'copy') return fieldName({ name: detail, custom: false });
  for (const [form, words] of forms) {
    const match = form.exec(detail);
    if (match) return words(match.slice(1));
  }
  if (action === 'change_slots') return tOr(`slot.${detail}`, detail);
  return action === 'update' ? tOr(`field.${detail}`, detail) : tOr(`detail.${detail}`, said(detail));
}
