import { describe, expect, it } from 'vitest'
import { docSteps, isPrinted } from './doc-blocks.ts'

const fence = '```'

describe('the blocks of a page', () => {
  it('are steps, each of its kind', () => {
    const page = `# Page

<!-- file: a/b.js -->
${fence}js
let a = 1
${fence}

<!-- keeps running, ready at: it is ready -->
${fence}sh
start
${fence}

${fence}sh
go
on
${fence}

<!-- prints -->
${fence}
fine
${fence}

<!-- with the files of: other.md -->

<!-- not run: it takes the network -->
${fence}sh
fetch
${fence}

${fence}
only shown
${fence}
`
    expect(docSteps(page)).toEqual([
      { kind: 'file', name: 'a/b.js', code: 'let a = 1\n' },
      { kind: 'service', code: 'start\n', readyAt: 'it is ready' },
      { kind: 'command', code: 'go\non\n' },
      { kind: 'prints', text: 'fine\n' },
      { kind: 'files', page: 'other.md' },
    ])
  })

  it('must say what is to be done with code', () => {
    expect(() => docSteps(`${fence}js\nlet a\n${fence}\n`)).toThrow('What is to be done with this is not said:\nlet a')
    expect(() => docSteps(`<!-- fiel: a.js -->\n${fence}js\nlet a\n${fence}\n`)).toThrow('not said')
  })
})

describe('what is printed', () => {
  it.each([
    ['one\ntwo', 'zero\none\ntwo\nthree', true],
    ['one\ntwo', 'one\nand\ntwo', false],
    ['one\n…\ntwo', 'one\nand\nso on\ntwo', true],
    ['… 200 … drive', '12:00  200  9 ms  google drive\n', true],
    ['200 … drive', '12:00  200  9 ms  google drive\n', false],
    ['a.c', 'abc', false],
    ['…\n503\n200', 'id\n503\n200\n', true],
    ['…\n503\n200', 'id\n503\n503\n', false],
    ['one', 'one more', false],
    ['one\n  two', '  one\n    two', true],
    ['one', '', false],
  ])('%j in %j: %s', (wanted, printed, expected) => {
    expect(isPrinted(wanted, printed)).toBe(expected)
  })
})
