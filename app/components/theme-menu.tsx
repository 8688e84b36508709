'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { parseTheme, THEME_COOKIE, type Theme } from '@/lib/theme'
import { Button } from './ui/button'
import { Menu, MenuChoice, MenuChoices } from './ui/menu'

const choices = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

const YEAR_SECONDS = 60 * 60 * 24 * 365

/** Follows the system until told otherwise, and then remembers. */
export function ThemeMenu() {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(parseTheme(document.documentElement.dataset.theme)), [])

  function choose(value: string) {
    const chosen = parseTheme(value)
    setTheme(chosen)
    document.documentElement.dataset.theme = chosen
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every supported browser.
    document.cookie = `${THEME_COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
  }

  const Icon = choices.find((choice) => choice.value === theme)?.icon ?? Monitor
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="icon" aria-label="Theme">
          <Icon />
        </Button>
      }
    >
      <MenuChoices value={theme} onValueChange={choose}>
        {choices.map(({ value, label, icon: ChoiceIcon }) => (
          <MenuChoice key={value} value={value}>
            <ChoiceIcon aria-hidden />
            {label}
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  )
}
