import { expect, test } from '@playwright/test';
import { seriousFindings, sidewaysScroll } from './support/accessibility';
import { signInAs } from './support/person';
import { translator } from './support/texts';

const t = translator('en');

const PAGES = [
  '/academy/courses',
  '/academy/courses/foundations/first-steps/requests-and-limits',
  '/academy/courses/foundations/first-steps/first-deployment',
  '/academy/courses/foundations/first-steps/broken-release',
  '/academy/record',
  '/academy/readiness',
  '/academy/admin',
];

for (const theme of ['light', 'dark']) {
  for (const width of [400, 1440]) {
    test(`no serious finding and no sideways scrolling: ${theme}, ${width} px`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(
        chosen => window.localStorage.setItem('theme', chosen),
        theme,
      );
      await signInAs(page, 'Mina');
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await expect(
          page.getByRole('status', { name: t('common.loading') }),
        ).toHaveCount(0);
        expect(await seriousFindings(page), path).toEqual([]);
        expect(
          await sidewaysScroll(page),
          `${path} is wider than the window`,
        ).toBeLessThanOrEqual(0);
      }
    });
  }
}
