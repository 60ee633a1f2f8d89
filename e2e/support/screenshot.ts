import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from './person';

/**
 * Takes a picture for the documentation when ACADEMY_SCREENSHOTS names a
 * folder; `reader.png` in English, `reader.ko.png` in Korean. What it is
 * about, by default the page's title, is scrolled into view.
 */
export async function screenshot(
  page: Page,
  name: string,
  language: Language,
  subject = page.getByRole('heading', { level: 2 }).first(),
) {
  const folder = process.env.ACADEMY_SCREENSHOTS;
  if (folder) {
    await subject.evaluate(element =>
      element.scrollIntoView({ block: 'center' }),
    );
    const suffix = language === 'en' ? '' : `.${language}`;
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) });
  }
}
