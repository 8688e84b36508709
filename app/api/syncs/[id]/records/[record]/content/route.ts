import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string; record: string }> }

/** The file behind a record of a sync of the person signed in, to be kept and never shown. Statuses as of answerSyncs. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const { id, record } = await params
    const { body, headers } = await api.content(id, record)
    return new Response(body, {
      headers: {
        'Content-Type': headers.get('content-type') ?? 'application/octet-stream',
        // Somebody else's HTML must not become a page of this app.
        'Content-Disposition': 'attachment',
        'Content-Security-Policy': 'sandbox',
        'Cache-Control': 'no-store',
      },
    })
  })
}
