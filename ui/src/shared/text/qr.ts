/** A QR code as a path of squares. */

/** Light modules around a code (ISO/IEC 18004). */
const QUIET = 4;

/** The dark modules as the path of an SVG, and how wide all of it is with the quiet zone. */
export function darkModules(modules: string): { side: number; path: string } {
  const size = Math.round(Math.sqrt(modules.length));
  const squares = [...modules].map((module, at) =>
    module === '1' ? `M${(at % size) + QUIET} ${Math.floor(at / size) + QUIET}h1v1h-1z` : '',
  );
  return { side: size + 2 * QUIET, path: squares.join('') };
}
