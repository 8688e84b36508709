import type { DialogueLine } from './result.ts'

/** What shows by itself that it is a secret: JWTs, private keys, bearer tokens, codes in addresses. */
export function redact(text: string): string {
  return text
    .replace(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '<jwt>')
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '<key>')
    .replace(/\b(Bearer|Basic) +[\w~+/.=-]{8,}/gi, '$1 <token>')
    .replace(/([?&](code|state|access_token|refresh_token|userToken)=)[^&\s"'<>\\#]+/g, '$1<$2>')
    .replace(/("OAUTH_ACCESS_TOKEN"\s*:\s*")[^"]*/g, '$1<access_token>')
    .replace(/\bya29\.[\w.-]+/g, '<access_token>')
}

export const redactDialogue = (dialogue: readonly DialogueLine[]): DialogueLine[] =>
  dialogue.map(({ sent, answer }) => ({ sent: redact(sent), answer: redact(answer) }))
