/** Shows the whole program at work: drives the real window on a virtual display and keeps a picture of every step. */
import { buildApp } from './app.mjs';
import { run } from './run.mjs';
import { setup } from './setup.mjs';

setup('drive');
buildApp();
run('node', ['tests/demo/demo.mjs']);
