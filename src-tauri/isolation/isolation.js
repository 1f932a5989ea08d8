/**
 * Stands between the page and the shell, in a frame that no code of the page can reach: a message that is not of the form
 * that the page's one seam sends goes no further. It must never keep or change what passes.
 */
const OF_TAURI = [
  'plugin:dialog|open',
  'plugin:dialog|save',
  'plugin:event|listen',
  'plugin:event|unlisten',
  'plugin:webview|set_webview_zoom',
  'plugin:window|close',
];

const isOwn = ({ cmd, payload }) => {
  const isPlain = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return /^[a-z_]+$/.test(cmd) && isPlain && Object.keys(payload).join() === 'request';
};

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  if (isOwn(message) || OF_TAURI.includes(message.cmd)) return message;
  throw new TypeError('the page sent a message that is none of its own');
};
