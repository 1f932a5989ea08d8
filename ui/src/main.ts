import { mount } from 'svelte';
import App from './App.svelte';
import '$shared/styles/tokens.css';
import '$shared/styles/base.css';
import '$shared/styles/forms.css';
import '$shared/theme';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');

mount(App, { target });

/** The frame that Tauri puts between the page and the shell has nothing in it that a person could reach by Tab. */
function passByIsolation(): void {
  document.querySelector<HTMLElement>('#__tauri_isolation__')?.setAttribute('tabindex', '-1');
}

// It comes when the document is read, which is after this script ran.
addEventListener('DOMContentLoaded', passByIsolation);
passByIsolation();
