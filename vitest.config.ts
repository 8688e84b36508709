import { defineConfig } from 'vitest/config'

/** Looks at the package as `npm pack` makes it, from the built bundles: after everything else that tests of this kind look at. */
const ofPackage = 'scripts/package.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['mocks/**/*.test.ts', 'lib/**/*.test.ts', 'scripts/**/*.test.ts', 'bin/**/*.test.ts'],
          exclude: [ofPackage],
        },
      },
      { extends: true, test: { name: 'package', include: [ofPackage], testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'reports/vitest.json' }]] : ['default'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
  resolve: { alias: { '@': import.meta.dirname } },
})
