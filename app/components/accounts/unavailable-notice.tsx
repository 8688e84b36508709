import Link from 'next/link'
import type { Account } from '@/lib/paragon/accounts'
import type { Problem } from '@/lib/paragon/problem'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

/** Why an account cannot be used at the moment, and where that is mended. `name` is the integration's. */
export function UnavailableNotice({ account, name }: { account: Account; name: string }) {
  return (
    <Notice tone="warn" {...unavailable(account, name)}>
      <Button size="small" asChild>
        <Link href="/">{account.status === 'attention' ? 'Reconnect it' : 'Finish its setup'}</Link>
      </Button>
    </Notice>
  )
}

function unavailable({ status, label }: Account, name: string): Problem {
  return status === 'attention'
    ? { title: 'This account needs to be reconnected', detail: `${name} no longer answers for ${label}.` }
    : { title: 'The setup of this account is unfinished', detail: `${name} does not answer for ${label} yet.` }
}
