/** Counts seconds down to zero. */
export class Countdown {
  left = $state(0);
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Starts anew with so many seconds; zero stops. */
  start(seconds: number): void {
    clearInterval(this.timer);
    const end = Date.now() + seconds * 1_000;
    this.left = seconds;
    if (seconds === 0) return;
    this.timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      if (this.left === 0) clearInterval(this.timer);
    }, 250);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
