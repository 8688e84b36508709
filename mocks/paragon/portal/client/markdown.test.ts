import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

test('raw HTML and unsafe addresses do nothing', () => {
  const html = renderMarkdown(
    '<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) ![b](data:text/html,x)\n\n<h1>hi</h1>',
  )
  expect(html).not.toMatch(/<img src="?x|<h\d|javascript:|data:/)
  expect(html).toContain('&lt;img src=x')
})

test('the highest heading is the second level, and the others keep their distance', () => {
  expect(renderMarkdown('### Top\n\n#### Below')).toBe('<h2>Top</h2>\n<h3>Below</h3>')
  expect(renderMarkdown('# Top\n\n###### Deepest')).toBe('<h2>Top</h2>\n<h6>Deepest</h6>')
})

test('links leave the frame', () => {
  expect(renderMarkdown('[docs](https://docs.example)')).toBe(
    '<p><a target="_blank" rel="noopener noreferrer" href="https://docs.example">docs</a></p>',
  )
})
