import { describe, expect, it } from 'vitest'
import { toMarkdown } from './atlassian-document.ts'

const text = (content: string, ...marks: object[]) => ({ type: 'text', text: content, marks })
const paragraph = (...content: object[]) => ({ type: 'paragraph', content })
const item = (...content: object[]) => ({ type: 'listItem', content })
const doc = (...content: object[]) => ({ type: 'doc', version: 1, content })

describe('an Atlassian document becomes Markdown', () => {
  it.each<[string, unknown, string]>([
    ['paragraphs', doc(paragraph(text('One')), paragraph(text('Two'))), 'One\n\nTwo'],
    [
      'marks',
      doc(
        paragraph(
          text('b', { type: 'strong' }),
          text('i', { type: 'em' }),
          text('c', { type: 'code' }),
          text('s', { type: 'strike' }),
          text('l', { type: 'link', attrs: { href: 'https://a.example' } }),
          text('u', { type: 'underline' }),
        ),
      ),
      '**b***i*`c`~~s~~[l](https://a.example)u',
    ],
    ['a heading', doc({ type: 'heading', attrs: { level: 2 }, content: [text('Title')] }), '## Title'],
    [
      'lists within lists',
      doc({
        type: 'bulletList',
        content: [
          item(paragraph(text('a')), {
            type: 'orderedList',
            content: [item(paragraph(text('x'))), item(paragraph(text('y')))],
          }),
          item(paragraph(text('b'))),
        ],
      }),
      '- a\n  1. x\n  2. y\n- b',
    ],
    [
      'tasks',
      doc({
        type: 'taskList',
        content: [
          { type: 'taskItem', attrs: { state: 'DONE' }, content: [text('done')] },
          { type: 'taskItem', attrs: { state: 'TODO' }, content: [text('open')] },
        ],
      }),
      '- [x] done\n- [ ] open',
    ],
    [
      'code',
      doc({ type: 'codeBlock', attrs: { language: 'js' }, content: [text('let a\nlet b')] }),
      '```js\nlet a\nlet b\n```',
    ],
    ['a quote', doc({ type: 'blockquote', content: [paragraph(text('a')), paragraph(text('b'))] }), '> a\n>\n> b'],
    [
      'a rule and a line break',
      doc({ type: 'rule' }, paragraph(text('a'), { type: 'hardBreak' }, text('b'))),
      '---\n\na  \nb',
    ],
    [
      'people, cards and pictures',
      doc(
        paragraph(
          { type: 'mention', attrs: { id: '1', text: '@Maya' } },
          { type: 'emoji', attrs: { shortName: ':smile:' } },
          { type: 'inlineCard', attrs: { url: 'https://a.example' } },
        ),
      ),
      '@Maya:smile:<https://a.example>',
    ],
    [
      'a table',
      doc({
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              { type: 'tableHeader', content: [paragraph(text('A'))] },
              { type: 'tableHeader', content: [paragraph(text('B'))] },
            ],
          },
          {
            type: 'tableRow',
            content: [
              { type: 'tableCell', content: [paragraph(text('1'))] },
              { type: 'tableCell', content: [paragraph(text('2'))] },
            ],
          },
        ],
      }),
      '| A | B |\n| --- | --- |\n| 1 | 2 |',
    ],
    ['what is not known', doc({ type: 'expand', content: [paragraph(text('inner'))] }), 'inner'],
    ['nothing', null, ''],
    ['nonsense', { content: [7, { type: 'text' }, 'x'] }, ''],
  ])('%s', (_, document, expected) => {
    expect(toMarkdown(document)).toBe(expected)
  })
})
