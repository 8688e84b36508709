import { notion as integration } from '../../catalog/integrations/notion.ts'
import { CALLBACK, signInWithoutBrowser } from '../../provider/testing.ts'
import type { Subject } from './subject.ts'

const client = {
  id: 'notion',
  name: 'Notion app',
  directory: 'notion',
  secret: 'notion-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: integration.oauth.scopes,
}

export const notion: Subject = {
  service: 'notion',
  async signIn(fixture) {
    const token = await signInWithoutBrowser(fixture, client, 'maya.chen@northwind.example', client.scopes)
    const headers = { authorization: `Bearer ${token}` }
    return {
      token,
      async furnish() {
        const url = 'http://localhost:4020/notion/v1/search'
        const answer = await fixture.provider.fetch(new Request(url, { method: 'POST', headers }))
        const { results } = (await answer.json()) as { results: { id: string }[] }
        const ids = results.map(({ id }) => id).slice(0, 3)
        return { known: { id: ids, page_id: ids, start_cursor: ids, query: ['', 'plan'] } }
      },
    }
  },
}
