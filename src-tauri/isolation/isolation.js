window.__TAURI_ISOLATION_HOOK__ = (message) => message;
