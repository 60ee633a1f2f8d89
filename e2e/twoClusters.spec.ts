import { expect, test } from '@playwright/test';
import { endAttempts, signInAs } from './support/person';
import { screenshot } from './support/screenshot';
import { translator } from './support/texts';

const UNIT = 'engine-examples/real-containers/read-the-logs';
const ANY_NODES = 'foundations/first-steps/first-deployment';
const LEARNER = { name: 'Hyejin', ref: 'user:default/hyejin' };
const TITLES = {
  simulated: 'Test cluster',
  real: 'Test cluster with real nodes',
};

test.use({ baseURL: process.env.ACADEMY_E2E_URL_TWO_CLUSTERS });

test.afterEach(async ({ baseURL }) => {
  await endAttempts(baseURL!, LEARNER.ref);
});

for (const language of ['en', 'ko'] as const) {
  test(`a unit that only one of two clusters can host, @real-nodes, ${language}`, async ({
    page,
  }) => {
    const t = translator(language);
    await signInAs(page, LEARNER.name, language);
    await page.goto(`/academy/courses/${UNIT}`);
    const unavailable = page.getByText(
      t('lab.clusters.lacks', {
        title: TITLES.simulated,
        missing: t('capability.lack.real-nodes'),
      }),
    );
    await expect(unavailable).toBeVisible();
    await expect(
      page.getByText(t('lab.clusters.elsewhere', { titles: TITLES.real })),
    ).toBeVisible();
    await screenshot(page, 'two-clusters', language, unavailable);
    await page.getByRole('button', { name: t('lab.start.startLab') }).click();
    await expect(page.getByText(t('lab.check.notYet')).first()).toBeVisible();
    await expect(page.getByText(TITLES.real).first()).toBeVisible();
  });
}

test('a unit that both can host lets the learner choose, @real-nodes', async ({
  page,
}) => {
  const t = translator('en');
  await signInAs(page, LEARNER.name);
  await page.goto(`/academy/courses/${ANY_NODES}`);
  const choice = page.getByRole('group', { name: t('lab.clusters.choose') });
  await choice.getByRole('radio', { name: TITLES.real }).check();
  await page.getByRole('button', { name: t('lab.start.startLab') }).click();
  await expect(page.getByText(t('lab.check.notYet')).first()).toBeVisible();
  await expect(page.getByText(TITLES.real).first()).toBeVisible();
});
