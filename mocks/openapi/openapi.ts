import { z } from 'zod'
import { problems } from '../control/problem-answers.ts'
import { content, type Operation, ok } from './operation.ts'

const entry = z.object({ name: z.string(), title: z.string(), document: z.string(), docs: z.string() })
const common = { method: 'GET', source: 'assumed', access: 'read', isPublic: true } as const

export const openApiOperations: readonly Operation[] = [
  {
    ...common,
    path: '/_sandbox/openapi',
    operationId: 'listDocuments',
    summary: 'The services that have an OpenAPI document',
    responses: { 200: ok(z.object({ services: z.array(entry) })) },
  },
  {
    ...common,
    path: '/_sandbox/openapi/:file{.+\\.json}',
    operationId: 'getDocument',
    summary: 'The OpenAPI document of a service',
    responses: {
      200: ok(z.looseObject({ openapi: z.literal('3.1.1'), paths: z.record(z.string(), z.unknown()) })),
      ...problems(404),
    },
  },
  {
    ...common,
    path: '/_sandbox/docs',
    operationId: 'getDocsIndex',
    summary: 'The services, as a page',
    responses: { 200: content('The page', 'text/html') },
  },
  {
    ...common,
    path: '/_sandbox/docs/style.css',
    operationId: 'getDocsStyle',
    summary: 'The style of these pages',
    responses: { 200: content('The style', 'text/css') },
  },
  {
    ...common,
    path: '/_sandbox/docs/:service',
    operationId: 'getDocs',
    summary: 'The operations of a service, as a page',
    responses: { 200: content('The page', 'text/html'), ...problems(404) },
  },
]
