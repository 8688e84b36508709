/**
 * Measures what the README promises, each against a peer in the same run: candidates take turns, medians of five, because
 * a shared machine is never quiet. Peers from npm are installed when they are needed (peers/). Ends with exit code 1 when a
 * bar is missed. `--only proxy,records` measures some of it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { localUrl } from '../scripts/environment.mjs'
import { freePorts } from '../scripts/ports.mjs'
import { addSyncs } from './add-records.ts'
import { addUsers } from './add-users.ts'
import { countRefreshes } from './count-refreshes.ts'
import { load, loadAmount, loadOnce, median, memory, type Server, start, stop } from './measure.ts'
import { type Peer, peersOf } from './peers/peers.ts'

const ROUNDS = 5
const TEST_MILLISECONDS = 200
const SECONDS = 3
const ADMIN_TOKEN = 'bench'
const PROJECT = 'bench-project'
const ME = `/projects/${PROJECT}/sdk/me`
/** A call to Google Drive's API that needs nothing of the store but the token, so that the way to it weighs most. */
const ABOUT = 'about?fields=user'
const PROXIED = `/projects/${PROJECT}/sdk/proxy/googledrive/${ABOUT}`

const folder = mkdtempSync(path.join(tmpdir(), 'paragon-bench-'))
const [sandboxPort = 0, providerPort = 0, peerPort = 0] = await freePorts(3)
const sandboxUrl = localUrl(sandboxPort)
const providerUrl = localUrl(providerPort)
const peerUrl = localUrl(peerPort)
const bodyFile = path.join(folder, 'me.json')

const startSandbox = (database: string) =>
  start([process.execPath, 'dist/bin/paragon-sandbox.js', 'start', '--json'], sandboxUrl, {
    PORT: String(sandboxPort),
    PROVIDER_PORT: String(providerPort),
    PARAGON_PROJECT_ID: PROJECT,
    PARAGON_SANDBOX_ADMIN_TOKEN: ADMIN_TOKEN,
    DATABASE_URL: `file:${path.join(folder, database)}`,
  })
const startPeer = () => start([process.execPath, 'bench/bare-hono.mjs', String(peerPort), bodyFile], peerUrl, {})

interface Row {
  what: string
  measured: string
  bar: string
  met: boolean
}
const rows: Row[] = []
/** Of the peers that were measured. */
const versions: string[] = []
const round = (value: number, digits = 0) => value.toFixed(digits)

try {
  const sandbox = await startSandbox('warm.db')
  const headers = await prepareUser()
  writeFileSync(bodyFile, await (await fetch(`${sandboxUrl}${ME}`, { headers })).text())
  await stop(sandbox)

  const measurements = {
    start: () => measureStart(headers),
    throughput: () => measureThroughput(headers),
    peers: () => measurePeers(headers),
    memory: () => measureMemory(headers),
    users: () => measureOtherUsers(headers),
    proxy: () => measureProxy(headers),
    refresh: () => measureRefresh(headers),
    records: () => measureRecords(headers),
    projects: measureProjects,
    portal: measurePortal,
  }
  for (const name of chosen(Object.keys(measurements))) await measurements[name as keyof typeof measurements]()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const table = [
  '| what | measured | bar | |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ what, measured, bar, met }) => `| ${what} | ${measured} | ${bar} | ${met ? 'met' : 'MISSED'} |`),
].join('\n')
console.log(`\n${table}`)
if (process.argv.includes('--write') && process.argv.includes('--only'))
  console.log('\nnot written: --only leaves rows out')
else if (process.argv.includes('--write')) writeReport()
process.exitCode = rows.every(({ met }) => met) ? 0 : 1

/** The measurements that `--only` names, all of them without. */
function chosen(names: string[]): string[] {
  const at = process.argv.indexOf('--only')
  const wanted = at === -1 ? names : (process.argv[at + 1] ?? '').split(',')
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`--only takes some of ${names.join(', ')}, not "${unknown}".`)
  return wanted
}

