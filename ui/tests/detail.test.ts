import { beforeAll, expect, test, vi } from 'vitest';

beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB' }));

const detail = async (action: string, text: string) => {
  const { detailOf } = await import('../src/features/audit/detail');
  return detailOf({ action, detail: text });
};

test('what the trail adds is put into words where its form is known', async () => {
  expect(await detail('import', '1200 items from Bitwarden JSON')).toBe('1,200 items from Bitwarden JSON');
  expect(await detail('export', 'backup of 1 items')).toBe('1 item');
  expect(await detail('export', 'calendar of 2 items without titles')).toBe('calendar, 2 items');
  expect(await detail('change_slots', 'recovery')).toBe('Recovery code');
  expect(await detail('copy', 'username')).toBe('User name');
  expect(await detail('lock', 'idle')).toBe('nobody was here');
});

test('failed attempts are told with the times between which they fell', async () => {
  const told = await detail('failed_unlock', '3 times, between 1767960000000 and 1767963600000');
  expect(told).toMatch(/^3 times, .*2026.* to .*2026/);
});

test("what has no known form is shown as it is: a field's name may be the person's own", async () => {
  expect(await detail('copy', 'Support PIN')).toBe('Support PIN');
  expect(await detail('import', 'something new')).toBe('something new');
});
