/** What the dependencies agree on: the first releases that `require` ES modules, of the lines that are kept up. */
export const supportedNode = '20.19 or later of 20, 22.12 or later of 22, or 24 and later'

/**
 * @param {string} version such as 22.12.0
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24
}
