import type { Page } from '@playwright/test';
import type { translator } from './texts';

/** Downloads the kubeconfig that the page offers; @returns its file */
export async function downloadKubeconfig(
  page: Page,
  t: ReturnType<typeof translator>,
  folder: string,
) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: t('lab.terminal.download') }).click(),
  ]);
  const file = `${folder}/${download.suggestedFilename()}`;
  await download.saveAs(file);
  return file;
}
