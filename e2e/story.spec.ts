import { expect, test } from '@playwright/test';
import { clusterConnection, kubectl, kubectlOk } from './support/kubectl';
import { downloadKubeconfig } from './support/kubeconfig';
import { endAttempts, signInAs, type Language } from './support/person';
import { screenshot } from './support/screenshot';
import { contentFile, translator, unitFile } from './support/texts';

const LESSON = 'foundations/first-steps/requests-and-limits';
const LAB = 'foundations/first-steps/first-deployment';
const CHALLENGE = 'foundations/first-steps/broken-release';
/** Its container has no requests on purpose. */
const RULE_COMPONENT = 'recommendations';

const PEOPLE: Record<Language, string> = { en: 'Tom', ko: 'Hyejin' };
const REFS: Record<Language, string> = {
  en: 'user:default/tom',
  ko: 'user:default/hyejin',
};

function apply(kubeconfig: string, unit: string, files: string[]) {
  for (const file of files) {
    kubectlOk(kubeconfig, [
      ...['apply', '--server-side', '--force-conflicts'],
      ...['-f', contentFile(unit, file)],
    ]);
  }
}

for (const language of ['en', 'ko'] as const) {
  const t = translator(language);

  test.describe(`the story in ${language}`, () => {
    test.beforeEach(async ({ page, baseURL }) => {
      await endAttempts(baseURL!, REFS[language]);
      await signInAs(page, PEOPLE[language], language);
    });

    test('a lesson is read, its quiz answered, and it counts', async ({
      page,
    }) => {
      const lesson = unitFile(LESSON);
      await page
        .getByRole('link', { name: lesson.title[language] })
        .first()
        .click();
      await expect(
        page.getByRole('heading', { name: lesson.title[language] }).first(),
      ).toBeVisible();
      await expect(page.getByRole('img').first()).toBeVisible();
      await screenshot(page, 'reader', language);
      const question = lesson.quiz[0];
      const group = page.getByRole('group', {
        name: new RegExp(escapeRegExp(question.text[language].trim())),
      });
      for (const option of question.options.filter(({ correct }) => correct)) {
        await group.getByLabel(option.text[language].trim()).check();
      }
      await group.getByRole('button', { name: t('reader.answer') }).click();
      await expect(group.getByText(t('reader.correct'))).toBeVisible();
      await page.getByRole('button', { name: t('reader.markRead') }).click();
      await expect(
        page.getByText(new RegExp(t('reader.read', { date: '.*' }))),
      ).toBeVisible();
    });

    test('a lab turns green under kubectl and the kubeconfig dies with it', async ({
      page,
    }, info) => {
      const lab = unitFile(LAB);
      const checks = lab.tasks.flatMap(task => task.checks).length;
      await page.goto(`/academy/courses/${LAB}`);
      await page.getByRole('button', { name: t('lab.start.startLab') }).click();
      await expect(
        page.getByText(t('lab.session.passed', { passed: 0, total: checks }), {
          exact: true,
        }),
      ).toBeVisible();
      await expect(page.getByText(t('lab.check.notYet')).first()).toBeVisible();
      await screenshot(page, 'lab-before', language);
      const kubeconfig = await downloadKubeconfig(page, t, info.outputDir);
      expect(
        kubectl(kubeconfig, ['delete', 'networkpolicy', '--all']).stderr,
      ).toContain('belongs to the academy and is read-only');
      let passed = 0;
      for (const task of lab.tasks) {
        apply(kubeconfig, LAB, task.solution);
        passed += task.checks.length;
        if (task !== lab.tasks.at(-1)) {
          await expect(
            page.getByText(t('lab.session.passed', { passed, total: checks }), {
              exact: true,
            }),
          ).toBeVisible();
        }
      }
      await expect(
        page.getByText(t('lab.passed.labTitle'), { exact: true }),
      ).toBeVisible();
      await screenshot(page, 'lab-after', language);
      await page
        .getByRole('button', { name: t('lab.session.end'), exact: true })
        .click();
      await page
        .getByRole('button', { name: t('lab.session.endConfirm') })
        .click();
      await expect(page.getByText(t('lab.over.passedTitle'))).toBeVisible();
      await expect
        .poll(() => kubectl(kubeconfig, ['get', 'pods']).stderr, {
          timeout: 30_000,
        })
        .toMatch(/Unauthorized|must be logged in|provide credentials/);
      await page.goto('/academy/record');
      await expect(
        page.getByRole('row').filter({ hasText: lab.title[language] }).first(),
      ).toContainText(t('common.progress.completed'));
    });

    test('a challenge starts with a proven fault and is solved', async ({
      page,
    }, info) => {
      const challenge = unitFile(CHALLENGE);
      for (const [number, scenario] of challenge.scenarios.entries()) {
        await page.goto(`/academy/courses/${CHALLENGE}`);
        await page.getByLabel(scenario.title[language]).first().check();
        await page
          .getByRole('button', { name: t('lab.start.startChallenge') })
          .click();
        await expect(
          page.getByRole('heading', {
            name: t('lab.task.briefing', { title: scenario.title[language] }),
          }),
        ).toBeVisible({ timeout: 60_000 });
        if (number === 0) {
          await page
            .getByRole('button', {
              name: t('lab.hint.reveal', { number: 1, total: 4 }),
            })
            .click();
          await expect(
            page.getByText(t('lab.hint.question', { number: 1 })),
          ).toBeVisible();
        }
        const kubeconfig = await downloadKubeconfig(page, t, info.outputDir);
        apply(kubeconfig, CHALLENGE, scenario.solution);
        await expect(
          page.getByText(t('lab.passed.challengeTitle'), { exact: true }),
        ).toBeVisible({ timeout: 60_000 });
        await page
          .getByRole('button', { name: t('lab.session.end'), exact: true })
          .click();
        await page
          .getByRole('button', { name: t('lab.session.endConfirm') })
          .click();
        await expect(page.getByText(t('lab.over.passedTitle'))).toBeVisible();
      }
    });

    test('a component shows the lesson that belongs to it, and why', async ({
      page,
    }) => {
      await page.goto(`/catalog/default/component/${RULE_COMPONENT}`);
      const lesson = unitFile(LESSON);
      const card = page
        .getByRole('link', { name: lesson.title[language] })
        .first();
      await expect(card).toBeVisible({ timeout: 60_000 });
      await expect(
        page
          .getByText(new RegExp(`${RULE_COMPONENT}.*(container|컨테이너)`))
          .first(),
      ).toBeVisible();
      await screenshot(page, 'entity-card', language, card);
      await card.click();
      await expect(
        page.getByRole('heading', { name: lesson.title[language] }).first(),
      ).toBeVisible();
    });

    test('readiness: everybody sees themselves', async ({ page }) => {
      await page.goto('/academy/readiness');
      await expect(page.getByText(t('readiness.ownRowOnly'))).toBeVisible();
      await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
    });
  });
}

test('the platform lead sees who is ready', async ({ page }) => {
  const t = translator('en');
  await signInAs(page, 'Mina');
  await page.goto('/academy/readiness');
  await page.getByLabel(t('readiness.group')).click();
  await page.getByRole('option', { name: /Storefront/ }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('row').filter({ hasText: 'Tom' })).toContainText(
    t('readiness.state.done'),
  );
  await expect(
    table.getByRole('row').filter({ hasText: 'Daniel' }),
  ).toContainText(t('readiness.state.missing'));
  await screenshot(page, 'readiness', 'en');
});

test('the Kubernetes tab shows the same live objects', async ({ page }) => {
  await signInAs(page, 'Sora');
  await page.goto(`/catalog/default/component/${RULE_COMPONENT}/kubernetes`);
  await expect(page.getByText(RULE_COMPONENT).first()).toBeVisible();
  await expect(page.getByText(/\d+ pods?/).first()).toBeVisible({
    timeout: 60_000,
  });
  const pods = kubectlOk(clusterConnection().adminKubeconfig, [
    ...['get', 'pods', '-n', 'storefront', '-o', 'name'],
  ]);
  expect(pods).toContain(`pod/${RULE_COMPONENT}`);
});

function escapeRegExp(text: string) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
