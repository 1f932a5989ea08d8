/** Tells the core that somebody is here, so that the vault does not lock under their hands. */
import { call } from '$api/client';

const EVERY = 5_000;
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Watches until the returned function is called; the core hears of it at most every five seconds. */
export function watchForActivity(): () => void {
  let last = 0;
  const seen = () => {
    const now = Date.now();
    if (now - last < EVERY) return;
    last = now;
    call('touch').catch(() => undefined);
  };
  for (const sign of signs) addEventListener(sign, seen, { passive: true });
  return () => {
    for (const sign of signs) removeEventListener(sign, seen);
  };
}
