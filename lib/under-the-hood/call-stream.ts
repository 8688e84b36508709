import { callOfEntry } from './call'

/**
 * The sandbox's journal stream (server-sent events) with each entry reduced to what the browser is told. Ids stay, so that
 * an EventSource that was cut off goes on where it was.
 */
export function callStream(journal: ReadableStream<Uint8Array>, projectId: string): ReadableStream<Uint8Array> {
  let rest = ''
  const reduce = new TransformStream<string, string>({
    transform(piece, controller) {
      const events = (rest + piece).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const reduced = reduceEvent(event, projectId)
        if (reduced !== undefined) controller.enqueue(`${reduced}\n\n`)
      }
    },
  })
  return journal
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(reduce)
    .pipeThrough(new TextEncoderStream())
}

/** Comments go through: they show that the stream is open. */
function reduceEvent(event: string, projectId: string): string | undefined {
  if (event.startsWith(':')) return event
  const [, id] = /^id: (\d+)$/m.exec(event) ?? []
  const [, data] = /^data: (.*)$/m.exec(event) ?? []
  const call = data === undefined ? undefined : callOfEntry(parse(data), projectId)
  return call && `id: ${id ?? call.cursor}\ndata: ${JSON.stringify(call)}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
