import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} LockFile */

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of the last install. So an install by
 * hand counts as well as ours, and one that broke off does not: npm writes the record last.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  const record = path.join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  return satisfies(readJson(record), readJson(path.join(folder, 'package-lock.json')))
}

/**
 * @param {LockFile} installed
 * @param {LockFile} wanted
 */
export function satisfies(installed, wanted) {
  const names = Object.keys(wanted.packages).filter((name) => name !== '')
  const unexpected = Object.keys(installed.packages).some((name) => !(name in wanted.packages))
  return !unexpected && names.every((name) => matches(installed.packages[name], wanted.packages[name]))
}

/**
 * @param {LockedPackage | undefined} installed
 * @param {LockedPackage | undefined} wanted
 */
function matches(installed, wanted) {
  // Builds for other systems are in the lock file and on no one machine.
  if (!installed) return Boolean(wanted?.optional || wanted?.devOptional)
  return installed.version === wanted?.version && installed.integrity === wanted?.integrity
}

/**
 * @param {string} file
 * @returns {LockFile}
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