/** A user with three accounts, and the headers of a call as that user. */
async function prepareUser(): Promise<Record<string, string>> {
  const control = async (pathname: string, body: object) => {
    const answer = await fetch(`${sandboxUrl}/_sandbox/projects/${PROJECT}${pathname}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as { token: string }
  }
  for (const account of [
    'maya.chen@northwind.example',
    'maya.chen.home@mail.example',
    'jonas.weber@northwind.example',
  ]) {
    await control('/credentials', { sub: 'bench-user', integration: 'googledrive', account })
  }
  const { token } = await control('/tokens', { sub: 'bench-user', expiresIn: 86_400 })
  return { authorization: `Bearer ${token}` }
}

async function measureStart(headers: Record<string, string>) {
  const times = { peer: [] as number[], warm: [] as number[], answer: [] as number[], first: [] as number[] }
  const resident: number[] = []
  for (let index = 0; index < ROUNDS; index += 1) {
    const peer = await startPeer()
    times.peer.push(peer.milliseconds)
    await stop(peer)
    const warm = await startSandbox('warm.db')
    times.warm.push(warm.milliseconds)
    // Much is loaded with the first request only, so that what comes after it counts as well.
    const ready = performance.now()
    await (await fetch(`${warm.url}${ME}`, { headers })).arrayBuffer()
    times.answer.push(warm.milliseconds + performance.now() - ready)
    resident.push(memory(warm) ?? Number.NaN)
    await stop(warm)
    const first = await startSandbox(`first-${index}.db`)
    times.first.push(first.milliseconds)
    await stop(first)
  }
  const [peer, warm] = [median(times.peer), median(times.warm)]
  const [answer, first] = [median(times.answer), median(times.first)]
  rows.push({
    what: 'process start to the first 200 on `/health`',
    measured: `${round(warm)} ms, ${round(warm / peer, 1)}x a bare Hono server (${round(peer)} ms); first \`GET /sdk/me\` answered after ${round(answer)} ms; first start with an empty database ${round(first)} ms, ${round(first / peer, 1)}x`,
    bar: '3x',
    met: warm / peer <= 3,
  })
  rows.push({
    what: 'idle memory, after a first request',
    measured: `${round(median(resident))} MB`,
    bar: 'below 150 MB',
    met: median(resident) < 150,
  })
}

/** Runs the candidates in turns and answers the median of each. */
async function compare(candidates: Record<string, () => ReturnType<typeof load>>) {
  const results = Object.fromEntries(Object.keys(candidates).map((name) => [name, { throughput: [0], cpu: [0] }]))
  for (const result of Object.values(results)) result.throughput.length = result.cpu.length = 0
  for (let index = 0; index < ROUNDS; index += 1) {
    for (const [name, run] of Object.entries(candidates)) {
      const { throughput, cpu } = await run()
      results[name]?.throughput.push(throughput)
      results[name]?.cpu.push(cpu ?? Number.NaN)
    }
  }
  return (name: string) => {
    const result = results[name] ?? { throughput: [], cpu: [] }
    return { throughput: median(result.throughput), cpu: median(result.cpu) }
  }
}

async function measureThroughput(headers: Record<string, string>) {
  const [sandbox, peer] = [await startSandbox('warm.db'), await startPeer()]
  for (const server of [sandbox, peer]) await load(server, ME, headers, 2)
  const result = await compare({
    peer: () => load(peer, ME, headers, SECONDS),
    sandbox: () => load(sandbox, ME, headers, SECONDS),
  })
  await Promise.all([stop(sandbox), stop(peer)])
  const [ours, bare] = [result('sandbox'), result('peer')]
  rows.push({
    what: '`GET /sdk/me` with 3 accounts',
    measured: `${round(ours.throughput)} req/s, ${round(ours.cpu)} µs CPU each; a bare Hono route ${round(bare.throughput)} req/s, ${round(bare.cpu)} µs: ${round((100 * ours.throughput) / bare.throughput)} % of its throughput`,
    bar: '50 %',
    met: ours.throughput / bare.throughput >= 0.5,
  })
}

