/** One secret on the screen, for the seconds that the core allows, and no longer. */
import { call } from '$api/client';
import type { FieldRequest } from '$api/generated/FieldRequest';
import { report } from '$api/report';

export class Reveal {
  value = $state<string | null>(null);
  left = $state(0);
  private timer: ReturnType<typeof setInterval> | undefined;

  async show(request: FieldRequest): Promise<void> {
    try {
      const revealed = await call('reveal', request);
      this.value = revealed.value;
      this.count(revealed.seconds);
    } catch (error) {
      report(error);
    }
  }

  hide(): void {
    clearInterval(this.timer);
    this.value = null;
    this.left = 0;
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
