import { defineConfig } from '@playwright/test';

/** The portal is started by the test command (scripts/lib/browserTests.mjs), which sets these. */
const { ACADEMY_E2E_URL, ACADEMY_CHROMIUM } = process.env;

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.academy/reports/browser',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 1,
  use: {
    baseURL: ACADEMY_E2E_URL,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: ACADEMY_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