/** What other mocks do as well, in turns with the sandbox: to be ready, and to answer `GET /sdk/me`. */
async function measurePeers(headers: Record<string, string>) {
  const peers = peersOf(peerPort, readFileSync(bodyFile, 'utf8'), path.join(folder, 'paragon.openapi.json'))
  const startNamed = ({ command, readyPath }: Peer) => start(command, peerUrl, {}, readyPath)
  for (const { name, version } of Object.values(peers)) versions.push(`${name} ${version}`)

  const ready = { sandbox: [] as number[], prism: [] as number[], mockoon: [] as number[], oauth: [] as number[] }
  for (let index = 0; index < ROUNDS; index += 1) {
    const sandbox = await startSandbox('warm.db')
    ready.sandbox.push(sandbox.milliseconds)
    await stop(sandbox)
    for (const name of ['prism', 'mockoon', 'oauth'] as const) {
      const peer = await startNamed(peers[name])
      ready[name].push(peer.milliseconds)
      await stop(peer)
    }
  }
  const [ours, prism] = [median(ready.sandbox), median(ready.prism)]
  rows.push({
    what: 'ready, over Prism with the same OpenAPI',
    measured: `${round(ours)} ms over ${round(prism)} ms: ${round(ours / prism, 2)}x; Mockoon ${round(median(ready.mockoon))} ms, oauth2-mock-server alone ${round(median(ready.oauth))} ms`,
    bar: '0.2x',
    met: ours / prism <= 0.2,
  })

  // One peer after the other, as they share a port; the sandbox beside each of them.
  const throughput: Record<string, number> = {}
  const sandbox = await startSandbox('warm.db')
  await load(sandbox, ME, headers, 2)
  for (const name of ['prism', 'mockoon'] as const) {
    const peer = await startNamed(peers[name])
    // All of it is answered by both, or nothing is compared.
    const answered = await (await fetch(`${peer.url}${ME}`, { headers })).text()
    if (answered.length < readFileSync(bodyFile, 'utf8').length / 2) throw new Error(`${name} answers ${answered}`)
    await load(peer, ME, headers, 2)
    const result = await compare({
      peer: () => load(peer, ME, headers, SECONDS),
      sandbox: () => load(sandbox, ME, headers, SECONDS),
    })
    throughput[name] = result('peer').throughput
    throughput[`beside ${name}`] = result('sandbox').throughput
    await stop(peer)
  }
  await stop(sandbox)
  const ratio = (name: string) => (throughput[`beside ${name}`] ?? Number.NaN) / (throughput[name] ?? Number.NaN)
  rows.push({
    what: '`GET /sdk/me`, over Prism with the same OpenAPI, and the answer as an example',
    measured: `${round(throughput['beside prism'] ?? Number.NaN)} req/s over ${round(throughput.prism ?? Number.NaN)}: ${round(ratio('prism'), 1)}x; over Mockoon ${round(throughput.mockoon ?? Number.NaN)}: ${round(ratio('mockoon'), 1)}x`,
    bar: '5x',
    met: ratio('prism') >= 5,
  })
}

/** What is left in memory by many requests, every tenth of them a call to a third party. */
async function measureMemory(headers: Record<string, string>) {
  const sandbox = await startSandbox('warm.db')
  const serve = async (count: number) => {
    await loadAmount(sandbox, ME, headers, count * 0.9)
    await loadAmount(sandbox, PROXIED, headers, count * 0.1)
  }
  await serve(1_000)
  const few = memory(sandbox) ?? Number.NaN
  await serve(99_000)
  const many = memory(sandbox) ?? Number.NaN
  const kept = await journalSize(sandbox)
  await stop(sandbox)
  rows.push({
    what: 'memory after 100,000 requests, over 1,000',
    measured: `${round(many)} MB over ${round(few)} MB: ${round(100 * (many / few - 1))} % more`,
    bar: 'less than 30 % more',
    met: many / few < 1.3,
  })
  rows.push({
    what: 'entries in the journal after 100,000 requests',
    measured: String(kept),
    bar: '500',
    met: kept > 0 && kept <= 500,
  })
}

async function journalSize({ url }: Server): Promise<number> {
  const answer = await fetch(`${url}/_sandbox/projects/${PROJECT}/journal?limit=500`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  })
  const { entries, hasMore } = (await answer.json()) as { entries: unknown[]; hasMore: boolean }
  return hasMore ? Number.POSITIVE_INFINITY : entries.length
}

