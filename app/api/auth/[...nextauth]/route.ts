import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'
import { env } from '@/lib/env'

type Context = { params: Promise<{ nextauth: string[] }> }

export async function GET(request: NextRequest, context: Context) {
  // next-auth reports every refusal of the provider as "Callback"; a person's own "no" deserves its own words.
  if (request.nextUrl.searchParams.get('error') === 'access_denied') {
    return NextResponse.redirect(`${env().appUrl}/sign-in?error=AccessDenied`, 303)
  }
  return NextAuth(request, context, authOptions())
}

export async function POST(request: NextRequest, context: Context) {
  return NextAuth(request, context, authOptions())
}
