import fs from 'node:fs';
import { expect, test } from '@playwright/test';
import { clusterConnection, kubectlOk } from './support/kubectl';
import { apiAs, signInAs } from './support/person';
import { ownPortal } from './support/portal';
import { contentFile, translator, unitFile } from './support/texts';

const LAB = 'foundations/first-steps/first-deployment';
const LESSON = 'foundations/first-steps/requests-and-limits';
const t = translator('en');

test('the API server is killed during a lab: unknown with a reason, then it recovers', async ({
  page,
}, info) => {
  const lab = unitFile(LAB);
  const checks = lab.tasks.flatMap(task => task.checks).length;
  await signInAs(page, 'Jun');
  await page.goto(`/academy/courses/${LAB}`);
  await page.getByRole('button', { name: t('lab.start.startLab') }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: t('lab.terminal.download') }).click(),
  ]);
  const kubeconfig = `${info.outputDir}/kubeconfig`;
  await download.saveAs(kubeconfig);
  const first = lab.tasks[0];
  const applyFirst = () =>
    kubectlOk(kubeconfig, [
      ...['apply', '--server-side', '-f'],
      contentFile(LAB, first.solution[0]),
    ]);
  await expect(page.getByText(t('lab.check.notYet')).first()).toBeVisible();

  const { components } = JSON.parse(
    fs.readFileSync(clusterConnection().statusFile, 'utf8'),
  );
  process.kill(
    components.find(({ name }: { name: string }) => name === 'kube-apiserver')
      .pid,
    'SIGKILL',
  );
  await expect(
    page.getByText(t('lab.reason.unreachable')).first(),
  ).toBeVisible();
  await expect(page.getByText(t('lab.reason.unreachable'))).toHaveCount(0, {
    timeout: 60_000,
  });
  applyFirst();
  await expect(
    page.getByText(
      t('lab.session.passed', { passed: first.checks.length, total: checks }),
      { exact: true },
    ),
  ).toBeVisible();
  await page
    .getByRole('button', { name: t('lab.session.end'), exact: true })
    .click();
  await page.getByRole('button', { name: t('lab.session.endConfirm') }).click();
  await expect(
    page.getByRole('heading', { name: t('lab.over.abandonedTitle') }),
  ).toBeVisible();
});

test('the portal is killed while it provisions, and continues after its restart', async ({}, info) => {
  const start = await ownPortal(info.outputDir, 7147);
  const person = 'user:default/sora';
  const first = await start();
  let sora = await untilCatalogIsRead(() => apiAs(first.url, person));
  const { id } = await (
    await sora('POST', '/attempts', { unitId: LAB })
  ).json();
  await first.stop('SIGKILL');

  const second = await start();
  sora = await untilCatalogIsRead(() => apiAs(second.url, person));
  await expect
    .poll(
      async () => (await (await sora('GET', `/attempts/${id}`)).json()).state,
      { timeout: 60_000 },
    )
    .toBe('ready');
  const kubeconfig = await sora('POST', `/attempts/${id}/kubeconfig`);
  expect(kubeconfig.status).toBe(200);
  expect(kubeconfig.headers.get('cache-control')).toBe('no-store');
  expect((await sora('DELETE', `/attempts/${id}`)).status).toBe(200);
  await second.stop();
});

/** The catalog reads its files shortly after the start; nobody can sign in before. */
async function untilCatalogIsRead<T>(signIn: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  await expect(async () => {
    result = await signIn();
  }).toPass({ timeout: 60_000 });
  return result!;
}

test('without a training cluster labs explain, and lessons work', async ({
  page,
}) => {
  test.info().annotations.push({ type: 'portal', description: 'no cluster' });
  await page.goto(`${process.env.ACADEMY_E2E_URL_NO_CLUSTER}/academy`);
  await page.getByRole('button', { name: /Tom/ }).click();
  const lesson = unitFile(LESSON);
  await page.getByRole('link', { name: lesson.title.en }).first().click();
  await expect(
    page.getByRole('heading', { name: lesson.title.en }).first(),
  ).toBeVisible();
  await page.goto(
    `${process.env.ACADEMY_E2E_URL_NO_CLUSTER}/academy/courses/${LAB}`,
  );
  await expect(page.getByText(t('lab.clusters.none'))).toBeVisible();
  await expect(page.getByText(t('lab.clusters.noneHelp'))).toBeVisible();
});
