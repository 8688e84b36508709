import { CONTACTS, HOME, signInAtHubspot } from '../../provider/hubspot/testing.ts'
import type { Subject } from './subject.ts'

let count = 0

export const hubspot: Subject = {
  service: 'hubspot',
  async signIn(fixture) {
    const { token, json, create } = await signInAtHubspot(fixture, HOME)
    return {
      token,
      async furnish() {
        const number = count++
        const contact = await create(CONTACTS, { firstname: 'Ann', email: `ann${number}@mail.example` })
        const { results: companies } = await json('GET', '/crm/v3/objects/companies?limit=1')
        const company = companies[0].id
        await json('PUT', `/crm/v4/objects/contacts/${contact.id}/associations/default/companies/${company}`)
        const { results: owners } = await json('GET', '/crm/v3/owners')
        const to = { id: company }
        const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }]
        const made = { firstname: 'Bob', email: `bob${number}@mail.example` }
        const filter = { propertyName: 'email', operator: 'EQ', value: `ann${number}@mail.example` }
        const created = { propertyName: 'createdate', operator: 'GTE', value: '2020-01-01' }
        const inputs = [{ id: contact.id }, { id: '1' }]
        const property = { label: 'Made up', groupName: 'contactinformation' }
        return {
          known: {
            objectType: ['contacts', 'contact', '0-1'],
            objectId: [contact.id],
            fromType: ['contacts'],
            fromId: [contact.id],
            toType: ['companies'],
            toId: [company],
            limit: ['1', '100', '0'],
            after: [contact.id, 'x'],
            properties: ['email,firstname', 'nothing', ''],
            associations: ['companies', 'companies,deals', 'nothing'],
            idProperty: ['email', 'hs_object_id', 'firstname'],
            archived: ['true', 'false'],
            propertyName: ['email', 'lifecyclestage'],
            pipelineId: ['default'],
            stageId: ['closedwon'],
            ownerId: [owners[0].id],
            email: [owners[0].email, 'nobody@mail.example'],
            token: [token],
          },
          only: Object.fromEntries(
            ['listPipelines', 'getPipeline', 'listStages', 'getStage'].map((each) => [each, { objectType: ['deals'] }]),
          ),
          bodies: {
            createObject: [{ properties: made }, { properties: { lastname: 'Roe' }, associations: [{ to, types }] }],
            updateObject: [
              { properties: { firstname: 'Anna' } },
              { properties: { email: '', lifecyclestage: 'lead' } },
            ],
            searchObjects: [
              { filterGroups: [{ filters: [filter] }, { filters: [created] }], sorts: ['-createdate'], limit: 2 },
              { query: 'ann', properties: ['email'], after: 0 },
              { filters: [{ ...created, operator: 'BETWEEN', highValue: '2040-01-01' }] },
            ],
            readObjects: [{ inputs, properties: ['email'] }, { inputs: inputs.slice(0, 1) }],
            createObjects: [
              { inputs: [{ properties: { firstname: 'Eve' } }, { properties: { lastname: 'Doe' }, associations: [] }] },
              {
                inputs: [
                  { properties: made, objectWriteTraceId: 'a' },
                  { properties: {}, objectWriteTraceId: 'b' },
                ],
              },
            ],
            updateObjects: [{ inputs: inputs.map((each) => ({ ...each, properties: { jobtitle: 'Baker' } })) }],
            archiveObjects: [{ inputs }],
            createProperty: [
              { ...property, name: `text_${number}`, type: 'string', fieldType: 'text', hasUniqueValue: true },
              { ...property, name: `yes_${number}`, type: 'bool', fieldType: 'booleancheckbox' },
            ],
          },
        }
      },
    }
  },
}
