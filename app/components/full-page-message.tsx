import type { ReactNode } from 'react'
import { BrandMark } from './brand'

type FullPageMessageProps = { title: string; detail: string; children: ReactNode }

export function FullPageMessage({ title, detail, children }: FullPageMessageProps) {
  return (
    <main className="mx-auto grid min-h-[80dvh] max-w-md content-center justify-items-start px-6 py-16">
      <BrandMark className="size-10" />
      <h1 className="mt-6 font-semibold text-2xl">{title}</h1>
      <p className="mt-2 mb-6 text-soft">{detail}</p>
      {children}
    </main>
  )
}
