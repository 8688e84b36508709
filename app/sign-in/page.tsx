import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentUser } from '@/lib/auth/current-user'
import { signInErrorText } from '@/lib/auth/sign-in-errors'
import { env } from '@/lib/env'
import { PRODUCT } from '@/lib/product'
import { BrandMark } from '../components/brand'
import { ThemeMenu } from '../components/theme-menu'
import { SignInOptions } from './sign-in-options'

export const metadata: Metadata = { title: 'Sign in' }

type SignInPageProps = { searchParams: Promise<{ error?: string; callbackUrl?: string }> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { error, callbackUrl = '/' } = await searchParams
  if (await currentUser()) redirect('/')
  const problem = signInErrorText(error)
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="absolute top-3 right-3">
        <ThemeMenu />
      </div>
      <div className="w-full max-w-sm rounded-2xl border border-line bg-card p-7 shadow-sm">
        <BrandMark className="size-10" />
        <h1 className="mt-5 font-semibold text-2xl">Sign in to {PRODUCT}</h1>
        <p className="mt-1 text-soft">Then connect the accounts you work with.</p>
        {problem && (
          <p role="alert" className="mt-4 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn">
            {problem}
          </p>
        )}
        <SignInOptions demoUsers={env().demoUsers} callbackUrl={callbackUrl} />
      </div>
    </main>
  )
}
