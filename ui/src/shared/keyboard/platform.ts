/** Whether this is a Mac, where ⌘ takes the place of Ctrl. */
export const isMac = navigator.userAgent.includes('Mac');

/** Whether this is a desktop with a keyring that other programs can read. */
export const isLinux = navigator.userAgent.includes('Linux');

/** Whether the keys go into a text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type))
  );
}

/** Whether some text is selected, so that copying means that text. */
export function hasSelection(): boolean {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    return field.selectionStart !== field.selectionEnd;
  }
  return (getSelection()?.toString() ?? '') !== '';
}
