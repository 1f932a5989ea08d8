/** Asks the core what a pasted text is, as it is typed, or what the QR codes of a picture say. What it answers has the text's secrets, and is forgotten with it. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { PictureRequest } from '$api/generated/PictureRequest';
import type { Recognised } from '$api/generated/Recognised';
import type { RecognisedItem } from '$api/generated/RecognisedItem';
import { settle } from '$shared/later';

/** Milliseconds of quiet before the core is asked. */
const QUIET = 150;

export class Recogniser {
  /** What the text would make; none while it is not known. */
  items = $state.raw<readonly RecognisedItem[] | null>(null);
  error = $state.raw<ApiError | null>(null);
  private asked = 0;
  private readonly later = settle(QUIET, (text: string) => void this.ask(text));

  /** Recognises this text soon; an empty one is nothing. */
  take(text: string): void {
    this.forget();
    if (text.trim() !== '') this.later.call(text);
  }

  /** Lets go of what was recognised; an answer that is still to come is dropped. */
  forget(): void {
    this.later.cancel();
    this.asked++;
    this.items = null;
    this.error = null;
  }

  /** Recognises what the QR codes of a picture say, at once. */
  async look(picture: PictureRequest): Promise<void> {
    this.forget();
    await this.hear(() => call('recognise_picture', picture));
  }

  private async ask(text: string): Promise<void> {
    await this.hear(() => call('recognise', { text }));
  }

  private async hear(ask: () => Promise<Recognised>): Promise<void> {
    const asked = ++this.asked;
    try {
      const { items } = await ask();
      if (asked === this.asked) this.items = items;
    } catch (failure) {
      if (asked === this.asked) this.error = asApiError(failure);
    }
  }
}