/** The same user among 10 and among 10,000 others: read from the cache, and read anew after each write. */
async function measureOtherUsers(headers: Record<string, string>) {
  const costs = new Map<number, { cached: number; anew: number }[]>([
    [10, []],
    [10_000, []],
  ])
  await addUsers(`file:${path.join(folder, 'warm.db')}`, PROJECT, 10)
  const databases = new Map<number, string>([[10, 'warm.db']])
  // A copy of the same database, so that nothing but the number of users differs.
  const { copyFileSync } = await import('node:fs')
  for (const suffix of ['', '.key']) {
    copyFileSync(path.join(folder, `warm.db${suffix}`), path.join(folder, `many.db${suffix}`))
  }
  await addUsers(`file:${path.join(folder, 'many.db')}`, PROJECT, 9_990)
  databases.set(10_000, 'many.db')

  for (let index = 0; index < ROUNDS; index += 1) {
    for (const [users, database] of databases) {
      const sandbox = await startSandbox(database)
      await load(sandbox, ME, headers, 1)
      const cached = await load(sandbox, ME, headers, SECONDS)
      const anew = await writeAndRead(sandbox, headers)
      costs.get(users)?.push({ cached: 1e6 / cached.throughput, anew })
      await stop(sandbox)
    }
  }
  const cost = (users: number, kind: 'cached' | 'anew') => median((costs.get(users) ?? []).map((each) => each[kind]))
  for (const [kind, what] of [
    ['cached', 'cost of `GET /sdk/me` among 10,000 users, over 10'],
    ['anew', 'the same after a write each time, so that it is read anew'],
  ] as const) {
    const [few, many] = [cost(10, kind), cost(10_000, kind)]
    rows.push({
      what,
      measured: `${round(many)} µs over ${round(few)} µs: ${round(100 * (many / few - 1), 1)} % more`,
      bar: 'less than 20 % more',
      met: many / few < 1.2,
    })
  }
}

/** Microseconds of one write with the read after it. */
async function writeAndRead({ url }: Server, headers: Record<string, string>): Promise<number> {
  const rounds = 300
  const times: number[] = []
  for (let index = 0; index < rounds; index += 1) {
    const began = performance.now()
    const body = JSON.stringify({ meta: { round: index } })
    await (await fetch(`${url}${ME}`, { method: 'PATCH', headers, body })).arrayBuffer()
    await (await fetch(`${url}${ME}`, { headers })).arrayBuffer()
    times.push((performance.now() - began) * 1000)
  }
  return median(times)
}

/** A page from the middle of a sync with few records, and with many, in one database. */
async function measureRecords(headers: Record<string, string>) {
  const [few, many] = [1_000, 1_000_000]
  const [ofFew = '', ofMany = ''] = await addSyncs(`file:${path.join(folder, 'warm.db')}`, PROJECT, 'bench-user', [
    few,
    many,
  ])
  const sandbox = await startSandbox('warm.db')
  const pageOf = async (syncId: string, records: number) => {
    const list = `/api/syncs/${syncId}/records?pageSize=100`
    const { paging } = (await (await fetch(`${sandbox.url}${list}`, { headers })).json()) as {
      paging: { cursor: string; remainingRecords: number }
    }
    if (paging.remainingRecords !== records - 100) throw new Error(`${paging.remainingRecords} records remain`)
    // The cursor of the record in the middle: pulling all pages up to it would take longer than the rest of the run.
    const [name, , seen] = JSON.parse(Buffer.from(paging.cursor, 'base64url').toString()) as unknown[]
    const middle = Buffer.from(JSON.stringify([name, records / 2, seen])).toString('base64url')
    return `${list}&cursor=${middle}`
  }
  const pages = { few: await pageOf(ofFew, few), many: await pageOf(ofMany, many) }
  for (const page of Object.values(pages)) await load(sandbox, page, headers, 1)
  const result = await compare({
    few: () => load(sandbox, pages.few, headers, SECONDS),
    many: () => load(sandbox, pages.many, headers, SECONDS),
  })
  await stop(sandbox)
  const cost = (name: string) => 1e6 / result(name).throughput
  const ratio = cost('many') / cost('few')
  rows.push({
    what: 'a page of 100 synced records out of 1,000,000, over one out of 1,000',
    measured: `${round(cost('many'))} µs over ${round(cost('few'))} µs: ${round(ratio, 2)}x`,
    bar: '1.5x',
    met: ratio <= 1.5,
  })
}

/** One call to Google Drive's API: as an app makes it through the Proxy API, and straight to the provider. */
async function measureProxy(headers: Record<string, string>) {
  const sandbox = await startSandbox('warm.db')
  const provider = { ...sandbox, url: providerUrl }
  const account = `${sandboxUrl}/projects/${PROJECT}/sdk/credentials?integration=googledrive&includeAccountAuth=true`
  const { accountAuth } = (await (await fetch(account, { headers })).json()) as {
    accountAuth: { OAUTH_ACCESS_TOKEN: string }
  }
  const authorization = `Bearer ${accountAuth.OAUTH_ACCESS_TOKEN}`
  const straight = (seconds: number) => load(provider, `/drive/v3/${ABOUT}`, { authorization }, seconds)
  const proxied = (seconds: number) => load(sandbox, PROXIED, headers, seconds)
  await straight(2)
  await proxied(2)
  const result = await compare({ straight: () => straight(SECONDS), proxied: () => proxied(SECONDS) })
  await stop(sandbox)
  const [direct, through] = [result('straight'), result('proxied')]
  const ratios = { cpu: through.cpu / direct.cpu, time: direct.throughput / through.throughput }
  rows.push({
    what: 'a proxied GET, over the same call straight to the provider',
    measured: `${round(through.cpu)} µs CPU over ${round(direct.cpu)} µs: ${round(ratios.cpu, 2)}x; ${round(through.throughput)} req/s for ${round(direct.throughput)}: ${round(ratios.time, 2)}x the time`,
    bar: 'less than 2.5x',
    met: !(ratios.cpu >= 2.5) && ratios.time < 2.5,
  })
}

