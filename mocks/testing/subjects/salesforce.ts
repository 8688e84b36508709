import { signInAtSalesforce, VERSION } from '../../provider/salesforce/testing.ts'
import type { Subject } from './subject.ts'

const MINUTE = 60_000

let count = 0

export const salesforce: Subject = {
  service: 'salesforce',
  async signIn(fixture) {
    const { token, host, create, call } = await signInAtSalesforce(fixture, 'maya.chen.home@mail.example')
    const soql = 'SELECT Id, Name, Account.Name FROM Contact'
    // As many as the least page holds, and one more.
    const records = Array.from({ length: 201 }, (_, number) => ({
      attributes: { type: 'Lead' },
      LastName: `Lead ${number}`,
      Company: 'Leads',
    }))
    for (const part of [records.slice(0, 200), records.slice(200)])
      await call('POST', '/composite/sobjects', { records: part })
    return {
      token,
      host,
      async furnish() {
        const number = count++
        const id = await create('Contact', { LastName: `Roe ${number}`, Email: `roe${number}@mail.example` })
        const gone = await create('Contact', { LastName: 'Gone' })
        await call('DELETE', `/sobjects/Contact/${gone}`)
        const paged = await call('GET', '/query?q=SELECT+Id+FROM+Lead', undefined, {
          'sforce-query-options': 'batchSize=200',
        })
        const { nextRecordsUrl } = (await paged.json()) as { nextRecordsUrl: string }
        const of = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields })
        const now = fixture.ctx.clockOf('project').now()
        const writes = [
          { LastName: `Doe ${number}`, Department: 'Sales' },
          { LastName: 'Doe', Title: 'Baker' },
        ]
        const term = { q: 'roe', sobjects: [{ name: 'Contact', fields: ['Id', 'Name'], limit: 2 }] }
        return {
          known: {
            version: [`v${VERSION}`],
            type: ['Contact', 'contact'],
            id: [id],
            field: ['Email'],
            value: [`roe${number}@mail.example`],
            fields: ['Id,Name', 'Id,LastName,Email', 'Nothing'],
            ids: [id, `${id},${gone}`, 'x'],
            locator: [nextRecordsUrl.split('/').at(-1)],
            'sforce-query-options': ['batchSize=200', 'batchSize=x'],
            start: [new Date(now - 10 * MINUTE).toISOString(), 'soon'],
            end: [new Date(now + 10 * MINUTE).toISOString()],
            explain: [''],
            updateOnly: ['true', 'false'],
            allOrNone: ['true', 'false'],
            sobject: ['Contact', 'Contact,Account', 'Nothing'],
            overallLimit: ['1', '2000', '0'],
            defaultLimit: ['1', '0'],
            q: [
              soql,
              `${soql} WHERE Account.Name != null ORDER BY Name LIMIT 3`,
              'SELECT COUNT() FROM Account',
              'SELECT',
            ],
          },
          only: {
            search: { q: ['FIND {roe} RETURNING Contact(Id, Name), Account', 'FIND {x'] },
            searchByParameters: { q: ['roe', 'do*', '"'] },
            createRecords: { allOrNone: [true, false] },
            updateRecords: { allOrNone: [true, false] },
            upsertRecords: { allOrNone: [true, false] },
          },
          bodies: {
            createRecord: writes,
            updateRecord: writes,
            upsertRecord: writes,
            searchByBody: [term, { q: 'doe', in: 'NAME', defaultLimit: 1 }],
            createRecords: [{ records: writes.map(of) }, { allOrNone: true, records: writes.map(of) }],
            updateRecords: [{ records: [of({ id, Title: 'Baker' }), of({ id: gone, Title: 'Baker' })] }],
            upsertRecords: [
              {
                records: [
                  of({ Email: `roe${number}@mail.example`, Title: 'Baker' }),
                  of({ Email: `poe${number}@mail.example`, LastName: 'Poe' }),
                ],
              },
            ],
            retrieveRecordsByBody: [{ ids: [id, gone], fields: ['Id', 'Name', 'MailingAddress'] }],
          },
        }
      },
    }
  },
}
