/** `npm run migration <name>`: writes the SQL that leads from the migrations to prisma/schema.prisma as a new migration. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../mocks/package-root.ts'
import { schemaDrift } from '../mocks/store/schema-drift.ts'

const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run migration <name>   (lower case, digits and underscores)')
  process.exit(2)
}
const sql = await schemaDrift()
if (!sql) {
  console.log('The migrations already lead to prisma/schema.prisma; nothing to write.')
  process.exit(0)
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const folder = path.join(packageRoot, 'prisma', 'migrations', `${stamp}_${name}`)
mkdirSync(folder)
writeFileSync(path.join(folder, 'migration.sql'), sql)
if (sql.includes('RedefineTables')) {
  console.warn(
    'This rebuilds a table, and dropping the old one deletes all that hangs from it by foreign keys. ' +
      'Write "ALTER TABLE ... ADD COLUMN" by hand where that is all that changes.',
  )
}
console.log(`wrote ${path.relative(packageRoot, folder)}/migration.sql`)
