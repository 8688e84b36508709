/** What the program ends with; docs/cli.md lists them. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, portTaken: 3, unreachable: 4, refused: 5 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What a command ends with instead of its work: said in one line or a few, without a stack. */
export class CommandError extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

export const wrongUsage = (message: string) => new CommandError(exitCodes.wrongUsage, message)
