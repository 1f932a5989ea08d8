/** Asks the core how strong a password is, as it is typed. Keeps the answer, not the password. */
import { call } from '$api/client';
import type { Strength } from '$api/generated/Strength';
import { settle } from '$shared/later';

export class Judge {
  strength = $state<Strength | null>(null);
  /** Whether an answer is on its way. */
  judging = $state(false);
  private asked = 0;
  private readonly later = settle(
    140,
    (asked: number, password: string, context: string[]) => void this.ask(asked, password, context),
  );

  /** Judges this password soon; an empty one has no strength. */
  judge(password: string, context: string[] = []): void {
    const asked = ++this.asked;
    if (password === '') {
      this.later.cancel();
      this.strength = null;
      this.judging = false;
      return;
    }
    this.judging = true;
    this.later.call(asked, password, context);
  }

  private async ask(asked: number, password: string, context: string[]): Promise<void> {
    try {
      const strength = await call('strength', { password, context });
      if (asked === this.asked) this.strength = strength;
    } catch {
      // Advice that cannot be had is not worth a message; the core judges again on saving.
    }
    if (asked === this.asked) this.judging = false;
  }
}
