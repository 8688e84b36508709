import { defineConfig } from '@playwright/test'
import { chromiumArguments, findBrowser } from './scripts/browser.mjs'

const executablePath = process.env.CHROMIUM_PATH ?? findBrowser()
if (!executablePath) throw new Error('No Chromium was found. npm test installs one; CHROMIUM_PATH names one you have.')
// The workers load this file again: they need not look again.
process.env.CHROMIUM_PATH = executablePath

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  // Patient, because a shared machine may be busy; a test that passes waits no longer than it must.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath, args: chromiumArguments },
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
})
