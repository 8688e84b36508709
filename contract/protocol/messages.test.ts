import Ajv2020 from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { caseFileSchema } from '../cases/case-schema.ts'
import { protocolSchema } from './messages.ts'

const asFile = (schema: unknown) => `${JSON.stringify(schema, undefined, 2)}\n`

it('is published as JSON schemas, which are those of the code', async () => {
  await expect(asFile(protocolSchema())).toMatchFileSnapshot('./driver-protocol.schema.json')
  await expect(asFile(caseFileSchema())).toMatchFileSnapshot('../cases/case-file.schema.json')
})

it.each([
  ['toDriver', { id: 1, command: 'hello', params: { protocol: 1 } }, true],
  ['toDriver', { id: 1, opened: { url: 'http://localhost', status: 200, message: null } }, true],
  ['toDriver', { id: 1, command: 'dance', params: {} }, false],
  ['fromDriver', { id: 1, result: null }, true],
  ['fromDriver', { id: 1, error: { message: 'no', status: 404, code: '40400' } }, true],
  ['fromDriver', { id: 1, openUrl: 'http://localhost' }, true],
  ['fromDriver', { id: 1, error: {} }, false],
  ['fromDriver', { id: '1', result: null }, false],
  ['fromDriver', { result: null }, false],
])('the schema tells what is a message of %s: %j, %s', (definition, message, isMessage) => {
  const ajv = new Ajv2020({ strict: false })
  ajv.addSchema({ ...protocolSchema(), $id: 'protocol' })
  expect(ajv.validate({ $ref: `protocol#/$defs/${definition}` }, message)).toBe(isMessage)
})
