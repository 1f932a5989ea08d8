/** Short notices at the window's foot. They never hold a secret. */
export interface Toast {
  id: number;
  text: string;
  tone: 'info' | 'error';
  action?: { label: string; run: () => void };
}

const toasts = $state<Toast[]>([]);
let next = 1;

/** The notices that are shown now. */
export function shownToasts(): readonly Toast[] {
  return toasts;
}

/** Shows a notice for some seconds; one with an action stays longer. */
export function toast(text: string, options: { tone?: Toast['tone']; action?: Toast['action'] } = {}): void {
  const id = next++;
  toasts.push({ id, text, tone: options.tone ?? 'info', ...(options.action && { action: options.action }) });
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => dismiss(id), options.action || options.tone === 'error' ? 8_000 : 3_500);
}

/** Takes a notice away. */
export function dismiss(id: number): void {
  const at = toasts.findIndex((shown) => shown.id === id);
  if (at >= 0) toasts.splice(at, 1);
}

/** Takes all notices away. */
export function dismissAll(): void {
  toasts.length = 0;
}
