/** Asks the core how strong a password is, as it is typed. Keeps the answer, not the password. */
import { call } from '$api/client';
import type { Strength } from '$api/generated/Strength';
import { settle } from '$shared/later';

export class Judge {
  strength = $state<Strength | null>(null);
  private asked = 0;
  private readonly later = settle(
    140,
    (password: string, context: string[]) => void this.ask(password, context),
  );

  /** Judges this password soon; an empty one has no strength. */
  judge(password: string, context: string[] = []): void {
    if (password === '') {
      this.later.cancel();
      this.asked++;
      this.strength = null;
      return;
    }
    this.later.call(password, context);
  }

  private async ask(password: string, context: string[]): Promise<void> {
    const asked = ++this.asked;
    try {
      const strength = await call('strength', { password, context });
      if (asked === this.asked) this.strength = strength;
    } catch {
      // Advice that cannot be had is not worth a message; the core judges again on saving.
    }
  }
}
