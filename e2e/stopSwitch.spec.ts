import { expect, test } from '@playwright/test';
import { endAttempts, signInAs } from './support/person';
import { screenshot } from './support/screenshot';
import { translator } from './support/texts';

const UNIT = 'engine-examples/check-kinds/lost-property';
const LEARNER = { name: 'Daniel', ref: 'user:default/daniel' };
const REASON = {
  en: 'The cluster is being upgraded until noon.',
  ko: '정오까지 클러스터를 업그레이드합니다.',
};

test('labs that the platform team stops wait in the queue and start afterwards', async ({
  browser,
  page: learner,
  baseURL,
}) => {
  const t = translator('en');
  await endAttempts(baseURL!, LEARNER.ref);
  const admin = await browser.newPage({ baseURL });
  await signInAs(admin, 'Mina');
  await admin.goto('/academy/admin');
  await admin.getByRole('button', { name: t('admin.labs.stop') }).click();
  const dialog = admin.getByRole('dialog');
  for (const language of ['en', 'ko'] as const) {
    await dialog
      .getByLabel(t(`admin.labs.reason.${language}`))
      .fill(REASON[language]);
  }
  await screenshot(admin, 'stop-labs', 'en');
  await dialog.getByRole('button', { name: t('admin.labs.stop') }).click();
  await expect(admin.getByText(t('admin.labs.stoppedAll'))).toBeVisible();
  try {
    await signInAs(learner, LEARNER.name, 'ko');
    const ko = translator('ko');
    await learner.goto(`/academy/courses/${UNIT}`);
    await learner
      .getByRole('button', { name: ko('lab.start.startLab') })
      .click();
    await expect(learner.getByText(ko('lab.queue.stopped'))).toBeVisible();
    await expect(learner.getByText(REASON.ko)).toBeVisible();
    await screenshot(learner, 'queue-stopped', 'ko');
    await screenshot(admin, 'admin-labs', 'en');
  } finally {
    await admin.getByRole('button', { name: t('admin.labs.allow') }).click();
  }
  await expect(
    learner
      .getByRole('button', { name: translator('ko')('lab.answer.submit') })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
  await admin.close();
  await endAttempts(baseURL!, LEARNER.ref);
});
