import type { Operation, Service } from './operation.ts'

/** Which operations each test file has called, as `service operationId`, by the path of the file. */
export type CallsByFile = ReadonlyMap<string, ReadonlySet<string>>

/** Test files that are named for an operation; the rest is told of by an ellipsis. */
const NAMED = 3

/** The test files that have called an operation, by their paths. */
export function testsOf({ name }: Service, { operationId }: Operation, calls: CallsByFile): string[] {
  return [...calls].filter(([, called]) => called.has(`${name} ${operationId}`)).map(([file]) => file)
}

/** docs/supported.md: what is simulated, where it is known from, and what holds it in place. */
export function supportMatrix(services: readonly Service[], calls: CallsByFile): string {
  const count = services.reduce((sum, { operations }) => sum + operations.length, 0)
  return `# What is supported

Written by \`npm run supported\` from the OpenAPI descriptions beside the routes, and from what the tests really called; do not
edit it. ${count} operations of ${services.length} services are described. Answers of each are held to its document in every test.

Source: *documented* by the vendor or an RFC, read in the *sdk*, or *assumed* (the sandbox's own, or nobody tells).
Tests: the files that call the operation, at most ${NAMED} of them, those first that call least else.

${services.map((service) => section(service, calls)).join('\n')}`
}

function section(service: Service, calls: CallsByFile): string {
  const rows = service.operations.map((operation) => {
    const { method, path, access, source } = operation
    return `| \`${method} ${service.prefix ?? ''}${path.replaceAll('|', '\\|')}\` | ${access} | ${source} | ${cell(testsOf(service, operation, calls), calls)} |`
  })
  return `## ${service.title}

${service.description} Document: \`/_sandbox/openapi/${service.name}.json\`.

| operation | access | source | tests |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

/** What a file calls a few operations for is more likely about them. */
function cell(files: readonly string[], calls: CallsByFile): string {
  const breadth = (file: string) => calls.get(file)?.size ?? 0
  const sorted = [...files].sort((a, b) => breadth(a) - breadth(b) || (a < b ? -1 : 1))
  const named = sorted.slice(0, NAMED).map((file) => `\`${file.replace(/^mocks\//, '').replace(/\.test\.ts$/, '')}\``)
  return [...named, ...(sorted.length > NAMED ? ['…'] : [])].join(', ')
}
