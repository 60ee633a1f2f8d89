import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Findings that users of assistive technology would be stopped by. */
export async function seriousFindings(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
}

/** How much wider than the window the page is, in pixels. */
export function sidewaysScroll(page: Page) {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}
