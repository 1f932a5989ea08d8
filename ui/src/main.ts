import { mount } from 'svelte';
import App from './App.svelte';
import '$shared/styles/tokens.css';
import '$shared/styles/base.css';
import '$shared/styles/forms.css';
import '$shared/theme';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');

mount(App, { target });
