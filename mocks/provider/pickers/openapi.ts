import { z } from 'zod'
import { content, type Operation } from '../../openapi/operation.ts'

const page = (description: string) => content(description, 'text/html')

export const pickerOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/pickers/:name',
    operationId: 'getPickerScript',
    summary: 'A stand-in for the script of a vendor’s file picker',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: {
      200: content('The script', 'text/javascript'),
      304: { description: 'It is the one that the client has' },
      404: content('There is no such script', 'text/plain'),
    },
  },
  {
    method: 'POST',
    path: '/microsoft/:host/_layouts/15/FilePicker.aspx',
    operationId: 'openFilePicker',
    summary: 'The page of Microsoft’s File Picker 8',
    source: 'documented',
    access: 'read',
    isPublic: true,
    query: z.object({ filePicker: z.string().describe('The options, as JSON').optional() }),
    body: {
      mediaTypes: ['application/x-www-form-urlencoded'],
      schema: z.object({ access_token: z.string().optional(), folder: z.string().optional() }),
    },
    responses: {
      200: page('What there is to pick'),
      400: page('The options are not as they should be'),
      403: page('The token is not good, or does not allow to read files'),
      404: page('The account belongs to another organization, or the folder is gone'),
    },
  },
]
