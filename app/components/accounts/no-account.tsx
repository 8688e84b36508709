import Link from 'next/link'
import { Button } from '../ui/button'

type NoAccountProps = {
  /** The integration's. */
  name: string
  /** What there will be once one is connected. */
  children: string
}

/** What a page shows in the place of an account. */
export function NoAccount({ name, children }: NoAccountProps) {
  return (
    <div className="rounded-xl border border-line-strong border-dashed px-6 py-12 text-center">
      <p className="font-medium">No {name} account yet</p>
      <p className="mt-1 mb-4 text-soft">{children}</p>
      <Button variant="primary" asChild>
        <Link href="/">Connect {name}</Link>
      </Button>
    </div>
  )
}
