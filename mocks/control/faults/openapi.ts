import { z } from 'zod'
import { anyObject, empty, instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { ofProject, withBody } from '../problem-answers.ts'
import { newFault } from './schemas.ts'

const fault = z
  .object({
    id: uuid,
    dateCreated: instant,
    name: z.string().optional(),
    match: anyObject,
    effect: anyObject,
    skip: z.int(),
    every: z.int(),
    times: z.int().optional(),
    matched: z.int(),
    hits: z.int(),
  })
  .meta({ id: 'Fault' })

const base = '/_sandbox/projects/:id/faults'

export const faultOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: base,
    operationId: 'listFaults',
    summary: 'The faults of a project, with how often each has happened',
    source: 'assumed',
    access: 'read',
    responses: { 200: ok(z.object({ faults: z.array(fault) })), ...ofProject },
  },
  {
    method: 'POST',
    path: base,
    operationId: 'createFault',
    summary: 'Has something go wrong from now on',
    source: 'assumed',
    access: 'write',
    body: newFault,
    responses: { 201: ok(fault, 'Created'), ...withBody },
  },
  {
    method: 'DELETE',
    path: base,
    operationId: 'clearFaults',
    summary: 'Ends all faults of a project',
    source: 'assumed',
    access: 'write',
    responses: { 204: empty(), ...ofProject },
  },
  {
    method: 'GET',
    path: `${base}/:faultId`,
    operationId: 'getFault',
    summary: 'One fault',
    source: 'assumed',
    access: 'read',
    responses: { 200: ok(fault), ...ofProject },
  },
  {
    method: 'DELETE',
    path: `${base}/:faultId`,
    operationId: 'deleteFault',
    summary: 'Ends one fault',
    source: 'assumed',
    access: 'write',
    responses: { 204: empty(), ...ofProject },
  },
]
