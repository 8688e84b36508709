/** Somebody in the address book of an account. */
export interface DemoContact {
  name: string
  email: string
  phone?: string
  company?: string
}

/** Address books of the demo people's Google accounts, by e-mail address. */
const demoContacts: Record<string, DemoContact[]> = {
  'maya.chen@northwind.example': [
    { name: 'Elif Aydin', email: 'elif.aydin@fabrikam.example', phone: '+49 30 5550 1420', company: 'Fabrikam' },
    { name: 'Tom Okafor', email: 'tom.okafor@contoso.example', company: 'Contoso' },
  ],
  'maya.chen.home@mail.example': [
    { name: 'Lin Chen', email: 'lin.chen@mail.example', phone: '+49 151 5550 1933' },
    { name: 'Dr. Okafor', email: 'practice@okafor.example', company: 'Dental practice Okafor' },
  ],
  'jonas.weber@northwind.example': [
    { name: 'Elif Aydin', email: 'elif.aydin@fabrikam.example', company: 'Fabrikam' },
    { name: 'Sana Malik', email: 'sana.malik@tailspin.example', company: 'Tailspin' },
  ],
}

/** Whom an account knows; everybody else's address book has one entry, which tells it apart. */
export function contactsOf({ email, name }: { email: string; name: string }): DemoContact[] {
  return demoContacts[email] ?? [{ name: `A friend of ${name}`, email: `friend.of.${email}` }]
}
