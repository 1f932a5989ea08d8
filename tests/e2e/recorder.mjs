/** Records what the shell answers to the page, so that a test can count the secrets in it. */

/** Starts recording; to be called again after the page was loaded anew. */
export function record(page) {
  return page.run(() => {
    if (window.answers) return;
    window.answers = [];
    const real = window.fetch;
    window.fetch = async (...args) => {
      const answer = await real(...args);
      const url = String(args[0]?.url ?? args[0]);
      window.answers.push({
        command: decodeURIComponent(url.split('/').pop()),
        body: await answer.clone().text(),
      });
      return answer;
    };
  });
}

/** What was recorded: `{ command, body }` of each answer. */
export function recorded(page) {
  return page.run(() => window.answers);
}
