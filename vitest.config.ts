import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['mocks/**/*.test.ts', 'lib/**/*.test.ts', 'scripts/**/*.test.ts', 'bin/**/*.test.ts'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'reports/vitest.json' }]] : ['default'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
