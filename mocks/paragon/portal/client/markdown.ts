import { micromark } from 'micromark'

/**
 * HTML of a Markdown text. micromark escapes raw HTML and drops addresses like `javascript:`, so every tag in its output
 * is one that it wrote, and the replacements below cannot meet text that merely looks like a tag.
 *
 * Headings go down one level, for the dialog's title is the first; links leave the frame.
 */
export function renderMarkdown(text: string): string {
  return micromark(text)
    .replace(/<(\/?)h([1-5])>/g, (_tag, slash: string, level: string) => `<${slash}h${Number(level) + 1}>`)
    .replaceAll('<a href=', '<a target="_blank" rel="noopener noreferrer" href=')
}
