import { useMemo } from 'preact/hooks'
import { renderMarkdown } from '../markdown.ts'

export function Markdown(props: { text: string }) {
  const html = useMemo(() => renderMarkdown(props.text), [props.text])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: micromark has escaped raw HTML and unsafe addresses.
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />
}
