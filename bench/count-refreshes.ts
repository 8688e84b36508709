import { openStore } from '../mocks/store/store.ts'

/** How often the provider has exchanged a refresh token so far, from its own books. */
export async function countRefreshes(databaseUrl: string): Promise<number> {
  const store = await openStore({ databaseUrl })
  const count = await store.prisma.providerToken.count({ where: { kind: 'refresh', dateUsed: { not: null } } })
  await store.close()
  return count
}
