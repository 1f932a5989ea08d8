/** Counts tests in what the test programs of four languages print. Whatever fails without a count is one failure. */

const KINDS = [
  // cargo test
  {
    line: /^test result: \w+\. (\d+) passed; (\d+) failed/gm,
    read: ([, passed, failed]) => [passed, failed],
  },
  // vitest
  {
    line: /^\s*Tests\s+(?:(\d+) failed[^\d\n]*)?(?:(\d+) passed)?/gm,
    read: ([, failed, passed]) => [passed, failed],
  },
  // node --test
  {
    line: /^(?:#|ℹ) (pass|fail) (\d+)$/gm,
    read: ([, what, many]) => (what === 'pass' ? [many, 0] : [0, many]),
  },
  // unittest
  {
    line: /^Ran (\d+) tests? in .*\n\n(?:OK|FAILED(?: \((?:failures=(\d+))?(?:, )?(?:errors=(\d+))?)?)/gm,
    read: ofUnittest,
  },
];

function ofUnittest([, ran, failures = 0, errors = 0]) {
  const failed = Number(failures) + Number(errors);
  return [Number(ran) - failed, failed];
}

/** The tests that passed and failed according to that output. */
export function count({ status, out }) {
  // eslint-disable-next-line no-control-regex -- colours are control characters
  const plain = out.replace(/\x1b\[[0-9;]*m/g, '');
  const total = { passed: 0, failed: 0 };
  for (const { line, read } of KINDS) {
    for (const match of plain.matchAll(line)) {
      const [passed, failed] = read(match);
      total.passed += Number(passed ?? 0);
      total.failed += Number(failed ?? 0);
    }
  }
  if (status !== 0 && total.failed === 0) total.failed = 1;
  return total;
}
