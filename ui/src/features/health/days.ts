/** The coming days as a row of columns: how much ends on each. */

export interface Column {
  /** Days from today. */
  day: number;
  count: number;
  /** How high it is, 0 to 1. */
  height: number;
}

/** The columns of the days on which something ends, of the numbers for each day, today's first. */
export function columns(counts: readonly number[]): Column[] {
  const most = Math.max(1, ...counts);
  return counts.map((count, day) => ({ day, count, height: count / most })).filter(({ count }) => count > 0);
}
