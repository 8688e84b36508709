/** A node of an Atlassian document; everything of it may be missing, as it comes from outside. */
interface Node {
  type: string
  text: string
  content: Node[]
  marks: { type: string; attrs: Record<string, unknown> }[]
  attrs: Record<string, unknown>
}

/**
 * An Atlassian document as Markdown (developer.atlassian.com/cloud/jira/platform/apis/document/structure). Of nodes that
 * Markdown has no form for, what they contain remains.
 */
export function toMarkdown(document: unknown): string {
  return blocks(nodeOf(document).content).trim()
}

function blocks(nodes: readonly Node[]): string {
  return nodes
    .map((node) => block(node))
    .filter(Boolean)
    .join('\n\n')
}

function block(node: Node): string {
  switch (node.type) {
    case 'heading': {
      const level = typeof node.attrs.level === 'number' ? node.attrs.level : 1
      return `${'#'.repeat(Math.min(Math.max(level, 1), 6))} ${inline(node.content)}`
    }
    case 'bulletList':
      return items(node, () => '- ')
    case 'orderedList': {
      const first = typeof node.attrs.order === 'number' ? node.attrs.order : 1
      return items(node, (index) => `${first + index}. `)
    }
    case 'taskList':
      return items(node, (_, item) => (item.attrs.state === 'DONE' ? '- [x] ' : '- [ ] '))
    case 'codeBlock': {
      const language = typeof node.attrs.language === 'string' ? node.attrs.language : ''
      return `\`\`\`${language}\n${inline(node.content)}\n\`\`\``
    }
    case 'blockquote':
    case 'panel':
      return prefixed(blocks(node.content), '> ', '> ')
    case 'rule':
      return '---'
    case 'table':
      return table(node)
    case 'paragraph':
      return inline(node.content)
    default:
      return node.content.some(({ type }) => type === 'text')
        ? inline(node.content)
        : blocks(node.content) || inline([node])
  }
}

function items(list: Node, marker: (index: number, item: Node) => string): string {
  return list.content
    .map((item, index) => {
      const mark = marker(index, item)
      const isInline = item.content.every(({ type }) => type === 'text' || type === 'hardBreak' || type === 'mention')
      const text = isInline ? inline(item.content) : item.content.map(block).join('\n')
      return prefixed(text, mark, ' '.repeat(mark.length))
    })
    .join('\n')
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : others}${line}`.trimEnd())
    .join('\n')
}

function table({ content }: Node): string {
  const rows = content.map((row) => row.content.map((cell) => blocks(cell.content).replaceAll(/\s*\n\s*/g, ' ')))
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

function inline(nodes: readonly Node[]): string {
  return nodes.map(inlineOf).join('')
}

function inlineOf({ type, text, marks, attrs, content }: Node): string {
  if (type === 'text') return marks.reduce(marked, text)
  if (type === 'hardBreak') return '  \n'
  const named = [attrs.text, attrs.shortName, attrs.url].find((each) => typeof each === 'string')
  if (type === 'inlineCard' && typeof attrs.url === 'string') return `<${attrs.url}>`
  return typeof named === 'string' ? named : inline(content)
}

function marked(text: string, { type, attrs }: Node['marks'][number]): string {
  switch (type) {
    case 'strong':
      return `**${text}**`
    case 'em':
      return `*${text}*`
    case 'strike':
      return `~~${text}~~`
    case 'code':
      return `\`${text}\``
    case 'link':
      return typeof attrs.href === 'string' ? `[${text}](${attrs.href})` : text
    default:
      return text
  }
}

function nodeOf(given: unknown): Node {
  const { type, text, content, marks, attrs } = recordOf(given)
  return {
    type: typeof type === 'string' ? type : '',
    text: typeof text === 'string' ? text : '',
    content: Array.isArray(content) ? content.map(nodeOf) : [],
    marks: Array.isArray(marks)
      ? marks.map((mark) => {
          const { type: kind, attrs: given } = recordOf(mark)
          return { type: typeof kind === 'string' ? kind : '', attrs: recordOf(given) }
        })
      : [],
    attrs: recordOf(attrs),
  }
}

function recordOf(given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {}
}
