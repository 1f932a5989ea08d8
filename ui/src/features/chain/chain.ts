/** The words of a check of a chain. */
import type { ChainFaultView } from '$api/generated/ChainFaultView';
import { isoDate } from '$shared/format/time';
import { locale, tOr } from '$shared/i18n/i18n.svelte';

/** The day of a moment, in UTC as certificates count. */
export function dayOf(at: number): string {
  return isoDate(new Date(at).toISOString().slice(0, 10), locale());
}

/** What a fault's detail says, in words. */
function detailOf({ code, detail }: ChainFaultView): string {
  if (detail === null) return '';
  if (code === 'malformed' || code === 'against_baseline') return tOr(`chain.rule.${detail}`, detail);
  return isoDate(detail, locale());
}

/** Why a chain does not hold. */
export function faultWords(fault: ChainFaultView): string {
  const words = tOr(`chain.fault.${fault.code}`, fault.code);
  const detail = detailOf(fault);
  return detail === '' ? words : `${words} (${detail})`;
}
