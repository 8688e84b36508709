import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RunResult } from '../run/result.ts'
import { htmlReport } from './html.ts'
import type { Verdict } from './judge.ts'
import { ctrfReport, jsonReport, junitReport, tapReport } from './machine.ts'

/** All reports of a run into a folder; returns their files. */
export function writeReports(folder: string, run: RunResult, verdict: Verdict): string[] {
  mkdirSync(folder, { recursive: true })
  const files = {
    'checks.json': jsonReport(run, verdict),
    'junit.xml': junitReport(run, verdict),
    'report.tap': tapReport(verdict),
    'ctrf.json': ctrfReport(run, verdict),
    'report.html': htmlReport([{ run, verdict }]),
  }
  return Object.entries(files).map(([name, content]) => {
    const file = path.join(folder, name)
    writeFileSync(file, content)
    return file
  })
}
