/** Files that are pictures, in which QR codes are looked for. */

/** The endings of what is chosen as a picture. The core reads what a file is from its content. */
export const PICTURES = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'pnm'];

/** Whether the name of a file says that it is a picture. */
export function isPicture(path: string): boolean {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return ending !== undefined && PICTURES.includes(ending);
}
