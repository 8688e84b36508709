import type { ReactNode } from 'react'

export function PageHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="font-semibold text-2xl">{title}</h1>
      <p className="mt-1 max-w-2xl text-pretty text-soft">{children}</p>
    </div>
  )
}
