import { expect, test, type Page } from '@playwright/test';
import { seriousFindings, sidewaysScroll } from './support/accessibility';
import { downloadKubeconfig } from './support/kubeconfig';
import { kubectlOk } from './support/kubectl';
import { endAttempts, signInAs } from './support/person';
import { screenshot } from './support/screenshot';
import { translator, unitFile } from './support/texts';

/** A scenario whose culprit is drawn anew for each attempt. */
const UNIT = 'engine-examples/check-kinds/silent-shop';
const SHOPS = ['harbour', 'airport', 'market'];
const RIGHT_PORT = 8080;
const LEARNER = { name: 'Sora', ref: 'user:default/sora' };
const [scenario] = unitFile(UNIT).scenarios;

test.beforeEach(async ({ baseURL }) => {
  await endAttempts(baseURL!, LEARNER.ref);
});

async function start(page: Page, t: ReturnType<typeof translator>) {
  await page.goto(`/academy/courses/${UNIT}`);
  await page
    .getByRole('button', { name: t('lab.start.startChallenge') })
    .click();
  await expect(
    page.getByRole('button', {
      name: t('lab.hint.reveal', { number: 1, total: 4 }),
    }),
  ).toBeVisible({ timeout: 60_000 });
}

/** As a learner finds it: the Service that leads elsewhere than the others. */
function findCulprit(kubeconfig: string) {
  const ports = SHOPS.map(shop =>
    kubectlOk(kubeconfig, [
      ...['get', 'service', shop],
      ...['-o', 'jsonpath={.spec.ports[0].targetPort}'],
    ]),
  );
  const wrong = SHOPS.filter((_, index) => ports[index] !== `${RIGHT_PORT}`);
  expect(wrong).toHaveLength(1);
  return wrong[0];
}

for (const language of ['en', 'ko'] as const) {
  const t = translator(language);

  test(`a drawn fault is found, answered, scored and explained, ${language}`, async ({
    page,
  }, info) => {
    await signInAs(page, LEARNER.name, language);
    await start(page, t);
    const kubeconfig = await downloadKubeconfig(page, t, info.outputDir);
    const culprit = findCulprit(kubeconfig);

    await page
      .getByRole('button', {
        name: t('lab.hint.reveal', { number: 1, total: 4 }),
      })
      .click();
    await expect(
      page.getByText(t('lab.hint.question', { number: 1 })),
    ).toBeVisible();
    const question = unitFile(UNIT).scenarios[0].checks.find(
      ({ answer }) => answer,
    )!;
    const answer = page.getByLabel(question.answer!.prompt[language]);
    await answer.fill('warehouse');
    await page.getByRole('button', { name: t('lab.answer.submit') }).click();
    await expect(page.getByText(question.message![language])).toBeVisible();
    // Only one answer a second is taken, so that nobody tries them all.
    await expect(async () => {
      await answer.fill(` ${culprit.toUpperCase()} `);
      await page.getByRole('button', { name: t('lab.answer.submit') }).click();
      await expect(page.getByText(question.message![language])).toHaveCount(0, {
        timeout: 1_000,
      });
    }).toPass({ intervals: [1_000] });
    await screenshot(page, 'answer', language, answer);
    expect(await seriousFindings(page)).toEqual([]);

    kubectlOk(kubeconfig, [
      ...['patch', 'service', culprit, '--type=json', '-p'],
      `[{"op":"replace","path":"/spec/ports/0/targetPort","value":${RIGHT_PORT}}]`,
    ]);
    await expect(
      page.getByText(t('lab.passed.challengeTitle'), { exact: true }),
    ).toBeVisible({ timeout: 60_000 });
    // One hint for two points; the time stays below the unit's twelve minutes.
    await expect(
      page.getByText(t('lab.score.points', { points: 98 })),
    ).toBeVisible();
    const mine = page.getByRole('group', {
      name: t('lab.debrief.diffOf', {
        object: `Service/${culprit}`,
        change: t('lab.debrief.mine'),
      }),
    });
    await expect(mine).toContainText(`targetPort: ${RIGHT_PORT}`);
    await screenshot(page, 'debrief', language, mine);
    await page.setViewportSize({ width: 400, height: 900 });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    await screenshot(page, 'debrief-narrow', language, mine);
  });
}

test('who gives up sees what was wrong and may try again', async ({ page }) => {
  const t = translator('en');
  await signInAs(page, LEARNER.name);
  await start(page, t);
  const { debrief } = scenario;
  const sentence = 'A Service asks nobody whether its';
  expect(debrief.en).toContain(sentence);
  await expect(page.getByText(sentence)).toHaveCount(0);
  await page.getByRole('button', { name: t('lab.session.giveUp') }).click();
  await page
    .getByRole('button', { name: t('lab.session.giveUpConfirm') })
    .click();
  await expect(
    page.getByRole('heading', { name: t('lab.over.gaveUpTitle') }),
  ).toBeVisible();
  await expect(
    page.getByRole('region', { name: t('lab.debrief.title') }),
  ).toContainText(sentence);
  await page.getByRole('button', { name: t('lab.debrief.retry') }).click();
  await expect(
    page.getByRole('button', {
      name: t('lab.hint.reveal', { number: 1, total: 4 }),
    }),
  ).toBeVisible({ timeout: 60_000 });
});
