import { tasklab } from '../../catalog/integrations/tasklab.ts'
import { CALLBACK, signInWithoutBrowser } from '../../provider/testing.ts'
import type { Subject } from './subject.ts'

const client = {
  id: 'tasklab',
  name: 'TaskLab app',
  directory: 'tasklab',
  secret: 'tasklab-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: tasklab.oauth.scopes,
}

export const taskLab: Subject = {
  service: 'tasklab',
  async signIn(fixture) {
    const token = await signInWithoutBrowser(fixture, client, 'maya.chen@northwind.example', client.scopes)
    async function post(path: string, body: unknown): Promise<{ id: string }> {
      const request = new Request(`http://localhost:4020/tasklab/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
      return (await (await fixture.provider.fetch(request)).json()) as { id: string }
    }
    return {
      token,
      async furnish() {
        const task = await post('/tasks', { title: 'Write it down' })
        const attachment = await post(`/tasks/${task.id}/attachments?name=a.txt`, 'content')
        return {
          known: {
            id: [task.id],
            attachmentId: [attachment.id],
            name: ['a.txt', 'ä "quoted" ; name.txt', ' '],
            title: ['Write it down', ' '],
            limit: ['1', '100', '0', 'x'],
          },
        }
      },
    }
  },
}
