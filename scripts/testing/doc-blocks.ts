/**
 * What a page of the docs has its reader do, block by block, so that a test can do the same. A comment above a block says
 * what it is, where it is not a command:
 *
 * - `<!-- file: name -->`: a file to be written
 * - `<!-- prints -->`: what the commands before it print; `…` stands for anything
 * - `<!-- keeps running, ready at: text -->`: a command that does not end, and what it prints when the reader may go on
 * - `<!-- with the files of: page.md -->`: files of another page, without a block
 * - `<!-- not run: reason -->`
 */
export type DocStep =
  | { kind: 'command'; code: string }
  | { kind: 'service'; code: string; readyAt: string }
  | { kind: 'file'; name: string; code: string }
  | { kind: 'prints'; text: string }
  | { kind: 'files'; page: string }

/** Languages whose blocks are for a reader to do something with. */
const DONE = new Set(['sh', 'js', 'jsx', 'ts', 'tsx', 'py', 'json', 'html'])

/** Throws for a block of which it is not said what is to be done with it. */
export function docSteps(markdown: string): DocStep[] {
  const steps: DocStep[] = []
  const part = /(?:<!-- *([^\n]*?) *-->\n+)?^```(\w*)\n([\s\S]*?)^```$|<!-- *with the files of: *(\S+) *-->/gm
  for (const [, comment = '', language = '', code = '', page] of markdown.matchAll(part)) {
    const [, word = '', rest = ''] = /^(file|keeps running, ready at|not run): *(.+)$/.exec(comment) ?? []
    if (page !== undefined) steps.push({ kind: 'files', page })
    else if (word === 'file') steps.push({ kind: 'file', name: rest, code })
    else if (word === 'keeps running, ready at') steps.push({ kind: 'service', code, readyAt: rest })
    else if (comment === 'prints') steps.push({ kind: 'prints', text: code })
    else if (word === '' && language === 'sh') steps.push({ kind: 'command', code })
    else if (word === '' && DONE.has(language)) throw new Error(`What is to be done with this is not said:\n${code}`)
  }
  return steps
}

/** Whether a text has these lines one after another, `…` being anything, and a line of it alone any number of lines. */
export function isPrinted(wanted: string, printed: string): boolean {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = wanted
    .trim()
    .split('\n')
    .map((line) =>
      line.trim() === '…'
        ? '(?:.*\\n)*?'
        : `[^\\S\\n]*${line
            .trim()
            .split(/\s*…\s*/)
            .map(escaped)
            .join('.*')}[^\\S\\n]*\\n`,
    )
    .join('')
  return new RegExp(`^(?:.*\\n)*?${pattern}`).test(`${printed.trimEnd()}\n`)
}
