'use client'

import { decodeJwt } from 'jose'
import { ChevronRight } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import type { Integration } from '@/lib/paragon/accounts'
import { PERMISSIONS_CLAIM } from '@/lib/paragon/permissions-claim'
import type { IssuedToken } from '@/lib/paragon/token-source'
import { claimWords } from '@/lib/team/claim-words'
import { Button } from '../ui/button'
import { CodeBlock } from '../ui/code-block'

type TokenDisclosureProps = { issued: IssuedToken; integrations: Integration[] }

const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** What the token that this page has says of itself: who it is for, until when, and what it allows. */
export function TokenDisclosure({ issued, integrations }: TokenDisclosureProps) {
  const { sub, [PERMISSIONS_CLAIM]: claim } = decodeJwt(issued.token)
  const rows = claimWords(claim, {
    integration: (type) => integrations.find((integration) => integration.type === type)?.name,
    account: (id) => labelIn(integrations, id),
  })
  return (
    <Collapsible.Root>
      <Collapsible.Trigger asChild>
        <Button variant="quiet" size="small" className="group -ml-2.5">
          <ChevronRight aria-hidden className="group-data-[state=open]:rotate-90 motion-safe:transition-transform" />
          What the token allows
        </Button>
      </Collapsible.Trigger>
      <Collapsible.Content className="space-y-4 pt-2 text-sm">
        <p className="max-w-2xl text-soft">
          The server signs it for whoever is signed in. The permissions are a claim inside the token, and Paragon holds
          every call to them, whatever a page asks for.
        </p>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <ClaimLine name="Connected User">
            <code>{sub}</code>
          </ClaimLine>
          <ClaimLine name="Good until">{times.format(new Date(issued.expiresAt))}</ClaimLine>
          {rows.map(({ scope, allows }) => (
            <ClaimLine key={scope} name={capitalised(scope)}>
              {allows}
            </ClaimLine>
          ))}
        </dl>
        <CodeBlock
          label="The claim as the token has it"
          text={JSON.stringify({ [PERMISSIONS_CLAIM]: claim }, null, 2)}
          className="max-h-72"
        />
      </Collapsible.Content>
    </Collapsible.Root>
  )
}

function ClaimLine({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="break-words font-medium">{name}</dt>
      <dd className="mb-1 break-words text-soft sm:mb-0">{children}</dd>
    </>
  )
}

function labelIn(integrations: Integration[], credentialId: string): string | undefined {
  for (const { name, accounts } of integrations) {
    const account = accounts.find(({ id }) => id === credentialId)
    if (account) return `${account.label} (${name})`
  }
  return undefined
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
