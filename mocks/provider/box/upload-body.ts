import { z } from 'zod'
import { type BoxRequest, checked } from './api.ts'
import { sha1Of } from './content.ts'
import { BoxError, badRequest } from './errors.ts'
import { itemName } from './items.ts'

const newFile = z.object({ name: itemName, parent: z.object({ id: z.string() }) })
const newVersion = z.object({ name: itemName.optional() })

/** What the body of an upload carries: `attributes`, which come first, and the content. */
async function readUpload<T>(c: BoxRequest, schema: z.ZodType<T>): Promise<{ attributes: T; bytes: Uint8Array }> {
  const form = await c.req.raw.formData().catch(() => {
    throw new BoxError(415, 'unsupported_media_type', 'The body must be multipart/form-data')
  })
  const names = [...form.keys()]
  const fileName = names.find((name) => form.get(name) instanceof File)
  const file = fileName === undefined ? undefined : form.get(fileName)
  if (!(file instanceof File) || fileName === undefined) throw badRequest('file', 'The body has no file.')
  const given = form.get('attributes')
  // developer.box.com/reference/post-files-content: the order matters, because the content is not held back.
  if (typeof given === 'string' && names.indexOf('attributes') > names.indexOf(fileName)) {
    throw new BoxError(400, 'metadata_after_file_contents', 'The attributes must come before the file')
  }
  const attributes = checked(typeof given === 'string' ? parsed(given) : {}, schema)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const digest = c.req.header('content-md5')
  if (digest !== undefined && digest.toLowerCase() !== sha1Of(bytes)) {
    throw new BoxError(400, 'bad_digest', 'The specified content-md5 did not match what we received')
  }
  return { attributes, bytes }
}

export const readNewFile = (c: BoxRequest) => readUpload(c, newFile)
export const readNewVersion = (c: BoxRequest) => readUpload(c, newVersion)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('attributes', 'The attributes are not valid JSON.')
  }
}
