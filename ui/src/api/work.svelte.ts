/** A long work of the core, which goes on when its screen is left; whoever left is told at the window's foot how it ended. */
import { asApiError, hear } from './client';
import type { ApiError } from './generated/ApiError';
import type { Progress } from './generated/Progress';
import { report } from './report';

export class Work<Result> {
  busy = $state(false);
  progress = $state.raw<Progress | null>(null);
  result = $state.raw<Result | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** Whether its screen is shown. */
  watched = false;

  /** `names` are those under which the core tells of its progress. */
  constructor(private readonly names: readonly string[]) {}

  /** To be called when its screen is shown; gives what to call when it is left, which forgets what was seen there. */
  watch(): () => void {
    this.watched = true;
    const stop = hear('progress', (heard) => {
      if (this.busy && this.names.includes(heard.work)) this.progress = heard;
    });
    return () => {
      stop();
      this.watched = false;
      if (!this.busy) this.clear();
    };
  }

  clear(): void {
    this.progress = null;
    this.result = null;
    this.error = null;
  }

  /** Does it. `tell` says how it ended, where nobody sees that. */
  async run(act: () => Promise<Result>, tell: (result: Result) => void): Promise<void> {
    this.clear();
    this.busy = true;
    try {
      const result = await act();
      this.result = result;
      if (!this.watched) tell(result);
    } catch (failure) {
      this.error = asApiError(failure);
      if (!this.watched) report(failure);
    } finally {
      this.busy = false;
    }
  }
}
