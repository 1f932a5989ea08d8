/** Runs only the last of several quick calls, after that many milliseconds of quiet. */
export function settle<A extends unknown[]>(milliseconds: number, run: (...args: A) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call(...args: A): void {
      clearTimeout(timer);
      timer = setTimeout(() => run(...args), milliseconds);
    },
    cancel(): void {
      clearTimeout(timer);
    },
  };
}
