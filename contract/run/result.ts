import type { Check } from '../cases/case-schema.ts'
import type { Hello } from '../protocol/messages.ts'
import type { Exchange } from '../world/journal.ts'

/** `not-declared`: the driver has not what the case needs. `harness-error`: nothing was found out. */
export type Outcome = 'passed' | 'failed' | 'not-declared' | 'harness-error'

export interface CheckResult {
  id: string
  says: string
  level: Check['level']
  source: string
  topic: string
  caseId: string
  outcome: Outcome
  /** What is wrong, in words. */
  why?: string
}

export interface CaseResult {
  id: string
  title: string
  topic: string
  milliseconds: number
  checks: CheckResult[]
  /** What the driver was told and answered, kept when something was wrong. */
  dialogue: DialogueLine[]
  /** The exchange on the wire, kept when something was wrong. */
  exchanges: Exchange[]
  harnessError?: { kind: string; message: string; stdout: string; stderr: string }
}

export interface DialogueLine {
  sent: string
  answer: string
}

export interface RunResult {
  driver: string
  hello: Hello | null
  started: string
  milliseconds: number
  cases: CaseResult[]
}

export const allChecks = (run: RunResult): CheckResult[] => run.cases.flatMap(({ checks }) => checks)
