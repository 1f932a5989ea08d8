/** What goes on when its page is left: an import, an export. */
export { Export } from './export.svelte';
export { Import } from './import.svelte';
