import { render } from 'preact'
import { Inspector } from './components/inspector.tsx'
import { createTokenStore } from './token.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root.')
root.textContent = ''
render(<Inspector tokens={createTokenStore(window)} />, root)
