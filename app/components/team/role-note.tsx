import { ShieldCheck, User } from 'lucide-react'
import { organization, type Role } from '@/lib/team/members'

const words = {
  admin: {
    icon: ShieldCheck,
    title: `You are an admin of ${organization.name}`,
    detail: 'Your token reaches every account of the organization.',
  },
  member: {
    icon: User,
    title: `You are a member of ${organization.name}`,
    detail: 'Your token reaches the accounts that you connect here, and no colleague’s. An admin sees all of them.',
  },
}

export function RoleNote({ role }: { role: Role }) {
  const { icon: Icon, title, detail } = words[role]
  return (
    <div className="flex items-start gap-3 rounded-xl border border-line bg-card px-4 py-3.5 sm:px-5">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
      <div>
        <p className="font-semibold">{title}</p>
        <p className="text-soft text-sm">{detail}</p>
      </div>
    </div>
  )
}
