/** Looks at a screen with axe-core, the accessibility checker, as it stands in the window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious and critical findings on the screen that is shown: `rule: element`. */
export async function findings(page) {
  if (!(await page.run(() => 'axe' in window))) await page.runScript(SOURCE);
  return page.runAsync(async () => {
    // What fades in has its colours only when it is there; a ring that counts down never ends.
    const ending = document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.race([
      Promise.allSettled(ending.map((one) => one.finished)),
      new Promise((late) => setTimeout(late, 5000)),
    ]);
    // The isolation frame is Tauri's, and hidden.
    const { violations } = await window.axe.run({ exclude: [['#__tauri_isolation__']] }, { iframes: false });
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} (${failureSummary})`),
    );
  });
}
