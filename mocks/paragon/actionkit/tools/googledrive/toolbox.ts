import type { Toolbox } from '../../tool.ts'
import { downloadFile, exportDoc, getFileById, listFiles, saveFile } from './files.ts'
import { createFolder, deleteFolder, getFolderById, moveFolder, searchFolders } from './folders.ts'

const tools = [
  getFileById,
  saveFile,
  exportDoc,
  createFolder,
  deleteFolder,
  getFolderById,
  moveFolder,
  listFiles,
  searchFolders,
  downloadFile,
]

/** Named as the vendor's are (docs: actionkit/integrations/googledrive/overview); what they take is assumed. */
export const googledriveToolbox: Toolbox = { categories: ['file_storage'], tools: () => tools }
