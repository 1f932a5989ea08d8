/** The trail's entries, day by day. */
import type { AuditRow } from '$api/generated/AuditRow';

export interface Day {
  /** Midnight of the day in this computer's time zone. */
  at: number;
  entries: AuditRow[];
}

/**
 * Entries that follow one another on one day, together; their order stays. A day comes twice where the clock was set back
 * between its entries.
 */
export function byDay(entries: readonly AuditRow[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const at = new Date(entry.at).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.at === at) last.entries.push(entry);
    else days.push({ at, entries: [entry] });
  }
  return days;
}
