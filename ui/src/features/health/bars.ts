/** From the numbers to the bars that show them: each has a name, a share of its group, and the list behind it. */
import type { Health } from '$api/generated/Health';
import type { View } from '$api/generated/View';
import { ageName } from '$features/vault/views';
import { t, tOr } from '$shared/i18n/i18n.svelte';

export type Tone = 'bar-0' | 'bar-1' | 'bar-2' | 'bar-3' | 'bar-4' | 'accent' | 'danger' | 'warn' | 'muted';

export interface Bar {
  id: string;
  name: string;
  count: number;
  /** How much of its line it fills, 0 to 1. */
  share: number;
  tone: Tone;
  view: View;
}

type Sketch = Omit<Bar, 'share'>;

/** The bars of a group, each as long as its share of `of`. */
function drawn(of: number, bars: Sketch[]): Bar[] {
  return bars.map((bar) => ({ ...bar, share: of > 0 ? Math.min(1, bar.count / of) : 0 }));
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const STRENGTHS: Tone[] = ['bar-0', 'bar-1', 'bar-2', 'bar-3', 'bar-4'];

export function strengthBars({ strengths }: Health): Bar[] {
  return drawn(
    sum(strengths),
    strengths.map((count, score) => ({
      id: `strength-${score}`,
      name: tOr(`strength.${score}`, String(score)),
      count,
      tone: STRENGTHS[score] ?? 'muted',
      view: { view: 'strength', score },
    })),
  );
}

export function reuseBars({ items, reused, similar }: Health): Bar[] {
  return drawn(items, [
    { id: 'reused', name: t('health.reused'), count: reused, tone: 'danger', view: { view: 'reused' } },
    { id: 'similar', name: t('health.similar'), count: similar, tone: 'warn', view: { view: 'similar' } },
  ]);
}

export function ageBars({ ages }: Health): Bar[] {
  return drawn(
    sum(ages.map(({ count }) => count)),
    ages.map(({ days, below, count }) => ({
      id: `age-${days}`,
      name: ageName(days, below),
      count,
      tone: 'accent',
      view: { view: 'older_than', days, below },
    })),
  );
}

/** The bars of what ends; each longer time has what ends in the shorter ones. */
export function endBars({ ended, ending }: Health): Bar[] {
  const most = Math.max(ended, ...ending.map(({ count }) => count));
  const soon = ending.map(({ within_days: days, count }): Sketch => ({
    id: `ends-${days}`,
    name: t('health.within', { count: days }),
    count,
    tone: 'warn',
    view: { view: 'ends_within', days },
  }));
  return drawn(most, [
    { id: 'ended', name: t('health.ended'), count: ended, tone: 'danger', view: { view: 'ended' } },
    ...soon,
  ]);
}

/** How many of the passwords that were looked up were found. */
export function breachBars({ breached, breach_checked }: Health): Bar[] {
  return drawn(breach_checked, [
    { id: 'breached', name: t('breach.found'), count: breached, tone: 'danger', view: { view: 'breached' } },
  ]);
}

const GRAVITIES = [
  ['high', 'danger'],
  ['medium', 'warn'],
  ['low', 'muted'],
] as const;

export function foundBars({ items, found, without_code, two_factor_possible }: Health): Bar[] {
  const wrong = GRAVITIES.map(([severity, tone]): Sketch => ({
    id: `found-${severity}`,
    name: t(`health.found.${severity}`),
    count: found[severity],
    tone,
    view: { view: 'found', severity },
  }));
  const without: Sketch = {
    id: 'without-code',
    name: t('health.without_code'),
    count: without_code,
    tone: 'muted',
    view: { view: 'without_code' },
  };
  const possible: Sketch = {
    id: 'two-factor',
    name: t('health.two_factor_possible'),
    count: two_factor_possible,
    tone: 'warn',
    view: { view: 'two_factor_possible' },
  };
  return drawn(items, [...wrong, without, possible]);
}
