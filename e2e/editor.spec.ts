import { expect, test, type Page } from '@playwright/test';
import { apiAs, signInAs } from './support/person';
import { translator } from './support/texts';

const LAB = 'foundations/first-steps/first-deployment';
const t = translator('en');

async function type(page: Page, yaml: string) {
  const editor = page.getByRole('textbox', { name: t('lab.yaml.label') });
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(yaml);
  await page.getByRole('button', { name: t('lab.yaml.apply') }).click();
}

test('the YAML box shows what the API server says, at its line', async ({
  page,
}) => {
  await signInAs(page, 'Daniel');
  await page.goto(`/academy/courses/${LAB}`);
  await page.getByRole('button', { name: t('lab.start.startLab') }).click();
  const results = page
    .getByRole('status')
    .filter({ hasText: t('lab.yaml.results') });
  await expect(
    page.getByRole('textbox', { name: t('lab.yaml.label') }),
  ).toBeVisible();

  await test.step('malformed YAML: position, nothing applied', async () => {
    await type(page, 'kind: ConfigMap\n  broken: [');
    await expect(page.getByText(t('lab.yaml.unparsed'))).toBeVisible();
  });
  await test.step('a misspelt field: the server names it, at line 6', async () => {
    await type(
      page,
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicaz: 3\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec: { containers: [{ name: web, image: registry.k8s.io/e2e-test-images/agnhost:2.53 }] }\n',
    );
    await expect(results).toContainText('replicaz');
    await expect(results).toContainText('Line 6');
  });
  await test.step('another namespace: refused', async () => {
    await type(
      page,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: kube-system }\n',
    );
    await expect(results).toContainText('Only your sandbox is yours');
    await expect(results).toContainText(t('lab.yaml.applied.refused'));
  });
  await test.step('a cluster-scoped object: refused by the server', async () => {
    await type(
      page,
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: mine }\n',
    );
    await expect(results).toContainText('forbidden');
  });
  await test.step('an object of the guards: read-only', async () => {
    await type(
      page,
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: learner }\nautomountServiceAccountToken: true\n',
    );
    await expect(results).toContainText('belongs to the academy');
  });
  await test.step('a good one: created', async () => {
    await type(
      page,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: good }\ndata: { a: b }\n',
    );
    await expect(results).toContainText(t('lab.yaml.applied.created'));
  });
});

test('a second attempt and a foreign attempt', async ({ page, baseURL }) => {
  const daniel = await apiAs(baseURL!, 'user:default/daniel');
  const jun = await apiAs(baseURL!, 'user:default/jun');
  const [active] = await (await daniel('GET', '/attempts?active=true')).json();
  expect(active.unitId).toBe(LAB);
  const second = await daniel('POST', '/attempts', { unitId: LAB });
  expect(second.status).toBe(409);
  expect(await second.text()).toContain(active.id);
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/events'],
    ['POST', '/kubeconfig'],
    ['POST', '/reset'],
    ['DELETE', ''],
  ]) {
    const answer = await jun(method, `/attempts/${active.id}${path}`);
    expect(`${method} ${path}: ${answer.status}`).toBe(
      `${method} ${path}: 404`,
    );
  }
  const unknown = await daniel('POST', '/attempts', { unitId: 'no/such/unit' });
  expect(unknown.status).toBe(404);
  expect((await daniel('DELETE', `/attempts/${active.id}`)).status).toBe(200);
  await signInAs(page, 'Daniel');
  await page.goto(`/academy/courses/${LAB}`);
  await expect(
    page.getByRole('button', { name: t('lab.start.startLab') }),
  ).toBeEnabled();
});
