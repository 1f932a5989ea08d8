/** The arithmetic of a list of which only the rows in sight exist. Rows have one height. */
export interface Window {
  /** The first row that is drawn. */
  from: number;
  /** One past the last. */
  to: number;
}

/** Which rows to draw, with some on either side so that scrolling shows no gap. */
export function visible(
  scrollTop: number,
  height: number,
  rowHeight: number,
  total: number,
  overscan = 6,
): Window {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const count = Math.ceil(Math.max(0, height) / rowHeight) + 1;
  return {
    from: Math.max(0, Math.min(first - overscan, total)),
    to: Math.max(0, Math.min(first + count + overscan, total)),
  };
}

/** Where to scroll so that a row is whole in sight; where it is already, nothing moves. */
export function scrollFor(row: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}

/** The pages that hold the rows of a window. */
export function pagesOf(window: Window, pageSize: number): number[] {
  if (window.to <= window.from) return [];
  const first = Math.floor(window.from / pageSize);
  const last = Math.floor((window.to - 1) / pageSize);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
