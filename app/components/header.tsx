'use client'

import { ChevronDown, LogOut } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { signOut } from 'next-auth/react'
import type { ReactNode } from 'react'
import type { CurrentUser } from '@/lib/auth/current-user'
import { cn } from '@/lib/cn'
import { useParagon } from '@/lib/paragon/provider'
import { PRODUCT } from '@/lib/product'
import { BrandMark } from './brand'
import { ThemeMenu } from './theme-menu'
import { Avatar } from './ui/avatar'
import { Button } from './ui/button'
import { Menu, MenuItem, MenuLabel } from './ui/menu'

/** As whom a page speaks to Paragon. */
export type Perspective = 'person' | 'organization'

const pages: { href: string; label: string; perspective: Perspective }[] = [
  { href: '/', label: 'Accounts', perspective: 'person' },
  { href: '/files', label: 'Files', perspective: 'person' },
  { href: '/calls', label: 'Calls', perspective: 'person' },
  { href: '/workflows', label: 'Workflows', perspective: 'person' },
  { href: '/syncs', label: 'Syncs', perspective: 'person' },
  { href: '/team', label: 'Team', perspective: 'organization' },
]

type HeaderProps = { user: CurrentUser; perspective: Perspective; tools?: ReactNode }

export function Header({ user, perspective, tools }: HeaderProps) {
  const pathname = usePathname()
  // What belongs to another Connected User is loaded anew (see loadConnectSDK), and with a plain link at once.
  const linkTo = (page: Perspective) => (page === perspective ? Link : 'a')
  const Home = linkTo('person')
  return (
    <header className="border-line border-b bg-card">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-3 px-4 sm:h-14 sm:flex-nowrap sm:gap-x-6 sm:px-6">
        <Home href="/" aria-label={`${PRODUCT}, home`} className="flex items-center gap-2 rounded-md font-semibold">
          <BrandMark className="size-7" />
          <span className="hidden sm:inline">{PRODUCT}</span>
        </Home>
        <nav
          aria-label="Main"
          className="-mx-1.5 order-last flex h-10 w-[calc(100%+0.75rem)] overflow-x-auto sm:order-none sm:mx-0 sm:h-full sm:w-auto"
        >
          {pages.map(({ href, label, perspective: page }) => {
            const PageLink = linkTo(page)
            return (
              <PageLink
                key={href}
                href={href}
                aria-current={pathname === href ? 'page' : undefined}
                className={cn(
                  'flex items-center border-b-2 border-transparent px-1.5 pt-0.5 text-[13px] text-soft sm:px-2.5 sm:text-sm -outline-offset-4 hover:text-ink',
                  'aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink',
                )}
              >
                {label}
              </PageLink>
            )
          })}
        </nav>
        <div className="ml-auto flex h-12 items-center gap-1">
          {tools}
          <ThemeMenu />
          <UserMenu user={user} />
        </div>
      </div>
    </header>
  )
}

function UserMenu({ user }: { user: CurrentUser }) {
  const { session } = useParagon()

  async function leave() {
    await signOut({ redirect: false })
    // Only now: the other tabs notice, and ask the server whether they are still signed in.
    session.close()
    window.location.assign('/sign-in')
  }

  return (
    <Menu
      trigger={
        <Button variant="quiet" size="small" aria-label={`Account menu of ${user.name}`}>
          <Avatar name={user.name} picture={user.image} className="size-6 text-xs" />
          <span className="hidden max-w-40 truncate sm:inline">{user.name}</span>
          <ChevronDown />
        </Button>
      }
    >
      <MenuLabel>
        <span className="block font-medium text-ink">{user.name}</span>
        {user.email}
      </MenuLabel>
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  )
}
