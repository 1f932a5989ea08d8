/** One secret on the screen, for the seconds that the core allows, and no longer. */
import { call } from '$api/client';
import type { FieldRequest } from '$api/generated/FieldRequest';
import type { Revealed } from '$api/generated/Revealed';
import { report } from '$api/report';

export class Reveal {
  value = $state<string | null>(null);
  left = $state(0);
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Counts what was asked and what was hidden, so that an answer to an earlier question is dropped. */
  private turn = 0;

  /** `hidden` is told when a secret that was shown is not shown any more. */
  constructor(private readonly hidden: () => void = () => undefined) {}

  /** Shows a secret; gives whether it is there, which it is not where it was hidden again meanwhile. */
  async show(request: FieldRequest): Promise<boolean> {
    return this.hold(() => call('reveal', request));
  }

  /** The same, for what is asked in another way. */
  async hold(ask: () => Promise<Revealed>): Promise<boolean> {
    const turn = ++this.turn;
    try {
      const revealed = await ask();
      if (turn !== this.turn) return false;
      this.value = revealed.value;
      this.count(revealed.seconds);
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  hide(): void {
    this.turn++;
    clearInterval(this.timer);
    const shown = this.value !== null;
    this.value = null;
    this.left = 0;
    if (shown) this.hidden();
  }

  private count(seconds: number): void {
    clearInterval(this.timer);
    const end = Date.now() + seconds * 1_000;
    this.left = seconds;
    this.timer = setInterval(() => {
      this.left = Math.ceil((end - Date.now()) / 1_000);
      if (this.left <= 0) this.hide();
    }, 500);
  }
}