/** A thousand calls at once, all of which find the access token run out. */
async function measureRefresh(headers: Record<string, string>) {
  const database = `file:${path.join(folder, 'warm.db')}`
  const sandbox = await startSandbox('warm.db')
  const me = (await (await fetch(`${sandboxUrl}${ME}`, { headers })).json()) as {
    integrations: { googledrive: { credentialId: string } }
  }
  const { credentialId } = me.integrations.googledrive
  const expire = `${sandboxUrl}/_sandbox/projects/${PROJECT}/credentials/${credentialId}/expire`
  await fetch(expire, { method: 'POST', headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  const before = await countRefreshes(database)
  const calls = 1_000
  await loadOnce(sandbox, PROXIED, headers, calls)
  const refreshes = (await countRefreshes(database)) - before
  await stop(sandbox)
  rows.push({
    what: `${calls} concurrent calls that find the access token run out`,
    measured: `${refreshes} refresh at the provider`,
    bar: 'exactly 1',
    met: refreshes === 1,
  })
}

/** A project for each test of a suite, one after the other: made, connected, taken back to its beginning, used. */
async function measureProjects() {
  const tests = 60
  const sandbox = await startSandbox('warm.db')
  const control = async (method: string, pathname: string, body?: object) => {
    const began = performance.now()
    const answer = await fetch(`${sandbox.url}/_sandbox/projects${pathname}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return { milliseconds: performance.now() - began, text }
  }
  const times = { made: [] as number[], reset: [] as number[] }
  for (let index = 0; index < tests; index += 1) {
    const made = await control('POST', '', {})
    const { projectId } = JSON.parse(made.text) as { projectId: string }
    await control('POST', `/${projectId}/credentials`, {
      sub: 'bench-user',
      integration: 'googledrive',
      account: 'maya.chen@northwind.example',
    })
    const reset = await control('POST', `/${projectId}/reset`)
    // What a short test does; meanwhile the key of the next project is made.
    const end = performance.now() + TEST_MILLISECONDS
    while (performance.now() < end) await control('GET', `/${projectId}`)
    times.made.push(made.milliseconds)
    times.reset.push(reset.milliseconds)
  }
  await stop(sandbox)
  const [made, reset] = [median(times.made), median(times.reset)]
  rows.push({
    what: 'a project of its own for a test, made through the control API',
    measured: `${round(made, 1)} ms`,
    bar: 'below 10 ms',
    met: made < 10,
  })
  rows.push({
    what: 'the same taken back to its beginning, with an account connected',
    measured: `${round(reset, 1)} ms`,
    bar: 'below 5 ms',
    met: reset < 5,
  })
}

function measurePortal() {
  const size = ['portal.js', 'portal.css']
    .map((file) => gzipSync(readFileSync(path.join('dist/portal', file))).length)
    .reduce((sum, bytes) => sum + bytes, 0)
  rows.push({
    what: "the Connect Portal's bundle, compressed",
    measured: `${round(size / 1000, 1)} kB`,
    bar: 'below 150 kB',
    met: size < 150_000,
  })
}

function writeReport() {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
  const packages = { ...manifest.dependencies, ...manifest.devDependencies }
  const own = ['hono', '@hono/node-server', '@prisma/client', 'libsql'].map((name) => `${name} ${packages[name]}`)
  writeFileSync(
    'docs/performance.md',
    `# Performance

Written by \`npm run bench -- --write\`: candidates take turns in one run, medians of ${ROUNDS}, ten connections from the same
machine. Compare the ratios; the figures themselves are one machine's.

${table}

Measured with Node ${process.versions.node}, ${[...own, ...versions].join(', ')} on ${cpus().length} cores.
`,
  )
  console.log('\nwrote docs/performance.md')
}
