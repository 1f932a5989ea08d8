/**
 * Drives the real window through everything that Strongroom does, and keeps a picture of each step in target/demo.
 * A step that does not come to its end stops the demo: what the pictures show has happened.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';
import { Desk } from '../e2e/desk.mjs';
import { Gallery } from './gallery.mjs';
import { restoring, securing, starting, using } from './story.mjs';

const FOLDER = join(ROOT, 'target', 'demo');

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const desk = await Desk.open();
try {
  await desk.launch();
  const gallery = new Gallery(desk, FOLDER);
  for (const part of [starting, using, securing, restoring]) await part(desk, gallery);
  console.log(`\n${gallery.count} steps done. The pictures are in target/demo.`);
} finally {
  await desk.close();
}
