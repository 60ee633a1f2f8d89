import { expect, type Page } from '@playwright/test';

export type Language = 'en' | 'ko';

/** Opens the portal as one of the example company's people. */
export async function signInAs(
  page: Page,
  name: string,
  language: Language = 'en',
) {
  await page.addInitScript(
    chosen => window.localStorage.setItem('language', chosen),
    language,
  );
  await page.goto('/academy');
  const person = page.getByRole('button', { name: new RegExp(name) });
  await person.click();
  await expect(person).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
}

/** A catalog user seen by the API, for what a page cannot do. */
export async function apiAs(baseUrl: string, ref: string) {
  const response = await fetch(`${baseUrl}/api/auth/dev/refresh`, {
    headers: { 'x-academy-person': ref, 'x-requested-with': 'XMLHttpRequest' },
  });
  expect(response.status).toBe(200);
  const { backstageIdentity } = await response.json();
  return (method: string, path: string, body?: unknown) =>
    fetch(`${baseUrl}/api/academy${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
}

/** What an earlier, failed test may have left running. */
export async function endAttempts(baseUrl: string, ref: string) {
  const call = await apiAs(baseUrl, ref);
  const active: { id: string }[] = await (
    await call('GET', '/attempts?active=true')
  ).json();
  for (const { id } of active) {
    await call('DELETE', `/attempts/${id}`);
  }
}
