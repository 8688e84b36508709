/** Stands in for MSAL, which the SDK loads before it opens Microsoft's picker and then makes no use of (2.4.0). */
import { standInFor } from './stand-in.ts'

standInFor('https://alcdn.msauth.net/browser/2.19.0/js/msal-browser.min.js')
