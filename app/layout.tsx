import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Toaster } from 'sonner'
import { PRODUCT } from '@/lib/product'
import { parseTheme, THEME_COOKIE } from '@/lib/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: PRODUCT, template: `%s · ${PRODUCT}` },
  description: 'Connect the accounts you work with, several of each kind.',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body className="min-h-dvh font-sans text-[15px] leading-normal">
        {children}
        <Toaster
          position="bottom-right"
          toastOptions={{
            unstyled: true,
            classNames: {
              toast:
                'flex w-full items-center gap-3 rounded-lg border border-line bg-card px-4 py-3 text-sm text-ink shadow-lg',
              success: '**:data-icon:text-ok',
              error: '**:data-icon:text-bad',
            },
          }}
        />
      </body>
    </html>
  )
}
