'use client'

import { ChevronDown, LogOut } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { signOut } from 'next-auth/react'
import type { CurrentUser } from '@/lib/auth/current-user'
import { cn } from '@/lib/cn'
import { useParagon } from '@/lib/paragon/provider'
import { PRODUCT } from '@/lib/product'
import { BrandMark } from './brand'
import { ThemeMenu } from './theme-menu'
import { Avatar } from './ui/avatar'
import { Button } from './ui/button'
import { Menu, MenuItem, MenuLabel } from './ui/menu'

const pages = [
  { href: '/', label: 'Accounts' },
  { href: '/files', label: 'Files' },
  { href: '/calls', label: 'Calls' },
]

export function Header({ user }: { user: CurrentUser }) {
  const pathname = usePathname()
  return (
    <header className="border-line border-b bg-card">
      <div className="mx-auto flex h-14 max-w-5xl items-center gap-3 px-4 sm:gap-6 sm:px-6">
        <Link href="/" aria-label={`${PRODUCT}, home`} className="flex items-center gap-2 rounded-md font-semibold">
          <BrandMark className="size-7" />
          <span className="hidden sm:inline">{PRODUCT}</span>
        </Link>
        <nav aria-label="Main" className="flex h-full">
          {pages.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              aria-current={pathname === href ? 'page' : undefined}
              className={cn(
                'flex items-center border-b-2 border-transparent px-2.5 pt-0.5 text-sm text-soft -outline-offset-4 hover:text-ink',
                'aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink',
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
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
