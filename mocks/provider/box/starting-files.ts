import { demoBoxFiles, starterBoxFiles } from '../../catalog/demo-box.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { startingFiles } from '../drives/starting-files.ts'
import type { ProviderContext } from '../provider-context.ts'
import { contentOf } from './content.ts'
import { newBoxId } from './ids.ts'

/** Gives an account the files that it starts with, the first time that it is used. */
export function seedBox(ctx: ProviderContext, account: Account): Promise<void> {
  const { id: accountId, projectId, email, name } = account
  return ctx.store.provider.seed(account, () => ({
    files: startingFiles(demoBoxFiles[email] ?? starterBoxFiles(name), {
      accountId,
      parentId: null,
      driveId: null,
      now: ctx.clockOf(projectId).now(),
      newId: () => newBoxId(ctx.randomOf(account.projectId)),
      content: contentOf,
    }),
  }))
}
