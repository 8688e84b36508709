/** What the program ends with; docs/contract.md lists them. */
export const exitCodes = { passed: 0, failed: 1, wrongUsage: 2, harness: 3, unreachable: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Told in one line, without a stack. */
export class UsageError extends Error {}
