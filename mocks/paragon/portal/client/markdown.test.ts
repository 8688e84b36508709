import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

test('raw HTML and unsafe addresses do nothing', () => {
  const html = renderMarkdown(
    '<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) ![b](data:text/html,x)\n\n<h1>hi</h1>',
  )
  expect(html).not.toMatch(/<img src="?x|<h\d|javascript:|data:/)
  expect(html).toContain('&lt;img src=x')
})

test('of a picture its words are left, wherever it is', () => {
  expect(renderMarkdown('A ![plan "x" > y](https://elsewhere.example/a.png "title") here')).toBe(
    '<p>A plan &quot;x&quot; &gt; y here</p>',
  )
  expect(renderMarkdown('![](https://elsewhere.example/a.png)')).toBe('<p></p>')
})

test.each([
  '<svg/onload=alert(1)>',
  '[x](JaVaScRiPt:alert(1))',
  '[x](  javascript:alert(1) "t")',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '<javascript:alert(1)>',
  '<https://a.example/"onmouseover=alert(1)>',
  '![x" onerror="alert(1)](https://a.example/x.png)',
  '[x]: javascript:alert(1)\n\n[x]',
  '# <a href=javascript:alert(1)>x</a>',
  '```html"onload=alert(1)\nx\n```',
])('%j becomes no code', (text) => {
  // Whatever looks like a tag or an attribute of one must be what micromark or this file writes.
  for (const [tag] of renderMarkdown(text).matchAll(/<[^>]*>/g)) {
    expect(tag).toMatch(
      /^<\/?(?:p|h[2-6]|pre|code(?: class="[^"<>]*")?|a(?: target="_blank" rel="noopener noreferrer" href="(?:https:[^"<>]*)?"(?: title="[^"<>]*")?)?)>$/,
    )
  }
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
