/** What a click on a row of the list means: this one alone, this one too, or all up to this one. */
import { isMac } from '$shared/keyboard/platform';

export type Picking = 'one' | 'also' | 'up_to';

export function pickingOf(event: MouseEvent): Picking {
  if (event.shiftKey) return 'up_to';
  return (isMac ? event.metaKey : event.ctrlKey) ? 'also' : 'one';
}
