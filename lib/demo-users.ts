export type DemoUser = { name: string; email: string }

/**
 * Reads `DEMO_USERS`: "Maya Chen <maya@example.test>, Sam Ortiz <sam@example.test>". Entries of another shape are left
 * out: they only ever cost a shortcut on the sign-in page.
 */
export function parseDemoUsers(list: string): DemoUser[] {
  return [...list.matchAll(/([^<>,]+)<\s*([^<>,\s]+@[^<>,\s]+)\s*>/g)].map(([, name = '', email = '']) => ({
    name: name.trim(),
    email,
  }))
}
