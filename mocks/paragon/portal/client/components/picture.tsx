import { useState } from 'preact/hooks'

/** A decorative picture beside a name; the name's first letter when there is none or it cannot be loaded. */
export function Picture(props: { source: string | undefined; name: string; class: string }) {
  const [failed, setFailed] = useState<string>()
  if (props.source === undefined || props.source === failed) {
    return (
      <span class={`picture letter ${props.class}`} aria-hidden="true">
        {[...props.name.trim()][0]?.toUpperCase() ?? '?'}
      </span>
    )
  }
  // biome-ignore lint/performance/noImgElement: there is no Next.js in the portal.
  return <img class={`picture ${props.class}`} src={props.source} alt="" onError={() => setFailed(props.source)} />
}
