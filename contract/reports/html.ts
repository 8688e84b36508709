import { redact } from '../run/redact.ts'
import type { RunResult } from '../run/result.ts'
import type { JudgedCheck, Verdict } from './judge.ts'
import { escaped, grouped } from './machine.ts'
import { sumLine, traceLines } from './text.ts'

const words: Record<JudgedCheck['status'], string> = {
  passed: 'passed',
  failed: 'FAILED',
  warning: 'warning',
  expected: 'known',
  stale: 'STALE',
  skipped: '–',
  'harness-error': 'not found out',
  'not-required': 'new',
}

const style = `
:root{color-scheme:light dark;--ok:#1a7f37;--bad:#c62828;--warn:#8a5a00;--line:#8884}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:2rem 1rem}
h1{font-size:1.5rem}.sums{list-style:none;padding:0}h2{font-size:1.1rem;margin-top:2rem}h2[id],th[scope=row]{text-transform:capitalize}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
th:not(:first-child),td:not(:first-child){text-align:center}th[scope=row]{font-weight:400}
td code{font-size:.85em}td small{display:block;opacity:.75}
.passed{color:var(--ok)}.failed,.stale{color:var(--bad);font-weight:700}.warning,.expected,.harness-error,.not-required{color:var(--warn)}.skipped{opacity:.5}
details{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;padding:.5rem .8rem}summary{cursor:pointer}
pre{overflow:auto;white-space:pre-wrap;word-break:break-word;font-size:.82rem}
`

interface Kept {
  run: RunResult
  verdict: Verdict
}

/** One page that needs nothing else: how each driver does by topic, what went over the wire where one did otherwise, and every check. */
export function htmlReport(all: readonly Kept[]): string {
  const columns = all.map(({ run }) => `<th scope="col">${escaped(nameOf(run))}</th>`).join('')
  const byId = all.map(({ verdict }) => new Map(verdict.checks.map((check) => [check.id, check])))
  // A run may be of some topics only: the page has what any of them has.
  const checks = [...new Map(all.flatMap(({ verdict }) => verdict.checks.map((check) => [check.id, check]))).values()]
  const topics = grouped(checks)
  const topicRows = [...topics].map(([topic, own]) => {
    const cells = byId.map((known) => topicCell(own.flatMap(({ id }) => known.get(id) ?? [])))
    return `<tr><th scope="row"><a href="#t-${escaped(topic)}">${escaped(topic)}</a></th>${cells.join('')}</tr>`
  })
  const checkTables = [...topics].map(([topic, own]) => {
    const rows = own.map(({ id, says, level, source }) => {
      const cells = byId.map((known, index) => cell(known.get(id), index)).join('')
      return `<tr><td><code>${escaped(id)}</code><small>${escaped(says)} ${link(source)}</small></td><td>${level}</td>${cells}</tr>`
    })
    return `<h2 id="t-${escaped(topic)}">${escaped(topic)}</h2><table><thead><tr><th scope="col">Check</th><th scope="col">Level</th>${columns}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  })
  const sums = all.map(({ run, verdict }) => {
    const status = verdict.conforms ? 'passed' : 'failed'
    return `<li><span class="${status}">${verdict.conforms ? '✓' : '✗'}</span> ${escaped(sumLine(run, verdict))}</li>`
  })
  const traces = all.map(({ run, verdict }, index) => failures(run, verdict, index)).join('')
  const body = [
    '<h1>Paragon contract</h1>',
    `<ul class="sums">${sums.join('')}</ul>`,
    `<table><thead><tr><th scope="col">Topic</th>${columns}</tr></thead><tbody>${topicRows.join('')}</tbody></table>`,
    traces === '' ? '' : `<h2>What is otherwise, and the exchange that shows it</h2>${traces}`,
    ...checkTables,
  ]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Paragon contract</title><style>${style}</style></head><body>${body.join('')}</body></html>\n`
}

const nameOf = ({ hello, driver }: RunResult) => (hello ? `${hello.name} ${hello.version}` : driver)

/** How many of a topic's checks came out how, the worst first; by the worst it has its colour. */
function topicCell(checks: readonly JudgedCheck[]): string {
  const order = ['failed', 'stale', 'harness-error', 'warning', 'expected', 'not-required', 'passed'] as const
  const found = order.flatMap((status) => {
    const count = checks.filter((check) => check.status === status).length
    return count === 0 ? [] : [{ status, text: `${count} ${words[status]}` }]
  })
  const [worst] = found
  return worst
    ? `<td class="${worst.status}">${found.map(({ text }) => text).join(', ')}</td>`
    : '<td class="skipped">not declared</td>'
}

function cell(check: JudgedCheck | undefined, index: number): string {
  if (!check) return '<td class="skipped">–</td>'
  const word = words[check.status]
  const isTold = check.why !== undefined && check.status !== 'skipped'
  return `<td class="${check.status}">${isTold ? `<a class="${check.status}" href="#d${index}-${escaped(check.caseId)}">${word}</a>` : word}</td>`
}

const link = (source: string) =>
  source.startsWith('https://') ? `<a href="${escaped(source)}" rel="noreferrer">source</a>` : `(${escaped(source)})`

function failures(run: RunResult, { checks }: Verdict, index: number): string {
  const told = checks.filter(({ why, status }) => why !== undefined && status !== 'skipped')
  const ids = [...new Set(told.map(({ caseId }) => caseId))]
  const name = nameOf(run)
  return ids
    .map((id) => {
      const found = run.cases.find((each) => each.id === id)
      if (!found) return ''
      const wrong = told.filter(({ caseId }) => caseId === id)
      const list = wrong.map(
        ({ id: checkId, says, why, status, because }) =>
          `<li><span class="${status}">${words[status]}</span> <code>${escaped(checkId)}</code> ${escaped(says)}<br>But ${escaped(redact(why ?? ''))}${because ? `<br>Known: ${escaped(because)}` : ''}</li>`,
      )
      const harness = found.harnessError
        ? `<pre>${escaped(redact(`${found.harnessError.stdout}\n${found.harnessError.stderr}`))}</pre>`
        : ''
      return `<details id="d${index}-${escaped(id)}"><summary>${escaped(name)}: ${escaped(found.title)}</summary><ul>${list.join('')}</ul>${harness}<pre>${escaped(redact(traceLines(found).join('\n')))}</pre></details>`
    })
    .join('')
}
