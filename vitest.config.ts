import { defineConfig } from 'vitest/config'

/** Looks at the package as `npm pack` makes it, from the built bundles: after everything else that tests of this kind look at. */
const ofPackage = 'scripts/package.test.ts'

/** The tests of Paragon's API, which must hold whichever way a request comes: see mocks/testing/transport.ts. */
const apiTests = [
  'mocks/paragon/recording.test.ts',
  'mocks/paragon/{users,integrations,credentials,oauth,events}/**/*.test.ts',
  // Those two look at streams from the inside, where the transport would be in the way.
  'mocks/paragon/proxy/!(answer|streaming).test.ts',
]

/** They change what the whole process calls the network with. */
const isolatedTests = ['mocks/msw.test.ts', 'mocks/egress/egress.test.ts']

/** Compares what all the others have called with docs/supported.md: after them. */
const ofMatrix = 'scripts/supported.test.ts'

const templateDatabase = 'mocks/testing/template-database.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['mocks/**/*.test.ts', 'lib/**/*.test.ts', 'scripts/**/*.test.ts', 'contract/**/*.test.ts'],
          exclude: [ofPackage, ofMatrix, ...isolatedTests, ...apiTests],
          globalSetup: templateDatabase,
          // Loading the sandbox anew for each file took a third of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: isolatedTests, globalSetup: templateDatabase } },
      {
        extends: true,
        test: { name: 'program', include: ['bin/**/*.test.ts'], globalSetup: 'bin/testing/bundled-program.ts' },
      },
      ...['http', 'msw'].map((transport) => ({
        extends: true as const,
        test: {
          name: transport,
          include: apiTests,
          globalSetup: templateDatabase,
          env: { SANDBOX_TRANSPORT: transport },
          isolate: false,
        },
      })),
      { extends: true, test: { name: 'matrix', include: [ofMatrix], sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'package', include: [ofPackage], testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
    setupFiles: ['mocks/testing/setup.ts'],
    // All cores, not all but one: of two, half.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
  resolve: { alias: { '@': import.meta.dirname } },
})
