import { micromark } from 'micromark'

const image = /<img [^>]*?alt="([^"]*)"[^>]*>/g

/**
 * HTML of a Markdown text. micromark escapes raw HTML and drops addresses like `javascript:`, so every tag in its output
 * is one that it wrote, and the replacements below cannot meet text that merely looks like a tag.
 *
 * The first level of headings is the dialog's title, so the text's highest becomes the second; links leave the frame. Of a picture only its words are left: the portal loads nothing from elsewhere, and its
 * policy would not let it.
 */
export function renderMarkdown(text: string): string {
  const html = micromark(text)
  const highest = Math.min(...[...html.matchAll(/<h([1-6])>/g)].map((match) => Number(match[1])))
  return html
    .replace(/<(\/?)h([1-6])>/g, (_tag, slash: string, level: string) => {
      return `<${slash}h${Math.min(Number(level) - highest + 2, 6)}>`
    })
    .replace(image, (_tag, words: string) => words)
    .replaceAll('<a href=', '<a target="_blank" rel="noopener noreferrer" href=')
}
